"""A rubric that the chair changes in mid-round: marks by the old one are kept, counted no longer, and given anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from competition import audit, clock, db
from competition.judging.models import Assignment, Criterion, RoundRules, RubricEdition, ScoreSheet, SheetVersion
from competition.judging.queries import criteria_of, progress_of, sheets_of_round
from competition.judging.queries.editions import editions_of, names_of_criteria, to_mark_anew
from competition.judging.rules.rubric import (
    CommentRule,
    CriterionDraft,
    EditionNeedsReason,
    RubricCommand,
    RubricIsLocked,
    kept_ids,
)
from competition.judging.rules.sheets import RoundIsClosed, SheetCommand, SheetIsIncomplete, SheetState
from competition.judging.services import hand_in, save_rubric, save_sheet
from competition.mail.models import Letter
from competition.people.models import Person
from competition.people.rules import Role
from competition.results.models import ScoringRun
from competition.results.services import compute
from tests.factories.judging import a_juror, a_sheet
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.judging.conftest import MakeRoom, Room

DRAFTS = st.builds(
    CriterionDraft,
    st.sampled_from([{"en": "Idea"}, {"en": "Craft"}, {"en": "Use"}]),
    st.just({}),
    st.integers(1, 3),
    st.just(1),
    st.sampled_from([5, 6]),
)


@given(st.lists(DRAFTS, max_size=5), st.lists(DRAFTS, max_size=5))
def test_an_id_is_kept_only_by_what_asks_the_same_and_once(
    before: list[CriterionDraft], after: list[CriterionDraft]
) -> None:
    old = {f"id{place}": draft for place, draft in enumerate(before)}
    found = kept_ids(old, after)
    kept = [one for one in found if one]
    assert len(found) == len(after)
    assert len(set(kept)) == len(kept)
    for draft, name in zip(after, found, strict=True):
        if name:
            assert replace(old[name], weight=draft.weight) == draft
    # What asks the same is never asked under a new id while the old one is free.
    free = [replace(draft, weight=1) for name, draft in old.items() if name not in kept]
    assert not [
        draft for draft, name in zip(after, found, strict=True) if not name and replace(draft, weight=1) in free
    ]


pytestmark = pytest.mark.integration


def a_chair(room: Room) -> Person:
    a_membership(chair := a_person(name="Carla Chair"), room.call.id, Role.chair)
    return chair


def drafts(room: Room) -> list[CriterionDraft]:
    return [
        CriterionDraft(one.name, one.help, one.weight, one.lowest, one.highest, tuple(one.steps))
        for one in criteria_of(room.round.id)
    ]


def changed(room: Room, chair: Person, criteria: Sequence[CriterionDraft], reason: str = "Too vague") -> None:
    """Let the chair put these criteria in force."""
    db.session.rollback()
    rules = db.session.get_one(RoundRules, room.round.id, populate_existing=True)
    command = RubricCommand(rules.version, rules.is_blind, rules.comments, tuple(criteria), reason=reason)
    save_rubric(an_actor(chair), room.call.id, command)


def locked(room: Room) -> None:
    with db.transaction() as session:
        session.get_one(RoundRules, room.round.id).locked_at = clock.now()


def test_the_chair_alone_changes_it_and_says_why_and_only_while_the_round_sits(room: Room) -> None:
    chair = a_chair(room)
    locked(room)
    new = [replace(drafts(room)[0], highest=4, steps=())]
    with pytest.raises(RubricIsLocked):
        save_rubric(
            room.as_organiser, room.call.id, RubricCommand(1, True, CommentRule.optional, tuple(new), reason="x")
        )
    with pytest.raises(EditionNeedsReason):
        changed(room, chair, new, reason=" ")
    changed(room, chair, drafts(room))
    assert editions_of(room.round.id) == []
    changed(room, chair, new)
    assert [(one.edition.number, one.edition.reason, one.by) for one in editions_of(room.round.id)] == [
        (1, "Too vague", "Carla Chair")
    ]
    with db.transaction() as session:
        session.get_one(type(room.round), room.round.id).closes_at = clock.now()
    with pytest.raises(RoundIsClosed):
        changed(room, chair, [*new, *new])


def test_marks_are_kept_apart_and_what_is_asked_on_waits_in_the_sheet(room: Room) -> None:
    chair, (kept, gone) = a_chair(room), room.criteria
    locked(room)
    laid = room.laid()
    sheet = a_sheet(laid, room.marks(4, 2), comment="Fine")
    old_run = compute(room.as_organiser, room.call.id)
    new = CriterionDraft({"en": "Wear"}, {}, 2, 0, 10)
    changed(room, chair, [new, drafts(room)[0]])
    db.session.rollback()
    db.session.expire_all()
    sheet = db.session.get_one(ScoreSheet, sheet.id)
    assert (sheet.marks, sheet.state, sheet.comment) == ({kept.id: 4}, SheetState.draft, "Fine")
    assert [criterion.id == kept.id for criterion in criteria_of(room.round.id)] == [False, True]
    assert sheets_of_round(room.round.id) == []
    assert to_mark_anew(room.round.id, room.juror.id) == [(laid.id, room.entries[0].code)]
    assert progress_of(room.round.id)[room.juror.id].left == 1
    versions = db.session.scalars(select(SheetVersion).order_by(SheetVersion.number)).all()
    assert [one.content["marks"] for one in versions] == [{kept.id: 4, gone.id: 2}, {kept.id: 4}]
    with pytest.raises(SheetIsIncomplete):
        hand_in(room.as_juror, laid.id, SheetCommand(sheet.version, {kept.id: 4}, "Fine"))
    wear = criteria_of(room.round.id)[0]
    hand_in(room.as_juror, laid.id, SheetCommand(sheet.version, {kept.id: 4, wear.id: 9}, "Fine"))
    assert {(row.criterion_id, row.points) for row in sheets_of_round(room.round.id)} == {(kept.id, 4), (wear.id, 9)}
    assert to_mark_anew(room.round.id) == []
    editions = [compute(room.as_organiser, room.call.id), old_run]
    assert [db.session.get_one(ScoringRun, one).inputs.get("edition", 1) for one in editions] == [2, 1]
    assert {name["en"] for name in names_of_criteria(room.round.id).values()} == {"Criterion 1", "Criterion 2", "Wear"}
    assert audit.verify(room.call.id) is None


def test_whoever_handed_in_is_told_once(room: Room) -> None:
    chair, idle = a_chair(room), a_juror(room.call)
    a_sheet(room.laid(), room.marks(4, 2))
    a_sheet(room.laid(), room.marks(4, 2))
    save_sheet(an_actor(idle), room.laid(idle).id, SheetCommand(0, {room.criteria[0].id: 3}))
    changed(room, chair, drafts(room)[:1])
    query = select(Letter.address, Letter.context).where(Letter.event == "judging/rubric_changed")
    assert [(row[0], row[1]["number"]) for row in db.session.execute(query)] == [(room.juror.email, 2)]


def test_blindness_and_hidden_marks_do_not_change_with_an_edition(make_room: MakeRoom) -> None:
    room = make_room(hides_marks=True, is_blind=True)
    chair = a_chair(room)
    locked(room)
    command = RubricCommand(1, False, CommentRule.off, tuple(drafts(room)[:1]), hides_marks=False, reason="Shorter")
    save_rubric(an_actor(chair), room.call.id, command)
    rules = db.session.get_one(RoundRules, room.round.id, populate_existing=True)
    assert (rules.is_blind, rules.hides_marks, rules.comments, rules.edition) == (True, True, CommentRule.off, 2)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_mark_that_counts_was_given_by_the_edition_in_force(app: Flask, make_room: MakeRoom, data: Any) -> None:
    """Jurors mark and the chair changes the rubric in any order: nothing is lost, and nothing old counts."""
    room = make_room()
    chair, laid = a_chair(room), room.laid()
    given: list[dict[str, int]] = []
    in_force: dict[str, int] | None = None
    for step in data.draw(st.lists(st.sampled_from(["mark", "change"]), max_size=6)):
        if step == "mark":
            in_force = marked_anew(room, laid, data)
            given.append(in_force)
        elif given:
            wanted = data.draw(st.lists(DRAFTS, min_size=1, max_size=3))
            in_force = in_force if wanted == drafts(room) else None
            changed(room, chair, wanted)
    db.session.rollback()
    db.session.expire_all()
    assert {row.criterion_id: row.points for row in sheets_of_round(room.round.id)} == (in_force or {})
    assert {str(sorted(marks.items())) for marks in given} == handed_in(laid)
    numbers = db.session.scalars(select(RubricEdition.number).filter_by(round_id=room.round.id))
    assert sorted(numbers) == list(range(1, db.session.get_one(RoundRules, room.round.id).edition))
    assert audit.verify(room.call.id) is None


def marked_anew(room: Room, laid: Assignment, data: Any) -> dict[str, int]:
    """Hand a sheet in by the rubric in force; return its marks."""
    sheet = db.session.scalar(select(ScoreSheet).where(ScoreSheet.assignment_id == laid.id))
    marks = {one.id: data.draw(st.integers(one.lowest, one.highest)) for one in criteria_of(room.round.id)}
    hand_in(room.as_juror, laid.id, SheetCommand(sheet.version if sheet else 0, marks))
    return marks


def handed_in(laid: Assignment) -> set[str]:
    """Return all marks with which a sheet was ever handed in."""
    sheet = db.session.scalar(select(ScoreSheet).where(ScoreSheet.assignment_id == laid.id))
    assert sheet is None or set(sheet.marks) <= {one.id for one in criteria_of(laid.round_id)}
    versions = select(SheetVersion.content).where(SheetVersion.sheet_id == (sheet.id if sheet else ""))
    return {str(sorted(one["marks"].items())) for one in db.session.scalars(versions) if one["state"] == "submitted"}


def test_the_chair_changes_it_on_the_page_and_the_juror_reads_what_to_do(app: Flask, room: Room) -> None:
    chair, laid = a_chair(room), room.laid()
    hand_in(room.as_juror, laid.id, SheetCommand(0, room.marks(4, 2)))
    url = f"/en/organise/{room.call.id}/rubric"
    assert "Change the rubric" not in a_browser(app, room.organiser).get(url).get_data(as_text=True)
    browser = a_browser(app, chair)
    assert "Change the rubric" in browser.get(url).get_data(as_text=True)
    page = browser.get(f"{url}?change=1").get_data(as_text=True)
    token = page.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    version = db.session.get_one(RoundRules, room.round.id, populate_existing=True).version
    data = {"csrf_token": token, "version": str(version), "comments": "optional", "count": "1", "reason": "One will do"}
    data |= {"c0-name_en": "All of it", "c0-weight": "1", "c0-lowest": "1", "c0-highest": "5"}
    assert browser.post(url, data=data).status_code == 303
    assert "One will do" in browser.get(url).get_data(as_text=True)
    juror = a_browser(app, room.juror)
    assert "1 sheet of yours is to be handed in anew" in juror.get(f"/en/jury/{room.call.id}/").get_data(as_text=True)
    sheet = juror.get(f"/en/jury/{room.call.id}/entries/{laid.id}").get_data(as_text=True)
    assert "The chair changed the rubric after you had handed this in." in sheet
    assert db.session.scalar(select(Assignment.id)) == laid.id
    assert db.session.scalar(select(Criterion.position)) == 1
