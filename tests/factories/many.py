"""Thousands of entries at once, by plain inserts: for what must not depend on how many there are."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, text, update

from competition import clock, db
from competition.calls.models import Call
from competition.entries.models import Derivative, Entry, EntryCheck, EntryFile, EntryMember
from competition.entries.rules import EntryState, FileState, Form, Rights
from competition.entries.rules.checking import Verdict
from competition.judging.models import Assignment
from competition.people.models import Person
from tests.factories.judging import a_juror

if TYPE_CHECKING:
    from tests.judging.conftest import Room


def many_drafts(call: Call, person: Person, number: int, state: EntryState = EntryState.draft) -> None:
    """Add so many drafts of one person to a call, begun a second after one another; the database learns their like.

    In another state they were handed in when they were begun; every other one was found in order.
    """
    begun = clock.now() - timedelta(days=1)
    shared: dict[str, Any] = {"call_id": call.id, "locale": "en", "about": {}, "agreed": {}}
    shared |= {"state": state, "version": 1, "answers": {"idea": "Light. " * 20}}
    entries: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    for place in range(number):
        at, entry_id = begun + timedelta(seconds=place), db.new_id()
        words: dict[str, Any] = {
            "code": db.new_id()[:9].upper(),
            "title": f"Work {place}",
            "created_at": at,
            "updated_at": at,
        }
        words |= {"submitted_at": None if state == EntryState.draft else at}
        entries.append({"id": entry_id, **shared, **words})
        member = {"id": db.new_id(), "entry_id": entry_id, "person_id": person.id, "is_lead": True}
        members.append({**member, "rights": Rights.edit, "joined_at": at})
    with db.transaction() as session:
        session.execute(insert(Entry), entries)
        session.execute(insert(EntryMember), members)
        if state != EntryState.draft:
            verdict = {"verdict": Verdict.checked, "decided_by": person.id, "decided_at": begun, "reason": ""}
            found = [one["id"] for one in entries[::2]]
            session.execute(insert(EntryCheck), [{"entry_id": entry_id, **verdict} for entry_id in found])
            session.execute(update(Entry).where(Entry.id.in_(found)).values(verdict=Verdict.checked))
    _tidy()


def many_works(room: Room, number: int, jurors: int, each: int = 3, own: int = 100) -> list[str]:
    """Hand in so many works of one maker, with two pictures each, and deal each to `each` of so many new jurors.

    The room's own juror gets every so manieth of them, `own` at least; the ids of what lies before him are returned.
    """
    others = [a_juror(room.call).id for _ in range(jurors - 1)]
    now, works = clock.now(), [db.new_id() for _ in range(number)]
    shared: dict[str, Any] = {
        "call_id": room.call.id,
        "category_id": room.category.id,
        "locale": "en",
        "state": EntryState.submitted,
    }
    shared |= {"created_at": now, "updated_at": now, "submitted_at": now, "answers": {"idea": "Light. " * 20}}
    entries = [{**shared, "id": work, "code": f"{at:06}", "title": f"Work {at}"} for at, work in enumerate(works)]
    members = [{"id": db.new_id(), "entry_id": work, "person_id": room.maker.id, "is_lead": True} for work in works]
    files = [_a_file(room, work, place) for work in works for place in (0, 1)]
    derivatives = [_a_size(file, width) for file in files for width in (800, 1600)]
    step = max(1, number // max(own, each * number // jurors))
    mine = works[::step]
    dealt = [(work, room.juror.id) for work in mine]
    dealt += [(work, others[(at + place) % len(others)]) for at, work in enumerate(works) for place in range(each)]
    same: dict[str, Any] = {"round_id": room.round.id, "created_at": now, "recusal_reason": ""}
    laid = [
        {**same, "id": db.new_id(), "entry_id": work, "juror_id": juror, "position": at}
        for at, (work, juror) in enumerate(dealt)
    ]
    with db.transaction() as session:
        for table, rows in ((Entry, entries), (EntryMember, members), (EntryFile, files), (Derivative, derivatives)):
            session.execute(insert(table), rows)
        session.execute(insert(Assignment), laid)
    _tidy()
    return [one["id"] for one in laid[: len(mine)]]


def _a_file(room: Room, work: str, place: int) -> dict[str, Any]:
    now, file = clock.now(), db.new_id()
    about: dict[str, Any] = {
        "id": file,
        "entry_id": work,
        "field_id": room.pictures.id,
        "key": f"entries/{work}/{file}",
    }
    about |= {"name": "ring.jpg", "size": 1000, "media_type": "image/jpeg", "state": FileState.ready}
    about |= {"sha256": "0" * 64, "width": 1600, "height": 1200, "colour": "#777777", "created_by": room.maker.id}
    return about | {"created_at": now, "landed_at": now, "verified_at": now, "stands_at": place}


def _a_size(file: dict[str, Any], width: int) -> dict[str, Any]:
    about: dict[str, Any] = {
        "id": db.new_id(),
        "file_id": file["id"],
        "form": Form.picture,
        "media_type": "image/webp",
        "size": 1000,
    }
    return about | {"key": f"derived/{file['id']}/{width}.webp", "width": width, "height": width * 3 // 4}


def _tidy() -> None:
    """Do what PostgreSQL does by itself within a minute, and SQLite when it is asked."""
    db.session.rollback()
    engine = db.sa.engine
    tidy = "VACUUM ANALYZE" if engine.dialect.name == "postgresql" else "ANALYZE"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(tidy))
