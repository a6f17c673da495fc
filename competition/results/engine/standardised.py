"""z-score and percentile: each juror's scores measured by his own mean and spread, or by his own order.

Both take every juror's entries to be as good as any other's. That holds where entries came to jurors by lot or where
all marked all; else it hands the strong pool's worth to the weak pool.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from competition.results.engine.bootstrap import Noise, usable
from competition.results.engine.caveats import flat
from competition.results.engine.outcomes import Found, Given, Refused, refusal
from competition.results.engine.ranks import mid_ranks, tied
from competition.results.engine.scores import Array, Scores
from competition.results.engine.values import Caveat, CaveatCode, Design


def zscore(given: Given) -> Found | Refused:
    """Rank by the mean of (score − juror's mean) ∕ juror's standard deviation (of n, not n − 1).

    A juror who gave one score to all, or only one score, says nothing: he counts as zero. `level` puts the result
    back with the mean of all scores and the spread inside jurors.
    """
    away, spread = _deviations(given.scores)
    silent = flat(given.scores)
    z = np.where(silent[given.scores.juror], 0.0, away / np.where(silent, 1.0, spread)[given.scores.juror])
    level = float(given.scores.value.mean()), float(np.sqrt((away**2).mean()))
    return _averaged(given, z, lambda score: level[0] + level[1] * score)


def percentile(given: Given) -> Found | Refused:
    """Rank by the mean of each juror's percentile of the entry: (mid-rank − ½) ∕ n, Hazen 1914; ties share."""
    scores = given.scores
    share = np.empty(len(scores.juror))
    for juror in range(len(scores.jurors)):
        own = scores.juror == juror
        share[own] = (mid_ranks(_places(scores)[own]) - 0.5) / own.sum()
    return _averaged(given, share, lambda score: np.full_like(score, np.nan))


def _averaged(given: Given, values: Array, level: Callable[[Array], Array]) -> Found | Refused:
    """Return the mean of `values` (S) by entry; refused on closed panels that were not made by lot."""
    is_random = given.options.design is Design.random
    if given.parts.number > 1 and not is_random:
        return refusal(CaveatCode.closed_panels, given.parts.number)
    scores, count = given.scores, given.scores.n_of_entry
    score = tied(np.bincount(scores.entry, values, minlength=len(count)) / count)
    is_complete = len(values) == len(scores.entries) * len(scores.jurors)
    doubt = () if is_random or is_complete else (Caveat(CaveatCode.unknown_assignment, len(scores.jurors)),)
    return Found(score, score, level(score), noise=lambda: _noise(scores, values - score[scores.entry]), warnings=doubt)


def _noise(scores: Scores, residual: Array) -> Noise:
    count = scores.n_of_entry

    def spread(errors: Array) -> Array:
        return np.add.reduceat(errors, np.cumsum(count) - count, axis=0) / count[:, None]

    return Noise(usable(residual, 1 / count[scores.entry]), np.zeros(len(scores.jurors)), spread)


def _deviations(scores: Scores) -> tuple[Array, Array]:
    """Return each score less its juror's mean (S), and the jurors' standard deviations (J)."""
    count = scores.n_of_juror
    means = np.bincount(scores.juror, scores.value, minlength=len(count)) / count
    away = scores.value - means[scores.juror]
    return away, np.sqrt(np.bincount(scores.juror, away**2, minlength=len(count)) / count)


def _places(scores: Scores) -> Array:
    return np.unique(scores.units, return_inverse=True)[1]
