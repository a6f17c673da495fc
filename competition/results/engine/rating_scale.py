"""The rating-scale model of three facets by joint maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from competition.results.engine.components import components_of
from competition.results.engine.scores import Array, Scores
from competition.results.engine.solver import TwoWay

MOST_ROUNDS = 300
# Estimates are moved until none moves further than this, in logits; and never beyond the bounds.
CLOSE = 1e-10
BOUND = 20.0
# What is taken off an all-highest score, in points, before it is placed: as Winsteps and Facets do. Whoever was set
# aside before others lies further out: half as much is taken off him.
SHORT_OF_ALL = 0.3

Facets = tuple[Array, Array, Array]


@dataclass(frozen=True, slots=True)
class Ratings:
    """N marks: places of entry, juror and criterion; the category from 0; the weight, 1 on average."""

    facets: Facets
    category: Array
    weight: Array

    def only(self, chosen: Array) -> Ratings:
        """Return the chosen marks."""
        entry, juror, criterion = self.facets
        return Ratings((entry[chosen], juror[chosen], criterion[chosen]), self.category[chosen], self.weight[chosen])


@dataclass(frozen=True, slots=True)
class Response:
    """What the model expects of N marks: chances of the categories (N × K), mean and variance of the category."""

    chances: Array
    expected: Array
    variance: Array

    @classmethod
    def at(cls, eta: Array, steps: Array) -> Response:
        """Return it for N sums of the facets, in logits, and K − 1 steps."""
        category = np.arange(len(steps) + 1)
        logits = eta[:, None] * category - np.r_[0.0, np.cumsum(steps)]
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        expected = chances @ category
        return cls(chances, expected, chances @ category**2 - expected**2)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The estimates in logits; which of each facet were estimated and not set aside; which categories steps part."""

    worth: Array
    severe: Array
    hard: Array
    steps: Array
    is_estimated: Facets
    categories: Array
    has_converged: bool = True

    def eta(self, ratings: Ratings) -> Array:
        """Return θ − severity − difficulty of marks."""
        entry, juror, criterion = ratings.facets
        return np.asarray(self.worth[entry] - self.severe[juror] - self.hard[criterion])


def calibrated(ratings: Ratings, component: Array) -> Calibration:
    """Return the estimates. `component` (J) parts the jurors inside which severities sum to zero."""
    sizes = tuple(int(facet.max()) + 1 for facet in ratings.facets)
    active, asides = _set_aside(ratings, sizes)
    categories = np.unique(active.category) if len(active.category) else np.unique(ratings.category)
    nothing = Calibration(
        np.zeros(sizes[0]),
        np.zeros(sizes[1]),
        np.zeros(sizes[2]),
        np.zeros(len(categories) - 1),
        tuple(np.bincount(facet, minlength=size) > 0 for facet, size in zip(active.facets, sizes, strict=True)),  # type: ignore[arg-type]
        categories,
    )
    found = _estimated(_recoded(active, categories), nothing) if len(active.category) else nothing
    for depth, (facet, chosen) in enumerate(reversed(asides)):
        found = _placed(_recoded(ratings.only(chosen), categories), facet, found, SHORT_OF_ALL / 2**depth)
    shift = np.bincount(component, found.severe) / np.bincount(component)
    severe = found.severe - shift[component]
    entry, juror, _ = ratings.facets
    of_entry = np.zeros(sizes[0], dtype=np.int64)
    of_entry[entry] = component[juror]
    return replace(found, severe=severe, worth=found.worth - shift[of_entry])


def _recoded(ratings: Ratings, categories: Array) -> Ratings:
    """Return marks with the categories numbered without gaps; those outside count as the nearest one inside."""
    at = np.minimum(np.searchsorted(categories, ratings.category), len(categories) - 1)
    return replace(ratings, category=at)


def _set_aside(ratings: Ratings, sizes: tuple[int, ...]) -> tuple[Ratings, list[tuple[int, Array]]]:
    """Return the marks without those of anyone who has only the highest or only the lowest ones, and what was left out.

    What is left out may leave others with nothing between, so it goes on until all is mixed. Each step is a
    facet with the places of its marks, so that they can be put back in the opposite order.
    """
    left = np.arange(len(ratings.category))
    asides: list[tuple[int, Array]] = []
    facet = idle = 0
    while idle < len(sizes) and len(left):
        extreme = _is_extreme(ratings.category[left], ratings.facets[facet][left], sizes[facet])
        idle = 0 if extreme.any() else idle + 1
        if extreme.any():
            asides.append((facet, left[extreme]))
            left = left[~extreme]
        facet = (facet + 1) % len(sizes)
    return ratings.only(left), asides


def _is_extreme(category: Array, facet: Array, size: int) -> Array:
    """Return which marks are of somebody who has only the highest, or only the lowest, of all these marks."""
    mixed = [np.bincount(facet, category != end, minlength=size) > 0 for end in (category.min(), category.max())]
    return np.asarray(~(mixed[0] & mixed[1])[facet])


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of entry and juror that have marks, as scores without values; the places of both; each mark's pair."""

    scores: Scores
    entries: Array
    jurors: Array
    of_mark: Array


