"""From marks to arrays: one score per juror and entry, the criteria weighed, exactly."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from competition.results.engine.marks import Criterion, Marks, Scale, exact

PER_HUNDRED = Scale(0, 100)
# The sums of whole numbers below this fit into 64 bits; larger ones are kept as Python's own integers.
WORD = 2**62

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of S pairs of an entry and a juror, ordered by entry and then juror.

    `entry` and `juror` (S) are places in the sorted names of those who have a score. A score is
    `units` / `unit` points: whole numbers over one common denominator, so that equal scores are equal;
    `value` is the same as float.
    """

    entries: tuple[str, ...]
    jurors: tuple[str, ...]
    entry: Array
    juror: Array
    units: Array
    unit: int

    @property
    def value(self) -> Array:
        """Return the scores in points."""
        return floats(self.units, self.unit)

    @property
    def n_of_entry(self) -> Array:
        """Return how many jurors marked each entry."""
        return np.bincount(self.entry, minlength=len(self.entries))

    @property
    def n_of_juror(self) -> Array:
        """Return how many entries each juror marked."""
        return np.bincount(self.juror, minlength=len(self.jurors))

    def only(self, chosen: Array) -> Scores:
        """Return the chosen scores (a mask or places), with the entries and jurors that these name."""
        entries, entry = np.unique(self.entry[chosen], return_inverse=True)
        jurors, juror = np.unique(self.juror[chosen], return_inverse=True)
        return Scores(
            tuple(self.entries[place] for place in entries),
            tuple(self.jurors[place] for place in jurors),
            entry,
            juror,
            self.units[chosen],
            self.unit,
        )


@dataclass(frozen=True, slots=True)
class Cells:
    """The marks one by one (N), on the scale of the scores: `level` is a place in the distinct points, ascending."""

    entry: Array
    juror: Array
    criterion: Array
    level: Array
    points: tuple[Fraction, ...]


def scale_of(marks: Marks) -> Scale | None:
    """Return the scale on which scores are given.

    It is the one that all criteria share; 0 to 100 where they differ; None where none is stated.
    """
    scales = {criterion.scale for criterion in marks.criteria}
    if len(scales) == 1:
        return scales.pop()
    return PER_HUNDRED


def scores_of(marks: Marks) -> Scores:
    """Return the weighted mean Σ wₖ·xₖ ∕ Σ wₖ over the criteria that a juror marked, for each entry he marked.

    Marks on differing scales are first put on 0 to 100, or a long scale would outweigh a short one. The
    order is that of the names, so that no result depends on the order in which marks came.
    """
    entries, entry = _coded([row.entry for row in marks.rows])
    jurors, juror = _coded([row.juror for row in marks.rows])
    pairs, pair = np.unique(entry * len(jurors) + juror, return_inverse=True)
    parts, part = _weighed(marks)
    points, unit = whole([weight * x for weight, x in parts])
    weights, weight_unit = whole([weight for weight, _ in parts])
    total, given = (_sums(numbers, part, pair, len(pairs)) for numbers in (points, weights))
    units, unit = _shares(total, given, Fraction(weight_unit, unit))
    return Scores(entries, jurors, pairs // max(len(jurors), 1), pairs % max(len(jurors), 1), units, unit)


def cells_of(marks: Marks) -> Cells:
    """Return the marks as arrays, in the same places as `scores_of`; criteria in the order of the rubric."""
    place = {criterion.name: number for number, criterion in enumerate(marks.criteria)}
    rows = sorted(marks.rows, key=lambda row: (row.entry, row.juror, place[row.criterion]))
    parts, part = _weighed(Marks(marks.entries, marks.jurors, marks.criteria, tuple(rows)))
    levels = sorted({x for _, x in parts})
    number = {x: place for place, x in enumerate(levels)}
    return Cells(
        _coded([row.entry for row in rows])[1],
        _coded([row.juror for row in rows])[1],
        np.array([place[row.criterion] for row in rows], dtype=np.int64),
        np.array([number[x] for _, x in parts], dtype=np.int64)[part],
        tuple(levels),
    )


def whole(numbers: Iterable[Fraction]) -> tuple[list[int], int]:
    """Return fractions as whole numbers over their least common denominator."""
    fractions = list(numbers)
    unit = math.lcm(*(one.denominator for one in fractions))
    return [int(one * unit) for one in fractions], unit


def integers(numbers: Sequence[int], times: int) -> Array:
    """Return whole numbers as an array in which sums of that many of them are exact."""
    largest = max(map(abs, numbers), default=0) * max(times, 1)
    return np.array(numbers, dtype=np.int64 if largest < WORD else object)


def floats(units: Array, unit: int) -> Array:
    """Return `units` / `unit` as floats, rounded once."""
    if units.dtype == object:
        return np.array([float(Fraction(one, unit)) for one in units], dtype=float)
    return units / unit


def _coded(names: Sequence[str]) -> tuple[tuple[str, ...], Array]:
    """Return the sorted names, and the place of each of `names` among them."""
    known = sorted(set(names))
    place = {name: number for number, name in enumerate(known)}
    return tuple(known), np.array([place[name] for name in names], dtype=np.int64)


def _weighed(marks: Marks) -> tuple[list[tuple[Fraction, Fraction]], Array]:
    """Return the distinct (weight, points on the common scale), and for each row which of them it is."""
    target = scale_of(marks)
    seen: dict[tuple[str, Any], int] = {}
    part = [seen.setdefault((row.criterion, row.points), len(seen)) for row in marks.rows]
    criteria = {criterion.name: criterion for criterion in marks.criteria}
    parts = [(exact(criteria[name].weight), _on(target, criteria[name], exact(points))) for name, points in seen]
    return parts, np.array(part, dtype=np.int64)


def _on(target: Scale | None, criterion: Criterion, points: Fraction) -> Fraction:
    own = criterion.scale
    if own is None or target is None or own == target:
        return points
    share = (points - own.lowest) / (own.highest - own.lowest)
    return target.lowest + share * (target.highest - target.lowest)


def _sums(numbers: Sequence[int], part: Array, pair: Array, count: int) -> Array:
    given = integers(numbers, len(part))
    total = np.zeros(count, dtype=given.dtype)
    np.add.at(total, pair, given[part])
    return total


def _shares(total: Array, given: Array, ratio: Fraction) -> tuple[Array, int]:
    """Return `total` / `given` · `ratio` as whole numbers over one denominator; few `given` are distinct."""
    distinct, which = np.unique(given, return_inverse=True)
    factors, unit = whole([ratio / int(one) for one in distinct])
    largest = int(max(abs(total), default=0)) * len(total) * max(factors, default=1)
    numbers = total if largest < WORD else total.astype(object)
    return numbers * np.array(factors, dtype=numbers.dtype)[which], unit
