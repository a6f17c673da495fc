"""Reads of what teams agreed to: newest answers, their history, and which entries a use may take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from competition import db
from competition.calls.models import Call, Clause
from competition.calls.queries import clauses_of
from competition.calls.rules import ClauseKind, eligibility_of
from competition.calls.rules.calendar import local_day
from competition.entries.models import Agreement, Entry, EntryMember
from competition.entries.rules import EntryState
from competition.entries.rules.terms import Terms
from competition.people.models import Person


@dataclass(frozen=True, slots=True)
class SaidSo:
    """An answer to a clause, with the name of the person who gave it."""

    agreement: Agreement
    name: str


def agreements_of(entry_id: str) -> dict[str, list[SaidSo]]:
    """Return all answers of a team by clause, the newest first, in one query."""
    query = (
        select(Agreement, Person.name)
        .join(Person, Person.id == Agreement.person_id)
        .where(Agreement.entry_id == entry_id)
        .order_by(Agreement.clause_id, Agreement.number.desc())
    )
    found: defaultdict[str, list[SaidSo]] = defaultdict(list)
    for agreement, name in db.session.execute(query):
        found[agreement.clause_id].append(SaidSo(agreement, name))
    return dict(found)


def newest_agreements(entry_id: str) -> dict[str, Agreement]:
    """Return a team's newest answer to each clause that it ever answered."""
    query = select(Agreement).where(Agreement.entry_id == entry_id, Agreement.is_newest.is_(True))
    return {one.clause_id: one for one in db.session.scalars(query)}


def consenting(entry_ids: Iterable[str], use: ClauseKind, at: datetime) -> dict[str, datetime | None]:
    """Return which of these entries consent to a use at `at`, and until when (None: without end), in one query.

    The one place where anything downstream asks: what is refused, taken back, expired or never asked is not in it.
    """
    query = (
        select(Agreement.entry_id, Agreement.expires_at)
        .join(Clause, Clause.id == Agreement.clause_id)
        .where(Agreement.entry_id.in_(list(entry_ids)), Clause.kind == use, Agreement.is_newest.is_(True))
        .where(is_holding(at))
        .order_by(Agreement.at)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def has_consent(use: ClauseKind, at: datetime) -> ColumnElement[bool]:
    """Return the same as a condition on the entries of a query."""
    query = (
        select(Agreement.id)
        .join(Clause, Clause.id == Agreement.clause_id)
        .where(Agreement.entry_id == Entry.id, Clause.kind == use, Agreement.is_newest.is_(True), is_holding(at))
    )
    return query.correlate(Entry).exists()


def is_holding(at: datetime) -> ColumnElement[bool]:
    """Return `agreeing.holds` for the database."""
    return and_(Agreement.is_given.is_(True), or_(Agreement.expires_at.is_(None), Agreement.expires_at > at))


def lead_of(entry_id: str) -> str | None:
    """Return the id of the person who leads an entry's team."""
    query = select(EntryMember.person_id).where(EntryMember.entry_id == entry_id, EntryMember.is_lead.is_(True))
    return db.session.scalar(query)


def led_in(person_id: str, call_id: str, *, but: str = "") -> dict[str | None, int]:
    """Return how many entries of a call a person leads, by category; withdrawn ones and the one named are left out."""
    query = (
        select(Entry.category_id, func.count())
        .join(EntryMember, EntryMember.entry_id == Entry.id)
        .where(Entry.call_id == call_id, Entry.id != but, Entry.state != EntryState.withdrawn)
        .where(EntryMember.person_id == person_id, EntryMember.is_lead.is_(True))
        .group_by(Entry.category_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def terms_of(call: Call, entry: Entry, at: datetime) -> Terms:
    """Return what a call demands of an entry at `at`; the lead's other entries are counted only where a rule asks."""
    rules = eligibility_of(call.eligibility)
    lead = lead_of(entry.id) if rules.per_category is not None else None
    taken = led_in(lead, call.id, but=entry.id) if lead else {}
    return Terms(rules, clauses_of(call.id), local_day(at, call.time_zone), taken)
