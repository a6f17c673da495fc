"""Conflicts of interest: what people share is asked once, and whoever is bound to a work never judges it."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from competition import audit, db
from competition.entries.models import EntryMember
from competition.errors import NotFound
from competition.judging.models import Assignment, Conflict
from competition.judging.queries import sheets_of_round
from competition.judging.queries.binding import bound_to
from competition.judging.queries.conflicts import conflicts_of, count_conflicts
from competition.judging.queries.dealing import hands_of
from competition.judging.rules import ConflictState
from competition.judging.rules.conflicts import (
    ConflictIsSettled,
    ConflictNeedsReason,
    Ground,
    Known,
    family_name,
    folded,
    keys_of,
    shared,
)
from competition.judging.rules.oversight import ShutOut
from competition.judging.services import look_for_conflicts, settle_conflict
from competition.people.models import Person
from competition.people.rules import Role
from competition.queueing.services import run_due
from tests.factories.entries import a_submitted_entry
from tests.factories.judging import a_juror, a_sheet, an_assignment
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post
from tests.judging.conftest import MakeRoom, Room

BOTH: tuple[tuple[str, str, str, str, list[Ground]], ...] = (
    ("Zoë Peeters", "a@x.be", "", "", [Ground.name]),
    ("Wei Chen", "chen@HOUSE-of-gold.example", "", "", [Ground.domain]),
    ("Wei Chen", "chen@gmail.com", " Royal  ACADEMY ", "", [Ground.employer]),
    ("Wei Chen", "chen@y.be", "", "Académie royale", [Ground.school]),
    ("Wei Chen", "chen@z.be", "", "", []),
)
JUROR = Known("j", "Jan PEETERS", "jan@house-of-gold.example", "royal academy", "Academie Royale")


@pytest.mark.parametrize(("name", "email", "employer", "school", "grounds"), BOTH, ids=[str(one[-1]) for one in BOTH])
def test_what_two_people_share(name: str, email: str, employer: str, school: str, grounds: list[Ground]) -> None:
    maker = Known("m", name, email, employer, school)
    assert shared(keys_of(JUROR), keys_of(maker)) == grounds == shared(keys_of(maker), keys_of(JUROR))


def test_everybodys_mailbox_and_empty_words_are_no_bond() -> None:
    one, other = (Known(name, name, f"{name}@gmail.com") for name in ("Ann", "Bob"))
    assert shared(keys_of(one), keys_of(other)) == []
    assert keys_of(Known("p", "", "")) == set()


def test_a_family_name_is_the_last_word_or_all_of_a_name_without_blanks() -> None:
    assert [family_name(name) for name in ("Joris De Ridder", "王小明", "  Anaïs  Wåhl ")] == [
        "ridder",
        "王小明",
        "wahl",
    ]


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def bound(room: Room) -> Person:
    """Add an entry by somebody with the juror's family name."""
    maker = a_person(name="Otto Juror")
    room.entries.append(a_submitted_entry(room.call, maker, room.category))
    return maker


def the_question() -> Conflict:
    db.session.rollback()
    return db.session.scalars(select(Conflict)).one()


@pytest.mark.integration
def test_a_question_is_asked_once_and_what_is_dismissed_stays_so(room: Room) -> None:
    bound(room)
    room.entry()
    assert (look_for_conflicts(room.call.id), look_for_conflicts(room.call.id)) == (1, 0)
    question = the_question()
    assert (question.entry_id, question.juror_id, question.grounds) == (room.entries[0].id, room.juror.id, ["name"])
    settle_conflict(room.as_organiser, room.call.id, question.id, "No relatives", is_conflict=False)
    assert look_for_conflicts(room.call.id) == 0
    assert (room.entries[0].id, room.juror.id) not in hands_of(room.round).pool.barred
    with pytest.raises(ConflictIsSettled):
        settle_conflict(room.as_organiser, room.call.id, question.id, "Yet", is_conflict=True)


@pytest.mark.integration
def test_makers_of_one_team_elsewhere_are_asked_about_and_ones_own_entry_is_not(
    room: Room, make_room: MakeRoom
) -> None:
    elsewhere, here = make_room().entry(), room.entry()
    own = a_submitted_entry(room.call, room.juror, room.category)
    with db.transaction() as session:
        for person in (room.juror, room.maker):
            session.add(EntryMember(id=db.new_id(), entry_id=elsewhere.id, person_id=person.id))
    assert look_for_conflicts(room.call.id) == 1
    assert (the_question().entry_id, the_question().grounds, own.id != here.id) == (here.id, ["team"], True)


