"""The law of results: who computes and decides, what a decision may say."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from competition.errors import DomainError
from competition.people.rules import Role

DECIDERS = (Role.owner, Role.organiser, Role.chair)
READERS = (*DECIDERS, Role.auditor)


class Outcome(StrEnum):
    """What was decided for a category: an entry wins, or the award is withheld."""

    winner = "winner"
    withheld = "withheld"


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


class MarksChanged(DomainError):
    """A juror handed in a sheet while we computed: the result was not stored, since it was old already."""

    code = "results_marks_changed"
    status = 409


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


def pseudonym(call_id: str, person_id: str) -> str:
    """Return the name under which a juror stands in a call's runs: the same each time, telling nothing of him.

    Ids are 128 random bits, so nobody finds the person by trying.
    """
    digest = hashlib.sha256(f"{call_id}/{person_id}".encode()).digest()
    return f"J-{base64.b32encode(digest).decode()[:8]}"
