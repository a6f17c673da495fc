"""What a reader of a ranking must know before he trusts it."""

from __future__ import annotations

import numpy as np

from competition.results.engine.components import Components
from competition.results.engine.marks import Marks
from competition.results.engine.scores import Array, Scores
from competition.results.engine.values import Caveat, CaveatCode

# Below three jurors one person's taste decides; two who disagree cannot be told from chance.
FEW = 3


def caveats(marks: Marks, scores: Scores, parts: Components) -> tuple[Caveat, ...]:
    """Return the warnings that hold for any method on these marks, gravest first."""
    few = np.flatnonzero(scores.n_of_entry < FEW)
    found = {
        CaveatCode.unmarked: set(marks.entries) - set(scores.entries),
        CaveatCode.few_marks: {scores.entries[place] for place in few},
        CaveatCode.flat: {scores.jurors[place] for place in np.flatnonzero(flat(scores) & (scores.n_of_juror >= FEW))},
    }
    split = (Caveat(CaveatCode.disconnected, parts.number),) if parts.number > 1 else ()
    return split + tuple(Caveat(code, len(names), tuple(sorted(names))) for code, names in found.items() if names)


def flat(scores: Scores) -> Array:
    """Return for each juror (J) whether he gave all his entries the same score: he says nothing of the order."""
    _, place = np.unique(scores.units, return_inverse=True)
    lowest = np.full(len(scores.jurors), len(place))
    highest = np.full(len(scores.jurors), -1)
    np.minimum.at(lowest, scores.juror, place)
    np.maximum.at(highest, scores.juror, place)
    return np.asarray(lowest == highest)
