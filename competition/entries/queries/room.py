"""How much room files take, and how much there is."""

from __future__ import annotations

from sqlalchemy import Select, func, select

from competition import db
from competition.calls.models import Call
from competition.entries.models import Entry, EntryFile, EntryMember
from competition.entries.rules.room import Kept
from competition.entries.rules.states import FileState

_TAKEN = select(func.coalesce(func.sum(EntryFile.size), 0)).where(EntryFile.state != FileState.refused)


def limits_of(call: Call, person_bytes: int) -> Kept:
    """Return how much the files of one entry, of one person and of a whole call may take."""
    return Kept(entry=call.entry_bytes, person=person_bytes, call=call.call_bytes)


def kept_by(entry: Entry, lead: str) -> Kept:
    """Return how many bytes are taken: by this entry, by all that its lead sent, by the call. Refused ones are gone."""
    of_entry = _TAKEN.where(EntryFile.entry_id == entry.id).scalar_subquery()
    of_person = _TAKEN.where(EntryFile.created_by == lead).scalar_subquery()
    row = db.session.execute(select(of_entry, of_person, _of_call(entry.call_id).scalar_subquery())).one()
    return Kept(entry=int(row[0]), person=int(row[1]), call=int(row[2]))


def room_of(entry: Entry, call: Call, person_bytes: int) -> Kept:
    """Return how many bytes an entry, its person and its call may still take."""
    lead = select(EntryMember.person_id).where(EntryMember.entry_id == entry.id, EntryMember.is_lead.is_(True))
    return kept_by(entry, db.session.scalar(lead) or "").left(limits_of(call, person_bytes))


def taken_in(call_id: str) -> tuple[int, int, int]:
    """Return how many bytes the files of a call take, how many those of its largest entry, and how many files."""
    by_entry = (
        select(func.sum(EntryFile.size).label("size"), func.count().label("files"))
        .join(Entry, Entry.id == EntryFile.entry_id)
        .where(Entry.call_id == call_id, EntryFile.state != FileState.refused)
        .group_by(Entry.id)
        .subquery()
    )
    row = db.session.execute(
        select(func.sum(by_entry.c.size), func.max(by_entry.c.size), func.sum(by_entry.c.files))
    ).one()
    return int(row[0] or 0), int(row[1] or 0), int(row[2] or 0)


def _of_call(call_id: str) -> Select[int]:
    return _TAKEN.join(Entry, Entry.id == EntryFile.entry_id).where(Entry.call_id == call_id)
