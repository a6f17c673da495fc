"""Order with ties kept."""

from __future__ import annotations

import numpy as np

from competition.results.engine.scores import Array

# Two solved scores nearer than this are one score: the solver's own error lies a thousand times below,
# the smallest difference that whole marks can make far above.
SAME = 1e-9


def ranks(scores: Array) -> Array:
    """Return the rank of each, best first from 1; equal scores share a rank and the next one is left out."""
    _, place, times = np.unique(scores, return_inverse=True, return_counts=True)
    above = len(scores) - np.cumsum(times)
    return above[place] + 1


def tied(scores: Array, same: float = SAME) -> Array:
    """Return the scores with neighbours made equal that differ by no more than the solver's error, `same`."""
    order = np.argsort(-scores, kind="stable")
    ordered = scores[order]
    starts = np.r_[True, ordered[:-1] - ordered[1:] > same][: len(scores)]
    result = np.empty_like(scores)
    result[order] = ordered[starts][np.cumsum(starts) - 1] if len(scores) else ordered
    return result


def ranks_within(scores: Array, group: Array) -> Array:
    """Return the rank of each among those of its own group."""
    result = np.zeros(len(scores), dtype=np.int64)
    for one in np.unique(group):
        result[group == one] = ranks(scores[group == one])
    return result


def mid_ranks(values: Array) -> Array:
    """Return the place of each from the lowest, from 1; equal values share the mean of their places.

    Kendall & Gibbons, *Rank Correlation Methods* (5th ed. 1990), § 3.1. Written here, since scipy.stats has the same
    and takes half a second to load.
    """
    _, place, times = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(times) - (times - 1) / 2)[place])
