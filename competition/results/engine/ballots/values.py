"""What goes into the methods on rankings and duels."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from competition.results.engine.ratings import Rating


class BadBallots(ValueError):
    """Ballots that contradict themselves: an entry twice on one, an unknown name, a duel with itself."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One juror's order: groups of entries, best first; entries of one group are tied.

    What is not on it was not ranked by this juror. `weight` is how often the ballot counts: once, but for
    resampling, where a juror may be drawn several times or never.
    """

    juror: str
    order: tuple[tuple[str, ...], ...]
    weight: int = 1

    @classmethod
    def from_values(cls, juror: str, worth: Mapping[str, Fraction]) -> Ballot:
        """Return the order that these values make, the highest first; equal values are ties."""
        groups: dict[Fraction, list[str]] = defaultdict(list)
        for entry, value in sorted(worth.items()):
            groups[value].append(entry)
        return cls(juror, tuple(tuple(groups[value]) for value in sorted(groups, reverse=True)))

    @property
    def ranked(self) -> tuple[str, ...]:
        """The entries on the ballot, best first."""
        return tuple(entry for group in self.order for entry in group)


@dataclass(frozen=True, slots=True)
class Ballots:
    """All orders of a jury, at most one for each juror. Raises `BadBallots` when they contradict themselves."""

    entries: tuple[str, ...]
    ballots: tuple[Ballot, ...]

    def __post_init__(self) -> None:
        """Refuse ballots that contradict themselves."""
        _require_distinct(self.entries)
        _require_distinct([ballot.juror for ballot in self.ballots])
        known = frozenset(self.entries)
        for ballot in self.ballots:
            _require_distinct(ballot.ranked)
            if not known.issuperset(ballot.ranked):
                raise BadBallots("a ballot ranks an entry that is not listed")

    @classmethod
    def from_ratings(cls, entries: Iterable[str], ratings: Iterable[Rating]) -> Ballots:
        """Return each juror's order by what he gave, the highest first; equal values are ties."""
        given: dict[str, dict[str, Fraction]] = defaultdict(dict)
        for entry, juror, value in ratings:
            given[juror][entry] = value
        return cls(tuple(entries), tuple(Ballot.from_values(juror, given[juror]) for juror in sorted(given)))


@dataclass(frozen=True, slots=True)
class Duel:
    """`winner` was preferred to `loser`, `count` times, by `juror` if it is known who judged."""

    winner: str
    loser: str
    count: int = 1
    juror: str | None = None


@dataclass(frozen=True, slots=True)
class Duels:
    """All duels; the same pair may meet often. Raises `BadBallots` on a duel with itself or a negative count."""

    rows: tuple[Duel, ...]

    def __post_init__(self) -> None:
        """Refuse what cannot have been judged."""
        if any(duel.winner == duel.loser or duel.count < 0 for duel in self.rows):
            raise BadBallots("an entry meets itself, or a count is below zero")

    @property
    def entries(self) -> tuple[str, ...]:
        """All who met anybody, by name."""
        return tuple(sorted({name for duel in self.rows for name in (duel.winner, duel.loser)}))

    @property
    def jurors(self) -> tuple[str, ...]:
        """All jurors who are known, by name."""
        return tuple(sorted({duel.juror for duel in self.rows if duel.juror is not None}))


@dataclass(frozen=True, slots=True)
class BallotTerms:
    """What a method must be told besides the ballots.

    `points` for the first, second … place of a point table; `seats` to fill by single transferable vote;
    `ridge` is λ of the penalty λ·Σθ² of Bradley–Terry, 0 for plain maximum likelihood. Raises `BadBallots`.
    """

    points: tuple[Fraction, ...] = ()
    seats: int = 1
    ridge: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if self.seats < 1 or not 0 <= self.ridge < math.inf:
            raise BadBallots("seats are a whole number from 1, a ridge is a number from 0")


def _require_distinct(names: Sequence[str]) -> None:
    if any(times > 1 for times in Counter(names).values()):
        raise BadBallots("a name is given twice")
