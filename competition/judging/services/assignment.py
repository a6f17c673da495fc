"""Lay entries before a juror by hand, and take from him what he has not begun."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import Round
from competition.errors import NotFound
from competition.judging.engine import Pair, Pool, place_in_order
from competition.judging.models import Assignment, ScoreSheet
from competition.judging.queries.dealing import hands_of
from competition.judging.rules.dealing import HandCommand, OwnEntry, SheetIsBegun
from competition.judging.services.reminding import schedule
from competition.judging.services.rubric import locked_round, require_organiser


def assign_by_hand(
    actor: Actor, call_id: str, juror_id: str, command: HandCommand, position: int | None = None
) -> None:
    """Lay exactly the chosen of the shown entries before a juror; never his own, never taking away a begun sheet."""
    require_organiser(actor, call_id)
    with db.transaction() as session:
        scored = locked_round(session, actor, call_id, position)
        pool = hands_of(scored).pool
        if juror_id not in pool.jurors:
            raise NotFound
        has = {entry for entry, juror in pool.kept if juror == juror_id} & command.shown
        wanted = command.chosen & command.shown & set(pool.entries)
        _check_hand(pool, juror_id, wanted - has)
        take(session, scored.id, juror_id, has - wanted)
        lay(session, actor, scored.id, [(entry, juror_id) for entry in sorted(wanted - has)])
        if wanted != has:
            log = {"juror": juror_id, "added": sorted(wanted - has), "taken": sorted(has - wanted)}
            audit.record(actor, "assignment.changed", f"round:{scored.id}", chain=call_id, **log)


def _check_hand(pool: Pool, juror_id: str, added: Iterable[str]) -> None:
    if any((entry, juror_id) in pool.barred for entry in added):
        raise OwnEntry


def lay(session: Session, actor: Actor, round_id: str, pairs: Iterable[Pair]) -> None:
    """Add assignments, each at a random place of its juror's own order, so that late entries do not all come last."""
    for entry, juror in pairs:
        place = place_in_order(round_id, juror, entry)
        row = Assignment(id=db.new_id(), round_id=round_id, entry_id=entry, juror_id=juror, position=place)
        row.created_at = actor.at
        session.add(row)
    session.flush()
    schedule(session.get_one(Round, round_id))


def take(session: Session, round_id: str, juror_id: str, entries: set[str]) -> None:
    """Take entries from a juror; refused where he has begun one."""
    if not entries:
        return
    rows = select(Assignment.id).where(
        Assignment.round_id == round_id, Assignment.juror_id == juror_id, Assignment.entry_id.in_(entries)
    )
    taken = session.scalars(rows.with_for_update()).all()
    if session.scalar(select(ScoreSheet.id).where(ScoreSheet.assignment_id.in_(taken)).limit(1)):
        raise SheetIsBegun
    session.execute(delete(Assignment).where(Assignment.id.in_(taken)))
