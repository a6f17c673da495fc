"""Until when a question may be answered: by the calendar of the call, or by the dates of the round that asks it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from competition import db
from competition.actor import Actor
from competition.calls.models import Call, EntryField, Round
from competition.calls.rules import Calendar
from competition.entries.models import Entry, LaterEntry
from competition.entries.queries import Later, later_opening
from competition.entries.queries.times import allowances_in_rounds, times_of
from competition.entries.rules.drafting import refusal_to_edit
from competition.entries.rules.later import NO_MORE, refusal_to_answer
from competition.entries.rules.refusals import EntryNotFound, NotAsked
from competition.entries.services.access import Own, require_part
from competition.errors import DomainError


def refusal_at(entry: Entry, call: Call, field_id: str, at: datetime) -> DomainError | None:
    """Return why nothing that answers a question may change now, or None."""
    field = db.session.get_one(EntryField, field_id)
    if field.round_id is None:
        return refusal_to_edit(entry.state, calendar_at(entry, call, field_id), at)
    later = _later(entry.id, field.round_id)
    return refusal_to_answer(entry.state, later.window, at, is_in=later.entry.closed_at is None)


def require_answerable(own: Own, actor: Actor, field_id: str) -> None:
    """Raise why what answers a question may not change now, if so; it may be open to be mended."""
    round_id = db.session.get_one(EntryField, field_id).round_id
    if round_id is None:
        require_part(own, actor, field_id)
        return
    now_open = later_opening(own.entry, _later(own.entry.id, round_id), actor.at)
    if not now_open.admits(field_id):
        raise now_open.refusal or NotAsked


def calendar_at(entry: Entry, call: Call, field_id: str) -> Calendar:
    """Return the dates by which this entry answers a question: with its category's own, and what time it has beyond."""
    field = db.session.get_one(EntryField, field_id)
    if field.round_id is None:
        return times_of(entry, call).editing(entry.state, entry.category_id)
    return _later(entry.id, field.round_id).window


def _later(entry_id: str, round_id: str) -> Later:
    beyond = allowances_in_rounds(entry_id).get(round_id, NO_MORE)
    return Later(db.session.get_one(Round, round_id), later_entry(entry_id, round_id), beyond)


def later_entry(entry_id: str, round_id: str) -> LaterEntry:
    """Return what an entry holds for a later round, as it is now; raise `EntryNotFound` where it never went on."""
    query = select(LaterEntry).where(LaterEntry.entry_id == entry_id, LaterEntry.round_id == round_id)
    later = db.session.scalar(query.execution_options(populate_existing=True))
    if later is None:
        raise EntryNotFound
    return later
