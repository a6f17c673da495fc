"""Rounds that are no rounds of scores: what a juror may give, what must be said, what may be changed and seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from competition import audit, db
from competition.errors import NotFound
from competition.judging.models import RoundRules, Ruling, ScoreSheet
from competition.judging.queries import criteria_of, rules_of
from competition.judging.queries.rulings import reasons_of, vetoed_in
from competition.judging.queries.votes import others_on, votes_of
from competition.judging.rules.giving import HandedInStands, TooManyVotes
from competition.judging.rules.kinds import OthersRule, RoundHow, RoundHowOutOfBounds, RoundKind, points_of, worth_of
from competition.judging.rules.rubric import CommentRule, RubricCommand
from competition.judging.rules.rulings import NothingToRule, RuleCommand, RulingNeedsReason
from competition.judging.rules.sheets import HandedInStaysWhole, MarkOutOfRange, SheetCommand, SheetIsIncomplete
from competition.judging.services import hand_in, rule_veto, save_rubric, save_sheet
from competition.people.rules import Role
from tests.factories.judging import a_juror, a_sheet, an_assignment
from tests.factories.people import a_membership, a_person, an_actor
from tests.judging.conftest import MakeRoom, Room

pytestmark = pytest.mark.integration


def judged_by(room: Room, kind: RoundKind, **how: Any) -> str:
    """Make the round one of this kind; return the id of the question that it asks."""
    rules = rules_of(room.round.id)
    command = RubricCommand(rules.version if rules else 0, True, CommentRule.optional, (), RoundHow(kind, **how))
    save_rubric(room.as_organiser, room.call.id, command)
    db.session.rollback()
    [question] = criteria_of(room.round.id)
    return question.id


def test_the_question_of_a_kind_stands_in_the_languages_of_the_call(room: Room) -> None:
    question = judged_by(room, RoundKind.stars, size=4, has_halves=True)
    [criterion] = criteria_of(room.round.id)
    assert (criterion.lowest, criterion.highest) == (2, 8)
    assert set(criterion.name) == set(room.call.languages)
    assert len(set(criterion.name.values())) == len(room.call.languages)
    rules = db.session.get_one(RoundRules, room.round.id)
    assert rules.how == RoundHow(RoundKind.stars, 4, has_halves=True)
    with pytest.raises(MarkOutOfRange):
        save_sheet(room.as_juror, room.laid().id, SheetCommand(0, {question: 1}))
    assert audit.verify(room.call.id) is None


def test_half_stars_are_halves() -> None:
    halves = RoundHow(RoundKind.stars, 5, has_halves=True)
    assert [float(worth_of(halves, points)) for points in range(2, 11)] == [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]
    assert points_of(RoundHow(RoundKind.stars)) == (1, 5)


@pytest.mark.parametrize("how", [{"size": 1}, {"size": 11}, {"threshold": 0}, {"least_marks": 51}])
def test_rules_that_nobody_could_judge_by_are_refused(room: Room, how: dict[str, Any]) -> None:
    with pytest.raises(RoundHowOutOfBounds):
        judged_by(room, RoundKind.stars, **how)


@pytest.mark.parametrize(("kind", "grave"), [(RoundKind.eligibility, 0), (RoundKind.veto, 1)])
def test_a_grave_answer_says_why(room: Room, kind: RoundKind, grave: int) -> None:
    question, laid = judged_by(room, kind), room.laid()
    assert save_sheet(room.as_juror, laid.id, SheetCommand(0, {question: grave})).version == 1
    with pytest.raises(SheetIsIncomplete) as refusal:
        hand_in(room.as_juror, laid.id, SheetCommand(1, {question: grave}, "  "))
    assert refusal.value.values == {"missing": ["comment"]}
    hand_in(room.as_juror, laid.id, SheetCommand(1, {question: grave}, "It was shown before."))
    assert reasons_of(room.round) == {laid.entry_id: ["It was shown before."]}
    with pytest.raises(HandedInStaysWhole):
        save_sheet(room.as_juror, laid.id, SheetCommand(2, {question: grave}))
    # The other answer needs no reason, and is none.
    save_sheet(room.as_juror, laid.id, SheetCommand(2, {question: 1 - grave}))
    assert reasons_of(room.round) == {}


def test_a_juror_gives_no_more_votes_than_he_has(room: Room) -> None:
    question = judged_by(room, RoundKind.screening, size=2)
    first, second, third = room.laid(), room.laid(), room.laid()
    other = an_assignment(room.round, room.entries[0], a_juror(room.call))
    save_sheet(room.as_juror, first.id, SheetCommand(0, {question: 2}))
    hand_in(room.as_juror, second.id, SheetCommand(0, {question: 2}))
    with pytest.raises(TooManyVotes) as refusal:
        save_sheet(room.as_juror, third.id, SheetCommand(0, {question: 2}))
    assert refusal.value.values == {"most": 2}
    assert votes_of(room.round.id, room.juror.id) == 2
    save_sheet(room.as_juror, third.id, SheetCommand(0, {question: 1}))
    save_sheet(an_actor(db.session.merge(a_person_of(other.juror_id))), other.id, SheetCommand(0, {question: 2}))
    # A vote that is taken back can be given to another entry; one that stands can be saved again.
    save_sheet(room.as_juror, first.id, SheetCommand(1, {question: 0}))
    save_sheet(room.as_juror, third.id, SheetCommand(1, {question: 2}))
    save_sheet(room.as_juror, third.id, SheetCommand(2, {question: 2}, "Yes indeed"))


def a_person_of(person_id: str) -> Any:
    from competition.people.models import Person

    return db.session.get_one(Person, person_id)


def test_votes_on_entries_that_a_juror_left_are_his_again(room: Room) -> None:
    from competition.judging.services import recuse

    question = judged_by(room, RoundKind.screening, size=1)
    first, second = room.laid(), room.laid()
    save_sheet(room.as_juror, first.id, SheetCommand(0, {question: 2}))
    recuse(room.as_juror, first.id, "My student")
    assert save_sheet(room.as_juror, second.id, SheetCommand(0, {question: 2})).version == 1


def test_what_was_handed_in_stands_where_the_round_says_so(room: Room) -> None:
    question, laid = judged_by(room, RoundKind.stars, may_change=False), room.laid()
    save_sheet(room.as_juror, laid.id, SheetCommand(0, {question: 2}))
    hand_in(room.as_juror, laid.id, SheetCommand(1, {question: 3}, "Fine"))
    for command in (SheetCommand(2, {question: 4}, "Fine"), SheetCommand(2, {question: 3}, "Finer")):
        with pytest.raises(HandedInStands):
            save_sheet(room.as_juror, laid.id, command)
    # The same once more is no change, and his own note is nobody's concern.
    assert hand_in(room.as_juror, laid.id, SheetCommand(1, {question: 3}, "Fine")).version == 2
    assert save_sheet(room.as_juror, laid.id, SheetCommand(2, {question: 3}, "Fine", "Look again")).version == 3
    assert db.session.scalars(select(ScoreSheet.marks)).all() == [{question: 3}]


def test_others_are_sheets_that_were_handed_in_and_count(room: Room) -> None:
    question, laid = judged_by(room, RoundKind.stars, others=OthersRule.after_own), room.laid()
    entry = room.entries[0]
    for points in (2, 5):
        a_sheet(an_assignment(room.round, entry, a_juror(room.call)), {question: points})
    from competition.judging.rules.sheets import SheetState

    draft = an_assignment(room.round, entry, a_juror(room.call))
    a_sheet(draft, {question: 1}, state=SheetState.draft, submitted_at=None)
    a_sheet(laid, {question: 4})
    assert others_on(room.round.id, entry.id, room.juror.id) == {question: [5, 2]}


def test_the_chair_rules_where_enough_vetoes_stand(room: Room) -> None:
    question, laid = judged_by(room, RoundKind.veto, threshold=2), room.laid()
    chair, entry = a_person(), room.entries[0]
    a_membership(chair, room.call.id, Role.chair)
    command = RuleCommand(entry.id, True, " The jury misread the brief. ")
    a_sheet(laid, {question: 1}, comment="A copy")
    with pytest.raises(NothingToRule):
        rule_veto(an_actor(chair), room.call.id, command)
    a_sheet(an_assignment(room.round, entry, a_juror(room.call)), {question: 1}, comment="Unsafe")
    with pytest.raises(RulingNeedsReason):
        rule_veto(an_actor(chair), room.call.id, replace(command, reason=" "))
    for nobody in (room.as_organiser, room.as_juror, an_actor(room.maker)):
        with pytest.raises(NotFound):
            rule_veto(nobody, room.call.id, command)
    rule_veto(an_actor(chair), room.call.id, command)
    rule_veto(an_actor(chair), room.call.id, command)
    rule_veto(an_actor(chair), room.call.id, replace(command, stays_in=False, reason="It is a copy."))
    db.session.rollback()
    [row] = db.session.scalars(select(Ruling)).all()
    assert (row.entry_id, row.stays_in, row.reason, row.ruled_by) == (entry.id, False, "It is a copy.", chair.id)
    [one] = vetoed_in(room.round, None)
    assert (one.code, sorted(one.reasons), one.is_aside, one.ruling) == (entry.code, ["A copy", "Unsafe"], True, row)
    query = select(audit.AuditEvent).where(audit.AuditEvent.kind == "veto.ruled")
    assert len(db.session.scalars(query).all()) == 2
    assert audit.verify(room.call.id) is None


def test_rounds_before_there_were_kinds_are_rounds_of_scores(make_room: MakeRoom) -> None:
    room = make_room()
    rules = db.session.get_one(RoundRules, room.round.id)
    assert rules.how == RoundHow()
