"""Complaints: those of a person's own entries, and all of a call for those who release its results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from competition import db
from competition.entries.models import Entry, EntryMember
from competition.entries.queries import title_for
from competition.entries.rules import EntryState
from competition.entries.rules.versions import Words
from competition.i18n import locale
from competition.people.models import Person
from competition.publication.models import Complaint, Release
from competition.publication.rules import ReleaseState


@dataclass(frozen=True, slots=True)
class Complained:
    """An entry, and the complaint that its team made, if it did; who filed it."""

    entry: Entry
    complaint: Complaint | None
    person: str = ""

    @property
    def title(self) -> Words:
        """Return the entry's title for the reader of this page."""
        return title_for(self.entry, locale())


def complaints_end(call_id: str) -> datetime | None:
    """Return until when entrants of a call may complain; None before publication, and where they may not."""
    query = select(Release.complaints_until).where(Release.call_id == call_id, Release.state == ReleaseState.published)
    return db.session.scalar(query.limit(1))


def own_entries(person_id: str, call_id: str) -> list[Complained]:
    """Return the entries that a person's teams handed in to a call, by code, with their complaints."""
    query = (
        select(Entry, Complaint)
        .join(EntryMember, EntryMember.entry_id == Entry.id)
        .outerjoin(Complaint, Complaint.entry_id == Entry.id)
        .where(Entry.call_id == call_id, Entry.state == EntryState.submitted, EntryMember.person_id == person_id)
        .order_by(Entry.code)
    )
    return [Complained(*row) for row in db.session.execute(query)]


def complaints_of(call_id: str) -> list[Complained]:
    """Return the complaints of a call, those without an answer first, then by time."""
    query = (
        select(Entry, Complaint, Person.name)
        .join(Complaint, Complaint.entry_id == Entry.id)
        .join(Person, Person.id == Complaint.filed_by)
        .where(Complaint.call_id == call_id)
        .order_by(Complaint.answered_at.is_not(None), Complaint.filed_at, Complaint.id)
    )
    return [Complained(*row) for row in db.session.execute(query)]
