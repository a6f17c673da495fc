"""Name the honours of a call and say by which rule each is given."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, select

from competition import audit, db
from competition.actor import Actor
from competition.calls.queries import categories_of, institutions_of
from competition.calls.services.loading import call_to_change, changes, swap
from competition.errors import NotFound
from competition.facts import CategoryAdded, HonoursChanged
from competition.results import queries
from competition.results.models import Decision, Honour, Motion
from competition.results.rules import (
    MOST_HONOURS,
    HonourDraft,
    HonourKind,
    HonourLacksCategory,
    TooManyHonours,
    UnknownGiver,
    check_honour,
)

# What an honour's decision rests on.
DECISIVE = {"kind", "category_id", "most", "threshold", "quota", "may_join"}


def add_honour(actor: Actor, call_id: str, draft: HonourDraft) -> str:
    """Add an honour after the others; return its id."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        wanted = _wanted(call_id, draft)
        row = Honour(id=db.new_id(), call_id=call.id, position=_next_position(call_id), **wanted)
        session.add(row)
        session.flush()
        _record(actor, row, "honour.added", honour=wanted)
        return row.id


def edit_honour(actor: Actor, call_id: str, honour_id: str, draft: HonourDraft) -> None:
    """Write an honour anew. With another rule, what was decided for it falls."""
    with db.transaction():
        call_to_change(actor, call_id, draft.version)
        row = _row(call_id, honour_id)
        found = changes(row, _wanted(call_id, draft))
        if found.keys() & DECISIVE:
            _undecide(row)
        _record(actor, row, "honour.edited", changes=found)


def move_honour(actor: Actor, call_id: str, honour_id: str, by: int) -> None:
    """Change places with the honour before (-1) or after (+1). What was decided for either falls: it hung on that."""
    with db.transaction():
        call_to_change(actor, call_id)
        row, rows = _row(call_id, honour_id), list(queries.rows_of_honours(call_id))
        place = rows.index(row)
        if swap(rows, row, by):
            _undecide(row, rows[place + (1 if by > 0 else -1)])
            _record(actor, row, "honour.moved", by=by)


def remove_honour(actor: Actor, call_id: str, honour_id: str) -> None:
    """Remove an honour: it is not given."""
    with db.transaction() as session:
        call_to_change(actor, call_id)
        row = _row(call_id, honour_id)
        _undecide(row)
        session.delete(row)
        session.flush()
        _record(actor, row, "honour.removed", name=row.name, honour=str(row.kind))


def on_category_added(fact: CategoryAdded) -> None:
    """Give each new category its award, after the other honours. That it was added is what the log tells."""
    row = Honour(
        id=db.new_id(),
        call_id=fact.call_id,
        position=_next_position(fact.call_id),
        kind=HonourKind.category,
        category_id=fact.category_id,
    )
    db.session.add(row)
    db.session.flush()
    db.announce(HonoursChanged(fact.call_id))


def _wanted(call_id: str, draft: HonourDraft) -> dict[str, Any]:
    """Return the columns of an honour, checked."""
    check_honour(draft)
    if draft.category_id is not None and draft.category_id not in {one.id for one in categories_of(call_id)}:
        raise HonourLacksCategory
    if draft.giver_id is not None and draft.giver_id not in {one.id for _part, one in institutions_of(call_id)}:
        raise UnknownGiver
    return {
        "kind": draft.kind,
        "name": dict(draft.name),
        "category_id": draft.category_id,
        "giver_id": draft.giver_id,
        "prize": dict(draft.prize),
        "most": draft.rule.most,
        "threshold": draft.rule.threshold,
        "quota": draft.rule.quota,
        "may_join": draft.rule.may_join,
    }


def _undecide(*rows: Honour) -> None:
    """Remove what was decided for honours, and the motions that carried it; the log keeps both."""
    for kind in (Decision, Motion):
        db.session.execute(delete(kind).where(kind.honour_id.in_([row.id for row in rows])))


def _row(call_id: str, honour_id: str) -> Honour:
    row = db.session.scalar(select(Honour).where(Honour.id == honour_id, Honour.call_id == call_id))
    if row is None:
        raise NotFound
    return row


def _next_position(call_id: str) -> int:
    count, last = db.session.execute(
        select(func.count(), func.max(Honour.position)).where(Honour.call_id == call_id)
    ).one()
    if count >= MOST_HONOURS:
        raise TooManyHonours
    return int(last or 0) + 1


def _record(actor: Actor, row: Honour, kind: str, **detail: object) -> None:
    audit.record(actor, kind, f"honour:{row.id}", chain=row.call_id, **detail)
    db.announce(HonoursChanged(row.call_id))
