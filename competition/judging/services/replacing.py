"""Lay an entry before another juror at once where one stepped back from it, or was found to be in conflict."""

from __future__ import annotations

from sqlalchemy import select
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


def replace(assignment_id: str) -> str | None:
    """Lay an entry before the juror who fits best and has least, in the place of one who no longer judges it.

    Return who he is; None where nobody may take it, where the round is over, or where it was done before. Whatever
    other jurors have begun stays theirs, and nobody gets an entry that he had already.
    """
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
            _tell(session, scored, before, juror)
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


def _tell(session: Session, scored: Round, before: Assignment, juror: str) -> None:
    call, person = session.get_one(Call, scored.call_id), session.get_one(Person, juror)
    queue_letter(
        "judging/assigned",
        Recipient(person.email, person.name, person.locale, person.id),
        key=f"judging/assigned {before.id}",
        call_id=call.id,
        call_title=call.title,
        number=1,
    )
