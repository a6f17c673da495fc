"""What every verb on a call begins with: the call, locked, and only for those who may change it."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from competition import db
from competition.actor import Actor
from competition.calls.models import Call, CallInstitution, Category, Clause, EntryField, Round
from competition.calls.rules.refusals import TooMany
from competition.errors import DomainError, NotFound, Stale
from competition.people.rules import ORGANISERS, ScopeKind

# What has a place among the others of its kind, and whatever belongs to a call.
Row = TypeVar("Row", Category, EntryField, CallInstitution, Round)
Belonging = TypeVar("Belonging", Category, Clause, EntryField, CallInstitution, Round)


def call_to_change(actor: Actor, call_id: str, version: int | None = None) -> Call:
    """Return the call under a lock; its version grows by one with this verb.

    To who does not organise it, it is not there. A given `version` that is no longer the newest is `Stale`.
    """
    _require_organiser(actor, call_id)
    query = select(Call).where(Call.id == call_id).with_for_update()
    call = db.session.scalar(query.execution_options(populate_existing=True))
    if call is None:
        raise NotFound
    if version is not None and version != call.version:
        raise Stale(newest=call.version)
    call.version += 1
    return call


def call_to_read(actor: Actor, call_id: str) -> Call:
    """Return the call as it is, for a verb that changes something beside it."""
    _require_organiser(actor, call_id)
    call = db.session.get(Call, call_id)
    if call is None:
        raise NotFound
    return call


def _require_organiser(actor: Actor, call_id: str) -> None:
    if not (actor.is_system or actor.has_role(ScopeKind.call, call_id, *ORGANISERS)):
        raise NotFound


def row_of(call: Call, kind: type[Belonging], row_id: str) -> Belonging:
    """Return a row of this very call; one of another call is not there."""
    row = db.session.scalar(select(kind).where(kind.id == row_id, kind.call_id == call.id))
    if row is None:
        raise NotFound
    return row


def next_position(call: Call, kind: type[Row], most: int) -> int:
    """Return the place after the last row; a call has at most `most` of them."""
    count, last = db.session.execute(
        select(func.count(), func.max(kind.position)).select_from(kind).where(kind.call_id == call.id)
    ).one()
    if count >= most:
        raise TooMany(most=most)
    return int(last or 0) + 1


def move(call: Call, kind: type[Row], row_id: str, by: int) -> bool:
    """Change places with the neighbour before (-1) or after (+1); tell whether there was one."""
    rows = list(db.session.scalars(select(kind).where(kind.call_id == call.id).order_by(kind.position, kind.id)))
    return swap(rows, row_of(call, kind, row_id), by)


def swap(rows: list[Any], row: Any, by: int) -> bool:
    """Change places with a neighbour in `rows`. Positions are unique: one of the two waits outside meanwhile."""
    place = rows.index(row) + (1 if by > 0 else -1)
    if not 0 <= place < len(rows):
        return False
    other = rows[place]
    here, there = row.position, other.position
    for one, position in ((row, -1), (other, here), (row, there)):
        one.position = position
        db.session.flush()
    return True


def write(refusal: type[DomainError]) -> None:
    """Send what is pending to the database; a constraint that does not hold is `refusal`.

    So that two who ask for the same at once are told the same as two who ask one after the other.
    """
    try:
        db.session.flush()
    except IntegrityError as error:
        raise refusal from error


def changes(row: Any, wanted: dict[str, Any]) -> dict[str, list[Any]]:
    """Set the attributes that differ; return `{name: [before, after]}` for the log."""
    found = {name: [getattr(row, name), value] for name, value in wanted.items() if getattr(row, name) != value}
    for name, (_before, after) in found.items():
        setattr(row, name, after)
    return found
