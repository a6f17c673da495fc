"""Saving, handing in and stepping back: what is stored, what is refused, what the log says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from competition import audit, clock, db
from competition.audit import AuditDetail, AuditEvent
from competition.entries.models import EntryMember
from competition.entries.rules import EntryState
from competition.errors import DomainError, NotFound
from competition.judging.forms import sheet_command
from competition.judging.models import RoundRules, ScoreSheet, SheetVersion
from competition.judging.queries import sheets_of_round
from competition.judging.rules.panel import PledgeIsMissing, RelationIsMissing
from competition.judging.rules.rubric import CommentRule
from competition.judging.rules.sheets import (
    HandedInStaysWhole,
    IsRecused,
    MarkOutOfRange,
    MarkRow,
    RoundIsClosed,
    RoundNotOpen,
    SheetCommand,
    SheetIsIncomplete,
    SheetIsStale,
    SheetState,
    UnknownCriterion,
)
from competition.judging.services import hand_in, recuse, save_sheet
from tests.factories.judging import a_juror, a_sheet
from tests.factories.people import a_person, an_actor
from tests.judging.conftest import MakeRoom, Room

pytestmark = pytest.mark.integration


def sheet_of(assignment_id: str) -> ScoreSheet | None:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalar(select(ScoreSheet).where(ScoreSheet.assignment_id == assignment_id))


def versions() -> list[tuple[int, dict[str, Any]]]:
    rows = db.session.scalars(select(SheetVersion).order_by(SheetVersion.number))
    return [(row.number, row.content) for row in rows]


def logged(call_id: str) -> list[tuple[str, dict[str, Any]]]:
    query = (
        select(AuditEvent.kind, AuditDetail.detail)
        .join(AuditDetail, AuditDetail.event_id == AuditEvent.id)
        .where(AuditEvent.chain == call_id)
        .order_by(AuditEvent.number)
    )
    return [(kind, detail) for kind, detail in db.session.execute(query)]


def test_every_save_is_a_version_and_each_changed_mark_is_chained(room: Room) -> None:
    laid = room.laid()
    first, second = room.criteria
    assert save_sheet(room.as_juror, laid.id, SheetCommand(0, {first.id: 3})).version == 1
    assert save_sheet(room.as_juror, laid.id, SheetCommand(1, {first.id: 4, second.id: 2}, "Fine")).version == 2
    assert save_sheet(room.as_juror, laid.id, SheetCommand(2, {first.id: 4}, "Finer")).version == 3
    assert versions() == [
        (1, {"marks": {first.id: 3}, "comment": "", "note": "", "state": "draft", "edition": 1}),
        (2, {"marks": {first.id: 4, second.id: 2}, "comment": "Fine", "note": "", "state": "draft", "edition": 1}),
        (3, {"marks": {first.id: 4}, "comment": "Finer", "note": "", "state": "draft", "edition": 1}),
    ]
    assert [(kind, detail["changes"]) for kind, detail in logged(room.call.id)] == [
        ("score.saved", {first.id: [None, 3]}),
        ("score.saved", {first.id: [3, 4], second.id: [None, 2]}),
        ("score.saved", {second.id: [2, None]}),
    ]
    assert audit.verify(room.call.id) is None


def test_a_save_that_changes_nothing_makes_no_version(room: Room) -> None:
    laid = room.laid()
    save_sheet(room.as_juror, laid.id, SheetCommand(0, room.marks(3)))
    # The same request again, as a browser sends it whose answer was lost: its version is the old one.
    assert save_sheet(room.as_juror, laid.id, SheetCommand(0, room.marks(3))).version == 1
    assert len(versions()) == 1


def test_the_log_holds_the_seconds_that_a_work_was_looked_at(room: Room) -> None:
    laid = room.laid()
    save_sheet(room.as_juror, laid.id, SheetCommand(0, room.marks(3), looked=42))
    assert [detail["looked"] for _, detail in logged(room.call.id)] == [42]
    given = [sheet_command({"version": "1", "looked": text}).looked for text in ("7", "", "-1", "soon", "9999999")]
    assert given == [7, 0, 0, 0, 86_400]


def test_words_of_a_draft_are_kept_but_not_chained(room: Room) -> None:
    laid = room.laid()
    save_sheet(room.as_juror, laid.id, SheetCommand(0, {}, "A thought"))
    assert len(versions()) == 1
    assert logged(room.call.id) == []


def test_a_stale_save_is_refused_and_brings_the_newer_version(room: Room) -> None:
    laid = room.laid()
    first, second = room.criteria
    save_sheet(room.as_juror, laid.id, SheetCommand(0, {first.id: 3}, "One tab"))
    with pytest.raises(SheetIsStale) as refusal:
        save_sheet(room.as_juror, laid.id, SheetCommand(0, {first.id: 5}, "Other tab"))
    assert refusal.value.status == 409
    assert refusal.value.values == {
        "version": 1,
        "state": "draft",
        "theirs": {first.id: "3", second.id: "", "comment": "One tab", "note": ""},
    }
    stored = sheet_of(laid.id)
    assert stored is not None
    assert (stored.version, stored.marks, stored.comment) == (1, {first.id: 3}, "One tab")


def test_the_first_mark_locks_the_rubric_but_words_do_not(room: Room) -> None:
    laid = room.laid()
    save_sheet(room.as_juror, laid.id, SheetCommand(0, {}, "Words"))
    rules = db.session.get(RoundRules, room.round.id)
    assert rules is not None
    assert rules.locked_at is None
    actor = room.as_juror
    save_sheet(actor, laid.id, SheetCommand(1, room.marks(1), "Words"))
    assert rules.locked_at == actor.at


def test_handing_in_is_one_act_that_may_be_repeated(room: Room) -> None:
    laid = room.laid()
    assert hand_in(room.as_juror, laid.id, SheetCommand(0, room.marks(3, 4))).state == SheetState.submitted
    assert hand_in(room.as_juror, laid.id, SheetCommand(0, room.marks(3, 4))).version == 1
    assert [kind for kind, _detail in logged(room.call.id)] == ["score.saved", "sheet.handed_in"]
    assert sheets_of_round(room.round.id) == [
        MarkRow(laid.entry_id, room.juror.id, *pair) for pair in sorted(room.marks(3, 4).items())
    ]


def test_a_sheet_without_all_marks_is_not_handed_in(room: Room) -> None:
    laid = room.laid()
    with pytest.raises(SheetIsIncomplete) as refusal:
        hand_in(room.as_juror, laid.id, SheetCommand(0, room.marks(3)))
    assert refusal.value.values == {"missing": [room.criteria[1].id]}
    assert sheet_of(laid.id) is None


def test_a_required_comment_is_required(make_room: MakeRoom) -> None:
    room = make_room(comments=CommentRule.required)
    laid = room.laid()
    with pytest.raises(SheetIsIncomplete) as refusal:
        hand_in(room.as_juror, laid.id, SheetCommand(0, room.marks(3, 4), "  "))
    assert refusal.value.values == {"missing": ["comment"]}


def test_a_change_after_handing_in_stays_handed_in_and_is_chained(room: Room) -> None:
    laid = room.laid()
    first = room.criteria[0].id
    hand_in(room.as_juror, laid.id, SheetCommand(0, room.marks(3, 4), "Good"))
    saved = save_sheet(room.as_juror, laid.id, SheetCommand(1, room.marks(5, 4), "Better"))
    assert (saved.version, saved.state) == (2, SheetState.submitted)
    kind, detail = logged(room.call.id)[-1]
    assert (kind, detail["changes"], detail["comment"]) == ("score.saved", {first: [3, 5]}, ["Good", "Better"])
    assert detail["state"] == "submitted"


def test_a_sheet_that_was_handed_in_cannot_be_made_incomplete(room: Room) -> None:
    laid = room.laid()
    hand_in(room.as_juror, laid.id, SheetCommand(0, room.marks(3, 4)))
    with pytest.raises(HandedInStaysWhole):
        save_sheet(room.as_juror, laid.id, SheetCommand(1, room.marks(3)))
    assert len(sheets_of_round(room.round.id)) == 2


@pytest.mark.parametrize("points", [0, 6, 2.5, float("nan"), "3", True])
def test_a_mark_off_the_scale_is_refused(room: Room, points: Any) -> None:
    laid = room.laid()
    with pytest.raises(MarkOutOfRange):
        save_sheet(room.as_juror, laid.id, SheetCommand(0, {room.criteria[0].id: points}))
    assert sheet_of(laid.id) is None


def test_a_criterion_of_another_round_is_refused(room: Room, make_room: MakeRoom) -> None:
    other = make_room()
    with pytest.raises(UnknownCriterion):
        save_sheet(room.as_juror, room.laid().id, SheetCommand(0, other.marks(3)))


def test_marks_are_given_from_the_opening_to_the_close_by_the_time_of_receipt(room: Room) -> None:
    laid = room.laid()
    assert room.round.opens_at is not None
    assert room.round.closes_at is not None
    early = replace(room.as_juror, at=room.round.opens_at - timedelta(microseconds=1))
    late = replace(room.as_juror, at=room.round.closes_at)
    just = replace(room.as_juror, at=room.round.closes_at - timedelta(microseconds=1))
    with pytest.raises(RoundNotOpen):
        save_sheet(early, laid.id, SheetCommand(0, room.marks(3)))
    with pytest.raises(RoundIsClosed):
        hand_in(late, laid.id, SheetCommand(0, room.marks(3, 3)))
    assert hand_in(just, laid.id, SheetCommand(0, room.marks(3, 3))).version == 1


def test_a_sheet_is_its_jurors_own(room: Room) -> None:
    laid = room.laid()
    for person in (a_juror(room.call), room.organiser, room.maker, a_person()):
        with pytest.raises(NotFound):
            save_sheet(an_actor(person), laid.id, SheetCommand(0, room.marks(3)))


def test_a_juror_who_is_one_no_longer_has_no_sheet(room: Room) -> None:
    laid = room.laid()
    with pytest.raises(NotFound):
        save_sheet(replace(room.as_juror, roles=frozenset()), laid.id, SheetCommand(0, room.marks(3)))


def test_no_mark_is_given_before_the_pledge(room: Room) -> None:
    juror = a_juror(room.call, pledged=False)
    with pytest.raises(PledgeIsMissing):
        save_sheet(an_actor(juror), room.laid(juror).id, SheetCommand(0, room.marks(3)))


def test_stepping_back_is_logged_and_takes_the_sheet_out_of_the_count(room: Room) -> None:
    laid = room.laid()
    hand_in(room.as_juror, laid.id, SheetCommand(0, room.marks(3, 4)))
    recuse(room.as_juror, laid.id, " My former student ")
    recuse(room.as_juror, laid.id, "Again")
    assert sheets_of_round(room.round.id) == []
    kinds = [kind for kind, _detail in logged(room.call.id)]
    assert kinds == ["score.saved", "sheet.handed_in", "juror.recused"]
    assert logged(room.call.id)[-1][1]["relation"] == "My former student"
    with pytest.raises(IsRecused):
        save_sheet(room.as_juror, laid.id, SheetCommand(1, room.marks(5, 5)))
    assert audit.verify(room.call.id) is None


def test_stepping_back_needs_a_reason(room: Room) -> None:
    with pytest.raises(RelationIsMissing):
        recuse(room.as_juror, room.laid().id, "  ")


def test_what_does_not_count_is_not_in_the_results(room: Room) -> None:
    counted, withdrawn, draft, own = (room.laid() for _ in range(4))
    for laid in (counted, withdrawn, own):
        a_sheet(laid, room.marks(2, 2))
    a_sheet(draft, room.marks(2, 2), state=SheetState.draft, submitted_at=None)
    with db.transaction() as session:
        session.merge(room.entries[1]).state = EntryState.withdrawn
        session.add(EntryMember(id=db.new_id(), entry_id=own.entry_id, person_id=room.juror.id))
    assert {row.entry_id for row in sheets_of_round(room.round.id)} == {counted.entry_id}


def test_a_withdrawn_entry_takes_no_marks(room: Room) -> None:
    laid = room.laid()
    with db.transaction() as session:
        session.merge(room.entries[0]).state = EntryState.withdrawn
    with pytest.raises(NotFound):
        save_sheet(room.as_juror, laid.id, SheetCommand(0, room.marks(3)))


def test_every_refusal_has_its_own_sentence() -> None:
    from competition.judging.labels import REFUSALS

    def below(kind: type[DomainError]) -> list[type[DomainError]]:
        return [kind, *(one for child in kind.__subclasses__() for one in below(child))]

    ours = {kind.code for kind in below(DomainError) if kind.__module__.startswith("competition.judging")}
    assert ours - {"criterion_wrong"} == set(REFUSALS)


def test_the_clock_is_not_asked_for_the_deadline(room: Room) -> None:
    laid = room.laid()
    assert room.round.closes_at is not None
    assert room.round.closes_at > clock.now()
    with pytest.raises(RoundIsClosed):
        save_sheet(replace(room.as_juror, at=room.round.closes_at), laid.id, SheetCommand(0, {}))
