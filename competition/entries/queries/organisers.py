"""What the organisers of a call see of its entries. The call stands in each query: no other's entry is ever read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from competition import db
from competition.calls.models import Category
from competition.entries.models import Entry, EntryFile, EntryMember, Submission
from competition.entries.rules import EntryState
from competition.i18n import Texts
from competition.people.models import Person


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry in the organisers' list. A draft's words are its team's own: only code, maker and state are told."""

    entry_id: str
    code: str
    title: str
    locale: str
    category: Texts
    maker: str
    state: EntryState
    submitted_at: datetime | None
    is_late: bool
    files: int


def entries_of_call(call_id: str, *, number: int, per_page: int) -> Sequence[EntryRow]:
    """Return one page of a call's entries by code, in one query."""
    files = _count(EntryFile.entry_id == Entry.id, EntryFile.stands_at.is_not(None))
    late = _count(Submission.entry_id == Entry.id, Submission.is_late.is_(True))
    query = (
        select(Entry, Category.name, Person.name.label("maker"), files, late)
        .outerjoin(Category, Category.id == Entry.category_id)
        .join(EntryMember, (EntryMember.entry_id == Entry.id) & EntryMember.is_lead.is_(True))
        .join(Person, Person.id == EntryMember.person_id)
        .where(Entry.call_id == call_id)
        .order_by(Entry.code)
        .limit(per_page)
        .offset((number - 1) * per_page)
    )
    return [_row(*found) for found in db.session.execute(query).tuples()]


def count_of_call(call_id: str) -> dict[EntryState, int]:
    """Return how many entries of a call are in each state."""
    query = select(Entry.state, func.count()).where(Entry.call_id == call_id).group_by(Entry.state)
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {state: found.get(state, 0) for state in EntryState}


def entry_of_call(call_id: str, entry_id: str) -> Entry | None:
    """Return an entry of this call that was handed in at least once, else None."""
    query = select(Entry).where(Entry.id == entry_id, Entry.call_id == call_id, Entry.submitted_at.is_not(None))
    return db.session.scalar(query)


def _count(*which: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).where(*which).correlate(Entry).scalar_subquery()


def _row(entry: Entry, category: Texts | None, maker: str, files: int, late: int) -> EntryRow:
    handed_in = entry.submitted_at is not None
    return EntryRow(
        entry_id=entry.id,
        code=entry.code,
        title=entry.title if handed_in else "",
        locale=entry.locale,
        category=(category or {}) if handed_in else {},
        maker=maker,
        state=entry.state,
        submitted_at=entry.submitted_at,
        is_late=late > 0,
        files=files,
    )
