"""Correct a sheet that was handed in, as the jury agreed in a meeting: while the round is on, and after its close."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from competition import audit, db
from competition.actor import Actor
from competition.errors import NotFound
from competition.judging.models import Assignment, ScoreSheet
from competition.judging.rules.oversight import CorrectionNeedsReason, NotHandedIn
from competition.judging.rules.reasons import stated
from competition.judging.rules.sheets import (
    Saved,
    SheetCommand,
    SheetState,
)
from competition.judging.services.sheets import desk_of, write


def correct(actor: Actor, round_id: str, entry_id: str, command: SheetCommand, reason: str) -> Saved:
    """Change the juror's own sheet on an entry into a new version that carries the reason; nobody else's ever.

    The sheet was handed in and stays whole; before the round it is refused, after its close it is not.
    """
    reason = stated(reason, CorrectionNeedsReason)
    with db.transaction() as session:
        own = {"round_id": round_id, "entry_id": entry_id, "juror_id": actor.person_id}
        assignment_id = session.scalar(select(Assignment.id).filter_by(**own))
        if assignment_id is None:
            raise NotFound
        desk = replace(desk_of(session, actor, assignment_id, is_over=True), reason=reason)
        if desk.content.state != SheetState.submitted:
            raise NotHandedIn
        saved = write(session, actor, desk, command, SheetState.submitted)
        sheet = session.scalars(select(ScoreSheet).where(ScoreSheet.assignment_id == assignment_id)).one()
        log = {"entry": entry_id, "juror": actor.person_id, "version": saved.version, "reason": reason}
        audit.record(actor, "score.corrected", f"sheet:{sheet.id}", chain=desk.call_id, **log)
        return saved
