"""The honours of a call, and how its results are computed, once more for its copy."""

from __future__ import annotations

from sqlalchemy import select

from competition import db
from competition.actor import Actor
from competition.calls.services import Copied
from competition.results.models import Honour, ScoringRules

LEFT_OUT: dict[type[db.Base], frozenset[str]] = {
    Honour: frozenset({"id", "call_id"}),
    # Why it was changed, and by whom, is told of the call in which it was.
    ScoringRules: frozenset({"round_id", "ties", "version", "reason", "changed_by", "changed_at"}),
}


def copy_rulings(actor: Actor, copied: Copied, call_id: str) -> None:
    """Copy the honours, and the rule of each round; its tie-breaks name the copied criteria."""
    with db.transaction() as session:
        for row in session.scalars(select(Honour).where(Honour.call_id == call_id).order_by(Honour.position)).all():
            copied.ids[row.id] = db.new_id()
            values = copied.values(row, LEFT_OUT[Honour])
            session.add(Honour(id=copied.ids[row.id], call_id=copied.call_id, **values))
        chosen = select(ScoringRules).where(ScoringRules.round_id.in_(list(copied.ids)))
        for rules in session.scalars(chosen).all():
            copy = ScoringRules(round_id=copied.ids[rules.round_id], **copied.values(rules, LEFT_OUT[ScoringRules]))
            copy.ties = [[copied.ids.get(part, part) for part in tie] for tie in rules.ties]
            copy.changed_by, copy.changed_at = actor.person_id or "", actor.at
            session.add(copy)
        session.flush()
