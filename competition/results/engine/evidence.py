"""What the replicates of a bootstrap say of each place: intervals, probabilities, the cut line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from competition.results.engine.bootstrap import AT_ONCE, Noise, Pool, changes
from competition.results.engine.ranks import SAME
from competition.results.engine.scores import Array, Scores
from competition.results.engine.values import Options, Uncertainty

# The matrix of pairs is kept for this many entries from the top.
LEADERS = 30
# What one more juror would buy is an estimate of an estimate: this many replicates do, the same before and after.
FEWER = 200


@dataclass(frozen=True, slots=True)
class Ranked:
    """By entry (E): what it was ranked by, its rank, and the group inside which ranks count."""

    order: Array
    rank: Array
    group: Array


@dataclass(frozen=True, slots=True)
class Shown:
    """What the bootstrap shows: columns of `EntryOutcome`, and the rest."""

    columns: dict[str, list[Any]]
    uncertainty: Uncertainty


@dataclass(frozen=True, slots=True)
class Replicates:
    """Ranks of entries in R replicates (E × R, inside their group), and P(first) of each (E); a tie shares it."""

    ranks: Array
    first: Array

    def top(self, cut: int) -> Array:
        """Return P(in the first `cut`) of each entry; whoever shares the last of these places is in."""
        return np.asarray((self.ranks <= cut).mean(axis=1))

    def interval(self, confidence: float) -> tuple[Array, Array]:
        """Return the lowest and highest rank of each entry without the same share of replicates at both ends."""
        replicates = self.ranks.shape[1]
        left_out = int((1 - confidence) / 2 * replicates)
        ordered = np.sort(self.ranks, axis=1)
        return ordered[:, left_out], ordered[:, replicates - 1 - left_out]


def shown(scores: Scores, noise: Noise, ranked: Ranked, options: Options) -> Shown | None:
    """Return rank intervals and probabilities, inside groups; None where no error can be seen at all.

    An interval always holds the rank itself. Where nobody's errors can be seen in a group, it has no interval.
    """
    pool = Pool.of(scores, noise.residual, ranked.group)
    known = _known(scores, pool)
    if not known.any():
        return None
    drawn = _drawn(scores, noise, pool, options)
    now = _replicates(ranked, drawn)
    low, high = now.interval(options.confidence)
    low, high = np.minimum(low, ranked.rank), np.maximum(high, ranked.rank)
    columns = {"rank_low": low, "rank_high": high, "p_first": now.first, "p_top": now.top(options.cut)}
    return Shown(
        {name: _where(known, values) for name, values in columns.items()},
        _summary(scores, ranked, (now, drawn, known), options),
    )


def _known(scores: Scores, pool: Pool) -> Array:
    known = np.zeros(len(scores.entries), dtype=bool)
    known[scores.entry] = pool.many[scores.juror] > 0
    return known


def _drawn(scores: Scores, noise: Noise, pool: Pool, options: Options) -> Array:
    """Return changes of the entries' scores (R × E)."""
    drawn = np.empty((options.bootstrap, len(scores.entries)))
    at = 0
    for some in changes(scores, noise, pool, (options.bootstrap, options.seed)):
        drawn[at : at + some.shape[1]] = some.T
        at += some.shape[1]
    return drawn


