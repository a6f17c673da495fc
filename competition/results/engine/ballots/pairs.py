"""Who was preferred to whom, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from competition.results.engine.ballots.values import Ballot, Duel


@dataclass(frozen=True, slots=True)
class Pairs:
    """`wins[a, b]` is how often a was preferred to b, over the entries in the order of `entries`."""

    entries: tuple[str, ...]
    wins: Counter[tuple[str, str]]


def pairs_of_ballots(entries: tuple[str, ...], ballots: Iterable[Ballot]) -> Pairs:
    """Count each ballot's preferences. A tie prefers nobody, and a juror is not asked about what he did not rank."""
    wins: Counter[tuple[str, str]] = Counter()
    for ballot in ballots:
        for better, worse in combinations(ballot.order, 2):
            for winner in better:
                for loser in worse:
                    wins[winner, loser] += ballot.weight
    return Pairs(entries, wins)


def pairs_of_duels(entries: tuple[str, ...], duels: Iterable[Duel]) -> Pairs:
    """Add up the duels of each pair of these entries."""
    wins: Counter[tuple[str, str]] = Counter()
    known = frozenset(entries)
    for duel in duels:
        if duel.winner in known and duel.loser in known:
            wins[duel.winner, duel.loser] += duel.count
    return Pairs(entries, wins)
