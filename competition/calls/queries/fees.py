"""Reads of what entering costs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from competition import db
from competition.calls.models import Fee, FeeSchedule


def fee_schedule(call_id: str) -> FeeSchedule | None:
    """Return how a call charges; None where its organisers have said nothing: it is free."""
    return db.session.get(FeeSchedule, call_id)


def fees_of(call_id: str) -> Sequence[Fee]:
    """Return the prices of a call."""
    query = select(Fee).where(Fee.call_id == call_id).order_by(Fee.category_id, Fee.status, Fee.tier)
    return db.session.scalars(query).all()
