"""What a team sees of its own entries. Not there and not yours look the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_

from competition import db
from competition.actor import Actor
from competition.calls.models import Call
from competition.entries.models import Entry, EntryFile, EntryMember
from competition.entries.rules import EntryState, FileState, Scan
from competition.entries.rules.awaiting import HASH_DIFFERS
from competition.entries.rules.drafting import working_content
from competition.entries.rules.uploads import REPAIR_TIME
from competition.i18n import Texts


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One of a person's entries as its list shows it."""

    entry_id: str
    code: str
    title: str
    locale: str
    state: EntryState
    has_changes: bool
    submitted_at: datetime | None
    call_title: Texts
    call_slug: str
    due_at: datetime | None
    closes_at: datetime | None
    opens_at: datetime | None
    time_zone: str
    files: int
    is_lead: bool
    lead_offered: bool
    key: str


@dataclass(frozen=True, slots=True)
class FileStand:
    """Where a file is on its way, and why it was refused if it was."""

    file_id: str
    state: FileState
    scan: Scan | None
    refusal: str | None
    refusal_values: dict[str, Any]


def entries_for(actor: Actor, *, after: str = "", before: str = "", most: int = 50) -> list[EntryLine]:
    """Return entries of whose teams the actor is, the one that he joined last first, in one query.

    `after` and `before` are keys of lines: at most so many behind the one, or ahead of the other.
    """
    place, query = tuple_(EntryMember.joined_at, EntryMember.id), _lines(actor)
    if before:
        query = query.where(place > _place_of(before)).order_by(EntryMember.joined_at, EntryMember.id)
    else:
        query = query.order_by(EntryMember.joined_at.desc(), EntryMember.id.desc())
        query = query.where(place < _place_of(after)) if after else query
    lines = [_line(*row) for row in db.session.execute(query.limit(most))]
    return lines[::-1] if before else lines


def entries_in_call(actor: Actor, call_id: str) -> list[EntryLine]:
    """Return the actor's entries in one call, of which there are few."""
    query = _lines(actor).where(Entry.call_id == call_id).order_by(EntryMember.joined_at.desc(), EntryMember.id.desc())
    return [_line(*row) for row in db.session.execute(query.limit(50))]


def _lines(actor: Actor) -> Select[Entry, Call, EntryMember, int]:
    files = (
        select(func.count())
        .where(EntryFile.entry_id == Entry.id, EntryFile.removed_at.is_(None))
        .correlate(Entry)
        .scalar_subquery()
    )
    return (
        select(Entry, Call, EntryMember, files)
        .join(Call, Call.id == Entry.call_id)
        .join(EntryMember, EntryMember.entry_id == Entry.id)
        .where(EntryMember.person_id == actor.person_id)
    )


def _place_of(key: str) -> ColumnElement[Any]:
    """Return the place that a line's key names; nonsense names the end of the list."""
    stamp, _dot, member_id = key.partition("_")
    try:
        at = datetime.fromtimestamp(int(stamp) / 1_000_000, UTC)
    except (ValueError, OverflowError, OSError):
        at = datetime.fromtimestamp(0, UTC)
    return tuple_(literal(at, db.UtcDateTime()), literal(member_id))


def entry_for(actor: Actor, entry_id: str) -> Entry | None:
    """Return an entry to a member of its team, else None."""
    query = (
        select(Entry)
        .join(EntryMember, EntryMember.entry_id == Entry.id)
        .where(Entry.id == entry_id, EntryMember.person_id == actor.person_id)
    )
    return db.session.scalar(query)


def files_of(entry_id: str) -> Sequence[EntryFile]:
    """Return the files in the team's form, question by question in their order; removed ones are gone."""
    query = (
        select(EntryFile)
        .where(EntryFile.entry_id == entry_id, EntryFile.removed_at.is_(None))
        .order_by(EntryFile.field_id, EntryFile.position, EntryFile.created_at, EntryFile.id)
    )
    return db.session.scalars(query).all()


def file_states(actor: Actor, entry_id: str) -> list[FileStand] | None:
    """Return where each file of the team's form is on its way, in one query; None to who is not of the team."""
    query = (
        select(EntryFile.id, EntryFile.state, EntryFile.scan, EntryFile.refusal, EntryFile.refusal_values)
        .select_from(EntryMember)
        .outerjoin(EntryFile, (EntryFile.entry_id == EntryMember.entry_id) & EntryFile.removed_at.is_(None))
        .where(EntryMember.entry_id == entry_id, EntryMember.person_id == actor.person_id)
        .order_by(EntryFile.id)
    )
    rows = db.session.execute(query).all()
    return [FileStand(*row) for row in rows if row.id is not None] if rows else None


def _line(entry: Entry, call: Call, member: EntryMember, files: int) -> EntryLine:
    content = working_content(entry)
    return EntryLine(
        entry_id=entry.id,
        code=entry.code,
        title=content["title"],
        locale=content["locale"],
        state=entry.state,
        has_changes=entry.pending is not None,
        submitted_at=entry.submitted_at,
        call_title=call.title,
        call_slug=call.slug,
        due_at=call.due_at,
        closes_at=call.closes_at,
        opens_at=call.opens_at,
        time_zone=call.time_zone,
        files=files,
        is_lead=member.is_lead,
        lead_offered=member.lead_offered_at is not None,
        key=f"{round(member.joined_at.timestamp() * 1_000_000)}_{member.id}",
    )


def broken_file(entry_id: str, field_id: str, now: datetime) -> EntryFile | None:
    """Return the first file of a question that stands, was refused, and may still be sent again."""
    return next((file for file in broken_files(entry_id, now) if file.field_id == field_id), None)


def broken_files(entry_id: str, now: datetime) -> Sequence[EntryFile]:
    """Return the files of what stands that turned out damaged and may be sent again, whatever the calendar says."""
    query = (
        select(EntryFile)
        .join(Entry, Entry.id == EntryFile.entry_id)
        .where(EntryFile.entry_id == entry_id, Entry.state == EntryState.submitted)
        .where(EntryFile.state == FileState.refused, EntryFile.stands_at.is_not(None))
        .where(EntryFile.removed_at.is_(None), EntryFile.landed_at > now - REPAIR_TIME)
        # What a receipt promised by its hash cannot become another file later.
        .where(EntryFile.awaited_until.is_(None) | (EntryFile.refusal != HASH_DIFFERS))
        .order_by(EntryFile.stands_at, EntryFile.id)
    )
    return db.session.scalars(query).all()
