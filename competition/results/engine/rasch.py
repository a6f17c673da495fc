"""Many-facet Rasch: entries, jurors and criteria on one line of logits, with steps between categories in common."""

from __future__ import annotations

import numpy as np

from competition.results.engine.bootstrap import Noise, usable
from competition.results.engine.links import weak_links
from competition.results.engine.outcomes import Found, Given, number
from competition.results.engine.ranks import tied
from competition.results.engine.rating_scale import Calibration, Ratings, Response, calibrated
from competition.results.engine.scores import Array, cells_of
from competition.results.engine.solver import TwoWay
from competition.results.engine.values import Caveat, CaveatCode, CriterionOutcome

# More distinct marks than this are no steps that a jury tells apart: they are put into as many equal bands.
MOST_CATEGORIES = 20
# Two estimates nearer than this are one: they are reached step by step, and these are smaller.
SAME_LOGITS = 1e-7


def rasch(given: Given) -> Found:
    """Rank by θ in log(Pₖ ∕ Pₖ₋₁) = θ(entry) − severity(juror) − difficulty(criterion) − step(k), in logits.

    Rating-scale model, joint maximum likelihood: Linacre, *Many-Facet Rasch Measurement* (1989); Andrich,
    *Psychometrika* 43 (1978) 561. Severities sum to zero in each component, difficulties and steps over all.
    Criteria are weighed as in the other methods: a weight of 2 counts as two like marks. `level` is the fair
    average: the points to expect from a juror of severity zero. The bias of joint estimates, outwards by about
    L ∕ (L − 1) for L marks an entry, is left: it stretches the line and changes no order.

    Entries, jurors and criteria with nothing but the highest or lowest marks would lie at infinity. They are set
    aside, the rest is estimated, and each is then placed where 0.3 points less than all are expected; they are named.
    """
    ratings, bands = _ratings(given)
    found = calibrated(ratings, given.parts.of_juror)
    response = Response.at(found.eta(ratings), found.steps)
    score = tied(_centred(found.worth, given.parts.of_entry), SAME_LOGITS)
    model, residual = _pairs(given, ratings, response)
    return Found(
        score,
        score,
        _fair(given, found, bands),
        given.parts.number <= 1,
        _figures(ratings, found, response, model),
        lambda: _noise(model, np.where(_seen(given, found), residual, np.nan)),
        tuple(CriterionOutcome(one.name, number(found.hard[at])) for at, one in enumerate(given.marks.criteria)),
        (*weak_links(given.scores, given.parts), *_caveats(given, found, len(bands))),
    )


def _ratings(given: Given) -> tuple[Ratings, Array]:
    """Return the marks as categories from 0, and the mean points of each category."""
    cells = cells_of(given.marks)
    points = np.array([float(one) for one in cells.points])
    level, bands = cells.level, points
    if len(points) > MOST_CATEGORIES:
        share = (points - points[0]) / (points[-1] - points[0])
        used, band = np.unique(
            np.minimum((share * MOST_CATEGORIES).astype(int), MOST_CATEGORIES - 1), return_inverse=True
        )
        level = band[level]
        values = points[cells.level]
        bands = np.bincount(level, values, minlength=len(used)) / np.bincount(level, minlength=len(used))
    weights = np.array([float(one.weight) for one in given.marks.criteria])
    weight = (weights / weights.mean())[cells.criterion]
    return Ratings((cells.entry, cells.juror, cells.criterion), level, weight), bands


def _pairs(given: Given, ratings: Ratings, response: Response) -> tuple[TwoWay, Array]:
    """Return the linear model of pairs of entry and juror about the estimate, and their residuals over √variance."""
    entry, juror, _ = ratings.facets
    pair = np.cumsum(np.r_[0, (np.diff(entry) != 0) | (np.diff(juror) != 0)])
    information = np.maximum(np.bincount(pair, ratings.weight * response.variance), 1e-9)
    away = np.bincount(pair, ratings.weight * (ratings.category - response.expected))
    return TwoWay.of(given.scores, information, given.parts), away / np.sqrt(information)


def _noise(model: TwoWay, residual: Array) -> Noise:
    """Errors are in standard deviations of a pair; one step of Newton's from the estimate takes them to θ."""
    size = np.sqrt(model.weight)[:, None]
    nobody = np.zeros(len(model.scores.jurors))
    return Noise(usable(residual, model.leverage), nobody, lambda errors: model.solve(errors / size)[0])


def _figures(ratings: Ratings, found: Calibration, response: Response, model: TwoWay) -> dict[str, Array]:
    """Return severity ± SE by juror, and his infit and outfit: Wright & Masters (1982), p. 100."""
    known = found.is_estimated[1]
    juror, count = ratings.facets[1], len(known)
    squared = (ratings.category - response.expected) ** 2
    variance = np.maximum(response.variance, 1e-9)
    outfit = np.bincount(juror, squared / variance, minlength=count) / np.bincount(juror, minlength=count)
    infit = np.bincount(juror, squared, minlength=count) / np.bincount(juror, variance, minlength=count)
    alone = np.bincount(model.parts.of_juror)[model.parts.of_juror] == 1
    error = np.sqrt(np.clip(np.diag(model.inverse), 0, None))
    return {
        "severity": found.severe,
        "severity_se": np.where(known & ~alone, error, np.nan),
        "infit": np.where(known, infit, np.nan),
        "outfit": np.where(known, outfit, np.nan),
    }


def _seen(given: Given, found: Calibration) -> Array:
    """Return which pairs (S) are of an entry and a juror that were estimated, so that their errors can be seen."""
    entries, jurors, _ = found.is_estimated
    return np.asarray(entries[given.scores.entry] & jurors[given.scores.juror])


def _fair(given: Given, found: Calibration, bands: Array) -> Array:
    """Return the points to expect of each entry from a juror of severity zero, criteria weighed (E)."""
    weights = np.array([float(one.weight) for one in given.marks.criteria])
    points = bands[found.categories]
    each = [Response.at(found.worth - hard, found.steps).chances @ points for hard in found.hard]
    return np.asarray(np.average(each, axis=0, weights=weights))


def _caveats(given: Given, found: Calibration, categories: int) -> tuple[Caveat, ...]:
    names = given.scores.entries, given.scores.jurors, tuple(one.name for one in given.marks.criteria)
    marked = {row.criterion for row in given.marks.rows}
    extreme = tuple(
        name
        for facet, known in zip(names, found.is_estimated, strict=True)
        for name, is_known in zip(facet, known, strict=True)
        if not is_known and (facet is not names[2] or name in marked)
    )
    grouped = len({row.points for row in given.marks.rows}) > MOST_CATEGORIES
    said = (
        Caveat(CaveatCode.extreme, len(extreme), extreme) if extreme else None,
        Caveat(CaveatCode.grouped, categories) if grouped else None,
        None if found.has_converged else Caveat(CaveatCode.not_converged, 1),
    )
    return tuple(one for one in said if one)


def _centred(values: Array, group: Array) -> Array:
    return np.asarray(values - (np.bincount(group, values) / np.bincount(group))[group])
