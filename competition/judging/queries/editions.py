"""The editions of a rubric: by which one is judged now, and what the earlier ones asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from competition import db
from competition.entries.models import Entry
from competition.i18n import Texts
from competition.judging.models import Assignment, Criterion, RubricEdition, ScoreSheet
from competition.judging.queries.rubric import counts
from competition.judging.rules.sheets import SheetState
from competition.people.models import Person


@dataclass(frozen=True, slots=True)
class Ended:
    """An edition that was followed by another, and who changed it."""

    edition: RubricEdition
    by: str


def editions_of(round_id: str) -> list[Ended]:
    """Return the editions of a round's rubric that are no longer in force, the first first, in one query."""
    query = (
        select(RubricEdition, Person.name)
        .join(Person, Person.id == RubricEdition.ended_by)
        .where(RubricEdition.round_id == round_id)
        .order_by(RubricEdition.number)
    )
    return [Ended(*row) for row in db.session.execute(query)]


def names_of_criteria(round_id: str) -> dict[str, Texts]:
    """Return the names of a round's criteria by their ids, those of earlier editions too."""
    found: dict[str, Texts] = {
        one["id"]: one["name"] for ended in editions_of(round_id) for one in ended.edition.criteria
    }
    query = select(Criterion.id, Criterion.name).where(Criterion.round_id == round_id)
    return found | {row[0]: row[1] for row in db.session.execute(query)}


def to_mark_anew(round_id: str, juror_id: str | None = None) -> Sequence[tuple[str, str]]:
    """Return assignment and code of sheets that were handed in by an earlier edition; of one juror, or of all."""
    query = (
        select(Assignment.id, Entry.code)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_id, ScoreSheet.state == SheetState.draft)
        .where(ScoreSheet.submitted_at.is_not(None), *counts())
        .order_by(Entry.code, Assignment.id)
    )
    if juror_id:
        query = query.where(Assignment.juror_id == juror_id)
    return [(row[0], row[1]) for row in db.session.execute(query)]
