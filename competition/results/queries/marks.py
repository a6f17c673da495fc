"""What the engine is told of a call."""

from __future__ import annotations

from competition.calls.queries import scored_round_of
from competition.entries.queries import submitted_entries
from competition.judging.queries import criteria_of, progress_of, sheets_of_round
from competition.results.engine import Criterion, Mark, Marks, Scale
from competition.results.rules import pseudonym


def marks_of(call_id: str) -> Marks | None:
    """Return all that the engine is told of a call, under codes and pseudonyms; None where there is no rubric."""
    scored = scored_round_of(call_id)
    criteria = criteria_of(scored.id) if scored else []
    if scored is None or not criteria:
        return None
    codes = {entry.id: entry.code for entry in submitted_entries(call_id)}
    rows = [
        Mark(codes[row.entry_id], pseudonym(call_id, row.juror_id), row.criterion_id, row.points)
        for row in sheets_of_round(scored.id)
        if row.entry_id in codes
    ]
    return Marks(
        entries=tuple(codes.values()),
        jurors=tuple(sorted({row.juror for row in rows})),
        criteria=tuple(Criterion(one.id, one.weight, Scale(one.lowest, one.highest)) for one in criteria),
        rows=tuple(rows),
    )


def open_sheets(call_id: str) -> int:
    """Return how many score sheets were assigned and are not handed in."""
    scored = scored_round_of(call_id)
    return sum(one.left for one in progress_of(scored.id).values()) if scored else 0
