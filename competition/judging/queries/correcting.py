"""A juror's own sheet on a work that the jury talks about."""

from __future__ import annotations

from sqlalchemy import select

from competition import db
from competition.judging.models import Assignment, ScoreSheet


def own_sheet(round_id: str, entry_id: str, juror_id: str) -> ScoreSheet | None:
    """Return a juror's sheet on an entry of a round, as long as it counts; None where he has none."""
    query = (
        select(ScoreSheet)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .where(Assignment.round_id == round_id, Assignment.entry_id == entry_id, Assignment.juror_id == juror_id)
        .where(Assignment.recused_at.is_(None), Assignment.set_aside_at.is_(None))
    )
    return db.session.scalar(query)
