"""What the marks say of each juror."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from competition.results.engine.bootstrap import usable
from competition.results.engine.ranks import SAME, mid_ranks
from competition.results.engine.scores import Array, Scores
from competition.results.engine.solver import TwoWay

# Fewer pairs make no correlation and no slope.
FEWEST = 3
# How far jurors' scales are taken to lie about 1 before any mark is seen, and the most that one may differ.
SPREAD_OF_SCALES = 0.3
WIDEST = 4.0


def standard_errors(model: TwoWay, residual: Array) -> Array:
    """Return the standard errors of the severities (J): √(σ² A⁺ⱼⱼ), σ² the residual mean square.

    Unknown (NaN) where no degree of freedom is left, and for a juror whom nobody is compared with.
    Searle, *Linear Models* (1971), § 5.3.
    """
    alone = np.bincount(model.parts.of_juror)[model.parts.of_juror] == 1
    variance = np.clip(np.diag(model.inverse), 0, None) * _variance(residual, model)
    return np.where(alone, np.nan, np.sqrt(variance))


def fit_of(model: TwoWay, residual: Array) -> dict[str, Array]:
    """Return infit and outfit of each juror: how far he strays from what the model expects; 1 as much as all do.

    Outfit is the mean of the squared standardised residuals r² ∕ σ²(1 − h); infit the same weighed by the
    variance expected, Σ r² ∕ Σ σ²(1 − h). Wright & Masters, *Rating Scale Analysis* (1982), p. 100, with the
    variances of the additive model. Unknown where all his scores fit themselves, or all of the jury agree.
    """
    variance = _variance(residual, model)
    errors = usable(residual, model.leverage)
    seen = np.isfinite(errors) & (variance > SAME**2)
    juror = model.scores.juror[seen]
    count = np.bincount(juror, minlength=len(model.scores.jurors))
    with np.errstate(divide="ignore", invalid="ignore"):
        outfit = np.bincount(juror, errors[seen] ** 2 / variance, minlength=len(count)) / count
        expected = np.bincount(juror, variance * (1 - model.leverage[seen]), minlength=len(count))
        infit = np.bincount(juror, residual[seen] ** 2, minlength=len(count)) / expected
    return {"infit": infit, "outfit": outfit}


def scales(model: TwoWay, level: Array, effect: Array) -> Array:
    """Return how widely each juror spreads his marks (J), 1 as the jury does: a shrunk slope against the entries.

    The slope of his scores on what the others make of the same entries (their mean of score + severity), over
    the pooled slope of all jurors, so that what noise takes from every slope cancels. Shrunk towards 1 as if
    slopes had a standard deviation of 0.3 about it (ridge: Hoerl & Kennard, *Technometrics* 12 (1970) 55), and
    kept between ¼ and 4. Unknown below three entries that others marked too, or where the jury agrees on nothing.
    """
    scores, count = model.scores, model.scores.n_of_entry[model.scores.entry]
    shared = count > 1
    juror = scores.juror[shared]
    own = scores.value[shared] - effect[juror]
    rest = (count[shared] * level[scores.entry[shared]] - own) / (count[shared] - 1)
    n = np.bincount(juror, minlength=len(scores.jurors))
    x, y = (_centred(values, juror, n) for values in (rest, own))
    xx, xy = (np.bincount(juror, values, minlength=len(n)) for values in (x * x, x * y))
    slope = xy.sum() / xx.sum() if xx.sum() > SAME else 0.0
    if slope <= SAME:
        return np.full(len(n), np.nan)
    noise = ((y - slope * x) ** 2).sum() / max(len(y) - len(n) - 1, 1)
    prior = noise / (SPREAD_OF_SCALES * slope) ** 2
    known = (n >= FEWEST) & (xx + prior > SAME)
    shrunk = (xy / slope + prior) / np.where(known, xx + prior, 1.0)
    return np.where(known, np.clip(shrunk, 1 / WIDEST, WIDEST), np.nan)


def spearman_rest(scores: Scores) -> Array:
    """Return the rank correlation (J) of each juror's scores with the mean of the other jurors', entry by entry.

    Entries that nobody else marked are left out. Unknown below three entries, or where either side is all equal.
    Spearman 1904, as the product-moment correlation of mid-ranks; he himself is left out of the mean, or he would
    agree with himself.
    """
    value, count = scores.value, scores.n_of_entry[scores.entry]
    total = np.bincount(scores.entry, value, minlength=len(scores.entries))[scores.entry]
    shared = count > 1
    rest = np.round((total - value)[shared] / (count[shared] - 1), 9)
    own, juror = np.unique(scores.units, return_inverse=True)[1][shared], scores.juror[shared]
    order = np.argsort(juror, kind="stable")
    ends = np.searchsorted(juror[order], np.arange(len(scores.jurors) + 1))
    parts = (order[start:stop] for start, stop in pairwise(ends))
    return np.array([correlation(mid_ranks(own[part]), mid_ranks(rest[part])) for part in parts])


def correlation(one: Array, other: Array) -> float:
    """Return Pearson's correlation; NaN below three pairs, or where either side is all equal."""
    if len(one) < FEWEST or np.ptp(one) <= SAME or np.ptp(other) <= SAME:
        return float("nan")
    return float(np.clip(np.corrcoef(one, other)[0, 1], -1, 1))


def _variance(residual: Array, model: TwoWay) -> float:
    return float(model.weight @ residual**2) / model.freedom if model.freedom > 0 else float("nan")


def _centred(values: Array, juror: Array, n: Array) -> Array:
    means = np.bincount(juror, values, minlength=len(n)) / np.maximum(n, 1)
    return np.asarray(values - means[juror])
