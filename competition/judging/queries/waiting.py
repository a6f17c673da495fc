"""What waits in a round: for an answer of whoever oversees it, and for its jurors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from competition import db
from competition.actor import Actor
from competition.entries.models import Entry
from competition.judging.models import Assignment, Conflict, Flag, Reminder, ScoreSheet
from competition.judging.queries.binding import is_bound
from competition.judging.rules import ConflictState, FlagKind
from competition.people.models import Person

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for an answer: a flag of a kind, or (without one) whether a juror is in conflict with an entry."""

    code: str
    juror: str
    at: datetime
    kind: FlagKind | None = None


def last_seen(round_id: str) -> dict[str, datetime]:
    """Return when each juror of a round saved a sheet last."""
    query = (
        select(Assignment.juror_id, func.max(ScoreSheet.updated_at))
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_id)
        .group_by(Assignment.juror_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def last_reminded(round_id: str) -> dict[str, datetime]:
    """Return when each juror of a round was reminded last."""
    query = select(Reminder.juror_id, func.max(Reminder.sent_at)).where(Reminder.round_id == round_id)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Reminder.juror_id))}


def flags_waiting(round_id: str, viewer: Actor) -> Sequence[Waiting]:
    """Return the oldest open flags of a round, but on entries that the viewer is bound to."""
    query = (
        select(Entry.code, Person.name, Flag.raised_at, Flag.kind)
        .join(Assignment, Assignment.id == Flag.assignment_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(Person, Person.id == Assignment.juror_id)
        .where(Assignment.round_id == round_id, Flag.settled_at.is_(None), ~is_bound(viewer.person_id))
        .order_by(Flag.raised_at, Flag.id)
        .limit(MOST_SHOWN)
    )
    return [Waiting(*row) for row in db.session.execute(query)]


def conflicts_waiting(call_id: str, viewer: Actor) -> Sequence[Waiting]:
    """Return the oldest open questions of a call, but those about the viewer. What two share is not told."""
    query = (
        select(Entry.code, Person.name, Conflict.asked_at)
        .join(Entry, Entry.id == Conflict.entry_id)
        .join(Person, Person.id == Conflict.juror_id)
        .where(Conflict.call_id == call_id, Conflict.state == ConflictState.open)
        .where(Conflict.juror_id != (viewer.person_id or ""), ~is_bound(viewer.person_id))
        .order_by(Conflict.asked_at, Conflict.id)
        .limit(MOST_SHOWN)
    )
    return [Waiting(*row) for row in db.session.execute(query)]
