"""What the marks say of judging itself: halo, drift over the order, and affinity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy.special import stdtr

from competition.results.engine.diagnostics import FEWEST, correlation
from competition.results.engine.marks import Marks
from competition.results.engine.outcomes import Given, number
from competition.results.engine.ranks import SAME
from competition.results.engine.scores import Array, cells_of
from competition.results.engine.solver import TwoWay
from competition.results.engine.values import Options


@dataclass(frozen=True, slots=True)
class Slope:
    """By how many points a later place in the order is worth more, with its standard error, from n scores.

    `p` is the chance of so steep a slope where there is none; None where no degree of freedom is left.
    """

    slope: float | None
    se: float | None
    n: int
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """By how many points jurors who share something with an entry mark it above the rest of its jury."""

    gap: float | None
    se: float | None
    n: int


def halo(marks: Marks) -> dict[str, float | None]:
    """Return for each juror the mean correlation between his criteria over the entries he marked.

    Near 1 he gives one verdict and writes it down several times. Pearson's r of each pair of criteria, averaged;
    None below two criteria or three entries with variance. Saal, Downey & Lahey, *Psychological Bulletin* 88
    (1980) 413.
    """
    found: dict[str, float | None] = dict.fromkeys(sorted(marks.jurors))
    if not marks.rows:
        return found
    cells = cells_of(marks)
    points = np.array([float(one) for one in cells.points])[cells.level]
    for at, juror in enumerate(sorted({row.juror for row in marks.rows})):
        own = cells.juror == at
        table = np.full((int(cells.entry.max()) + 1, len(marks.criteria)), np.nan)
        table[cells.entry[own], cells.criterion[own]] = points[own]
        found[juror] = _mean_correlation(table)
    return found


def order_slopes(marks: Marks, places: Mapping[tuple[str, str], int]) -> dict[str | None, Slope]:
    """Return for each juror, and for None all together, the slope of his scores over the order in which he judged.

    `places` gives the place of (juror, entry) in the juror's own order. The slope is the coefficient of the place,
    taken from the juror's mean place, beside entry and juror in the additive model, each juror by himself; by partial
    regression: Frisch & Waugh, *Econometrica* 1 (1933) 387. (Regressing residuals on the place alone would leave with
    the entries what of the drift they can explain, a third of it with three jurors an entry.) `p` is two-sided, of
    Student's t; a juror's is multiplied by the number of jurors asked, since the more are asked, the sooner one
    of them stands out by chance (Bonferroni; Dunn, *JASA* 56 (1961) 52). In random order slopes should be near zero.
    """
    given, residual, model = _additive(marks)
    scores = given.scores
    pairs = [(scores.jurors[j], scores.entries[e]) for j, e in zip(scores.juror, scores.entry, strict=True)]
    known = np.array([pair in places for pair in pairs], dtype=bool)
    place = np.array([float(places.get(pair, 0)) for pair in pairs])
    found: dict[str | None, Slope] = {}
    away = np.zeros(len(place))
    for at, juror in enumerate(scores.jurors):
        own = known & (scores.juror == at)
        away[own] = place[own] - place[own].mean() if own.any() else 0
        found[juror] = _slope(model, np.where(own, away, 0.0), residual, int(own.sum()))
    asked = sum(one.p is not None for one in found.values())
    found = {name: _of_many(one, asked) for name, one in found.items()}
    return {**found, None: _slope(model, away, residual, int(known.sum()))}


def affinity_gaps(marks: Marks, shared: Mapping[str, Iterable[tuple[str, str]]]) -> dict[str, Gap]:
    """Return for each attribute (a country, a school, an employer) what sharing it is worth.

    `shared` gives the pairs (juror, entry) that share it; n counts those with a score. The gap is the coefficient of
    sharing beside entry and juror in the additive model, each attribute by itself: so neither a good entry nor
    a lenient juror counts as affinity. By partial regression: Frisch & Waugh, *Econometrica* 1 (1933) 387. None
    where the marks do not part it from these; no standard error where no degree of freedom is left.
    """
    given, residual, model = _additive(marks)
    scores = given.scores
    place = {
        (scores.jurors[j], scores.entries[e]): at
        for at, (j, e) in enumerate(zip(scores.juror, scores.entry, strict=True))
    }
    found = {}
    for name, pairs in sorted(shared.items()):
        shares = np.zeros(len(scores.entry))
        shares[[place[pair] for pair in set(pairs) if pair in place]] = 1
        found[name] = _gap(model, shares, residual)
    return found


def _additive(marks: Marks) -> tuple[Given, Array, TwoWay]:
    """Return the marks as arrays, the residuals of the additive fit (S), and its equations."""
    given = Given.of(marks, Options())
    model = TwoWay.of(given.scores, parts=given.parts)
    return given, _rest(model, given.scores.value) if marks.rows else np.zeros(0), model


def _rest(model: TwoWay, values: Array) -> Array:
    """Return what of `values` (S) neither entries nor jurors explain."""
    level, effect = model.solve(values)
    return np.asarray(values - level[model.scores.entry] - effect[model.scores.juror])


def _mean_correlation(table: Array) -> float | None:
    """Return the mean correlation between the columns of a table, each pair over the rows that both have."""
    found = []
    for one, other in combinations(range(table.shape[1]), 2):
        both = np.isfinite(table[:, one]) & np.isfinite(table[:, other])
        found.append(correlation(table[both, one], table[both, other]))
    known = [one for one in found if np.isfinite(one)]
    return number(float(np.mean(known))) if known else None


def _slope(model: TwoWay, away: Array, residual: Array, count: int) -> Slope:
    if count < FEWEST:
        return Slope(None, None, count)
    slope, error = _partial(model, away, residual)
    return Slope(number(slope), number(error), count, number(_chance(slope, error, model.freedom - 1)))


def _of_many(one: Slope, asked: int) -> Slope:
    return replace(one, p=None if one.p is None else min(one.p * asked, 1.0))


def _gap(model: TwoWay, shares: Array, residual: Array) -> Gap:
    count = int(shares.sum())
    if not count:
        return Gap(None, None, 0)
    gap, error = _partial(model, shares, residual)
    return Gap(number(gap), number(error), count)


def _partial(model: TwoWay, values: Array, residual: Array) -> tuple[float, float]:
    """Return the coefficient of `values` (S) beside entry and juror, and its standard error; NaN where unknown."""
    own = _rest(model, values)
    size = float(own @ own)
    if size <= SAME:
        return float("nan"), float("nan")
    coefficient = float(own @ residual) / size
    away, freedom = residual - coefficient * own, model.freedom - 1
    error = float(np.sqrt(away @ away / freedom / size)) if freedom > 0 else float("nan")
    return coefficient, error


def _chance(slope: float, error: float, freedom: int) -> float:
    """Return the chance of a coefficient at least so far from zero, by Student's t."""
    if not np.isfinite(error):
        return float("nan")
    if error <= SAME:
        return float(abs(slope) <= SAME)
    return float(2 * stdtr(freedom, -abs(slope) / error))
