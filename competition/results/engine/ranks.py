"""Order with ties kept."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

# Two solved scores nearer than this are one score: the solver's own error lies a thousand times below,
# the smallest difference that whole marks can make far above.
SAME = 1e-9


def ranks(scores: Mapping[str, Fraction] | Mapping[str, float]) -> dict[str, int]:
    """Return the rank of each name, best first from 1; equal scores share a rank and the next one is left out."""
    ordered = sorted(scores.values(), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    return {name: first[value] for name, value in scores.items()}


def tied(scores: Mapping[str, float]) -> dict[str, float]:
    """Return the scores with those made equal that differ by no more than the solver's error."""
    result: dict[str, float] = {}
    before: float | None = None
    for name, value in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        before = before if before is not None and before - value <= SAME else value
        result[name] = before
    return result
