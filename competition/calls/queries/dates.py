"""Reads of dates: those of categories, when calls take entries at all, and how dates moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import or_, select

from competition import db
from competition.calls.models import Call, Category, DateMove
from competition.calls.queries.calls import calendar_of
from competition.calls.rules import Calendar, OwnDates, widest
from competition.calls.rules.calendar import OWN_DATES
from competition.i18n import Texts

MOST_MOVES = 30


def own_dates(category: Category) -> OwnDates:
    """Return the dates of a category that stand in place of its call's."""
    return OwnDates(**{name: getattr(category, name) for name in OWN_DATES})


def own_dates_of(call_id: str) -> dict[str, OwnDates]:
    """Return those of all categories of a call, by category, in its order."""
    query = select(Category).where(Category.call_id == call_id).order_by(Category.position)
    return {row.id: own_dates(row) for row in db.session.scalars(query)}


def entering_calendars(calls: Sequence[Call]) -> dict[str, Calendar]:
    """Return, by call, when it takes entries at all: until its latest category is due and closes. One query."""
    query = select(Category).where(Category.call_id.in_([call.id for call in calls]))
    found: defaultdict[str, list[OwnDates]] = defaultdict(list)
    for row in db.session.scalars(query):
        found[row.call_id].append(own_dates(row))
    return {call.id: widest(calendar_of(call, None), found[call.id]) for call in calls}


def entering_calendar(call: Call) -> Calendar:
    """Return when one call takes entries at all."""
    return entering_calendars([call])[call.id]


def has_own_dates(call_id: str) -> bool:
    """Tell whether a category of the call has dates of its own."""
    any_set = or_(*(getattr(Category, name).is_not(None) for name in OWN_DATES))
    return db.session.scalar(select(Category.id).where(Category.call_id == call_id, any_set).limit(1)) is not None


def moves_of(call_id: str) -> list[tuple[DateMove, Texts]]:
    """Return how a published call's dates moved, newest first, each with the category that it is about."""
    query = (
        select(DateMove, Category.name)
        .outerjoin(Category, Category.id == DateMove.category_id)
        .where(DateMove.call_id == call_id)
        .order_by(DateMove.moved_at.desc(), DateMove.change_id, DateMove.name)
        .limit(MOST_MOVES)
    )
    return [(row[0], row[1] or {}) for row in db.session.execute(query)]


def moves_in(change_id: str) -> list[tuple[DateMove, Texts]]:
    """Return the moves of one save, each with the category that it is about."""
    query = (
        select(DateMove, Category.name)
        .outerjoin(Category, Category.id == DateMove.category_id)
        .where(DateMove.change_id == change_id)
        .order_by(DateMove.name)
    )
    return [(row[0], row[1] or {}) for row in db.session.execute(query)]
