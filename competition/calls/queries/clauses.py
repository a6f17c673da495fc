"""Reads of what a call asks its entrants to agree to."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, select

from competition import db
from competition.calls.models import Clause, ClauseWording
from competition.calls.rules import AskedClause
from competition.calls.rules.clauses import place_in_order
from competition.i18n import Texts


def clauses_of(call_id: str) -> list[AskedClause]:
    """Return the clauses that are asked now, in the order of their kinds, each in its newest wording; one query."""
    return _in_order(_worded().where(Clause.call_id == call_id, Clause.is_asked.is_(True)))


def every_clause_of(call_id: str) -> list[AskedClause]:
    """Return also those that are asked no longer: they were answered once."""
    return _in_order(_worded().where(Clause.call_id == call_id))


def wordings_of(clause_ids: Iterable[str]) -> dict[tuple[str, int], Texts]:
    """Return every wording that these clauses ever had, by clause and version."""
    query = select(ClauseWording).where(ClauseWording.clause_id.in_(list(clause_ids)))
    return {(one.clause_id, one.version): one.text for one in db.session.scalars(query)}


def _worded() -> Select[Clause, Texts]:
    return select(Clause, ClauseWording.text).join(
        ClauseWording, (ClauseWording.clause_id == Clause.id) & (ClauseWording.version == Clause.version)
    )


def _in_order(query: Select[Clause, Texts]) -> list[AskedClause]:
    rows = sorted(
        db.session.execute(query), key=lambda row: (place_in_order(row[0].kind), row[0].created_at, row[0].id)
    )
    return [_asked(clause, text) for clause, text in rows]


def _asked(clause: Clause, text: Texts) -> AskedClause:
    return AskedClause(
        id=clause.id,
        kind=clause.kind,
        version=clause.version,
        text=text,
        place=clause.place,
        country=clause.country,
        years=clause.years,
        is_required=clause.is_required,
    )
