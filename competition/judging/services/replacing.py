"""Lay an entry before another juror at once where one stepped back from it, was found to be in conflict, or left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition import audit, clock, db, queueing
from competition.actor import system
from competition.calls.models import Call, Round
from competition.judging import engine
from competition.judging.models import Assignment
from competition.judging.queries.dealing import Hands, hands_of
from competition.judging.rules.sheets import Session as Sitting
from competition.judging.rules.sheets import session_at
from competition.judging.services.assignment import lay
from competition.mail import Recipient, queue_letter
from competition.people.models import Person


def ask_for_another(assignment_id: str) -> None:
    """Let a job find another juror for an entry, within the running transaction; asking again asks for nothing."""
    queueing.schedule("judging.replace", key=f"replace:{assignment_id}", assignment_id=assignment_id)


def pass_on(call_id: str, juror_id: str, at: datetime) -> None:
    """Let a job lay before others what was set aside at an instant of a juror who left, within the transaction."""
    when = at.isoformat()
    key = f"replace_all:{call_id}:{juror_id}:{when}"
    queueing.schedule("judging.replace_all", key=key, call_id=call_id, juror_id=juror_id, at=when)


def replace_all(call_id: str, juror_id: str, at: datetime) -> None:
    """Lay before others what was set aside of a juror when he left; whoever takes some is told once how many."""
    query = (
        select(Assignment.id)
        .join(Round, Round.id == Assignment.round_id)
        .where(Round.call_id == call_id, Assignment.juror_id == juror_id)
        .where(Assignment.set_aside_at == at, Assignment.recused_at.is_(None))
        .order_by(Assignment.round_id, Assignment.position, Assignment.id)
    )
    gone = db.session.scalars(query).all()
    for assignment_id in gone:
        _replace(assignment_id, is_told=False)
    with db.transaction() as session:
        call = session.get_one(Call, call_id)
        taken = select(Person, func.count()).join(Assignment, Assignment.juror_id == Person.id).group_by(Person.id)
        for person, number in session.execute(taken.where(Assignment.instead_of.in_(gone))).all():
            _tell(call, person, f"{juror_id} {at.isoformat()} {person.id}", number)


def replace(assignment_id: str) -> str | None:
    """Lay an entry before the juror who fits best and has least, in the place of one who no longer judges it.

    Return who he is; None where nobody may take it, where the round is over, or where it was done before. Whatever
    other jurors have begun stays theirs, and nobody gets an entry that he had already.
    """
    return _replace(assignment_id, is_told=True)


def _replace(assignment_id: str, *, is_told: bool) -> str | None:
    with db.transaction() as session:
        before = session.get(Assignment, assignment_id)
        if before is None:
            return None
        scored = session.get_one(Round, before.round_id, with_for_update=True, populate_existing=True)
        session.refresh(before)
        if not _is_wanted(session, before, scored):
            return None
        hands = hands_of(scored)
        piece = next((one for one in hands.pieces if one.entry == before.entry_id), None)
        juror = _chosen(hands, piece, before) if piece else None
        by = system(clock.now())
        if juror:
            lay(session, by, scored.id, [(before.entry_id, juror)])
            _note(session, before, juror)
            if is_told:
                _tell(session.get_one(Call, scored.call_id), session.get_one(Person, juror), before.id, 1)
        log = {"entry": before.entry_id, "juror": juror, "instead_of": before.juror_id}
        audit.record(by, "assignment.replaced", f"assignment:{before.id}", chain=scored.call_id, **log)
        return juror


def _chosen(hands: Hands, piece: engine.Piece, before: Assignment) -> str | None:
    gone = (before.entry_id, before.juror_id)
    return engine.replacement(hands.pool, gone, piece, hands.sitters, before.id)


def _is_wanted(session: Session, before: Assignment, scored: Round) -> bool:
    """Tell whether an assignment no longer counts, its round is not over, and nobody took its place yet."""
    is_over = before.recused_at is not None or before.set_aside_at is not None
    if not is_over or session_at(scored.opens_at, scored.closes_at, clock.now()) == Sitting.closed:
        return False
    return session.scalar(select(Assignment.id).where(Assignment.instead_of == before.id)) is None


def _note(session: Session, before: Assignment, juror: str) -> None:
    query = select(Assignment).where(
        Assignment.round_id == before.round_id, Assignment.entry_id == before.entry_id, Assignment.juror_id == juror
    )
    session.scalars(query).one().instead_of = before.id
    session.flush()


def _tell(call: Call, person: Person, key: str, number: int) -> None:
    queue_letter(
        "judging/assigned",
        Recipient(person.email, person.name, person.locale, person.id),
        key=f"judging/assigned {key}",
        call_id=call.id,
        call_title=call.title,
        number=number,
    )
