"""Rubrics, pledges, assignments and score sheets."""

from __future__ import annotations

import itertools
from typing import Any, TypeVar

from competition import clock, db
from competition.calls.models import Call, Round
from competition.entries.models import Entry
from competition.judging.models import Assignment, Criterion, Pledge, RoundRules, ScoreSheet, SheetVersion
from competition.judging.queries.rubric import criteria_of, scales_of
from competition.judging.rules.oversight import score_of
from competition.judging.rules.panel import PLEDGE_VERSION
from competition.judging.rules.sheets import SheetState
from competition.people.models import Person
from competition.people.rules import Role
from tests.factories.people import a_membership, a_person

Row = TypeVar("Row", bound=db.Base)

_numbers = itertools.count(1)


def a_rubric(scored: Round, criteria: int = 2, **values: Any) -> list[Criterion]:
    """Give a round a rubric of so many criteria from 1 to 5, of equal weight; it is blind."""
    _add(RoundRules(**{"round_id": scored.id, "version": 1, **values}))
    return [a_criterion(scored, position) for position in range(1, criteria + 1)]


def a_criterion(scored: Round, position: int = 1, **values: Any) -> Criterion:
    """Add a criterion from 1 to 5, with a descriptor per step."""
    given: dict[str, Any] = {
        "round_id": scored.id,
        "position": position,
        "name": {"en": f"Criterion {position}", "zh": f"标准 {position}"},
        "help": {"en": f"What criterion {position} asks."},
        "lowest": 1,
        "highest": 5,
        "steps": [{"en": f"Descriptor {step}"} for step in range(1, 6)],
    }
    return _add(Criterion(**{**given, "id": db.new_id(), **values}))


def a_juror(call: Call, *, pledged: bool = True, **values: Any) -> Person:
    """Add a person who is a juror of the call, and who has accepted the pledge."""
    person = a_person(**values)
    a_membership(person, call.id, Role.juror)
    if pledged:
        a_pledge(call, person)
    return person


def a_pledge(call: Call, person: Person, **values: Any) -> Pledge:
    """Add a person's pledge in its present wording."""
    given = {"call_id": call.id, "person_id": person.id, "text_version": PLEDGE_VERSION, "accepted_at": clock.now()}
    return _add(Pledge(**{**given, "id": db.new_id(), **values}))


def an_assignment(scored: Round, entry: Entry, juror: Person, **values: Any) -> Assignment:
    """Lay an entry before a juror, after those that lie there already."""
    given = {"round_id": scored.id, "entry_id": entry.id, "juror_id": juror.id, "created_at": clock.now()}
    return _add(Assignment(**{**given, "position": next(_numbers), "id": db.new_id(), **values}))


def a_sheet(assignment: Assignment, marks: dict[str, int], **values: Any) -> ScoreSheet:
    """Add a sheet that was handed in, with its one version."""
    now = clock.now()
    given: dict[str, Any] = {"version": 1, "state": SheetState.submitted, "updated_at": now, "submitted_at": now}
    given["score"] = score_of(marks, scales_of(criteria_of(assignment.round_id)))
    sheet = _add(ScoreSheet(**{**given, "id": db.new_id(), "assignment_id": assignment.id, "marks": marks, **values}))
    content = {"marks": marks, "comment": sheet.comment, "note": sheet.note or "", "state": sheet.state.value}
    number = sheet.version
    who = assignment.juror_id
    _add(SheetVersion(id=db.new_id(), sheet_id=sheet.id, number=number, content=content, saved_by=who, saved_at=now))
    return sheet


def _add(row: Row) -> Row:
    with db.transaction() as session:
        session.add(row)
    return row
