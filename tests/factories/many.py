"""Thousands of entries at once, by plain inserts: for what must not depend on how many there are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, text, update

from competition import clock, db
from competition.calls.models import Call
from competition.entries.models import Entry, EntryCheck, EntryMember
from competition.entries.rules import EntryState, Rights
from competition.entries.rules.checking import Verdict
from competition.people.models import Person


def many_drafts(call: Call, person: Person, number: int, state: EntryState = EntryState.draft) -> None:
    """Add so many drafts of one person to a call, begun a second after one another; the database learns their like.

    In another state they were handed in when they were begun; of each ten one was found in order.
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
            found = [one["id"] for one in entries[::10]]
            session.execute(insert(EntryCheck), [{"entry_id": entry_id, **verdict} for entry_id in found])
            session.execute(update(Entry).where(Entry.id.in_(found)).values(verdict=Verdict.checked))
    _tidy()


def _tidy() -> None:
    """Do what PostgreSQL does by itself within a minute, and SQLite when it is asked."""
    db.session.rollback()
    engine = db.sa.engine
    tidy = "VACUUM ANALYZE entry, entry_member, entry_check" if engine.dialect.name == "postgresql" else "ANALYZE"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(tidy))
