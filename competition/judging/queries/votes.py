"""What is seen of marks while a round sits: a juror's own votes, and what the others gave an entry."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from competition import db
from competition.entries.models import Entry
from competition.judging.models import Assignment, ScoreSheet
from competition.judging.queries.rubric import counts
from competition.judging.rules.giving import YES
from competition.judging.rules.sheets import SheetState


def votes_of(round_id: str, juror_id: str, besides: str = "") -> int:
    """Return how many entries a juror says yes to in a round, on drafts too, besides that of one assignment."""
    query = (
        select(ScoreSheet.marks)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Assignment.round_id == round_id, Assignment.juror_id == juror_id, Assignment.id != besides, *counts())
    )
    return sum(YES in marks.values() for marks in db.session.scalars(query))


def others_on(round_id: str, entry_id: str, juror_id: str) -> dict[str, list[int]]:
    """Return what the other jurors gave an entry on sheets that they handed in, by criterion, the most first.

    Each list is sorted by itself: nothing tells which marks are of one juror.
    """
    query = (
        select(ScoreSheet.marks)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Assignment.round_id == round_id, Assignment.entry_id == entry_id, Assignment.juror_id != juror_id)
        .where(ScoreSheet.state == SheetState.submitted, *counts())
    )
    found: dict[str, list[int]] = defaultdict(list)
    for marks in db.session.scalars(query):
        for criterion, points in marks.items():
            found[criterion].append(points)
    return {criterion: sorted(points, reverse=True) for criterion, points in found.items()}
