"""Writing the rubric: by organisers, whole, never over somebody else's, never after the first mark."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from competition import audit, db
from competition.errors import NotFound
from competition.judging.models import RoundRules
from competition.judging.queries import criteria_of, rules_of
from competition.judging.rules.rubric import (
    CommentRule,
    CriterionDraft,
    RoundIsMissing,
    RubricCommand,
    RubricIsLocked,
    RubricIsStale,
    ScaleOutOfBounds,
)
from competition.judging.rules.sheets import SheetCommand
from competition.judging.services import save_rubric, save_sheet
from tests.factories.calls import a_call
from tests.factories.people import an_actor
from tests.judging.conftest import MakeRoom, Room

pytestmark = pytest.mark.integration

STEPS = ({"en": "No"}, {"en": "So"}, {"en": "Yes"})
IDEA = CriterionDraft({"en": "Idea", "zh": "创意"}, {"en": "Is it new?"}, 3, 0, 2, STEPS)
CRAFT = CriterionDraft({"en": "Craft"}, {}, 1, 1, 10)


def rubric(*criteria: CriterionDraft, version: int = 1) -> RubricCommand:
    return RubricCommand(version, is_blind=False, comments=CommentRule.required, criteria=criteria)


def names(room: Room) -> list[str]:
    db.session.rollback()
    return [criterion.name["en"] for criterion in criteria_of(room.round.id)]


def test_a_rubric_is_what_was_last_written(room: Room) -> None:
    before = [criterion.id for criterion in room.criteria]
    rules = save_rubric(room.as_organiser, room.call.id, rubric(IDEA, CRAFT, replace(CRAFT, name={"en": "Use"})))
    assert (rules.version, rules.is_blind, rules.comments) == (2, False, CommentRule.required)
    assert names(room) == ["Idea", "Craft", "Use"]
    first, *_ = found = criteria_of(room.round.id)
    assert [criterion.id for criterion in found][:2] == before
    assert (first.weight, first.lowest, first.highest, first.steps[2]) == (3, 0, 2, {"en": "Yes"})
    save_rubric(room.as_organiser, room.call.id, rubric(CRAFT, version=2))
    assert names(room) == ["Craft"]
    assert audit.verify(room.call.id) is None


def test_a_first_rubric_makes_the_rules_of_the_round(room: Room, make_room: MakeRoom) -> None:
    fresh = make_room(criteria=0)
    with db.transaction() as session:
        session.delete(session.merge(db.session.get_one(RoundRules, fresh.round.id)))
    save_rubric(fresh.as_organiser, fresh.call.id, rubric(IDEA, version=0))
    assert names(fresh) == ["Idea"]
    assert names(room) == ["Criterion 1", "Criterion 2"]


def test_a_rubric_with_a_fault_changes_nothing(room: Room) -> None:
    with pytest.raises(ScaleOutOfBounds):
        save_rubric(room.as_organiser, room.call.id, rubric(IDEA, replace(CRAFT, highest=30)))
    assert names(room) == ["Criterion 1", "Criterion 2"]


def test_two_organisers_do_not_overwrite_each_other(room: Room) -> None:
    save_rubric(room.as_organiser, room.call.id, rubric(IDEA))
    with pytest.raises(RubricIsStale):
        save_rubric(room.as_organiser, room.call.id, rubric(CRAFT))
    assert names(room) == ["Idea"]


def test_from_the_first_mark_on_the_rubric_stands(room: Room) -> None:
    save_sheet(room.as_juror, room.laid().id, SheetCommand(0, room.marks(3)))
    with pytest.raises(RubricIsLocked):
        save_rubric(room.as_organiser, room.call.id, rubric(IDEA))
    rules = rules_of(room.round.id)
    assert rules is not None
    assert rules.locked_at is not None


def test_only_organisers_write_it(room: Room) -> None:
    for person in (room.juror, room.maker):
        with pytest.raises(NotFound):
            save_rubric(an_actor(person), room.call.id, rubric(IDEA))


def test_another_calls_organiser_does_not(room: Room, make_room: MakeRoom) -> None:
    with pytest.raises(NotFound):
        save_rubric(make_room().as_organiser, room.call.id, rubric(IDEA))


def test_a_call_without_a_round_has_no_rubric(room: Room) -> None:
    from competition.people.rules import Role
    from tests.factories.people import a_membership

    call = a_call()
    a_membership(room.organiser, call.id, Role.organiser)
    with pytest.raises(RoundIsMissing):
        save_rubric(room.as_organiser, call.id, rubric(IDEA, version=0))
    assert db.session.scalars(select(RoundRules.round_id)).all() == [room.round.id]
