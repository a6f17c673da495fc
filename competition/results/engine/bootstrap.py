"""The errors of jurors and of their ratings, drawn again.

A residual bootstrap in two stages: each juror's place is taken by a juror drawn with replacement (the cluster, with
what he adds to all his scores), and each rating gets an error drawn from that juror's own. Who marked what stays as it
was. So no replicate falls apart, and an entry with a single mark, or with two jurors who happen to agree, is as
unsure as it should be; were the marks themselves drawn again, it would look certain.
Carpenter, Goldstein & Rasbash, *Applied Statistics* 52 (2003) 431; Davison & Hinkley, *Bootstrap Methods and their
Application* (1997), § 3.8 and 6.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from competition.results.engine.scores import Array, Scores

# As many replicates are drawn at once as keep an array of errors near this many numbers, so that it fits the cache.
AT_ONCE = 500_000
# A share below one of n, in single precision, could be rounded up to n itself; of this much of n it cannot.
BELOW = 1 - 2**-20
# A score that makes all of its own fitted value has no residual.
FITS_ITSELF = 1e-9


@dataclass(frozen=True, slots=True)
class Noise:
    """How errors reach a method's scores.

    `residual` (S) is each score's error at its true size, NaN where it cannot be seen; `effect` (J) what a juror
    adds to all his scores. `spread` takes errors of the scores (S × R) to changes of the entries' scores (E × R).
    """

    residual: Array
    effect: Array
    spread: Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Pool:
    """Who may stand in for whom.

    The errors that can be seen lie juror by juror: juror j has `size[j]` of them from `start[j]`. His place may be
    taken by `many[j]` of the `donors`, from `first[j]`: those jurors of his group who have such errors.
    """

    residual: Array
    start: Array
    size: Array
    donors: Array
    first: Array
    many: Array

    @classmethod
    def of(cls, scores: Scores, residual: Array, group: Array) -> Pool:
        """Return the pool, where errors are exchanged only inside a group of entries (E)."""
        seen = np.flatnonzero(np.isfinite(residual))
        seen = seen[np.argsort(scores.juror[seen], kind="stable")]
        size = np.bincount(scores.juror[seen], minlength=len(scores.jurors))
        own = np.zeros(len(size), dtype=np.int64)
        own[scores.juror] = group[scores.entry]
        donors = np.flatnonzero(size)
        donors = donors[np.argsort(own[donors], kind="stable")]
        many = np.bincount(own[donors], minlength=int(group.max()) + 1)
        first = np.cumsum(many) - many
        return cls(residual[seen], np.cumsum(size) - size, size, donors, first[own], many[own])


def changes(scores: Scores, noise: Noise, pool: Pool, size: tuple[int, int]) -> Iterator[Array]:
    """Yield changes of the entries' scores (E × some), until there are as many as `size` = (replicates, seed) says."""
    replicates, seed = size
    chance = np.random.default_rng(seed)
    at_once = max(1, AT_ONCE // len(scores.entry))
    for first in range(0, replicates, at_once):
        count = min(at_once, replicates - first)
        shares = chance.random((len(pool.many), count)), chance.random((len(scores.entry), count), dtype=np.float32)
        yield noise.spread(_errors(scores, noise, pool, shares))


def _errors(scores: Scores, noise: Noise, pool: Pool, shares: tuple[Array, Array]) -> Array:
    """Return errors of all scores (S × R): a juror for each juror, one of his errors for each rating.

    Where nobody can stand in (`many` is 0) the error is zero; the reader of the entries must leave these out.
    """
    at = pool.first[:, None] + (shares[0] * pool.many[:, None]).astype(np.int64)
    donor = pool.donors[np.minimum(at, len(pool.donors) - 1)]
    juror, size = scores.juror, (pool.size * BELOW)[donor].astype(np.float32)
    place = np.multiply(shares[1], size.take(juror, axis=0, mode="clip"), out=shares[1]).astype(np.int64)
    place += pool.start[donor].take(juror, axis=0, mode="clip")
    errors = pool.residual.take(place, mode="clip")
    return np.asarray(errors + noise.effect[donor].take(juror, axis=0) if noise.effect.any() else errors)


def usable(residual: Array, leverage: Array) -> Array:
    """Return modified residuals r ∕ √(1 − h), as large as the errors are; NaN where a score fits itself.

    Davison & Hinkley (1997), eq. 6.9.
    """
    left = 1 - leverage
    return np.where(left > FITS_ITSELF, residual / np.sqrt(np.maximum(left, FITS_ITSELF)), np.nan)
