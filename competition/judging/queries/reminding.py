"""When the jurors of a round are reminded."""

from __future__ import annotations

from competition import db
from competition.judging.models import ReminderPlan
from competition.judging.rules.oversight import USUAL_DAYS


def days_of(round_id: str) -> tuple[int, ...]:
    """Return how many days before the close of a round its jurors are reminded, the earliest first."""
    plan = db.session.get(ReminderPlan, round_id)
    return USUAL_DAYS if plan is None else tuple(plan.days)
