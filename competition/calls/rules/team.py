"""The people who made a work: who they are, and in which role. A jury never reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from competition.calls.rules.faults import AnswerFault
from competition.calls.rules.fields import TeamOptions
from competition.calls.rules.values import COUNTRIES


def parts_of(options: TeamOptions) -> tuple[str, ...]:
    """Return the parts of a row: a name and a role, and what else the question asks of a person."""
    more = (("country", options.asks_country), ("school", options.asks_school))
    return ("name", "role", *(part for part, is_asked in more if is_asked))


def words_in(options: TeamOptions) -> tuple[str, ...]:
    """Return the parts that are written freely."""
    return ("name", "school") if options.roles else ("name", "role", "school")


def fault_of(options: TeamOptions, row: Mapping[str, Any]) -> AnswerFault | None:
    """Return what is wrong with the words on one person."""
    if not row.get("name") or not row.get("role"):
        return AnswerFault.incomplete
    if options.roles and row["role"] not in {role.value for role in options.roles}:
        return AnswerFault.wrong_kind
    return AnswerFault.wrong_kind if row.get("country") and row["country"] not in COUNTRIES else None