def _estimated(ratings: Ratings, start: Calibration) -> Calibration:
    """Return the estimates of marks without extremes, by Newton's steps of one block after another."""
    found, pairs = start, _pairs(ratings)
    for _ in range(MOST_ROUNDS):
        before = found
        found = _move_pairs(ratings, pairs, found)
        found = _move_hard(ratings, found)
        found = _move_steps(ratings, found)
        if _distance(before, found) < CLOSE:
            return found
    return replace(found, has_converged=False)


def _distance(one: Calibration, other: Calibration) -> float:
    before, after = (np.r_[found.worth, found.severe, found.hard, found.steps] for found in (one, other))
    return float(np.abs(before - after).max())


def _pairs(ratings: Ratings) -> Pairs:
    entry, juror, _ = ratings.facets
    keys, pair = np.unique(entry * (juror.max() + 1) + juror, return_inverse=True)
    entries, own_entry = np.unique(keys // (juror.max() + 1), return_inverse=True)
    jurors, own_juror = np.unique(keys % (juror.max() + 1), return_inverse=True)
    names = tuple(map(str, entries)), tuple(map(str, jurors))
    return Pairs(Scores(*names, own_entry, own_juror, np.zeros_like(keys), 1), entries, jurors, pair)


def _move_pairs(ratings: Ratings, pairs: Pairs, found: Calibration) -> Calibration:
    """Move entries and jurors together: a weighted two-way fit of what is left over."""
    response = Response.at(found.eta(ratings), found.steps)
    weight = np.maximum(np.bincount(pairs.of_mark, ratings.weight * response.variance), CLOSE)
    away = np.bincount(pairs.of_mark, ratings.weight * (ratings.category - response.expected))
    parts = components_of(pairs.scores)
    worth, effect = TwoWay.of(pairs.scores, weight, parts).solve(away / weight)
    new_worth, new_severe = found.worth.copy(), found.severe.copy()
    new_worth[pairs.entries] += np.clip(worth, -1, 1)
    new_severe[pairs.jurors] -= np.clip(effect, -1, 1)
    return replace(found, worth=np.clip(new_worth, -BOUND, BOUND), severe=np.clip(new_severe, -BOUND, BOUND))


def _move_hard(ratings: Ratings, found: Calibration) -> Calibration:
    criterion, size = ratings.facets[2], len(found.hard)
    response = Response.at(found.eta(ratings), found.steps)
    weight = np.bincount(criterion, ratings.weight * response.variance, minlength=size)
    away = np.bincount(criterion, ratings.weight * (ratings.category - response.expected), minlength=size)
    move = np.where(weight > 0, away / np.where(weight > 0, weight, 1), 0)
    hard = found.hard - np.clip(move, -1, 1)
    known = found.is_estimated[2]
    centre = hard[known].mean()
    hard = np.where(known, np.clip(hard - centre, -BOUND, BOUND), 0.0)
    return replace(found, hard=hard, worth=found.worth - centre)


def _move_steps(ratings: Ratings, found: Calibration) -> Calibration:
    """Move the steps by Newton: the chance to reach k has the covariance P(≥ max) − P(≥ k)·P(≥ l)."""
    response = Response.at(found.eta(ratings), found.steps)
    reach = np.cumsum(response.chances[:, ::-1], axis=1)[:, ::-1][:, 1:]
    reached = ratings.category[:, None] >= np.arange(1, len(found.steps) + 1)
    away = ratings.weight @ (reach - reached)
    sums = ratings.weight @ reach
    both = np.maximum.outer(np.arange(len(sums)), np.arange(len(sums)))
    information = sums[both] - (reach * ratings.weight[:, None]).T @ reach
    move = np.linalg.lstsq(information, away, rcond=None)[0]
    steps = found.steps + np.clip(move, -1, 1)
    centre = steps.mean() if len(steps) else 0.0
    return replace(found, steps=np.clip(steps - centre, -BOUND, BOUND), worth=found.worth - centre)


def _placed(ratings: Ratings, facet: int, found: Calibration, shortage: float) -> Calibration:
    """Place those of one facet who were set aside, `shortage` from all, by their marks with others who have a place."""
    sign = 1 if facet == 0 else -1
    values = (found.worth, found.severe, found.hard)[facet].copy()
    own, size = ratings.facets[facet], len(values)
    given = np.bincount(own, ratings.weight, minlength=size)
    total = np.bincount(own, ratings.weight * ratings.category, minlength=size)
    most = given * len(found.steps)
    short = shortage * given / np.maximum(np.bincount(own, minlength=size), 1)
    total = np.clip(total, np.minimum(short, most / 2), np.maximum(most - short, most / 2))
    for _ in range(MOST_ROUNDS):
        response = Response.at(_with(found, facet, values).eta(ratings), found.steps)
        weight = np.bincount(own, ratings.weight * response.variance, minlength=size)
        away = total - np.bincount(own, ratings.weight * response.expected, minlength=size)
        move = np.where(weight > 0, np.clip(away / np.where(weight > 0, weight, 1), -1, 1), 0)
        values = np.clip(values + sign * move, -BOUND, BOUND)
        if np.abs(move).max() < CLOSE:
            break
    return _with(found, facet, values)


def _with(found: Calibration, facet: int, values: Array) -> Calibration:
    match facet:
        case 0:
            return replace(found, worth=values)
        case 1:
            return replace(found, severe=values)
        case _:
            return replace(found, hard=values)