@pytest.mark.integration
def test_who_is_bound_never_judges_and_what_he_marked_counts_no_longer(room: Room) -> None:
    bound(room)
    laid = an_assignment(room.round, room.entries[0], room.juror)
    a_sheet(laid, room.marks(5, 5))
    look_for_conflicts(room.call.id)
    question = the_question()
    with pytest.raises(ConflictNeedsReason):
        settle_conflict(room.as_organiser, room.call.id, question.id, " ", is_conflict=True)
    assert len(sheets_of_round(room.round.id)) == 2
    settle_conflict(room.as_organiser, room.call.id, question.id, "Brothers", is_conflict=True)
    assert sheets_of_round(room.round.id) == []
    assert (room.entries[0].id, room.juror.id) in hands_of(room.round).pool.barred
    assert db.session.scalars(select(Assignment.set_aside_at)).one() is not None
    assert count_conflicts(room.call.id)[ConflictState.confirmed] == 1
    assert audit.verify(room.call.id) is None


@pytest.mark.integration
def test_nobody_answers_about_himself_or_his_own_work(app: Flask, room: Room) -> None:
    maker = bound(room)
    look_for_conflicts(room.call.id)
    question, words = the_question(), "You are bound to a work that this is about."
    for person in (maker, room.juror):
        a_membership(person, room.call.id, Role.organiser)
        with pytest.raises(ShutOut):
            settle_conflict(an_actor(person), room.call.id, question.id, "x", is_conflict=False)
        page = a_browser(app, person).get(f"/en/organise/{room.call.id}/jury/conflicts").get_data(as_text=True)
        assert (page.count(words), "It is none" in page) == (1, False)
    settle_conflict(room.as_organiser, room.call.id, question.id, "No relatives", is_conflict=False)
    assert the_question().state == ConflictState.dismissed


@pytest.mark.integration
def test_only_organisers_of_the_call_answer(room: Room, make_room: MakeRoom) -> None:
    bound(room)
    look_for_conflicts(room.call.id)
    question, stranger = the_question(), make_room()
    for actor, call in (
        (room.as_juror, room.call),
        (stranger.as_organiser, room.call),
        (stranger.as_organiser, stranger.call),
    ):
        with pytest.raises(NotFound):
            settle_conflict(actor, call.id, question.id, "x", is_conflict=True)


@pytest.mark.integration
def test_questions_are_asked_and_answered_on_their_page(app: Flask, room: Room) -> None:
    maker, browser = bound(room), a_browser(app, room.organiser)
    url = f"/en/organise/{room.call.id}/jury/conflicts"
    assert "Nothing to answer." in browser.get(url).get_data(as_text=True)
    assert post(browser, url).location == url
    run_due()
    page = browser.get(url).get_data(as_text=True)
    assert ("the same family name" in page, maker.name in page) == (True, True)
    answer = f"{url}/{the_question().id}"
    assert post(browser, answer, {"answer": "conflict", "reason": ""}, page=url).status_code == 422
    assert post(browser, answer, {"answer": "perhaps", "reason": "x"}, page=url).status_code == 422
    assert post(browser, answer, {"answer": "conflict", "reason": "Cousins"}, page=url).location == url
    assert "Cousins" in browser.get(f"{url}?show=confirmed").get_data(as_text=True)
    assert post(browser, answer, {"answer": "none", "reason": "x"}, page=url).status_code == 409


@pytest.mark.integration
def test_many_jurors_are_compared_in_a_moment(room: Room) -> None:
    for number in range(20):
        a_juror(room.call, name=f"Juror {number}", school="The School")
    maker = a_person(school="the school")
    room.entries.append(a_submitted_entry(room.call, maker, room.category))
    assert look_for_conflicts(room.call.id) == 20
    assert [one.maker.id for one in conflicts_of(room.call.id, ConflictState.open, 50)] == [maker.id] * 20


@pytest.mark.integration
def test_a_chair_is_compared_too_and_asked_about_once_where_he_judges(room: Room) -> None:
    chair, both = a_person(name="Clara Bond"), a_juror(room.call, name="Bert Bond")
    for person in (chair, both):
        a_membership(person, room.call.id, Role.chair)
    maker = a_person(name="Zora Bond")
    entry = a_submitted_entry(room.call, maker, room.category)
    assert look_for_conflicts(room.call.id) == 2
    found = {one.juror.id: one.conflict.id for one in conflicts_of(room.call.id, ConflictState.open, 50)}
    assert set(found) == {chair.id, both.id}
    settle_conflict(room.as_organiser, room.call.id, found[chair.id], "Sisters", is_conflict=True)
    assert bound_to(room.call.id, chair.id) == {entry.id}
