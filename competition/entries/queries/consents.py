"""Who consents to what, for the organisers of a call: counts by use, and the entries behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, case, func, select

from competition import db
from competition.calls.models import Category
from competition.entries.models import Agreement, Entry, EntryMember
from competition.entries.queries.agreements import is_holding
from competition.entries.rules import EntryState
from competition.i18n import Texts
from competition.people.models import Person


class Answer(StrEnum):
    """What an entry's team says to a use today: an expired consent is no consent."""

    yes = "yes"
    no = "no"
    unasked = "unasked"


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """An entry that stands, and what its team says to one use."""

    entry_id: str
    code: str
    title: str
    locale: str
    category: Texts
    maker: str
    answer: Answer
    version: int | None
    name: str
    at: datetime | None
    expires_at: datetime | None


def counts_of(call_id: str, at: datetime) -> dict[str, dict[Answer, int]]:
    """Return how many entries that stand say yes and no to each clause, in one query."""
    held = func.sum(case((is_holding(at), 1), else_=0))
    query = (
        select(Agreement.clause_id, held, func.count())
        .join(Entry, Entry.id == Agreement.entry_id)
        .where(Entry.call_id == call_id, Entry.state == EntryState.submitted, Agreement.is_newest.is_(True))
        .group_by(Agreement.clause_id)
    )
    return {row[0]: {Answer.yes: int(row[1]), Answer.no: row[2] - int(row[1])} for row in db.session.execute(query)}


def answers_to(
    call_id: str, clause_id: str, wanted: Answer | None, at: datetime, window: tuple[int, int] | None = None
) -> tuple[Sequence[ConsentRow], int]:
    """Return the entries of a call with their answer to one clause, by code, and how many there are; two queries.

    `window` is how many are read and how many are passed over; without it all are.
    """
    holding = is_holding(at)
    conditions: dict[Answer | None, ColumnElement[bool]] = {
        Answer.yes: holding,
        Answer.no: Agreement.id.is_not(None) & ~holding,
        Answer.unasked: Agreement.id.is_(None),
    }
    giver = Person.__table__.alias("giver")
    newest = (Agreement.entry_id == Entry.id) & (Agreement.clause_id == clause_id) & Agreement.is_newest.is_(True)
    base = select(Entry.id).outerjoin(Agreement, newest)
    base = base.where(Entry.call_id == call_id, Entry.state == EntryState.submitted)
    if wanted is not None:
        base = base.where(conditions[wanted])
    total = db.session.scalar(select(func.count()).select_from(base.subquery())) or 0
    query = (
        base.with_only_columns(Entry, Category.name, Person.name, Agreement, giver.c.name, case((holding, 1), else_=0))
        .outerjoin(Category, Category.id == Entry.category_id)
        .join(EntryMember, (EntryMember.entry_id == Entry.id) & EntryMember.is_lead.is_(True))
        .join(Person, Person.id == EntryMember.person_id)
        .outerjoin(giver, giver.c.id == Agreement.person_id)
        .order_by(Entry.code)
    )
    if window is not None:
        query = query.limit(window[0]).offset(window[1])
    return [_row(*found) for found in db.session.execute(query)], total


def _row(entry: Entry, category: Texts | None, maker: str, said: Agreement | None, *more: object) -> ConsentRow:
    name, is_held = more
    answer = Answer.unasked if said is None else Answer.yes if is_held else Answer.no
    return ConsentRow(
        entry_id=entry.id,
        code=entry.code,
        title=entry.title,
        locale=entry.locale,
        category=category or {},
        maker=maker,
        answer=answer,
        version=said.version if said else None,
        name=str(name or ""),
        at=said.at if said else None,
        expires_at=said.expires_at if said else None,
    )
