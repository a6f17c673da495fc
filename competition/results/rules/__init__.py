"""The law of results: who computes and decides, what a decision may say."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from competition.errors import DomainError, Stale
from competition.people.rules import Role

DECIDERS = (Role.owner, Role.organiser, Role.chair)
READERS = (*DECIDERS, Role.auditor)


class Outcome(StrEnum):
    """What was decided for a category: an entry wins, or the award is withheld."""

    winner = "winner"
    withheld = "withheld"


# What a call may choose to be ranked by, the usual one first, and what may break its ties.
METHODS = ("additive", "mean", "median", "trimmed", "zscore", "percentile", "rasch")
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


@dataclass(frozen=True, slots=True)
class Award:
    """What is decided for one category: its winners in any number, or that it is withheld; neither leaves it open."""

    category_id: str
    winners: tuple[str, ...] = ()
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Decide:
    """All awards of a call at once, on one run. Categories that are not named are left open."""

    run_id: str
    awards: tuple[Award, ...]


class NothingToScore(DomainError):
    """There is no rubric, or no sheet was handed in: nothing can be computed."""

    code = "results_nothing_to_score"
    status = 409


class RulesAreStale(Stale):
    """Somebody else changed meanwhile how the results are computed."""

    code = "results_rules_stale"


class UnknownRule(DomainError):
    """A method or a rule for ties that there is not, one named twice, or a criterion that the rubric does not have."""

    code = "results_unknown_rule"


class ReasonIsMissing(DomainError):
    """Once a sheet is handed in, whoever changes how results are computed says why."""

    code = "results_reason_missing"


class RunIsOld(DomainError):
    """Decisions are made on the newest run only: a newer one was stored meanwhile."""

    code = "results_run_is_old"
    status = 409


class NotOfThisRun(DomainError):
    """An award goes to an entry that the run ranked, in the category that it was entered to."""

    code = "results_not_of_this_run"


class AwardContradicts(DomainError):
    """An award is given or withheld, not both; and each category is decided once."""

    code = "results_award_contradicts"


def check_awards(awards: Sequence[Award], categories: Sequence[str], ranked: Mapping[str, str | None]) -> None:
    """Refuse awards that cannot be. `ranked` maps each entry that the run ranked to its category."""
    named = Counter(award.category_id for award in awards)
    if any(times > 1 for times in named.values()) or any(award.winners and award.is_withheld for award in awards):
        raise AwardContradicts
    if not named.keys() <= set(categories):
        raise NotOfThisRun
    if any(ranked.get(entry) != award.category_id for award in awards for entry in award.winners):
        raise NotOfThisRun


def check_how(how: HowComputed, criteria: Sequence[str]) -> None:
    """Refuse what the engine does not know; `criteria` are the ids of the rubric."""
    is_known = how.method in METHODS and len(how.ties) <= MOST_TIE_RULES and len(set(how.ties)) == len(how.ties)
    if not is_known or any(not _is_rule(tie, criteria) for tie in how.ties):
        raise UnknownRule


def _is_rule(tie: Tie, criteria: Sequence[str]) -> bool:
    rule, criterion = tie
    return rule in TIE_RULES and (criterion in criteria if rule == "criterion" else not criterion)


def pseudonym(call_id: str, person_id: str) -> str:
    """Return the name under which a juror stands in a call's runs: the same each time, telling nothing of him.

    Ids are 128 random bits, so nobody finds the person by trying.
    """
    digest = hashlib.sha256(f"{call_id}/{person_id}".encode()).digest()
    return f"J-{base64.b32encode(digest).decode()[:8]}"
