"""What the organisers of a call see of its entries. The call stands in each query: no other's entry is ever read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from competition import db, storage
from competition.calls.models import Category
from competition.entries.models import Entry, EntryFile, EntryMember, Submission
from competition.entries.queries.standing import title_for
from competition.entries.rules import EntryState, FileState
from competition.entries.rules.deadline import Timing
from competition.i18n import Texts, locale
from competition.people.models import Person
from competition.storage.links import SignedLink

# What organisers may read: a draft is its team's own, also one that was withdrawn and opened again.
SEEN = (EntryState.submitted, EntryState.withdrawn, EntryState.not_eligible)


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
    timing: Timing | None
    files: int

    @property
    def is_open(self) -> bool:
        """Tell whether the organisers may read it."""
        return self.submitted_at is not None and self.state in SEEN


def entries_of_call(call_id: str, *, number: int, per_page: int) -> Sequence[EntryRow]:
    """Return one page of a call's entries by code, in one query."""
    files = _count(EntryFile.entry_id == Entry.id, EntryFile.stands_at.is_not(None))
    timing = _latest_timing()
    query = (
        select(Entry, Category.name, Person.name.label("maker"), files, timing)
        .outerjoin(Category, Category.id == Entry.category_id)
        .join(EntryMember, (EntryMember.entry_id == Entry.id) & EntryMember.is_lead.is_(True))
        .join(Person, Person.id == EntryMember.person_id)
        .where(Entry.call_id == call_id)
        .order_by(Entry.code)
        .limit(per_page)
        .offset((number - 1) * per_page)
    )
    return [_row(*found) for found in db.session.execute(query)]


def count_of_call(call_id: str) -> dict[EntryState, int]:
    """Return how many entries of a call are in each state."""
    query = select(Entry.state, func.count()).where(Entry.call_id == call_id).group_by(Entry.state)
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {state: found.get(state, 0) for state in EntryState}


def entry_of_call(call_id: str, entry_id: str) -> Entry | None:
    """Return an entry of this call that was handed in at least once, else None."""
    handed_in = Entry.submitted_at.is_not(None) & Entry.state.in_(SEEN)
    query = select(Entry).where(Entry.id == entry_id, Entry.call_id == call_id, handed_in)
    return db.session.scalar(query)


def any_entry_of_call(call_id: str, entry_id: str) -> Entry | None:
    """Return an entry of this call, a draft too: for what organisers do about it without reading it."""
    return db.session.scalar(select(Entry).where(Entry.id == entry_id, Entry.call_id == call_id))


def standing_files(entry_id: str) -> Sequence[EntryFile]:
    """Return the files of what stands, in its order."""
    query = select(EntryFile).where(EntryFile.entry_id == entry_id, EntryFile.stands_at.is_not(None))
    return db.session.scalars(query.order_by(EntryFile.stands_at, EntryFile.id)).all()


def original_link(call_id: str, entry_id: str, file_id: str, at: datetime) -> SignedLink | None:
    """Return the link that downloads an original of what stands in this call's entry; it lasts 60 seconds."""
    query = (
        select(EntryFile)
        .join(Entry, Entry.id == EntryFile.entry_id)
        .where(EntryFile.id == file_id, Entry.id == entry_id, Entry.call_id == call_id)
        .where(EntryFile.stands_at.is_not(None), EntryFile.landed_at.is_not(None))
        .where(Entry.state.in_(SEEN), EntryFile.state != FileState.refused)
    )
    file = db.session.scalar(query)
    return storage.link_signer().original(file.key, at, file.name, file.media_type) if file else None


def _count(*which: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).where(*which).correlate(Entry).scalar_subquery()


def _latest_timing() -> ScalarSelect[Timing]:
    """Return how what stands lies to its deadline."""
    query = select(Submission.timing).where(Submission.entry_id == Entry.id)
    return query.order_by(Submission.number.desc()).limit(1).correlate(Entry).scalar_subquery()


def _row(entry: Entry, category: Texts | None, maker: str, files: int, timing: Timing | None) -> EntryRow:
    handed_in = entry.submitted_at is not None
    title = title_for(entry, locale())
    return EntryRow(
        entry_id=entry.id,
        code=entry.code,
        title=title.text if handed_in else "",
        locale=title.locale,
        category=(category or {}) if handed_in else {},
        maker=maker,
        state=entry.state,
        submitted_at=entry.submitted_at,
        timing=timing if handed_in else None,
        files=files,
    )
