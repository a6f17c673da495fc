"""What a person who is erased said of himself while he judged; his marks stay in the tally, without a name."""

from __future__ import annotations

from sqlalchemy import update

from competition import db
from competition.facts import PersonErased
from competition.judging.models import Assignment, Pledge


def on_person_erased(fact: PersonErased) -> None:
    """Forget the interests that he declared, and why he stepped back."""
    db.session.execute(update(Pledge).where(Pledge.person_id == fact.person_id).values(interests=""))
    db.session.execute(update(Assignment).where(Assignment.juror_id == fact.person_id).values(recusal_reason=""))
