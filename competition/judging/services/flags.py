"""Raise a flag about an entry, and settle it."""

from __future__ import annotations

from sqlalchemy import select

from competition import audit, db
from competition.actor import Actor
from competition.errors import NotFound
from competition.judging.models import Flag
from competition.judging.queries.flags import flag_in
from competition.judging.rules.flags import FlagCommand, FlagIsSettled, FlagNeedsReason
from competition.judging.rules.reasons import stated
from competition.judging.rules.sheets import require_sitting, session_at
from competition.judging.services.rubric import require_overseer
from competition.judging.services.sheets import laid_before


def raise_flag(actor: Actor, assignment_id: str, command: FlagCommand) -> None:
    """Point something out about an entry that lies before the juror; the same thing said twice is said once."""
    reason = stated(command.reason, FlagNeedsReason)
    with db.transaction() as session:
        assignment, scored = laid_before(session, actor, assignment_id)
        require_sitting(session_at(scored.opens_at, scored.closes_at, actor.at))
        same = {"assignment_id": assignment.id, "kind": command.kind, "reason": reason}
        if session.scalar(select(Flag.id).filter_by(**same)) is not None:
            return
        session.add(Flag(id=db.new_id(), raised_at=actor.at, **same))
        log = {"entry": assignment.entry_id, "juror": assignment.juror_id, "about": command.kind.value}
        audit.record(actor, "flag.raised", f"assignment:{assignment.id}", chain=scored.call_id, **log, reason=reason)


def settle_flag(actor: Actor, call_id: str, flag_id: str, outcome: str) -> None:
    """Say what was made of a flag; its juror reads it. To whoever is bound to its entry it is not there."""
    require_overseer(actor, call_id)
    outcome = stated(outcome, FlagNeedsReason)
    with db.transaction():
        flag = flag_in(call_id, flag_id, actor.person_id)
        if flag is None:
            raise NotFound
        if flag.settled_at is not None:
            raise FlagIsSettled
        flag.settled_at, flag.settled_by, flag.outcome = actor.at, actor.person_id, outcome
        audit.record(actor, "flag.settled", f"flag:{flag.id}", chain=call_id, outcome=outcome)
