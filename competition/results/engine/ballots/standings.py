"""What a method finds: for each entry a score, and a place that ties may share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

# Two fitted strengths nearer than this are one: the fit's own error lies a thousand times below.
SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry's score by the method's own measure, and its rank, best first from 1."""

    score: Fraction | float
    rank: int


Standings = dict[str, Standing]


def standings(scores: Mapping[str, Fraction] | Mapping[str, float]) -> Standings:
    """Rank by score, highest first; equal scores share a rank and the next one is left out."""
    ordered = sorted(scores.values(), reverse=True)
    first = {score: place for place, score in reversed(list(enumerate(ordered, start=1)))}
    return {entry: Standing(score, first[score]) for entry, score in scores.items()}


def fitted_standings(scores: Mapping[str, float]) -> Standings:
    """Rank fitted numbers: neighbours that differ by no more than the fit's error are made equal."""
    equalled: dict[str, float] = {}
    before = None
    for entry, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        before = before if before is not None and before - score <= SAME else score
        equalled[entry] = before
    return standings(equalled)
