"""Conflicts of interest: what is known of jurors and makers, and the questions that came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from competition import db
from competition.entries.models import Entry, EntryMember
from competition.entries.rules import EntryState
from competition.judging.models import Conflict
from competition.judging.queries.panel import judges_of
from competition.judging.rules import ConflictState
from competition.judging.rules.conflicts import Known
from competition.people.models import Person


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: whether a juror may judge an entry, given what he shares with one of its makers."""

    conflict: Conflict
    code: str
    juror: Person
    maker: Person


def known_jurors(call_id: str) -> list[Known]:
    """Return what is known of the jurors of a call and of its chairs, in two queries."""
    persons = judges_of(call_id)
    teams = _teams(person.id for person in persons)
    return [_known(person, teams) for person in persons]


def known_makers(call_id: str) -> list[tuple[str, Known]]:
    """Return what is known of each maker of each entry handed in to a call, by entry, in two queries."""
    query = (
        select(Entry.id, Person)
        .join(EntryMember, EntryMember.entry_id == Entry.id)
        .join(Person, Person.id == EntryMember.person_id)
        .where(Entry.call_id == call_id, Entry.state == EntryState.submitted)
        .order_by(Entry.code, Person.id)
    )
    rows = db.session.execute(query).all()
    here = select(EntryMember.person_id).join(Entry, Entry.id == EntryMember.entry_id).where(Entry.call_id == call_id)
    teams = _teams(here)
    return [(entry_id, _known(person, teams)) for entry_id, person in rows]


def asked_about(call_id: str) -> set[tuple[str, str]]:
    """Return the pairs of entry and juror about which was asked already."""
    query = select(Conflict.entry_id, Conflict.juror_id).where(Conflict.call_id == call_id)
    return {(row[0], row[1]) for row in db.session.execute(query)}


def conflicts_of(call_id: str, state: ConflictState, limit: int, offset: int = 0) -> list[Asked]:
    """Return the questions of a call in one state, by code, then juror; in one query."""
    juror, maker = aliased(Person), aliased(Person)
    query = (
        select(Conflict, Entry.code, juror, maker)
        .join(Entry, Entry.id == Conflict.entry_id)
        .join(juror, juror.id == Conflict.juror_id)
        .join(maker, maker.id == Conflict.maker_id)
        .where(Conflict.call_id == call_id, Conflict.state == state)
        .order_by(Entry.code, juror.name, Conflict.id)
        .limit(limit)
        .offset(offset)
    )
    return [Asked(*row) for row in db.session.execute(query)]


def count_conflicts(call_id: str) -> dict[ConflictState, int]:
    """Return how many questions of a call are in each state."""
    query = select(Conflict.state, func.count()).where(Conflict.call_id == call_id).group_by(Conflict.state)
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {state: found.get(state, 0) for state in ConflictState}


def confirmed_in(call_id: str) -> set[tuple[str, str]]:
    """Return the pairs of entry and juror that must not meet."""
    query = select(Conflict.entry_id, Conflict.juror_id).where(
        Conflict.call_id == call_id, Conflict.state == ConflictState.confirmed
    )
    return {(row[0], row[1]) for row in db.session.execute(query)}


def _teams(person_ids: Iterable[str] | Select[str]) -> dict[str, set[str]]:
    """Return on which entries' teams, of whatever call, people are."""
    wanted = person_ids if isinstance(person_ids, Select) else list(person_ids)
    query = select(EntryMember.person_id, EntryMember.entry_id).where(EntryMember.person_id.in_(wanted))
    found = defaultdict[str, set[str]](set)
    for person_id, entry_id in db.session.execute(query):
        found[person_id].add(entry_id)
    return found


def _known(person: Person, teams: dict[str, set[str]]) -> Known:
    own = frozenset(teams.get(person.id, ()))
    return Known(person.id, person.name, person.email, person.employer, person.school, own)
