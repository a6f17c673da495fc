"""What a decision may say, and when it needs a motion of the jury."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from competition.errors import DomainError

MOST_VOTES = 1000
MOST_MINUTES = 4000


class Outcome(StrEnum):
    """What was decided for an honour: an entry receives it, or it is withheld."""

    winner = "winner"
    withheld = "withheld"


@dataclass(frozen=True, slots=True)
class Minutes:
    """A motion of the jury as its minutes have it."""

    text: str
    in_favour: int
    against: int
    abstained: int
    held_on: date


@dataclass(frozen=True, slots=True)
class Award:
    """What is decided for one honour: who receives it, or that it is withheld; neither leaves it open."""

    honour_id: str
    winners: tuple[str, ...] = ()
    is_withheld: bool = False
    minutes: Minutes | None = None


@dataclass(frozen=True, slots=True)
class Decide:
    """All awards of a call at once, on one run. Honours that are not named are left open."""

    run_id: str
    awards: tuple[Award, ...]


class Departure(StrEnum):
    """How a decision departs from what the rule proposes."""

    more = "more"
    below = "below"
    tie = "tie"
    other = "other"


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rule of an honour says: whom it proposes, who is tied, who lies below its threshold, and its number."""

    proposed: frozenset[str]
    tied: frozenset[str]
    below: frozenset[str]
    most: int

    def departure(self, award: Award) -> Departure | None:
        """Return how an award departs from the rule; None where it follows it, or is left open."""
        winners = set(award.winners)
        if not winners and not award.is_withheld:
            return None
        if len(winners) > self.most:
            return Departure.more
        if winners & self.below:
            return Departure.below
        if winners & self.tied:
            return Departure.tie
        return None if winners == self.proposed and not self.tied else Departure.other


class RunIsOld(DomainError):
    """Decisions are made on the newest run only: a newer one was stored meanwhile."""

    code = "results_run_is_old"
    status = 409


class NotOfThisRun(DomainError):
    """An award goes to an entry that the run ranked, and that the honour is open to."""

    code = "results_not_of_this_run"


class AwardContradicts(DomainError):
    """An award is given or withheld, not both; and each honour is decided once."""

    code = "results_award_contradicts"


class HoldsAnother(DomainError):
    """An entry that holds an earlier honour gets this one only if its rule says so."""

    code = "results_holds_another"


class MotionNeeded(DomainError):
    """A decision that departs from the rule carries a motion of the jury. `at` is the honour, `why` the departure."""

    code = "results_motion_needed"


class BadMotion(DomainError):
    """A motion has a text, votes that carry it, and a day that is not to come."""

    code = "results_bad_motion"


def check_awards(awards: Sequence[Award], ranked: Mapping[str, Collection[str]]) -> None:
    """Refuse awards that cannot be. `ranked` maps each honour to the entries that the run ranked and it is open to."""
    named = Counter(award.honour_id for award in awards)
    for award in awards:
        if named[award.honour_id] > 1 or (award.winners and award.is_withheld):
            raise AwardContradicts(at=award.honour_id)
        if not set(award.winners) <= set(ranked.get(award.honour_id, ())) or award.honour_id not in ranked:
            raise NotOfThisRun(at=award.honour_id)


def is_carried(minutes: Minutes, today: date) -> bool:
    """Tell whether a motion has words, was carried by more votes than were against it, and not on a day to come.

    The day is the one in the zone that is furthest ahead: where the jury met, it may have begun already.
    """
    votes = (minutes.in_favour, minutes.against, minutes.abstained)
    return (
        bool(minutes.text.strip())
        and minutes.in_favour > minutes.against
        and all(0 <= vote <= MOST_VOTES for vote in votes)
        and minutes.held_on <= today + timedelta(days=1)
    )
