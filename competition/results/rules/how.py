"""How the results of a call are computed: what there is to choose, and when a choice is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from competition.errors import DomainError, Stale
from competition.judging.rules import RoundKind

# What a round may choose to be ranked by, the usual one first, and what may break its ties.
METHODS = ("additive", "mean", "median", "trimmed", "zscore", "percentile", "rasch")
METHODS_OF: dict[RoundKind, tuple[str, ...]] = {
    RoundKind.scores: METHODS,
    RoundKind.stars: METHODS,
    RoundKind.eligibility: ("votes",),
    RoundKind.screening: ("votes",),
    RoundKind.veto: ("vetoes",),
    RoundKind.ranking: ("borda", "schulze", "copeland"),
}
TIE_RULES = ("raw_mean", "criterion", "median", "top_marks", "low_marks")
MOST_TIE_RULES = 3
MOST_REASON = 1000

# A rule that breaks ties, and the id of the criterion that it looks at (only "criterion" looks at one).
Tie = tuple[str, str]


@dataclass(frozen=True, slots=True)
class HowComputed:
    """How the results of a call are computed: the method, and what breaks ties, in order."""

    method: str = METHODS[0]
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeHow:
    """A new way to compute; `version` is the one that the person had before him, 0 for none yet."""

    version: int
    how: HowComputed
    reason: str = ""


class RulesAreStale(Stale):
    """Somebody else changed meanwhile how the results are computed."""

    code = "results_rules_stale"


class UnknownRule(DomainError):
    """A method or a rule for ties that there is not, one named twice, or a criterion that the rubric does not have."""

    code = "results_unknown_rule"


class ReasonIsMissing(DomainError):
    """Once a sheet is handed in, whoever changes how results are computed says why."""

    code = "results_reason_missing"


def check_how(how: HowComputed, criteria: Sequence[str], kind: RoundKind = RoundKind.scores) -> None:
    """Refuse what the engine does not know, or what does not fit the round; `criteria` are the ids of its rubric."""
    is_known = (
        how.method in METHODS_OF[kind] and len(how.ties) <= MOST_TIE_RULES and len(set(how.ties)) == len(how.ties)
    )
    if not is_known or any(not _is_rule(tie, criteria) for tie in how.ties):
        raise UnknownRule


def _is_rule(tie: Tie, criteria: Sequence[str]) -> bool:
    rule, criterion = tie
    return rule in TIE_RULES and (criterion in criteria if rule == "criterion" else not criterion)
