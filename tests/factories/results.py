"""Marks for the engine, and scoring runs with their decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from competition.results import engine
from competition.results.engine import Criterion, Mark, Marks, Scale

ONE = (Criterion("all"),)


def some_marks(given: Mapping[tuple[str, str], float], criterion: str = "all") -> Marks:
    """Return marks on one criterion from `{(entry, juror): points}`."""
    rows = tuple(Mark(entry, juror, criterion, points) for (entry, juror), points in given.items())
    entries, jurors = sorted({entry for entry, _ in given}), sorted({juror for _, juror in given})
    return Marks(tuple(entries), tuple(jurors), (Criterion(criterion),), rows)


def a_rubric(*weights: int, scale: tuple[int, int] = (1, 5)) -> tuple[Criterion, ...]:
    """Return criteria `c1`, `c2` … of these weights on one scale."""
    return tuple(Criterion(f"c{number}", weight, Scale(*scale)) for number, weight in enumerate(weights, start=1))


def ranks_of(outcome: engine.Outcome) -> dict[str, int | None]:
    """Return each entry's rank."""
    return {one.entry: one.rank for one in outcome.entries}


def scores_of(outcome: engine.Outcome) -> dict[str, Any]:
    """Return each entry's score."""
    return {one.entry: one.score for one in outcome.entries}
