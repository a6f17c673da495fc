"""Which entries passed from one juror to another in mid-round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from competition import db
from competition.entries.models import Entry
from competition.judging.models import Assignment
from competition.people.models import Person

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Replaced:
    """An entry that a juror no longer judges, and who took it; None where nobody did."""

    code: str
    juror: str
    taker: str | None
    at: datetime


def replaced_in(round_id: str) -> list[Replaced]:
    """Return the assignments of a round that no longer count, the latest first, in one query."""
    taken, taker = aliased(Assignment), aliased(Person)
    at = (Assignment.recused_at, Assignment.set_aside_at)
    query = (
        select(Entry.code, Person.name, taker.name, func.coalesce(*at))
        .select_from(Assignment)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(Person, Person.id == Assignment.juror_id)
        .outerjoin(taken, taken.instead_of == Assignment.id)
        .outerjoin(taker, taker.id == taken.juror_id)
        .where(Assignment.round_id == round_id, at[0].is_not(None) | at[1].is_not(None))
        .order_by(at[0].desc().nulls_last(), at[1].desc(), Entry.code)
        .limit(MOST_SHOWN)
    )
    return [Replaced(*row) for row in db.session.execute(query)]
