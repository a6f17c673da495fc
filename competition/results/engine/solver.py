"""Weighted least squares of `score = θ(entry) + β(juror)`, with the entries eliminated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csc_array, csr_array

from competition.results.engine.components import Components, components_of
from competition.results.engine.scores import Array, Scores


@dataclass(frozen=True)
class TwoWay:
    """The normal equations of E entries and J jurors with S weighted scores, reduced to a J × J system.

    With N the E × J matrix of weights, D the weights an entry has, and M = D⁻¹N: βs solve Aβ = b with
    A = diag(Nᵀ1) − NᵀM, and θ = D⁻¹(sums of an entry) − Mβ. A is singular, once for each connected component,
    since a constant may move from all θ to all β; `inverse` is its pseudo-inverse: βs sum to zero in each
    component, and nothing is shrunk. Memory is E·J floats where leverages are asked for, else the marks' own.
    Two-way unbalanced layout: Searle, *Linear Models* (1971), ch. 7.
    """

    scores: Scores
    parts: Components
    weight: Array

    @classmethod
    def of(cls, scores: Scores, weight: Array | None = None, parts: Components | None = None) -> TwoWay:
        """Return the equations of these scores; all weigh the same where nothing is said."""
        given = np.ones(len(scores.entry)) if weight is None else weight
        return cls(scores, components_of(scores) if parts is None else parts, given)

    @cached_property
    def total(self) -> Array:
        """Return D: the weight of each entry's scores (E)."""
        return np.asarray(np.bincount(self.scores.entry, self.weight, minlength=len(self.scores.entries)))

    @cached_property
    def share(self) -> csr_array:
        """Return M (E × J): the share of each juror in an entry; its data stand in the order of the scores."""
        starts = np.r_[0, np.cumsum(self.scores.n_of_entry)]
        shape = (len(self.scores.entries), len(self.scores.jurors))
        return csr_array((self.weight / self.total[self.scores.entry], self.scores.juror, starts), shape=shape)

    @cached_property
    def number(self) -> csr_array:
        """Return N (E × J): the weight of each juror in an entry."""
        return csr_array((self.weight, self.share.indices, self.share.indptr), shape=self.share.shape)

    @cached_property
    def inverse(self) -> Array:
        """Return A⁺ (J × J): times σ², the covariance of the severities."""
        given = np.bincount(self.scores.juror, self.weight, minlength=len(self.scores.jurors))
        same = self.parts.of_juror[:, None] == self.parts.of_juror[None, :]
        size = same.sum(axis=1)
        # Adding c·11ᵀ in each component fills the null space with c·size; taking its inverse off empties it again.
        fill = given.mean() / size
        reduced = np.diag(given) - (self.number.T @ self.share).toarray() + same * fill
        return np.asarray(np.linalg.inv(reduced) - same / (fill * size**2))

    @cached_property
    def sums(self) -> csr_array:
        """Return the E × S matrix that takes an entry's weighted mean of anything said of the scores."""
        return csr_array((self.share.data, np.arange(len(self.weight)), self.share.indptr))

    @cached_property
    def residues(self) -> csc_array:
        """Return the J × S matrix that takes a juror's weighted sum of anything said of the scores."""
        count = len(self.weight)
        shape = (len(self.scores.jurors), count)
        return csc_array((self.weight, self.scores.juror, np.arange(count + 1)), shape=shape)

    def solve(self, values: Array) -> tuple[Array, Array]:
        """Return θ (E) and β (J) of the scores `values` (S), or of several sets of them at once (S × R)."""
        means = self.sums @ values
        right = self.residues @ values - self.number.T @ means
        effects = self.inverse @ right
        return means - self.share @ effects, effects

    @cached_property
    def leverage(self) -> Array:
        """Return h (S): how much of its own fitted value each score makes. From 0 to 1; 1 fits itself."""
        entry, juror = self.scores.entry, self.scores.juror
        spread = self.share @ self.inverse
        own = np.asarray(self.share.multiply(spread).sum(axis=1)).ravel()
        away = self.inverse[juror, juror] - 2 * spread[entry, juror] + own[entry]
        return np.asarray(np.clip(self.weight * (1 / self.total[entry] + away), 0, 1))

    @property
    def freedom(self) -> int:
        """Return the degrees of freedom that the residuals have."""
        scores = self.scores
        return len(scores.entry) - len(scores.entries) - len(scores.jurors) + self.parts.number
