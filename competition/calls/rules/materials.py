"""A list of materials: what each row says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from competition.calls.rules.characters import length
from competition.calls.rules.faults import AnswerFault
from competition.calls.rules.fields import Unit
from competition.calls.rules.values import is_number

MOST_WORDS = 200
WORDS = ("name", "origin", "treatment", "report", "source", "species")
# What is asked of stones only; of any other material it stays in the draft and is read by nobody.
OF_STONES = ("origin", "grown", "treatment", "report")


class MaterialKind(StrEnum):
    """What a material is."""

    stone = "stone"
    metal = "metal"
    textile = "textile"
    other = "other"


class Grown(StrEnum):
    """How a stone came to be."""

    natural = "natural"
    laboratory = "laboratory"


CHOSEN: dict[str, tuple[str, ...]] = {
    "kind": tuple(MaterialKind),
    "unit": tuple(unit for unit in Unit if unit != Unit.none),
    "grown": tuple(Grown),
    "cites": ("yes", "no"),
}
PARTS = ("kind", "name", "amount", "unit", *OF_STONES, "source", "cites", "species")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row, counted from 1."""

    row: int
    fault: AnswerFault


def fault_in(value: Any, most: int) -> Fault | None:
    """Return the first thing that is wrong with a list of materials; rows are `{part: text}` without empty parts."""
    if not isinstance(value, list):
        return Fault(1, AnswerFault.wrong_kind)
    found = ((number, _fault_of(row)) for number, row in enumerate(value, 1))
    first = next((Fault(number, fault) for number, fault in found if fault), None)
    return first or (Fault(most + 1, AnswerFault.too_many_rows) if len(value) > most else None)


def is_asked(row: Mapping[str, Any], part: str) -> bool:
    """Tell whether a part is asked of a row: of a stone how it came to be, the species where CITES names it."""
    if part in OF_STONES:
        return row.get("kind") == MaterialKind.stone
    return row.get("cites") == "yes" if part == "species" else True


def _fault_of(row: Any) -> AnswerFault | None:
    if not isinstance(row, dict) or not set(row) <= set(PARTS):
        return AnswerFault.wrong_kind
    if any(row[part] not in values for part, values in CHOSEN.items() if part in row):
        return AnswerFault.wrong_kind
    if not all(isinstance(row[part], str) for part in WORDS if part in row):
        return AnswerFault.wrong_kind
    needed = ["kind", "name", *(part for part in ("grown", "species") if is_asked(row, part))]
    if not all(row.get(part) for part in needed):
        return AnswerFault.incomplete
    if any(length(row.get(part, "")) > MOST_WORDS for part in WORDS):
        return AnswerFault.too_long
    return _fault_of_amount(row.get("amount"))


def _fault_of_amount(amount: Any) -> AnswerFault | None:
    if amount is None:
        return None
    if not is_number(amount):
        return AnswerFault.not_a_number
    return None if Decimal(amount) > 0 else AnswerFault.not_positive
