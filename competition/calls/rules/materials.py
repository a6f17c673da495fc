"""A list of materials: what each row says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from competition.calls.rules.faults import AnswerFault
from competition.calls.rules.fields import Unit
from competition.calls.rules.values import is_number

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


def is_asked(row: Mapping[str, Any], part: str) -> bool:
    """Tell whether a part is asked of a row: of a stone how it came to be, the species where CITES names it."""
    if part in OF_STONES:
        return row.get("kind") == MaterialKind.stone
    return row.get("cites") == "yes" if part == "species" else True


def fault_of(row: Mapping[str, Any]) -> AnswerFault | None:
    """Return what is wrong with the words on one material."""
    if any(row[part] not in values for part, values in CHOSEN.items() if part in row):
        return AnswerFault.wrong_kind
    needed = ["kind", "name", *(part for part in ("grown", "species") if is_asked(row, part))]
    if not all(row.get(part) for part in needed):
        return AnswerFault.incomplete
    return None


def fault_of_amount(amount: Any) -> AnswerFault | None:
    """Return what is wrong with how much there is of it."""
    if amount is None:
        return None
    if not is_number(amount):
        return AnswerFault.not_a_number
    return None if Decimal(amount) > 0 else AnswerFault.not_positive
