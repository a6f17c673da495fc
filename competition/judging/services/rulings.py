"""Rule on the vetoes against an entry."""

from __future__ import annotations

from sqlalchemy import select

from competition import audit, db
from competition.actor import Actor
from competition.errors import NotFound
from competition.judging.models import Ruling
from competition.judging.queries.binding import bound_to
from competition.judging.queries.rubric import how_judged
from competition.judging.queries.rulings import reasons_of
from competition.judging.rules.kinds import RoundKind
from competition.judging.rules.oversight import ShutOut
from competition.judging.rules.reasons import stated
from competition.judging.rules.rulings import NothingToRule, RuleCommand, RulingNeedsReason
from competition.judging.services.rubric import locked_round
from competition.people.rules import Role, ScopeKind


def rule_veto(actor: Actor, call_id: str, command: RuleCommand, position: int | None = None) -> None:
    """Say as the chair whether an entry against which vetoes stand stays in; a later ruling takes the place of it.

    The same ruling again changes nothing; a chair who is bound to the entry does not rule on it.
    """
    if not actor.has_role(ScopeKind.call, call_id, Role.chair):
        raise NotFound
    if command.entry_id in bound_to(call_id, actor.person_id):
        raise ShutOut
    reason = stated(command.reason, RulingNeedsReason)
    with db.transaction() as session:
        scored = locked_round(session, actor, call_id, position)
        how = how_judged(scored.id)
        if how.kind != RoundKind.veto or len(reasons_of(scored).get(command.entry_id, ())) < how.threshold:
            raise NothingToRule
        own = (Ruling.round_id == scored.id, Ruling.entry_id == command.entry_id)
        row = session.scalar(select(Ruling).where(*own))
        if row and (row.stays_in, row.reason) == (command.stays_in, reason):
            return
        row = row or Ruling(id=db.new_id(), round_id=scored.id, entry_id=command.entry_id)
        before = row.stays_in
        row.stays_in, row.reason = command.stays_in, reason
        row.ruled_by, row.ruled_at = actor.person_id or "", actor.at
        session.add(row)
        log = {"round": scored.id, "before": before, "stays_in": command.stays_in, "reason": reason}
        audit.record(actor, "veto.ruled", f"entry:{command.entry_id}", chain=call_id, **log)
