"""Reads of a round's rubric, and of the marks that were given by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, exists, select, true

from competition import db
from competition.calls.models import Round
from competition.entries.models import Entry, EntryMember
from competition.entries.queries import before_jury
from competition.judging.models import Admission, Assignment, Criterion, RoundRules, ScoreSheet
from competition.judging.rules.kinds import RoundHow
from competition.judging.rules.sheets import MarkRow, Scale, SheetState


def rules_of(round_id: str) -> RoundRules | None:
    """Return how a round is judged; None until its rubric was saved first."""
    return db.session.get(RoundRules, round_id)


def how_judged(round_id: str) -> RoundHow:
    """Return the kind and the rules of a round; those of a round of scores until they were saved first."""
    rules = rules_of(round_id)
    return rules.how if rules else RoundHow()


def criteria_of(round_id: str) -> Sequence[Criterion]:
    """Return the criteria of a round's rubric, in order."""
    return db.session.scalars(
        select(Criterion).where(Criterion.round_id == round_id).order_by(Criterion.position)
    ).all()


def scales_of(criteria: Iterable[Criterion]) -> list[Scale]:
    """Return the points that each criterion takes."""
    return [Scale(one.id, one.lowest, one.highest) for one in criteria]


def sheets_of_round(round_id: str) -> list[MarkRow]:
    """Return every mark of the sheets that were handed in, by entry and juror, in one query.

    Left out are drafts, entries that were withdrawn, recusals, and jurors who are on the entry's team.
    """
    query = (
        select(Assignment.entry_id, Assignment.juror_id, ScoreSheet.marks)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Assignment.round_id == round_id, ScoreSheet.state == SheetState.submitted, *counts())
        .order_by(Entry.code, Assignment.juror_id)
    )
    return [
        MarkRow(entry_id, juror_id, criterion_id, points)
        for entry_id, juror_id, marks in db.session.execute(query)
        for criterion_id, points in sorted(marks.items())
    ]


def entries_in(scored: Round) -> Sequence[Entry]:
    """Return the entries that a round judges, by code."""
    query = select(Entry).where(Entry.call_id == scored.call_id, before_jury())
    return db.session.scalars(query.where(is_in(scored)).order_by(Entry.code)).all()


def is_in(scored: Round) -> ColumnElement[bool]:
    """Return that an entry is judged in a round: the first judges all, a later one those that were let in."""
    if scored.position == 1:
        return true()
    return exists().where(Admission.round_id == scored.id, Admission.entry_id == Entry.id)


def counts() -> tuple[ColumnElement[bool], ...]:
    """Return what makes an assignment count: neither recused nor set aside, its entry handed in, its juror not
    on its team.

    The query joins `Entry`.
    """
    stands = Assignment.recused_at.is_(None) & Assignment.set_aside_at.is_(None)
    return (stands, before_jury(), is_nobodys_own())


def is_nobodys_own() -> ColumnElement[bool]:
    """Return that the juror of an assignment is not on its entry's team."""
    own = exists().where(EntryMember.entry_id == Assignment.entry_id, EntryMember.person_id == Assignment.juror_id)
    return ~own
