"""Which entries go on into the next round: by their places, by a threshold, or by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from competition.errors import DomainError

MOST_ADVANCING = 100_000


class AdvanceBy(StrEnum):
    """By what entries go on."""

    places = "places"
    threshold = "threshold"
    verdict = "verdict"
    hand = "hand"


@dataclass(frozen=True, slots=True)
class AdvanceRule:
    """A rule: the first `value` places, all from `value` points on, all that the votes let go on, or nobody by itself.

    A count is of all entries, or of each category for itself.
    """

    by: AdvanceBy = AdvanceBy.places
    value: float | None = None
    is_per_category: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entry stands: its place among all (of its group, where the jury fell apart), in its category, points.

    `passes` is what the votes of its round decide, and the chair of vetoes; None where nothing does.
    """

    entry_id: str
    rank: int | None
    own_rank: int | None
    level: float | None
    passes: bool | None = None


@dataclass(frozen=True, slots=True)
class Advance:
    """Who goes on, chosen on a run; `reason` says why where the choice is not what the rule says."""

    run_id: str
    rule: AdvanceRule
    chosen: frozenset[str]
    reason: str = ""


class NoNextRound(DomainError):
    """Entries go on into a round that follows; after the last one prizes are decided."""

    code = "results_no_next_round"
    status = 409


class NobodyAdvances(DomainError):
    """A round is judged with one entry at least."""

    code = "results_nobody_advances"


class BadAdvanceRule(DomainError):
    """A count is a whole number from 1 on, a threshold is a number of points."""

    code = "results_bad_advance_rule"


class DepartureNeedsReason(DomainError):
    """Whoever sends on others than the rule says, says why."""

    code = "results_departure_needs_reason"


def check_advance_rule(rule: AdvanceRule) -> None:
    """Refuse a rule without its number, or with one that makes no sense."""
    if rule.by in {AdvanceBy.hand, AdvanceBy.verdict}:
        return
    value = rule.value
    if value is None or not 0 <= value <= MOST_ADVANCING:  # NaN lies nowhere.
        raise BadAdvanceRule
    if rule.by == AdvanceBy.places and (value < 1 or value != int(value)):
        raise BadAdvanceRule


def advancing(standings: Iterable[Standing], rule: AdvanceRule) -> frozenset[str]:
    """Return who goes on by a rule. Of those who tie for the last place of a count, all do."""
    if rule.by == AdvanceBy.verdict:
        return frozenset(one.entry_id for one in standings if one.passes)
    if rule.by == AdvanceBy.hand or rule.value is None:
        return frozenset()
    limit = rule.value
    if rule.by == AdvanceBy.threshold:
        return frozenset(one.entry_id for one in standings if one.level is not None and one.level >= limit)
    places = {one.entry_id: one.own_rank if rule.is_per_category else one.rank for one in standings}
    return frozenset(entry for entry, place in places.items() if place is not None and place <= limit)
