"""Answers that are lists: rows of parts, whatever the list is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from competition.calls.rules import materials, team
from competition.calls.rules.characters import length
from competition.calls.rules.faults import AnswerFault
from competition.calls.rules.fields import RowsOptions, TeamOptions

MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one row, counted from 1."""

    row: int
    fault: AnswerFault


def parts_of(options: RowsOptions) -> tuple[str, ...]:
    """Return the parts of a row, in their order; the first one is always asked."""
    return team.parts_of(options) if isinstance(options, TeamOptions) else materials.PARTS


def fault_in(options: RowsOptions, value: Any) -> RowFault | None:
    """Return the first thing that is wrong with a list; rows are `{part: text}` without empty parts."""
    if not isinstance(value, list):
        return RowFault(1, AnswerFault.wrong_kind)
    found = ((number, _fault_of(options, row)) for number, row in enumerate(value, 1))
    first = next((RowFault(number, fault) for number, fault in found if fault), None)
    return first or (RowFault(options.most + 1, AnswerFault.too_many_rows) if len(value) > options.most else None)


def _fault_of(options: RowsOptions, row: Any) -> AnswerFault | None:
    if not isinstance(row, dict) or not set(row) <= set(parts_of(options)):
        return AnswerFault.wrong_kind
    words = team.words_in(options) if isinstance(options, TeamOptions) else materials.WORDS
    if not all(isinstance(row[part], str) for part in words if part in row):
        return AnswerFault.wrong_kind
    wrong = team.fault_of(options, row) if isinstance(options, TeamOptions) else materials.fault_of(row)
    if wrong:
        return wrong
    if any(length(row.get(part, "")) > MOST_WORDS for part in words):
        return AnswerFault.too_long
    return None if isinstance(options, TeamOptions) else materials.fault_of_amount(row.get("amount"))
