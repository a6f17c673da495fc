"""What kind of round it is, what a juror gives in it, and the rules that hold besides the rubric.

A round of scores is judged by the criteria of its rubric. One question asks each of the others of an entry, answered in
whole points: whether it may take part and whether a veto stands against it, 0 or 1; a vote, 0 no, 1 maybe, 2 yes;
stars, so many of them, or twice as many half stars. A ranking asks nothing of one entry alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from competition.errors import DomainError

LEAST_STARS, MOST_STARS = 2, 10
MOST_SIZE = 1000
MOST_THRESHOLD = 50
USUAL_STARS = 5


class RoundKind(StrEnum):
    """What a juror gives."""

    scores = "scores"
    eligibility = "eligibility"
    screening = "screening"
    stars = "stars"
    veto = "veto"
    ranking = "ranking"


class OthersRule(StrEnum):
    """When a juror sees what the others gave the same entry."""

    never = "never"
    after_own = "after_own"
    always = "always"


# Kinds that ask one question of each entry, and those of them that a count of votes decides.
ASKING = frozenset({RoundKind.eligibility, RoundKind.screening, RoundKind.stars, RoundKind.veto})
VOTING = frozenset({RoundKind.eligibility, RoundKind.screening, RoundKind.veto})
# The answer that says something grave of an entry, and therefore says why.
GRAVE = {RoundKind.eligibility: 0, RoundKind.veto: 1}


@dataclass(frozen=True, slots=True)
class RoundHow:
    """How a round is judged.

    `size` is how many stars there are, how many entries a juror may vote for, or how many he ranks (None: any number,
    all of them). `threshold` is how many yes an entry needs, or how many vetoes put it aside. An entry with fewer than
    `least_marks` sheets gets no rank. `may_change` says whether what was handed in may be changed until the close.
    """

    kind: RoundKind = RoundKind.scores
    size: int | None = None
    has_halves: bool = False
    threshold: int = 1
    least_marks: int = 1
    others: OthersRule = OthersRule.never
    may_change: bool = True


class RoundHowOutOfBounds(DomainError):
    """A number of the round's rules is not among those that make sense; `most` is the largest."""

    code = "round_how_out_of_bounds"


def check_how(how: RoundHow) -> None:
    """Refuse rules that nobody could judge by."""
    least, most = (LEAST_STARS, MOST_STARS) if how.kind == RoundKind.stars else (1, MOST_SIZE)
    is_sized = how.size is None or least <= how.size <= most
    if not is_sized or not 1 <= how.threshold <= MOST_THRESHOLD or not 1 <= how.least_marks <= MOST_THRESHOLD:
        raise RoundHowOutOfBounds(most=most)


def points_of(how: RoundHow) -> tuple[int, int]:
    """Return the lowest and the highest points of the one question that a kind asks."""
    if how.kind == RoundKind.stars:
        stars, unit = how.size or USUAL_STARS, 2 if how.has_halves else 1
        return unit, stars * unit
    return (0, 2) if how.kind == RoundKind.screening else (0, 1)


def worth_of(how: RoundHow, points: int) -> int | Fraction:
    """Return what points stand for: half stars are halves; everything else is what it says."""
    return Fraction(points, 2) if how.kind == RoundKind.stars and how.has_halves else points


def needs_reason(kind: RoundKind, points: int | None) -> bool:
    """Tell whether an answer says why: a veto does, and "not eligible"."""
    return points is not None and GRAVE.get(kind) == points


def is_seen(rule: OthersRule, *, is_handed_in: bool) -> bool:
    """Tell whether a juror sees what the others gave an entry."""
    return rule == OthersRule.always or (rule == OthersRule.after_own and is_handed_in)
