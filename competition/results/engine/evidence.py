"""What the replicates of a bootstrap say of each place: intervals, probabilities, the cut line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
# Ranks of fewer than this many entries are kept in 16 bits: half of the memory, and sorted by digits.
SHORT, MOST_SHORT = np.uint16, 2**16
# From so many values on, sorting by digits is faster than by comparison.
MANY = 2000


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


@dataclass(slots=True)
class Drawn:
    """What is kept of the changes that are drawn: the first `FEWER` of all entries, and all of the leaders."""

    leaders: Array
    fewer: list[Array] = field(default_factory=list)
    of_leaders: list[Array] = field(default_factory=list)

    def seen(self, blocks: Iterable[Array]) -> Iterator[Array]:
        """Yield blocks as they come, and keep what is kept of them."""
        left = FEWER
        for block in blocks:
            if left > 0:
                self.fewer.append(block[:left])
                left -= len(block)
            self.of_leaders.append(block[:, self.leaders])
            yield block


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
        ordered = np.sort(self.ranks, axis=1, kind="stable" if self.ranks.dtype == SHORT else None)
        return ordered[:, left_out], ordered[:, replicates - 1 - left_out]


def shown(scores: Scores, noise: Noise, ranked: Ranked, options: Options) -> Shown | None:
    """Return rank intervals and probabilities, inside groups; None where no error can be seen at all.

    An interval always holds the rank itself. Where nobody's errors can be seen in a group, it has no interval.
    """
    pool = Pool.of(scores, noise.residual, ranked.group)
    known = _known(scores, pool)
    if not known.any():
        return None
    drawn = Drawn(_leaders(ranked, known))
    now = _replicates(ranked, drawn.seen(_blocks(scores, noise, pool, options)), options.bootstrap)
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


def _leaders(ranked: Ranked, known: Array) -> Array:
    """Return the places of the first entries by rank, of the largest component."""
    leaders = np.flatnonzero(known & (ranked.group == 0))
    return leaders[np.argsort(ranked.rank[leaders], kind="stable")][:LEADERS]


def _blocks(scores: Scores, noise: Noise, pool: Pool, options: Options) -> Iterator[Array]:
    """Yield changes of the entries' scores, some rows (R × E) at a time that fit the cache."""
    at_once = max(1, AT_ONCE // len(scores.entries))
    waiting: list[Array] = []
    for some in changes(scores, noise, pool, (options.bootstrap, options.seed)):
        waiting.append(some.T)
        if sum(map(len, waiting)) >= at_once:
            yield _joined(waiting)
            waiting = []
    if waiting:
        yield _joined(waiting)


def _joined(blocks: list[Array]) -> Array:
    """Return blocks of rows as one, row after row in memory."""
    whole = np.empty((sum(map(len, blocks)), blocks[0].shape[1]))
    return np.concatenate(blocks, out=whole)


def _replicates(ranked: Ranked, blocks: Iterable[Array], count: int) -> Replicates:
    entries = len(ranked.order)
    ranks: Array = np.empty((entries, count), dtype=_kind(entries))
    first: Array = np.zeros(entries)
    numbers = np.unique(ranked.group)
    groups: list[Any] = [np.flatnonzero(ranked.group == number) for number in numbers]
    groups = groups if len(groups) > 1 else [slice(None)]  # A slice is read and written without a copy.
    at = 0
    for block in blocks:
        rows = slice(at, at + len(block))
        at += len(block)
        for own in groups:
            found = ranks_of_rows(ranked.order[own] + block[:, own])
            ranks[own, rows] = found.T
            row, entry = np.nonzero(found == 1)
            first[own] += np.bincount(entry, 1 / np.bincount(row)[row], minlength=found.shape[1])
    return Replicates(ranks, first / max(count, 1))


def ranks_of_rows(values: Array) -> Array:
    """Return the ranks inside each row of `values` (R × E), best first from 1, ties sharing the first of theirs.

    Row by row, since a row fits the cache: three times as fast as all at once.
    """
    ranks: Array = np.empty(values.shape, dtype=_kind(values.shape[1]))
    places = np.arange(1, values.shape[1] + 1, dtype=ranks.dtype)
    for row, own in zip(values, ranks, strict=True):
        order, gaps = _falling(row)
        same = gaps <= SAME
        own[order] = np.maximum.accumulate(np.where(np.r_[False, same], 0, places)) if same.any() else places
    return ranks


def _kind(entries: int) -> type[np.integer[Any]]:
    return SHORT if entries < MOST_SHORT else np.int32


def _falling(values: Array) -> tuple[Array, Array]:
    """Return the places of values from the highest to the lowest, and by how much each lies above the next.

    Those that are the same may come in any order. Many are sorted by 32 bits of their distance from the highest, the
    lower half first, in a third of the time that comparing takes: Knuth, *The Art of Computer Programming* 3 (2nd ed.
    1998), § 5.2.5; and by comparing, should that have been too coarse.
    """
    span = float(np.ptp(values)) if len(values) >= MANY else 0.0
    if span > 0:
        digits = ((values.max() - values) * ((2**32 - 1) / span)).astype("<i8").view("<u2").reshape(-1, 4)
        order = np.argsort(digits[:, 0], kind="stable")
        order = order[np.argsort(digits[order, 1], kind="stable")]
        gaps = -np.diff(values[order])
        if gaps.min() >= -SAME:
            return order, gaps
    order = np.argsort(-values)
    return order, -np.diff(values[order])


def _summary(scores: Scores, ranked: Ranked, seen: tuple[Replicates, Drawn, Array], options: Options) -> Uncertainty:
    now, drawn, known = seen
    shrunk = np.sqrt(scores.n_of_entry / (scores.n_of_entry + 1))
    then = _replicates(ranked, [rows * shrunk for rows in drawn.fewer], min(FEWER, options.bootstrap))
    is_open = known & (_is_doubtful(now, options) | _straddles(ranked, options.cut))
    leaders, values = drawn.leaders, np.concatenate(drawn.of_leaders)
    return Uncertainty(
        replicates=options.bootstrap,
        seed=options.seed,
        confidence=options.confidence,
        cut=options.cut,
        leaders=tuple(scores.entries[place] for place in leaders),
        above=_above(ranked.order[leaders] + values),
        open_at_cut=tuple(scores.entries[place] for place in np.flatnonzero(is_open)),
        open_with_one_more=int((known & (_is_doubtful(then, options) | _straddles(ranked, options.cut))).sum()),
        width_at_cut=_width(Replicates(now.ranks[:, :FEWER], now.first), is_open, options),
        width_with_one_more=_width(then, is_open, options),
        undecided_at_cut=_undecided(ranked, leaders, values[:FEWER], options),
        undecided_with_one_more=_undecided(ranked, leaders, values[:FEWER] * shrunk[leaders], options),
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
    ahead = np.array(_above(ranked.order[leaders] + drawn))[is_in][:, ~is_in]
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
