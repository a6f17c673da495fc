"""Penalised least squares on sparse matrices; the only module that imports numpy and scipy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, vstack
from scipy.sparse.linalg import spsolve

from competition.results.engine.scores import Score


@dataclass(frozen=True, slots=True)
class Effects:
    """Effects in points, by name; each kind sums to zero. A positive effect means higher scores."""

    entries: dict[str, float]
    jurors: dict[str, float]


def entry_and_juror_effects(part: Sequence[Score]) -> Effects:
    """Solve one connected component of E entries, J jurors and N scores.

    Minimises Σ (y − θᵢ − βⱼ)² + (Σ βⱼ)² by its normal equations, a sparse (E+J) × (E+J) system. Adding a
    constant to all θ and taking it off all β fits as well, so the penalty is zero at the minimum: it chooses
    among equal fits and shrinks nothing. In a connected component that choice is the only one left open.
    """
    entries = sorted({score.entry for score in part})
    jurors = sorted({score.juror for score in part})
    values = np.array([float(score.value) for score in part])
    design = _design(part, entries, jurors)
    wanted = np.append(values - values.mean(), 0.0)
    solution = spsolve(csc_array(design.T @ design), design.T @ wanted)
    worth, effect = solution[: len(entries)], solution[len(entries) :]
    return Effects(_named(entries, worth - worth.mean()), _named(jurors, effect))


def _design(part: Sequence[Score], entries: Sequence[str], jurors: Sequence[str]) -> csc_array:
    """Return the (N+1) × (E+J) matrix: a one for the entry and one for the juror of each score; last the penalty."""
    column = {("entry", name): place for place, name in enumerate(entries)}
    column |= {("juror", name): len(entries) + place for place, name in enumerate(jurors)}
    rows = np.repeat(np.arange(len(part)), 2)
    columns = [place for s in part for place in (column["entry", s.entry], column["juror", s.juror])]
    shape = (len(part), len(column))
    scores = csc_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    penalty = csc_array(np.concatenate([np.zeros(len(entries)), np.ones(len(jurors))])[None, :])
    return csc_array(vstack([scores, penalty]))


def _named(names: Sequence[str], values: np.ndarray) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, values, strict=True)}
