"""Take a juror from the jury in mid-round."""

from __future__ import annotations

from sqlalchemy import exists, select, true, update

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import Round
from competition.errors import NotFound
from competition.judging.models import Assignment, ScoreSheet
from competition.judging.rules.leaving import LeaveCommand, check_leave
from competition.judging.rules.sheets import SheetState
from competition.judging.services.replacing import pass_on
from competition.judging.services.rubric import require_overseer
from competition.people import services as people_services
from competition.people.rules import Role, ScopeKind


def dismiss(actor: Actor, call_id: str, juror_id: str, command: LeaveCommand) -> None:
    """Take a juror from the jury: what he has not handed in no longer counts, and passes to others at once.

    The sheets that he handed in count on, or are set aside and pass on too: the chair alone decides that. Nothing is
    deleted that he wrote.
    """
    require_overseer(actor, call_id)
    reason = check_leave(command, is_chair=actor.has_role(ScopeKind.call, call_id, Role.chair))
    with db.transaction() as session:
        if not people_services.revoke_role(actor, juror_id, call_id, Role.juror):
            raise NotFound
        rounds = select(Round.id).where(Round.call_id == call_id)
        handed_in = exists().where(ScoreSheet.assignment_id == Assignment.id, ScoreSheet.state == SheetState.submitted)
        aside = (
            update(Assignment)
            .where(Assignment.juror_id == juror_id, Assignment.round_id.in_(rounds), Assignment.set_aside_at.is_(None))
            .where(true() if command.sets_aside else ~handed_in)
            .values(set_aside_at=actor.at)
        )
        session.execute(aside.execution_options(synchronize_session=False))
        pass_on(call_id, juror_id, actor.at)
        log = {"reason": reason, "sets_aside": command.sets_aside}
        audit.record(actor, "juror.dismissed", f"person:{juror_id}", chain=call_id, **log)
