"""Which entries can be compared: those joined by jurors who marked both, directly or through others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from competition.results.engine.scores import Array, Scores


@dataclass(frozen=True, slots=True)
class Components:
    """The connected components of the graph of entries and jurors, numbered from 0: that of each of both."""

    number: int
    of_entry: Array
    of_juror: Array


def components_of(scores: Scores) -> Components:
    """Return the components. The one with most entries comes first, then by the names in them."""
    entries, jurors = len(scores.entries), len(scores.jurors)
    if not entries:
        return Components(0, scores.entry, scores.juror)
    ends = (scores.entry, entries + scores.juror)
    graph = coo_array((np.ones(len(scores.entry)), ends), shape=(entries + jurors, entries + jurors))
    number, label = connected_components(graph, directed=False)
    _, first, size = np.unique(label[:entries], return_index=True, return_counts=True)
    order = np.lexsort((first, -size))
    place = np.empty(number, dtype=np.int64)
    place[order] = np.arange(number)
    return Components(int(number), place[label[:entries]], place[label[entries:]])
