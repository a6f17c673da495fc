"""Take a juror from the jury in mid-round."""

from __future__ import annotations

from sqlalchemy import delete, exists, select, true, update

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import Round
from competition.errors import NotFound
from competition.judging.models import Assignment, Flag, ScoreSheet
from competition.judging.rules.leaving import LeaveCommand, check_leave
from competition.judging.rules.sheets import SheetState
from competition.judging.services.rubric import require_overseer
from competition.people import services as people_services
from competition.people.rules import Role, ScopeKind


def dismiss(actor: Actor, call_id: str, juror_id: str, command: LeaveCommand) -> None:
    """Take a juror from the jury: what he has not begun goes back, drafts no longer count.

    The sheets that he handed in count on, or are set aside: the chair alone decides that. Nothing is deleted that he
    wrote, and what went back is dealt to others by the next deal.
    """
    require_overseer(actor, call_id)
    reason = check_leave(command, is_chair=actor.has_role(ScopeKind.call, call_id, Role.chair))
    with db.transaction() as session:
        if not people_services.revoke_role(actor, juror_id, call_id, Role.juror):
            raise NotFound
        rounds = select(Round.id).where(Round.call_id == call_id)
        own = (Assignment.juror_id == juror_id, Assignment.round_id.in_(rounds))
        is_kept = (
            exists().where(ScoreSheet.assignment_id == Assignment.id)
            | exists().where(Flag.assignment_id == Assignment.id)
            | Assignment.recused_at.is_not(None)
            | Assignment.set_aside_at.is_not(None)
        )
        session.execute(delete(Assignment).where(*own, ~is_kept).execution_options(synchronize_session=False))
        handed_in = exists().where(ScoreSheet.assignment_id == Assignment.id, ScoreSheet.state == SheetState.submitted)
        goes = Assignment.set_aside_at.is_(None), true() if command.sets_aside else ~handed_in
        aside = update(Assignment).where(*own, *goes).values(set_aside_at=actor.at)
        session.execute(aside.execution_options(synchronize_session=False))
        log = {"reason": reason, "sets_aside": command.sets_aside}
        audit.record(actor, "juror.dismissed", f"person:{juror_id}", chain=call_id, **log)
