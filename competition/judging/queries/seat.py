"""What one juror sees: the calls he judges, his entries in his own order, his sheets. Nobody else's is ever read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from competition import db
from competition.actor import Actor
from competition.calls.models import Call, Round
from competition.calls.queries import call_by_id
from competition.entries.models import Entry, EntryFile
from competition.entries.queries import before_jury, jury_files
from competition.entries.rules import ShownFile
from competition.judging.models import Assignment, Pledge, RoundRules, ScoreSheet
from competition.judging.queries.rubric import counts, is_nobodys_own, rules_of
from competition.judging.rules.panel import PLEDGE_VERSION
from competition.judging.rules.queue import Work, work_state
from competition.judging.rules.sheets import Session, SheetState, session_at
from competition.people.rules import Role, ScopeKind

_NOW_FIRST = {Session.sitting: 0, Session.before: 1, Session.closed: 2}


@dataclass(frozen=True, slots=True)
class Seat:
    """A juror's place at a call: its round and rules as far as they are set, and whether he pledged."""

    call: Call
    round: Round | None
    rules: RoundRules | None
    has_pledged: bool
    session: Session
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A call in the list of those that a juror judges; `assigned` and `submitted` as `Progress` counts them."""

    call: Call
    round: Round | None
    session: Session
    assigned: int
    submitted: int


def seat_for(actor: Actor, call_id: str, scored: Round | None) -> Seat | None:
    """Return the actor's seat in a round of a call, in three queries; None where he is no juror."""
    call = call_by_id(call_id) if actor.has_role(ScopeKind.call, call_id, Role.juror) else None
    if call is None or actor.person_id is None:
        return None
    return Seat(
        call=call,
        round=scored,
        rules=rules_of(scored.id) if scored else None,
        has_pledged=has_pledged(actor.person_id, call_id),
        session=_session(scored, actor.at),
        person_id=actor.person_id,
    )


def position_of(actor: Actor, assignment_id: str) -> int | None:
    """Return the position of the round in which an entry was laid before the actor; None where none was."""
    query = select(Round.position).join(Assignment, Assignment.round_id == Round.id)
    return db.session.scalar(query.where(Assignment.id == assignment_id, Assignment.juror_id == actor.person_id))


def has_pledged(person_id: str, call_id: str) -> bool:
    """Tell whether a person accepted the pledge of a call in its present wording."""
    query = select(Pledge.id).where(
        Pledge.call_id == call_id, Pledge.person_id == person_id, Pledge.text_version == PLEDGE_VERSION
    )
    return db.session.scalar(query) is not None


def table_of(actor: Actor) -> list[TableRow]:
    """Return the calls that the actor judges, those that sit now first, then by their close; in one query."""
    mine = actor.scopes(ScopeKind.call, Role.juror)
    assigned, submitted = func.count(Entry.id), func.count(ScoreSheet.id)
    query = (
        select(Call, Round, assigned, submitted)
        .select_from(Call)
        .outerjoin(Round, (Round.call_id == Call.id) & (Round.position == _position_at(actor.at)))
        .outerjoin(Assignment, (Assignment.round_id == Round.id) & (Assignment.juror_id == actor.person_id))
        .outerjoin(Entry, (Entry.id == Assignment.entry_id) & counts()[0] & counts()[1] & counts()[2])
        .outerjoin(
            ScoreSheet,
            (ScoreSheet.assignment_id == Assignment.id)
            & (ScoreSheet.state == SheetState.submitted)
            & Entry.id.is_not(None),
        )
        .where(Call.id.in_(mine))
        .group_by(Call.id, Round.id)
        .order_by(Round.closes_at.asc().nulls_last(), Call.id)
    )
    rows = [
        TableRow(call, scored, _session(scored, actor.at), entries, sheets)
        for call, scored, entries, sheets in db.session.execute(query)
    ]
    return sorted(rows, key=lambda row: _NOW_FIRST[row.session])


def queue_of(round_id: str, juror_id: str) -> list[Work]:
    """Return a juror's entries in his own order, those he stepped back from too, in one query."""
    query = (
        select(Assignment.id, Entry.id, Entry.code, Entry.category_id, Assignment.recused_at, ScoreSheet.state)
        .join(Entry, Entry.id == Assignment.entry_id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_id, Assignment.juror_id == juror_id)
        .where(before_jury(), is_nobodys_own())
        .order_by(Assignment.position, Assignment.id)
    )
    return [
        Work(assignment, entry, code, category, work_state(recused_at, sheet))
        for assignment, entry, code, category, recused_at, sheet in db.session.execute(query)
    ]


def sheet_of(assignment_id: str) -> ScoreSheet | None:
    """Return the sheet of an assignment that was found in the juror's own queue; None before its first save."""
    return db.session.scalar(select(ScoreSheet).where(ScoreSheet.assignment_id == assignment_id))


def covers_of(entry_ids: Sequence[str], at: datetime, position: int = 1) -> dict[str, ShownFile]:
    """Return the picture that stands for each entry before the jury of a round, else its first, in two queries."""
    shown = jury_files(entry_ids, at, position)
    found = {entry: [file for file in files if file.sources] for entry, files in shown.items()}
    return {entry: max(files, key=lambda file: file.is_cover) for entry, files in found.items() if files}


def fresh_files(actor: Actor, call_id: str, file_ids: Sequence[str]) -> list[ShownFile]:
    """Return files anew, with fresh links, of entries that lie before the actor now, in three queries for a round.

    Others are left out: of other entries, recused ones, before the opening, without the pledge.
    """
    query = (
        select(func.max(Round.position), Assignment.entry_id)
        .join(EntryFile, EntryFile.entry_id == Assignment.entry_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(Round, Round.id == Assignment.round_id)
        .join(Pledge, (Pledge.call_id == Round.call_id) & (Pledge.person_id == Assignment.juror_id))
        .where(Assignment.juror_id == actor.person_id, Round.call_id == call_id, Round.opens_at <= actor.at)
        .where(EntryFile.id.in_(file_ids), Pledge.text_version == PLEDGE_VERSION, *counts())
        .group_by(Assignment.entry_id)
    )
    entries: dict[int, list[str]] = {}
    for position, entry_id in db.session.execute(query):
        entries.setdefault(position, []).append(entry_id)
    found = [jury_files(wanted, actor.at, position) for position, wanted in sorted(entries.items())]
    return [file for one in found for files in one.values() for file in files if file.file_id in file_ids]


def _position_at(at: datetime) -> ColumnElement[int]:
    """Return the position of the round of a call that is on, as `current_of` says."""
    other = aliased(Round)
    opened = select(func.max(other.position)).where(other.call_id == Call.id, other.opens_at <= at)
    return func.coalesce(opened.correlate(Call).scalar_subquery(), 1)


def _session(scored: Round | None, at: datetime) -> Session:
    return session_at(scored.opens_at, scored.closes_at, at) if scored else Session.before
