"""Mean, median and trimmed mean: each entry's scores by themselves, with nothing taken off a juror."""

from __future__ import annotations

import math

import numpy as np

from competition.results.engine.bootstrap import Noise, usable
from competition.results.engine.outcomes import Found, Given, Refused, refusal
from competition.results.engine.scores import Array, Scores, floats, integers
from competition.results.engine.solver import TwoWay
from competition.results.engine.values import CaveatCode

# With fewer jurors an entry, leaving two out throws away too much of what is known of it.
ENOUGH_TO_TRIM = 7


def mean(given: Given) -> Found:
    """Rank by raw mean. It takes a juror's severity for the entries' fault, so it serves where all mark all."""
    return _central(given, np.zeros_like(given.scores.n_of_entry))


def median(given: Given) -> Found:
    """Rank by the middle score, or the mean of the middle two. One wild juror changes little; ties are many."""
    return _central(given, (given.scores.n_of_entry - 1) // 2)


def trimmed(given: Given) -> Found | Refused:
    """Rank by the mean without the `trim` highest and lowest scores of each entry.

    Refused where an entry has fewer than seven jurors, or would keep no score.
    """
    count = given.scores.n_of_entry
    short = np.flatnonzero((count < ENOUGH_TO_TRIM) | (count <= 2 * given.options.trim))
    if len(short):
        names = tuple(given.scores.entries[place] for place in short)
        return refusal(CaveatCode.trimmed_refused, len(names), names)
    return _central(given, np.full_like(count, given.options.trim))


def _central(given: Given, dropped: Array) -> Found:
    """Return the exact mean of each entry's scores without the `dropped` (E) at each end."""
    scores = given.scores
    kept = scores.n_of_entry - 2 * dropped
    _, height = np.unique(scores.units, return_inverse=True)
    chosen = _kept(scores, height, dropped)
    total = np.zeros(len(kept), dtype=scores.units.dtype)
    np.add.at(total, scores.entry[chosen], scores.units[chosen])
    common = math.lcm(*np.unique(kept).tolist())
    factors = [common // int(one) for one in kept]
    order = integers([int(one) * factor for one, factor in zip(total, factors, strict=True)], 1)
    score = floats(order, common * scores.unit)
    return Found(score, order, score, noise=lambda: _noise(given, dropped))


def _kept(scores: Scores, height: Array, dropped: Array) -> Array:
    """Return the places of the scores that are neither among the lowest nor the highest `dropped` of their entry."""
    order = np.lexsort((height, scores.entry))
    count = scores.n_of_entry
    at = np.arange(len(order)) - np.repeat(np.cumsum(count) - count, count)
    return np.asarray(order[(at >= np.repeat(dropped, count)) & (at < np.repeat(count - dropped, count))])


def _noise(given: Given, dropped: Array) -> Noise:
    """Errors are what a juror's severity and his taste add; both are read off the additive fit."""
    model = TwoWay.of(given.scores, parts=given.parts)
    worth, effect = model.solve(given.scores.value)
    residual = given.scores.value - worth[given.scores.entry] - effect[given.scores.juror]

    def spread(errors: Array) -> Array:
        if not dropped.any():
            return np.asarray(model.sums @ errors)
        return np.column_stack([_middle(given.scores, one, dropped) for one in errors.T])

    return Noise(usable(residual, model.leverage), effect, spread)


def _middle(scores: Scores, values: Array, dropped: Array) -> Array:
    chosen = _kept(scores, values, dropped)
    sums = np.bincount(scores.entry[chosen], values[chosen], minlength=len(dropped))
    return np.asarray(sums / (scores.n_of_entry - 2 * dropped))
