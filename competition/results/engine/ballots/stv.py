"""The single transferable vote: one seat in order, or several seats in proportion."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from competition.results.engine.ballots.standings import Standing, Standings
from competition.results.engine.ballots.values import Ballot, Ballots, BallotTerms


class Piece(NamedTuple):
    """A ballot, or the part of one that still counts."""

    weight: Fraction
    ballot: Ballot


def stv(ballots: Ballots, terms: BallotTerms) -> Standings:
    """Rank by election, then by how long an entry stayed in the count; `score` is its votes when that was decided.

    - Quota: Droop's, ⌊ballots ∕ (seats + 1)⌋ + 1. Who reaches it is elected, more votes first, and receives no more.
    - Transfer: weighted inclusive Gregory. The largest surplus first; all the ballots of the elected move on, each
      at its weight × surplus ∕ votes, to the next on it who is still in the count. A ballot without a next one
      is spent. Tied entries of a ballot share it in equal parts.
    - Exclusion: with nobody at the quota and no surplus left, the lowest goes, and all his ballots move on.
      As many left as seats: all are elected.
    - Ties are broken by the votes of the latest earlier stage in which they differed; those who never differed
      are excluded or elected together and share a rank, even if that leaves a seat empty.
    - Once the seats are filled no more surplus moves; exclusion goes on to the end, to order the others. The elected
      who kept their surplus then receive again: with one seat the order is that of exclusion, last to first.

    All in exact fractions. Rules as in Scotland's local elections (SSI 2007/42), but for ties by lot.
    """
    count = Count(ballots, terms.seats)
    while count.hopeful:
        count.stage()
    return count.standings()


class Count:
    """A count in progress: who is still in it, who holds which ballots, what each stage showed."""

    def __init__(self, ballots: Ballots, seats: int) -> None:
        self.hopeful = set(ballots.entries)
        self.open_seats = seats
        self.quota = sum(ballot.weight for ballot in ballots.ballots if ballot.order) // (seats + 1) + 1
        self.piles: dict[str, list[Piece]] = {entry: [] for entry in ballots.entries}
        self.surpluses: dict[str, Fraction] = {}
        self.kept_all: set[str] = set()
        self.shown: dict[str, list[Fraction]] = {entry: [] for entry in ballots.entries}
        self.elected: list[list[str]] = []
        self.excluded: list[list[str]] = []
        self._give(Piece(Fraction(ballot.weight), ballot) for ballot in ballots.ballots)

    def stage(self) -> None:
        """Count the votes, and elect, transfer or exclude: the first of these for which there is reason."""
        for entry in self.hopeful:
            self.shown[entry].append(self._votes(entry))
        if self.open_seats and (reached := self._reached()):
            self._elect(reached)
        elif self.open_seats and self.surpluses:
            self._transfer()
        else:
            self._exclude()

    def standings(self) -> Standings:
        """Return the places: the elected by stage, then the excluded, last to first."""
        found: Standings = {}
        for group in [*self.elected, *reversed(self.excluded)]:
            rank = len(found) + 1
            found |= {entry: Standing(self.shown[entry][-1], rank) for entry in group}
        return found

    def _votes(self, entry: str) -> Fraction:
        return sum((piece.weight for piece in self.piles[entry]), Fraction(0))

    def _history(self, entry: str) -> list[Fraction]:
        """Return an entry's votes, the latest stage first: what decides between two."""
        return self.shown[entry][::-1]

    def _reached(self) -> list[str]:
        if len(self.hopeful) <= self.open_seats:
            return sorted(self.hopeful)
        return sorted(entry for entry in self.hopeful if self.shown[entry][-1] >= self.quota)

    def _elect(self, names: Iterable[str]) -> None:
        for group in _grouped({name: self._history(name) for name in names})[::-1]:
            self.elected.append(group)
            self.hopeful -= set(group)
            self.open_seats -= len(group)
            self.kept_all |= set(group)
            over = {name: self.shown[name][-1] - self.quota for name in group}
            self.surpluses |= {name: surplus for name, surplus in over.items() if surplus > 0}

    def _transfer(self) -> None:
        largest = max(self.surpluses.values())
        for name in sorted(name for name, surplus in self.surpluses.items() if surplus == largest):
            share = self.surpluses.pop(name) / self._votes(name)
            self.kept_all.discard(name)
            self._give(Piece(piece.weight * share, piece.ballot) for piece in self.piles[name])

    def _exclude(self) -> None:
        lowest = _grouped({name: self._history(name) for name in self.hopeful})[0]
        above = self.hopeful - set(lowest)
        if above and len(above) < self.open_seats:
            self._elect(above)
            return
        self.hopeful = above
        self.excluded.append(lowest)
        for name in lowest:
            self._give(self.piles.pop(name))

    def _give(self, pieces: Iterable[Piece]) -> None:
        receiving = self.hopeful if self.open_seats else self.hopeful | self.kept_all
        for weight, ballot in pieces:
            for group in ballot.order:
                if names := [entry for entry in group if entry in receiving]:
                    for name in names:
                        self.piles[name].append(Piece(weight / len(names), ballot))
                    break


def _grouped(histories: dict[str, list[Fraction]]) -> list[list[str]]:
    """Return the names, lowest first, those with the same history together."""
    groups: dict[tuple[Fraction, ...], list[str]] = {}
    for name, history in sorted(histories.items()):
        groups.setdefault(tuple(history), []).append(name)
    return [groups[history] for history in sorted(groups)]