def _replicates(ranked: Ranked, drawn: Array) -> Replicates:
    ranks: Array = np.empty(drawn.shape[::-1], dtype=np.int32)
    first: Array = np.zeros(drawn.shape[1])
    numbers = np.unique(ranked.group)
    groups: list[Any] = [np.flatnonzero(ranked.group == number) for number in numbers]
    groups = groups if len(groups) > 1 else [slice(None)]  # A slice is read and written without a copy.
    at_once = max(1, AT_ONCE // drawn.shape[1])
    for start in range(0, len(drawn), at_once):
        rows = slice(start, start + at_once)
        for own in groups:
            found = ranks_of_rows(ranked.order[own] + drawn[rows, own])
            ranks[own, rows] = found.T
            first[own] += ((found == 1) / (found == 1).sum(axis=1, keepdims=True)).sum(axis=0)
    return Replicates(ranks, first / max(len(drawn), 1))


def ranks_of_rows(values: Array) -> Array:
    """Return the ranks inside each row of `values` (R × E), best first from 1, ties sharing the first of theirs.

    Row by row, since a row fits the cache: three times as fast as all at once.
    """
    ranks: Array = np.empty(values.shape, dtype=np.int32)
    places = np.arange(1, values.shape[1] + 1, dtype=np.int32)
    for row, own in zip(values, ranks, strict=True):
        order = np.argsort(-row)
        ordered = row[order]
        same = ordered[:-1] - ordered[1:] <= SAME
        own[order] = np.maximum.accumulate(np.where(np.r_[False, same], 0, places)) if same.any() else places
    return ranks


def _summary(scores: Scores, ranked: Ranked, seen: tuple[Replicates, Array, Array], options: Options) -> Uncertainty:
    now, drawn, known = seen
    shrunk = np.sqrt(scores.n_of_entry / (scores.n_of_entry + 1))
    then = _replicates(ranked, drawn[:FEWER] * shrunk)
    is_open = known & (_is_doubtful(now, options) | _straddles(ranked, options.cut))
    leaders = np.flatnonzero(known & (ranked.group == 0))
    leaders = leaders[np.argsort(ranked.rank[leaders], kind="stable")][:LEADERS]
    return Uncertainty(
        replicates=options.bootstrap,
        seed=options.seed,
        confidence=options.confidence,
        cut=options.cut,
        leaders=tuple(scores.entries[place] for place in leaders),
        above=_above(ranked.order[leaders] + drawn[:, leaders]),
        open_at_cut=tuple(scores.entries[place] for place in np.flatnonzero(is_open)),
        open_with_one_more=int((known & (_is_doubtful(then, options) | _straddles(ranked, options.cut))).sum()),
        width_at_cut=_width(Replicates(now.ranks[:, :FEWER], now.first), is_open, options),
        width_with_one_more=_width(then, is_open, options),
        undecided_at_cut=_undecided(ranked, leaders, drawn[:FEWER], options),
        undecided_with_one_more=_undecided(ranked, leaders, drawn[:FEWER] * shrunk, options),
    )


def _is_doubtful(found: Replicates, options: Options) -> Array:
    """Return whether an entry is on either side of the cut line too often to be told to be on one."""
    doubt = (1 - options.confidence) / 2
    top = found.top(options.cut)
    return np.asarray((top > doubt) & (top < 1 - doubt))


def _straddles(ranked: Ranked, cut: int) -> Array:
    """Return whether an entry shares its rank with so many that the cut line falls among them."""
    keys, place, times = np.unique(
        np.column_stack([ranked.group, ranked.rank]), axis=0, return_inverse=True, return_counts=True
    )
    last = keys[:, 1] + times - 1
    return np.asarray(((keys[:, 1] <= cut) & (last > cut))[place.ravel()])


def _above(values: Array) -> tuple[tuple[float, ...], ...]:
    """Return the share of replicates in which the row's entry stands above the column's; ties count half."""
    away = values[:, :, None] - values[:, None, :]
    wins = (away > SAME).mean(axis=0) + (np.abs(away) <= SAME).mean(axis=0) / 2
    return tuple(tuple(round(float(one), 9) for one in row) for row in wins)


def _undecided(ranked: Ranked, leaders: Array, drawn: Array, options: Options) -> float | None:
    """Return in which share of pairs of leaders, one above the cut line and one below, neither is surely ahead.

    Surely is in `confidence` of the replicates; None where all stand on one side.
    """
    is_in = ranked.rank[leaders] <= options.cut
    if is_in.all() or not is_in.any():
        return None
    values = ranked.order[leaders] + drawn[:, leaders]
    ahead = np.array(_above(values))[is_in][:, ~is_in]
    doubt = (1 - options.confidence) / 2
    return round(float(((ahead > doubt) & (ahead < 1 - doubt)).mean()), 9)


def _width(found: Replicates, chosen: Array, options: Options) -> float:
    """Return how many places the rank intervals of the chosen entries span on average."""
    low, high = found.interval(options.confidence)
    return round(float((high - low)[chosen].mean()), 9) if chosen.any() else 0.0


def _where(known: Array, values: Array) -> list[Any]:
    """Return plain numbers, None where nothing is known."""
    plain = [round(one, 9) for one in values.tolist()]
    return [one if is_known else None for one, is_known in zip(plain, known, strict=True)]
