"""What the marks say of judging itself: halo, drift over the order, and affinity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from competition.results.engine.diagnostics import FEWEST, correlation
from competition.results.engine.marks import Marks
from competition.results.engine.outcomes import Given, number
from competition.results.engine.ranks import SAME
from competition.results.engine.scores import Array, cells_of
from competition.results.engine.solver import TwoWay
from competition.results.engine.values import Options


@dataclass(frozen=True, slots=True)
class Slope:
    """By how many points a later place in the order is worth more, with its standard error, from n scores."""

    slope: float | None
    se: float | None
    n: int


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

    `places` gives the place of (juror, entry) in the juror's own order. The slope is that of the residuals of the
    additive fit on the place, inside jurors (least squares; the se is that of the regression). In random order it
    should be near zero.
    """
    given, residual, _ = _additive(marks)
    scores = given.scores
    pairs = [(scores.jurors[j], scores.entries[e]) for j, e in zip(scores.juror, scores.entry, strict=True)]
    known = np.array([pair in places for pair in pairs], dtype=bool)
    place = np.array([float(places.get(pair, 0)) for pair in pairs])
    found: dict[str | None, Slope] = {}
    away = np.zeros(len(place))
    for at, juror in enumerate(scores.jurors):
        own = known & (scores.juror == at)
        away[own] = place[own] - place[own].mean() if own.any() else 0
        found[juror] = _slope(away[own], residual[own])
    found[None] = _slope(away[known], residual[known])
    return found


def affinity_gaps(marks: Marks, shared: Mapping[str, Iterable[tuple[str, str]]]) -> dict[str, Gap]:
    """Return for each attribute (a country, a school, an employer) what sharing it is worth.

    `shared` gives the pairs (juror, entry) that share it. The gap is the mean of the juror's score plus his severity,
    minus the same of the entry's other jurors; its standard error is that of a mean. Pairs without another juror
    are left out. As Heiniger & Mercier measure national bias of gymnastics judges (2018), severity taken off.
    """
    given, _, worth = _additive(marks)
    scores, count = given.scores, given.scores.n_of_entry[given.scores.entry]
    total = np.bincount(scores.entry, worth, minlength=len(scores.entries))[scores.entry]
    away = np.where(count > 1, worth - (total - worth) / np.maximum(count - 1, 1), np.nan)
    place = {
        (scores.jurors[j], scores.entries[e]): at
        for at, (j, e) in enumerate(zip(scores.juror, scores.entry, strict=True))
    }
    return {
        name: _gap(away[[place[pair] for pair in sorted(set(pairs)) if pair in place]])
        for name, pairs in sorted(shared.items())
    }


def _additive(marks: Marks) -> tuple[Given, Array, Array]:
    """Return the marks as arrays, with the residuals and the worths (score + severity) of the additive fit (S)."""
    given = Given.of(marks, Options())
    if not marks.rows:
        return given, np.zeros(0), np.zeros(0)
    level, effect = TwoWay.of(given.scores, parts=given.parts).solve(given.scores.value)
    worth = given.scores.value - effect[given.scores.juror]
    return given, worth - level[given.scores.entry], worth


def _mean_correlation(table: Array) -> float | None:
    """Return the mean correlation between the columns of a table, each pair over the rows that both have."""
    found = []
    for one, other in combinations(range(table.shape[1]), 2):
        both = np.isfinite(table[:, one]) & np.isfinite(table[:, other])
        found.append(correlation(table[both, one], table[both, other]))
    known = [one for one in found if np.isfinite(one)]
    return number(float(np.mean(known))) if known else None


def _slope(x: Array, y: Array) -> Slope:
    spread = float(x @ x)
    if len(x) < FEWEST or spread <= SAME:
        return Slope(None, None, len(x))
    slope = float(x @ y) / spread
    away = y - y.mean() - slope * x
    return Slope(number(slope), number(float(np.sqrt(away @ away / (len(x) - 2) / spread))), len(x))


def _gap(away: Array) -> Gap:
    known = away[np.isfinite(away)]
    if not len(known):
        return Gap(None, None, 0)
    error = known.std(ddof=1) / np.sqrt(len(known)) if len(known) > 1 else float("nan")
    return Gap(number(float(known.mean())), number(float(error)), len(known))
