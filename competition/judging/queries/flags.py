"""Flags: those of a round for whoever settles them, those of one assignment for its juror."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from competition import db
from competition.calls.models import Round
from competition.entries.models import Entry
from competition.judging.models import Assignment, Flag
from competition.judging.queries.binding import is_bound
from competition.people.models import Person


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag with the entry that it is about and the juror who raised it."""

    flag: Flag
    entry_id: str
    code: str
    juror: str
    locale: str


def flags_of(round_id: str, viewer_id: str | None = None) -> list[Raised]:
    """Return the flags of a round, open ones first, then by when they were raised; in one query.

    Those on entries that the viewer is bound to are left out.
    """
    query = (
        select(Flag, Entry.id, Entry.code, Person.name, Person.locale)
        .join(Assignment, Assignment.id == Flag.assignment_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(Person, Person.id == Assignment.juror_id)
        .where(Assignment.round_id == round_id, ~is_bound(viewer_id))
        .order_by(Flag.settled_at.is_not(None), Flag.raised_at, Flag.id)
    )
    return [Raised(*row) for row in db.session.execute(query)]


def flags_on(assignment_id: str) -> Sequence[Flag]:
    """Return what a juror flagged about one entry, in order."""
    query = select(Flag).where(Flag.assignment_id == assignment_id).order_by(Flag.raised_at, Flag.id)
    return db.session.scalars(query).all()


def flag_in(call_id: str, flag_id: str, viewer_id: str | None) -> Flag | None:
    """Return a flag of a call on an entry that the viewer is not bound to, held until the end of the verb."""
    query = (
        select(Flag)
        .join(Assignment, Assignment.id == Flag.assignment_id)
        .join(Round, Round.id == Assignment.round_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Flag.id == flag_id, Round.call_id == call_id, ~is_bound(viewer_id))
        .with_for_update(of=Flag)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).first()
