"""Copeland's method: the tournament of all against all."""

from __future__ import annotations

from fractions import Fraction

from competition.results.engine.ballots.pairs import Pairs
from competition.results.engine.ballots.standings import Standings, standings


def copeland(pairs: Pairs) -> Standings:
    """Rank by duels won against each other entry: 1 for a majority, ½ for as many on both sides or none at all.

    Copeland, *A reasonable social welfare function* (1951). Counting won minus lost gives the same order.
    """
    return standings({entry: _points(entry, pairs) for entry in pairs.entries})


def _points(entry: str, pairs: Pairs) -> Fraction:
    halves = 0
    for other in pairs.entries:
        if other != entry:
            won, lost = pairs.wins[entry, other], pairs.wins[other, entry]
            halves += 2 * (won > lost) + (won == lost)
    return Fraction(halves, 2)
