"""The law of rubrics, marks, sittings and queues."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from competition.errors import DomainError
from competition.judging.rules.panel import PledgeCommand, PledgeIsIncomplete, Progress, check_pledge
from competition.judging.rules.queue import Work, WorkState, left, neighbours, work_state
from competition.judging.rules.rubric import (
    CommentRule,
    CriterionDraft,
    CriterionNeedsName,
    RubricCommand,
    RubricIsEmpty,
    ScaleOutOfBounds,
    StepsDoNotFit,
    TooManyCriteria,
    WeightOutOfBounds,
    check_rubric,
)
from competition.judging.rules.sheets import (
    CommentsAreOff,
    CommentTooLong,
    MarkOutOfRange,
    NoteTooLong,
    RoundIsClosed,
    RoundNotOpen,
    Scale,
    Session,
    SheetState,
    UnknownCriterion,
    check_words,
    checked_marks,
    missing_from,
    require_sitting,
    session_at,
)

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
GOOD = CriterionDraft(name={"en": "Idea"}, help={}, weight=1, lowest=1, highest=5)
SCALES = [Scale("a", 0, 10), Scale("b", 1, 5)]


def rubric(*criteria: CriterionDraft) -> RubricCommand:
    return RubricCommand(version=0, is_blind=True, comments=CommentRule.optional, criteria=criteria)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ((), RubricIsEmpty),
        ((GOOD,) * 13, TooManyCriteria),
        ((replace(GOOD, name={"en": "  "}),), CriterionNeedsName),
        ((replace(GOOD, lowest=5, highest=5),), ScaleOutOfBounds),
        ((replace(GOOD, lowest=0, highest=11),), ScaleOutOfBounds),
        ((replace(GOOD, lowest=-1, highest=5),), ScaleOutOfBounds),
        ((replace(GOOD, lowest=95, highest=101),), ScaleOutOfBounds),
        ((replace(GOOD, weight=0),), WeightOutOfBounds),
        ((replace(GOOD, steps=({"en": "Weak"},)),), StepsDoNotFit),
    ],
)
def test_a_rubric_that_cannot_be_judged_by_is_refused(
    wrong: tuple[CriterionDraft, ...], refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        check_rubric(rubric(*wrong))


def test_a_scale_has_from_two_to_eleven_steps() -> None:
    check_rubric(rubric(replace(GOOD, lowest=0, highest=1), replace(GOOD, lowest=0, highest=10)))


def test_marks_are_whole_points_of_their_scale_and_none_takes_one_away() -> None:
    assert checked_marks({"a": 0, "b": None}, SCALES) == {"a": 0}
    assert checked_marks({"a": 10, "b": 5}, SCALES) == {"a": 10, "b": 5}


@pytest.mark.parametrize("value", [11, -1, 3.0, float("nan"), float("inf"), "3", True, [], {}, 10**40])
def test_whatever_is_no_point_of_the_scale_is_refused(value: Any) -> None:
    with pytest.raises(MarkOutOfRange):
        checked_marks({"a": value}, SCALES)


def test_a_criterion_of_another_rubric_is_refused() -> None:
    with pytest.raises(UnknownCriterion):
        checked_marks({"c": 1}, SCALES)


def test_words_follow_the_rounds_rule() -> None:
    check_words("", "", CommentRule.off)
    with pytest.raises(CommentsAreOff):
        check_words("no", "", CommentRule.off)
    with pytest.raises(CommentTooLong):
        check_words("x" * 4001, "", CommentRule.optional)
    check_words("", "x" * 4000, CommentRule.off)
    with pytest.raises(NoteTooLong):
        check_words("", "x" * 4001, CommentRule.off)


def test_what_a_sheet_lacks_is_named() -> None:
    assert missing_from({"a": 1}, " ", SCALES, CommentRule.required) == ["b", "comment"]
    assert missing_from({"a": 1, "b": 1}, "", SCALES, CommentRule.optional) == []


def test_a_round_sits_from_its_opening_until_the_instant_of_its_close() -> None:
    assert session_at(None, None, NOW) == Session.before
    assert session_at(NOW + HOUR, None, NOW) == Session.before
    assert session_at(NOW, None, NOW) == Session.sitting
    assert session_at(NOW - HOUR, NOW + HOUR, NOW) == Session.sitting
    assert session_at(NOW - HOUR, NOW, NOW) == Session.closed


def test_marks_are_given_only_while_the_round_sits() -> None:
    require_sitting(Session.sitting)
    with pytest.raises(RoundNotOpen):
        require_sitting(Session.before)
    with pytest.raises(RoundIsClosed):
        require_sitting(Session.closed)


def test_a_pledge_is_whole() -> None:
    check_pledge(PledgeCommand(keeps_confidence=True, keeps_conduct=True))
    with pytest.raises(PledgeIsIncomplete):
        check_pledge(PledgeCommand(keeps_confidence=True, keeps_conduct=False))


def test_where_an_entry_stands() -> None:
    assert work_state(None, None) == WorkState.open
    assert work_state(None, SheetState.draft) == WorkState.draft
    assert work_state(None, SheetState.submitted) == WorkState.submitted
    assert work_state(NOW, SheetState.submitted) == WorkState.recused


def work(name: str, state: WorkState) -> Work:
    return Work(assignment_id=name, entry_id=name, code=name, category_id=None, state=state)


QUEUE = [
    work("a", WorkState.open),
    work("b", WorkState.recused),
    work("c", WorkState.submitted),
    work("d", WorkState.draft),
]


def test_what_is_left_is_what_waits_for_a_sheet() -> None:
    assert left(QUEUE) == 2
    assert Progress(assigned=3, submitted=1).left == 2


def test_the_way_on_skips_what_the_juror_stepped_back_from() -> None:
    found = neighbours(QUEUE, "c")
    assert (found.number, found.previous, found.following) == (2, QUEUE[0], QUEUE[3])


def test_the_next_open_one_is_sought_round_the_end() -> None:
    assert neighbours(QUEUE, "c").next_open == QUEUE[3]
    assert neighbours(QUEUE, "d").next_open == QUEUE[0]
    assert neighbours(QUEUE[:2], "a").next_open is None
    assert neighbours(QUEUE, "b").next_open == QUEUE[0]
