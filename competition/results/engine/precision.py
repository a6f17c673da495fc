"""How finely a jury of so many jurors an entry measures, in points."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist, median_low

import numpy as np

from competition.results.engine.marks import Marks
from competition.results.engine.outcomes import Given
from competition.results.engine.scores import Array
from competition.results.engine.solver import TwoWay
from competition.results.engine.values import DECIMALS, Options


@dataclass(frozen=True, slots=True)
class Precision:
    """To either side of a typical entry's level, how many points its interval reaches.

    `half_widths` are pairs of a number of jurors an entry and the points: as many as the typical entry has, one more,
    and twice as many.
    """

    confidence: float
    half_widths: tuple[tuple[int, float], ...]


def precision(marks: Marks, options: Options) -> Precision | None:
    """Return how finely the additive method measures, now and with more jurors; None where no error can be seen.

    An entry's level has the variance σ²·(1 ∕ n + mAm'), n its jurors, m their shares in it and A the covariance of
    severities over σ²: Searle, *Linear Models* (1971), ch. 7. Typical is the median entry. With other numbers of
    jurors the variance is in inverse proportion to them: Spearman, *Brit. J. Psychology* 3 (1910) 271; Brown, ibid.
    296. The interval is that of a normal error.
    """
    if not marks.rows:
        return None
    given = Given.of(marks, options)
    model = TwoWay.of(given.scores, parts=given.parts)
    level, effect = model.solve(given.scores.value)
    residual = given.scores.value - level[given.scores.entry] - effect[given.scores.juror]
    if model.freedom <= 0:
        return None
    count = given.scores.n_of_entry
    variance = float(residual @ residual) / model.freedom * float(np.median(count * _inflation(model)))
    widest = NormalDist().inv_cdf((1 + options.confidence) / 2) * float(np.sqrt(variance))
    now = int(median_low(count.tolist()))
    numbers = sorted({now, now + 1, 2 * now})
    return Precision(options.confidence, tuple((many, round(widest / many**0.5, DECIMALS)) for many in numbers))


def _inflation(model: TwoWay) -> Array:
    """Return the variance of each entry's level over σ² (E)."""
    spread = model.share @ model.inverse
    return np.asarray(1 / model.total + np.asarray(model.share.multiply(spread).sum(axis=1)).ravel())
