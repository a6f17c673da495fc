"""The additive method: what an entry is worth, parted from how severe its jurors are."""

from __future__ import annotations

import numpy as np

from competition.results.engine.bootstrap import Noise, usable
from competition.results.engine.diagnostics import fit_of, scales, standard_errors
from competition.results.engine.links import weak_links
from competition.results.engine.outcomes import Found, Given
from competition.results.engine.ranks import tied
from competition.results.engine.scores import Array
from competition.results.engine.solver import TwoWay


def additive(given: Given) -> Found:
    """Rank by θ in the model `score = θ(entry) − severity(juror) + error`, solved component by component.

    Severities are not shrunk: only then does a juror who gives everybody one point more change nothing
    (shrunk towards zero, part of his bonus would stay with the entries that he happened to be assigned).
    They sum to zero in each component. An entry's `level` is the mean, over its jurors, of mark plus severity;
    its `score` the same less the mean level of the component.
    Two-way additive model, unbalanced: Scheffé, *The Analysis of Variance* (1959), ch. 4.

    Between components nothing compares entries, so ranks count inside them and there is no common ranking.
    A juror's `scale` is reported and does not rank, unless `rescale` is asked for: then his scores are first
    stretched about his own mean by 1 ∕ scale, and the model is solved again.
    """
    model = TwoWay.of(given.scores, parts=given.parts)
    level, effect = model.solve(given.scores.value)
    residual = given.scores.value - level[given.scores.entry] - effect[given.scores.juror]
    figures = {"severity": -effect, "severity_se": standard_errors(model, residual)}
    figures |= {"scale": scales(model, level, effect), **fit_of(model, residual)}
    if given.options.rescale:
        values = rescaled(given, figures["scale"])
        level, effect = model.solve(values)
        residual = values - level[given.scores.entry] - effect[given.scores.juror]
    return _found(given, model, (level, residual), figures)


def rescaled(given: Given, scale: Array) -> Array:
    """Return the scores (S) stretched about each juror's mean by 1 ∕ scale; left as they are where it is unknown."""
    scores = given.scores
    means = np.bincount(scores.juror, scores.value) / scores.n_of_juror
    factor = np.where(np.isfinite(scale), scale, 1.0)
    return np.asarray(means[scores.juror] + (scores.value - means[scores.juror]) / factor[scores.juror])


def _found(given: Given, model: TwoWay, fitted: tuple[Array, Array], figures: dict[str, Array]) -> Found:
    level, residual = fitted
    centre = np.bincount(given.parts.of_entry, level) / np.bincount(given.parts.of_entry)
    score = tied(level - centre[given.parts.of_entry])

    def noise() -> Noise:
        nobody = np.zeros(len(given.scores.jurors))
        return Noise(usable(residual, model.leverage), nobody, lambda errors: model.solve(errors)[0])

    warnings = weak_links(given.scores, given.parts)
    return Found(score, score, level, given.parts.number <= 1, figures, noise, warnings=warnings)
