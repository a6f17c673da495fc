"""Who is bound to an entry, and so shut out of its marks and of what would tell them, whatever else he may."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from competition import db
from competition.calls.models import Round
from competition.entries.models import Entry, EntryMember
from competition.judging.models import Assignment, Conflict, ScoreSheet
from competition.judging.rules import ConflictState
from competition.judging.rules.sheets import SheetState


def is_bound(person_id: str | None) -> ColumnElement[bool]:
    """Return that a person is on an entry's team, stepped back from it, or was found to be in conflict with it.

    The query reads `Entry`. Nobody (None) is bound to nothing.
    """
    person_id = person_id or ""
    other = aliased(Assignment)
    own = exists().where(EntryMember.entry_id == Entry.id, EntryMember.person_id == person_id)
    recused = exists().where(other.entry_id == Entry.id, other.juror_id == person_id, other.recused_at.is_not(None))
    conflict = exists().where(
        Conflict.entry_id == Entry.id, Conflict.juror_id == person_id, Conflict.state == ConflictState.confirmed
    )
    return or_(own.correlate(Entry), recused.correlate(Entry), conflict.correlate(Entry))


def is_still_judging(round_id: str, person_id: str | None) -> ColumnElement[bool]:
    """Return that an entry lies before a person whose own sheet on it is not handed in; the query reads `Entry`."""
    other, sheet = aliased(Assignment), aliased(ScoreSheet)
    done = exists().where(sheet.assignment_id == other.id, sheet.state == SheetState.submitted)
    mine = and_(other.round_id == round_id, other.entry_id == Entry.id, other.juror_id == person_id)
    return exists().where(mine, other.set_aside_at.is_(None), ~done).correlate(Entry)


def bound_to(call_id: str, person_id: str | None) -> frozenset[str]:
    """Return the entries of a call that a person is bound to."""
    query = select(Entry.id).where(Entry.call_id == call_id, is_bound(person_id))
    return frozenset(db.session.scalars(query))


def bound_pairs(call_id: str) -> set[tuple[str, str]]:
    """Return the pairs of entry and person of a call that are bound to each other, in three queries."""
    own = select(EntryMember.entry_id, EntryMember.person_id).join(Entry, Entry.id == EntryMember.entry_id)
    recused = select(Assignment.entry_id, Assignment.juror_id).join(Round, Round.id == Assignment.round_id)
    conflict = select(Conflict.entry_id, Conflict.juror_id).where(Conflict.state == ConflictState.confirmed)
    queries = (
        own.where(Entry.call_id == call_id),
        recused.where(Round.call_id == call_id, Assignment.recused_at.is_not(None)),
        conflict.where(Conflict.call_id == call_id),
    )
    return {(row[0], row[1]) for query in queries for row in db.session.execute(query)}
