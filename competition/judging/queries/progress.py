"""How far the entries of a round are, for whoever oversees it.

Marks are read as far as the viewer may learn them: not of entries that he is bound to or has yet to judge himself,
not while the rules of the round hide them. An entry's place in the order then tells nothing either.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, null, or_, select, true
from sqlalchemy.orm import aliased

from competition import db
from competition.actor import Actor
from competition.calls.models import Round
from competition.entries.models import Entry
from competition.entries.queries import before_jury
from competition.judging.models import Assignment, Flag, ScoreSheet
from competition.judging.queries.binding import is_bound, is_still_judging
from competition.judging.queries.rubric import counts, is_in, is_nobodys_own
from competition.judging.rules.oversight import EntryOrder, Spread, are_marks_shown
from competition.judging.rules.sheets import Session, SheetState, session_at


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries of a round are read, and whether its rules hide marks."""

    order: EntryOrder = EntryOrder.spread
    hides_marks: bool = False
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class EntryRow:
    """How far an entry is: how many jurors it has, have handed in, have begun, stepped back; flags that are open.

    `spread` is None where nobody handed in; `is_shut` says that the viewer may not learn it.
    """

    entry_id: str
    code: str
    jurors: int
    done: int
    begun: int
    recused: int
    flags: int
    is_shut: bool
    is_bound: bool
    spread: Spread | None


def entry_rows(scored: Round, viewer: Actor, wanted: Wanted) -> list[EntryRow]:
    """Return entries of a round as the viewer may know them, those first on which jurors differ most, in one query."""
    session = session_at(scored.opens_at, scored.closes_at, viewer.at)
    bound = is_bound(viewer.person_id)
    shut: ColumnElement[bool] = (
        bound if session == Session.closed else or_(bound, is_still_judging(scored.id, _id(viewer)))
    )
    is_shown = are_marks_shown(session, hides_marks=wanted.hides_marks)
    query = _rows(scored, bound, shut if is_shown else true())
    query = query.order_by(*_order(query, wanted.order), Entry.code)
    rows = db.session.execute(query.limit(wanted.limit).offset(wanted.offset))
    return [_row(row) for row in rows.mappings()]


def count_entries(scored: Round) -> int:
    """Return how many entries a round judges."""
    query = select(func.count(Entry.id)).where(Entry.call_id == scored.call_id, before_jury(), is_in(scored))
    return db.session.scalar(query) or 0


def _rows(scored: Round, bound: ColumnElement[bool], shut: ColumnElement[bool]) -> Select[Any]:
    stands = and_(*counts())
    given = and_(stands, ScoreSheet.state == SheetState.submitted)
    laid = and_(Assignment.entry_id == Entry.id, Assignment.round_id == scored.id)
    return (
        select(
            Entry.id,
            Entry.code,
            func.count(Assignment.id).filter(stands).label("jurors"),
            func.count(ScoreSheet.id).filter(given).label("done"),
            func.count(ScoreSheet.id).filter(stands, ScoreSheet.state == SheetState.draft).label("begun"),
            func.count(Assignment.id).filter(Assignment.recused_at.is_not(None), is_nobodys_own()).label("recused"),
            _flags(scored.id).label("flags"),
            bound.label("is_bound"),
            shut.label("is_shut"),
            *_scores(given, shut),
        )
        .select_from(Entry)
        .outerjoin(Assignment, laid)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Entry.call_id == scored.call_id, before_jury(), is_in(scored))
        .group_by(Entry.id)
    )


def _scores(given: ColumnElement[bool], shut: ColumnElement[bool]) -> list[ColumnElement[Any]]:
    score = case((given, ScoreSheet.score), else_=null())
    found = {
        "least": func.min(score),
        "most": func.max(score),
        "mean": func.avg(score),
        "square": func.avg(score * score),
    }
    shown = [case((shut, null()), else_=value).label(name) for name, value in found.items()]
    return [*shown, func.count(score).label("scores")]


def _order(query: Select[Any], order: EntryOrder) -> tuple[ColumnElement[Any], ...]:
    columns = query.selected_columns
    if order == EntryOrder.spread:
        # The sample's variance; with one score, or none, there is none.
        scores = func.nullif(columns["scores"] - 1, 0) * 1.0
        variance = (columns["square"] - columns["mean"] * columns["mean"]) * columns["scores"] / scores
        return (variance.desc().nulls_last(),)
    if order == EntryOrder.open:
        return ((columns["jurors"] - columns["done"]).desc(),)
    return ()


def _flags(round_id: str) -> ColumnElement[int]:
    other = aliased(Assignment)
    query = select(func.count(Flag.id)).join(other, other.id == Flag.assignment_id)
    query = query.where(other.round_id == round_id, other.entry_id == Entry.id, Flag.settled_at.is_(None))
    return query.correlate(Entry).scalar_subquery()


def _row(row: Any) -> EntryRow:
    spread = None
    if row["least"] is not None and not row["is_shut"]:
        spread = Spread(row["scores"], row["least"], row["most"], _deviation(row))
    return EntryRow(
        entry_id=row["id"],
        code=row["code"],
        jurors=row["jurors"],
        done=row["done"],
        begun=row["begun"],
        recused=row["recused"],
        flags=0 if row["is_bound"] else row["flags"],
        is_shut=bool(row["is_shut"]),
        is_bound=bool(row["is_bound"]),
        spread=spread,
    )


def _deviation(row: Any) -> float | None:
    if row["scores"] < 2:
        return None
    return sqrt(max(0.0, row["square"] - row["mean"] ** 2) * row["scores"] / (row["scores"] - 1))


def _id(viewer: Actor) -> str:
    return viewer.person_id or ""
