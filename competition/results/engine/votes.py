"""Votes: who has most yes, and against whom stand fewest vetoes.

The highest points of the scale are the answer that counts: yes, eligible, or a veto. What lies between is a maybe.
Counts, not means: a round says how many yes an entry needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from competition.results.engine.marks import Marks, exact
from competition.results.engine.outcomes import Found, Given
from competition.results.engine.scores import Array


@dataclass(frozen=True, slots=True)
class Count:
    """The votes on an entry, and whether by the round's rule it goes on; None below the marks that the round asks."""

    entry: str
    yes: int
    maybe: int
    no: int
    passes: bool | None


def votes(given: Given) -> Found:
    """Rank by the number of yes; where it is equal, by the number of maybes. The score is the number of yes."""
    yes, maybe = _columns(given, 0), _columns(given, 1)
    # A maybe weighs less than a yes even if all jurors say it.
    return _found(yes, yes * (len(given.scores.jurors) + 1) + maybe)


def vetoes(given: Given) -> Found:
    """Rank by the number of vetoes, fewest first. The score is minus that number."""
    against = _columns(given, 0)
    return _found(-against, -against)


def _found(score: Array, order: Array) -> Found:
    return Found(score=score, order=order, level=score)


def _columns(given: Given, place: int) -> Array:
    counted = counts_of(given.marks)
    return np.array([counted[entry][place] for entry in given.scores.entries], dtype=float)


def counts_of(marks: Marks) -> dict[str, tuple[int, int, int]]:
    """Return for each entry how many answered with the highest points, between, and with the lowest."""
    scales = {one.name: one.scale for one in marks.criteria}
    found = {entry: [0, 0, 0] for entry in marks.entries}
    for row in marks.rows:
        scale, points = scales[row.criterion], exact(row.points)
        place = 1 if scale and scale.lowest < points < scale.highest else 0 if scale and points == scale.highest else 2
        found[row.entry][place] += 1
    return {entry: (yes, maybe, no) for entry, (yes, maybe, no) in found.items()}


def verdicts(marks: Marks, method: str, threshold: int, below: Mapping[str, int]) -> tuple[Count, ...]:
    """Return each entry's votes by name, and what they decide.

    By `votes` it goes on with at least `threshold` yes, by `vetoes` with fewer than `threshold` vetoes. An entry in
    `below` has fewer marks than the round asks: it has no verdict. Nor has one that nobody voted on.
    """
    return tuple(
        Count(
            entry, yes, maybe, no, _passes(method, yes, threshold) if yes + maybe + no and entry not in below else None
        )
        for entry, (yes, maybe, no) in sorted(counts_of(marks).items())
    )


def _passes(method: str, count: int, threshold: int) -> bool:
    return count < threshold if method == "vetoes" else count >= threshold
