"""Reads of rankings: a juror's own order, and all that were handed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from competition import db
from competition.entries.models import Entry
from competition.judging.models import Assignment, Ballot, ScoreSheet
from competition.judging.queries.rubric import counts
from competition.judging.rules.ranking import worths
from competition.judging.rules.sheets import SheetState


def ballot_of(round_id: str, juror_id: str) -> Ballot | None:
    """Return a juror's order; None before its first save."""
    return db.session.scalar(select(Ballot).where(Ballot.round_id == round_id, Ballot.juror_id == juror_id))


def ranked_by(round_id: str, juror_id: str) -> Sequence[tuple[Assignment, str]]:
    """Return what a juror ranks in a round, with the codes of the entries, in his own order of the wall."""
    query = (
        select(Assignment, Entry.code)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Assignment.round_id == round_id, Assignment.juror_id == juror_id, *counts())
        .order_by(Assignment.position, Assignment.id)
    )
    return [(assignment, code) for assignment, code in db.session.execute(query)]


def wordless_in(round_id: str, juror_id: str) -> list[str]:
    """Return the codes of the works before a juror that he wrote no comment on, in his own order of the wall."""
    query = (
        select(Entry.code, ScoreSheet.comment)
        .select_from(Assignment)
        .join(Entry, Entry.id == Assignment.entry_id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_id, Assignment.juror_id == juror_id, *counts())
        .order_by(Assignment.position, Assignment.id)
    )
    return [code for code, comment in db.session.execute(query) if not (comment or "").strip()]


def rankings_of(round_id: str) -> list[tuple[str, str, float]]:
    """Return every (entry, juror, worth) of the orders that were handed in, in two queries; worths as `worths` says.

    An entry counts for a juror if its sheet was handed in with the order: neither recused, nor set aside, nor his own.
    """
    query = (
        select(Assignment.juror_id, Assignment.entry_id)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Assignment.round_id == round_id, ScoreSheet.state == SheetState.submitted, *counts())
    )
    entries: dict[str, set[str]] = defaultdict(set)
    for juror_id, entry_id in db.session.execute(query):
        entries[juror_id].add(entry_id)
    ballots = select(Ballot).where(Ballot.round_id == round_id, Ballot.state == SheetState.submitted)
    return [
        (entry_id, one.juror_id, float(worth))
        for one in db.session.scalars(ballots.order_by(Ballot.juror_id))
        for entry_id, worth in worths(one.order, entries[one.juror_id]).items()
    ]
