"""Ask where a juror and a maker may be bound to each other, and settle it."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition import audit, clock, db, queueing
from competition.actor import Actor
from competition.calls.models import Round
from competition.errors import NotFound
from competition.judging.models import Assignment, Conflict
from competition.judging.queries.binding import bound_to
from competition.judging.queries.conflicts import asked_about, known_jurors, known_makers
from competition.judging.rules import ConflictState
from competition.judging.rules.conflicts import ConflictIsSettled, ConflictNeedsReason, Ground, Key, keys_of, shared
from competition.judging.rules.oversight import ShutOut
from competition.judging.rules.reasons import stated
from competition.judging.services.replacing import ask_for_another
from competition.judging.services.rubric import require_organiser


def request_look(actor: Actor, call_id: str) -> None:
    """Let a job compare jurors with makers."""
    require_organiser(actor, call_id)
    with db.transaction():
        queueing.schedule("judging.look_for_conflicts", call_id=call_id)


def look_for_conflicts(call_id: str) -> int:
    """Compare all jurors and chairs of a call with all makers of its entries; return how many new questions came up.

    What was asked before, whatever the answer, is not asked again. A maker who judges is barred from his own entry
    anyway, and is no question.
    """
    with db.transaction() as session:
        jurors = {juror.person_id: keys_of(juror) for juror in known_jurors(call_id)}
        holders = defaultdict[Key, set[str]](set)
        for juror_id, keys in jurors.items():
            for key in keys:
                holders[key].add(juror_id)
        makers = known_makers(call_id)
        known = asked_about(call_id) | {(entry, maker.person_id) for entry, maker in makers}
        before = len(known)
        for entry, maker in makers:
            his = keys_of(maker)
            for juror_id in sorted({one for key in his for one in holders[key] if (entry, one) not in known}):
                known.add((entry, juror_id))
                session.add(_question(call_id, entry, juror_id, maker.person_id, shared(jurors[juror_id], his)))
        return len(known) - before


def settle_conflict(actor: Actor, call_id: str, conflict_id: str, reason: str, *, is_conflict: bool) -> None:
    """Answer a question. Where it is a conflict, the two never meet, and what lies before the juror goes from him.

    Nobody answers what is asked about himself, or about a work that he is bound to: raises `ShutOut`.
    """
    require_organiser(actor, call_id)
    reason = stated(reason, ConflictNeedsReason)
    with db.transaction() as session:
        query = select(Conflict).where(Conflict.id == conflict_id, Conflict.call_id == call_id)
        found = session.scalar(query.with_for_update().execution_options(populate_existing=True))
        if found is None:
            raise NotFound
        if found.juror_id == actor.person_id or found.entry_id in bound_to(call_id, actor.person_id):
            raise ShutOut
        if found.state != ConflictState.open:
            raise ConflictIsSettled
        found.state = ConflictState.confirmed if is_conflict else ConflictState.dismissed
        found.settled_at, found.settled_by, found.reason = actor.at, actor.person_id, reason
        if is_conflict:
            _part(session, actor, found)
        log = {"entry": found.entry_id, "juror": found.juror_id, "grounds": found.grounds, "reason": reason}
        audit.record(actor, f"conflict.{found.state.value}", f"conflict:{found.id}", chain=call_id, **log)


def _part(session: Session, actor: Actor, found: Conflict) -> None:
    laid = (
        select(Assignment)
        .where(Assignment.entry_id == found.entry_id, Assignment.juror_id == found.juror_id)
        .where(Assignment.round_id.in_(select(Round.id).where(Round.call_id == found.call_id)))
        .where(Assignment.set_aside_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    for one in session.scalars(laid):
        one.set_aside_at = actor.at
        if one.recused_at is None:
            ask_for_another(one.id)
    session.flush()


def _question(call_id: str, entry_id: str, juror_id: str, maker_id: str, grounds: list[Ground]) -> Conflict:
    row = Conflict(id=db.new_id(), call_id=call_id, entry_id=entry_id, juror_id=juror_id, maker_id=maker_id)
    row.grounds, row.asked_at = [ground.value for ground in grounds], clock.now()
    return row
