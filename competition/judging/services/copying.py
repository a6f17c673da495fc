"""The rubrics of a call once more, beside the rounds of its copy."""

from __future__ import annotations

from sqlalchemy import select

from competition import db
from competition.calls.services import Copied
from competition.judging.models import Criterion, RoundRules

LEFT_OUT: dict[type[db.Base], frozenset[str]] = {
    RoundRules: frozenset({"round_id", "locked_at", "edition"}),
    Criterion: frozenset({"id", "round_id"}),
}


def copy_rubrics(copied: Copied) -> None:
    """Copy how each round is judged; nobody has judged by the copy yet."""
    with db.transaction() as session:
        for rules in session.scalars(select(RoundRules).where(RoundRules.round_id.in_(copied.ids))).all():
            values = copied.values(rules, LEFT_OUT[RoundRules])
            session.add(RoundRules(round_id=copied.ids[rules.round_id], **values))
        criteria = select(Criterion).where(Criterion.round_id.in_(list(copied.ids)))
        for row in session.scalars(criteria.order_by(Criterion.round_id, Criterion.position)).all():
            copied.ids[row.id] = db.new_id()
            values = copied.values(row, LEFT_OUT[Criterion])
            session.add(Criterion(id=copied.ids[row.id], round_id=copied.ids[row.round_id], **values))
        session.flush()
