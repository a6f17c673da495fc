"""Clauses of a call, and what entries agreed to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from competition import clock, db
from competition.calls.models import Call, Clause, ClauseWording
from competition.calls.rules import ClauseKind
from competition.entries.models import Agreement, Entry
from competition.entries.queries.agreements import lead_of


def a_clause(call: Call, kind: ClauseKind, text: dict[str, str] | None = None, **values: Any) -> Clause:
    """Add a clause with its first wording."""
    now = clock.now()
    row = Clause(**{"id": db.new_id(), "call_id": call.id, "kind": kind, "version": 1, "created_at": now, **values})
    with db.transaction() as session:
        session.add(row)
        session.flush()
        session.add(ClauseWording(clause_id=row.id, version=1, text=text or {"en": f"About {kind}."}, written_at=now))
    return row


def the_clause(call: Call, kind: ClauseKind) -> Clause:
    """Return a call's clause of a kind; it is added if it is not there."""
    found = db.session.scalar(select(Clause).where(Clause.call_id == call.id, Clause.kind == kind))
    return found or a_clause(call, kind)


def an_agreement(entry: Entry, clause: Clause, *, is_given: bool = True, **values: Any) -> Agreement:
    """Put an answer of an entry's lead on record."""
    given = {
        "entry_id": entry.id,
        "clause_id": clause.id,
        "number": 1,
        "version": clause.version,
        "is_given": is_given,
        "person_id": lead_of(entry.id),
        "locale": "en",
        "at": clock.now(),
    }
    row = Agreement(**{**given, "id": db.new_id(), **values})
    with db.transaction() as session:
        session.add(row)
    return row
