"""How many of his votes a juror has given, counted so that two windows cannot give the last one twice."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.calls.models import Round
from competition.judging.models import Assignment, Pledge
from competition.judging.queries.votes import votes_of


def votes_given(session: Session, assignment: Assignment) -> int:
    """Return how many entries a juror votes for in the round of an assignment, besides that one.

    His pledge is held meanwhile: another save of his waits here until this one is stored.
    """
    call_id = select(Round.call_id).where(Round.id == assignment.round_id).scalar_subquery()
    pledges = select(Pledge.id).where(Pledge.call_id == call_id, Pledge.person_id == assignment.juror_id)
    session.scalars(pledges.order_by(Pledge.id).with_for_update()).all()
    return votes_of(assignment.round_id, assignment.juror_id, assignment.id)
