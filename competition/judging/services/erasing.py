"""What a person who is erased said of himself while he judged; his marks stay in the tally, without a name."""

from __future__ import annotations

from sqlalchemy import select, update

from competition import db
from competition.facts import PersonErased
from competition.judging.models import Assignment, Conflict, Pledge, ScoreSheet, SheetVersion


def on_person_erased(fact: PersonErased) -> None:
    """Forget the interests that he declared, why he stepped back, and what he noted for himself."""
    bound = (Conflict.juror_id == fact.person_id) | (Conflict.maker_id == fact.person_id)
    db.session.execute(update(Conflict).where(bound).values(grounds=[], reason=""))
    own = select(Assignment.id).where(Assignment.juror_id == fact.person_id)
    db.session.execute(update(ScoreSheet).where(ScoreSheet.assignment_id.in_(own)).values(note=""))
    sheets = select(ScoreSheet.id).where(ScoreSheet.assignment_id.in_(own))
    for version in db.session.scalars(select(SheetVersion).where(SheetVersion.sheet_id.in_(sheets))):
        version.content = {**version.content, "note": ""}
    db.session.execute(update(Pledge).where(Pledge.person_id == fact.person_id).values(interests=""))
    db.session.execute(update(Assignment).where(Assignment.juror_id == fact.person_id).values(recusal_reason=""))
