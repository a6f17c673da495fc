"""Entries, their teams and their files."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from competition import clock, db
from competition.calls.models import Call, Category, EntryField
from competition.entries.models import Derivative, Entry, EntryFile, EntryMember
from competition.entries.rules import EntryState, FileState, Form
from competition.people.models import Person


def an_entry(call: Call, person: Person, category: Category | None = None, **values: Any) -> Entry:
    """Add a draft of a person, who leads its team."""
    now = clock.now()
    given: dict[str, Any] = {"call_id": call.id, "title": "Untitled", "created_at": now, "updated_at": now}
    entry = Entry(**{**given, "id": db.new_id(), "code": db.new_id()[:6].upper(), **values})
    entry.category_id = category.id if category else None
    with db.transaction() as session:
        session.add(entry)
        session.flush()
        session.add(EntryMember(id=db.new_id(), entry_id=entry.id, person_id=person.id, is_lead=True))
    return entry


def a_submitted_entry(call: Call, person: Person, category: Category | None = None, **values: Any) -> Entry:
    """Add an entry that was handed in."""
    return an_entry(call, person, category, **{"state": EntryState.submitted, "submitted_at": clock.now(), **values})


def a_picture(entry: Entry, field: EntryField, person: Person, **values: Any) -> EntryFile:
    """Add a picture that is ready, with two derivatives; no bytes stand behind it. It stands if its entry does."""
    now, folder = clock.now(), db.new_id()
    given: dict[str, Any] = {
        "entry_id": entry.id,
        "field_id": field.id,
        "key": f"entries/{entry.id}/{folder}",
        "name": "ring.jpg",
        "size": 1000,
        "media_type": "image/jpeg",
        "state": FileState.ready,
        "sha256": "0" * 64,
        "width": 1600,
        "height": 1200,
        "colour": "#777777",
        "created_by": person.id,
        "created_at": now,
        "landed_at": now,
        "verified_at": now,
        "stands_at": 0 if entry.state == EntryState.submitted else None,
    }
    file = EntryFile(**{**given, "id": db.new_id(), **values})
    with db.transaction() as session:
        session.add(file)
        session.flush()
        for width in (800, 1600):
            session.add(_derivative(file, folder, width))
    return file


def say_of_picture(entry: Entry, place: int = 0, *, is_cover: bool = False, **words: str) -> EntryFile:
    """Say of the picture at a place of what stands its caption, credit or description; return it."""
    query = select(EntryFile).where(EntryFile.entry_id == entry.id, EntryFile.stands_at == place)
    with db.transaction() as session:
        file = session.scalars(query).one()
        stored = session.get_one(Entry, entry.id, populate_existing=True)
        stored.file_words = {**stored.file_words, file.id: words}
        stored.cover_id = file.id if is_cover else stored.cover_id
    return file


def _derivative(file: EntryFile, folder: str, width: int) -> Derivative:
    return Derivative(
        id=db.new_id(),
        file_id=file.id,
        form=Form.picture,
        key=f"derived/{folder}/{width}.webp",
        media_type="image/webp",
        width=width,
        height=width * 3 // 4,
        size=1000,
    )
