"""How sure a place is: the same count again and again, on juries drawn from this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from competition.results.engine.ballots.methods import GATHERING, standings_of_ballots, standings_of_duels
from competition.results.engine.ballots.parts import Part, parts_of_ballots, parts_of_duels
from competition.results.engine.ballots.standings import Standings
from competition.results.engine.ballots.values import Ballots, BallotTerms, Duel, Duels
from competition.results.engine.values import Options

if TYPE_CHECKING:
    import numpy as np

# A drawn jury may leave strengths without a finite estimate; this much of a penalty then gives one.
SMALL_RIDGE = 0.01


@dataclass(frozen=True, slots=True)
class Range:
    """Where an entry stood in most of the drawn juries, and the share of them in which it came first.

    Only those count that judged it. Those who share the first place have an equal part of it.
    """

    rank_low: int
    rank_high: int
    p_first: float


def ballot_ranges(method: str, ballots: Ballots, terms: BallotTerms, options: Options) -> dict[str, Range]:
    """Return each entry's range over juries of the same size, drawn from this one with replacement.

    Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), percentile intervals; the juror is what is
    drawn, since his ranks belong together. Fewer than two jurors tell nothing of their spread: no range then.
    """
    if not options.bootstrap or len(ballots.ballots) < 2:
        return {}
    parts = parts_of_ballots(ballots)

    def count(weights: np.ndarray) -> Standings:
        drawn = [replace(one, weight=int(w)) for one, w in zip(ballots.ballots, weights, strict=True) if w]
        seen = parts if method in GATHERING else _seen(parts, (entry for one in drawn for entry in one.ranked))
        return standings_of_ballots(method, Ballots(ballots.entries, tuple(drawn)), terms, seen)

    return _ranges(count, [1] * len(ballots.ballots), options)


def duel_ranges(method: str, duels: Duels, terms: BallotTerms, options: Options) -> dict[str, Range]:
    """Return each entry's range; where no juror is known, single duels are drawn in their place."""
    clusters = _clusters(duels)
    if not options.bootstrap or sum(cluster.size for cluster in clusters) < 2:
        return {}
    parts = parts_of_duels(duels)

    def count(weights: np.ndarray) -> Standings:
        rows = tuple(
            replace(duel, count=duel.count * int(weight))
            for cluster, weight in zip(clusters, weights, strict=True)
            for duel in cluster.rows
            if weight
        )
        seen = _seen(parts, (name for duel in rows for name in (duel.winner, duel.loser)))
        found = standings_of_duels(method, Duels(rows), terms, seen)
        if len(found) == sum(map(len, seen)):
            return found
        return standings_of_duels(method, Duels(rows), replace(terms, ridge=SMALL_RIDGE), seen) | found

    return _ranges(count, [cluster.size for cluster in clusters], options)


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Duels that are drawn together, and how many alike there are."""

    rows: tuple[Duel, ...]
    size: int = 1


def _clusters(duels: Duels) -> list[_Cluster]:
    if not duels.jurors:
        return [_Cluster((replace(duel, count=1),), duel.count) for duel in duels.rows if duel.count]
    return [_Cluster(tuple(duel for duel in duels.rows if duel.juror == juror)) for juror in duels.jurors]


def _seen(parts: Iterable[Part], names: Iterable[str]) -> list[Part]:
    """Return the parts without the entries that a drawn jury did not judge: of these it says nothing."""
    known = set(names)
    return [seen for part in parts if (seen := tuple(entry for entry in part if entry in known))]


def _ranges(count: Callable[[np.ndarray], Standings], sizes: Sequence[int], options: Options) -> dict[str, Range]:
    """Return the ranges over `options.bootstrap` counts, each with weights drawn in the proportion of `sizes`."""
    import numpy as np  # noqa: PLC0415 - only a computation pays for loading it

    chance = np.random.default_rng(options.seed)
    total = sum(sizes)
    places: dict[str, list[int]] = defaultdict(list)
    firsts: dict[str, float] = defaultdict(float)
    for _ in range(options.bootstrap):
        found = count(chance.multinomial(total, np.array(sizes) / total))
        first = [entry for entry, standing in found.items() if standing.rank == 1]
        for entry, standing in found.items():
            places[entry].append(standing.rank)
            firsts[entry] += (standing.rank == 1) / len(first)
    return {
        entry: Range(*_middle(ranks, options.confidence), firsts[entry] / len(ranks)) for entry, ranks in places.items()
    }


def _middle(ranks: Sequence[int], confidence: float) -> tuple[int, int]:
    """Return the ranks between which the share `confidence` lies, both included."""
    ordered, cut = sorted(ranks), int((1 - confidence) / 2 * len(ranks))
    return ordered[cut], ordered[-1 - cut]
