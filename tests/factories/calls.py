"""Calls with hosts, categories, an entry form and a round."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any, TypeVar

from competition import clock, db
from competition.calls.models import Call, CallInstitution, Category, EntryField, Round
from competition.calls.rules import CallState, FieldKind, Part
from competition.facts import CategoryAdded
from competition.people.models import Institution

_numbers = itertools.count(1)

Row = TypeVar("Row", bound=db.Base)


def a_call(**values: Any) -> Call:
    """Add a published call that is open: opened yesterday, due in a week, closing an hour later."""
    number, now = next(_numbers), clock.now()
    given: dict[str, Any] = {
        "slug": f"call-{number}",
        "title": {"en": f"Call {number}", "zh": f"征集 {number}"},
        "languages": ["en", "zh"],
        "state": CallState.published,
        "opens_at": now - timedelta(days=1),
        "due_at": now + timedelta(days=7),
        "closes_at": now + timedelta(days=7, hours=1),
        "published_at": now - timedelta(days=1),
        "created_at": now - timedelta(days=2),
    }
    return _add(Call(**{**given, "id": db.new_id(), **values}))


def a_host(call: Call, institution: Institution, part: Part = Part.host, position: int = 0) -> CallInstitution:
    """Give an institution a part in a call."""
    return _add(
        CallInstitution(id=db.new_id(), call_id=call.id, institution_id=institution.id, part=part, position=position)
    )


def a_category(call: Call, position: int = 1, **values: Any) -> Category:
    """Add a category; the domains after this one learn of it, so that it has its award."""
    given = {"name": {"en": f"Category {position}"}, "call_id": call.id, "position": position}
    row = Category(**{**given, "id": db.new_id(), **values})
    with db.transaction() as session:
        session.add(row)
        session.flush()
        db.announce(CategoryAdded(call.id, row.id))
    return row


def a_field(call: Call, kind: FieldKind, position: int = 1, **values: Any) -> EntryField:
    """Add a question to the entry form; a question for files takes up to six JPEG, PNG or WebP pictures."""
    given: dict[str, Any] = {"label": {"en": f"Question {position}"}, "call_id": call.id, "position": position}
    if kind == FieldKind.files:
        kinds = ["image/jpeg", "image/png", "image/webp"]
        given["options"] = {"accept": kinds, "least": 1, "most": 6, "max_bytes": 100_000_000}
    return _add(EntryField(**{**given, "id": db.new_id(), "kind": kind, **values}))


def a_round(call: Call, **values: Any) -> Round:
    """Add a scored round that is open."""
    now = clock.now()
    given = {
        "call_id": call.id,
        "name": {"en": "Jury"},
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(days=14),
    }
    return _add(Round(**{**given, "id": db.new_id(), **values}))


def _add(row: Row) -> Row:
    with db.transaction() as session:
        session.add(row)
    return row
