"""The chair's page: how far a round is, and of marks no more than its rules and the chair's own bonds let through."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from statistics import stdev

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from competition import clock, db
from competition.actor import Actor
from competition.entries.models import Entry, EntryMember
from competition.judging.models import Conflict
from competition.judging.queries.progress import EntryRow, Wanted, entry_rows
from competition.judging.queries.waiting import conflicts_waiting, flags_waiting
from competition.judging.rules import ConflictState, MarksAreHidden
from competition.judging.rules.flags import FlagCommand, FlagKind
from competition.judging.rules.oversight import EntryOrder, score_of
from competition.judging.rules.sheets import Scale
from competition.judging.services import raise_flag, recuse
from competition.people.models import Person
from competition.people.rules import Role
from competition.results.services import request_run
from tests.factories.judging import a_juror, a_sheet, an_assignment
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.judging.conftest import MakeRoom, Room


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 5), st.integers(1, 10), st.data()), max_size=6))
def test_a_score_is_the_weighted_mean_of_stretched_scales(rows: list[tuple[int, int, int, st.DataObject]]) -> None:
    scales = [Scale(str(place), low, low + size, weight) for place, (weight, low, size, _d) in enumerate(rows)]
    marks = {
        one.criterion_id: row[3].draw(st.integers(one.lowest, one.highest))
        for one, row in zip(scales, rows, strict=True)
    }
    score = score_of(marks, scales)
    assert (score is None) == (not scales)
    if score is not None:
        assert -1e-9 <= score <= 100 + 1e-9
        assert score_of({one.criterion_id: one.highest for one in scales}, scales) == pytest.approx(100)
        assert score_of({one.criterion_id: one.lowest for one in scales}, scales) == 0


def a_chair(room: Room) -> Person:
    a_membership(chair := a_person(name="Carla Chair"), room.call.id, Role.chair)
    return chair


def marked(room: Room, *points: int) -> Entry:
    """Add an entry that so many jurors marked alike on all criteria."""
    entry = room.entry()
    for point in points:
        a_sheet(an_assignment(room.round, entry, a_juror(room.call)), room.marks(point, point))
    return entry


def rows(room: Room, viewer: Actor, order: EntryOrder = EntryOrder.spread, *, hides: bool = False) -> list[EntryRow]:
    db.session.rollback()
    return entry_rows(room.round, viewer, Wanted(order, hides))


def spreads(room: Room, viewer: Actor) -> dict[str, bool]:
    """Return of which entries a viewer learns the spread, by code."""
    return {row.code: row.spread is not None for row in rows(room, viewer)}


@pytest.mark.integration
def test_entries_come_with_their_spread_those_on_which_jurors_differ_most_first(room: Room) -> None:
    alike, apart, one = marked(room, 3, 3), marked(room, 1, 5, 3), marked(room, 4)
    found = rows(room, room.as_organiser)
    assert [row.code for row in found] == [apart.code, alike.code, one.code]
    first = found[0].spread
    assert first is not None
    assert (first.jurors, first.least, first.most, first.range) == (3, 0, 100, 100)
    assert first.deviation == pytest.approx(stdev([0, 100, 50]))
    assert [row.spread.deviation if row.spread else "none" for row in found[1:]] == [0, None]


@pytest.mark.integration
def test_what_an_entry_waits_for_is_counted_as_in_the_results(room: Room) -> None:
    entry = room.entry()
    a_sheet(an_assignment(room.round, entry, a_juror(room.call)), room.marks(3, 3))
    laid = an_assignment(room.round, entry, room.juror)
    an_assignment(room.round, entry, a_juror(room.call), set_aside_at=clock.now())
    raise_flag(room.as_juror, laid.id, FlagCommand(FlagKind.rights, "A face"))
    (row,) = rows(room, room.as_organiser)
    assert (row.jurors, row.done, row.begun, row.recused, row.flags) == (2, 1, 0, 0, 1)
    recuse(room.as_juror, laid.id, "My cousin")
    (row,) = rows(room, room.as_organiser)
    assert (row.jurors, row.done, row.recused) == (1, 1, 1)


@pytest.mark.integration
@pytest.mark.parametrize("bond", ["team", "conflict", "recused"])
def test_who_is_bound_to_an_entry_learns_nothing_of_its_marks_or_flags(room: Room, bond: str) -> None:
    chair = a_chair(room)
    other, entry = marked(room, 2, 3), marked(room, 1, 5)
    viewer = an_actor(chair)
    assert spreads(room, viewer) == {other.code: True, entry.code: True}
    laid = an_assignment(room.round, entry, room.juror)
    raise_flag(room.as_juror, laid.id, FlagCommand(FlagKind.rules, "CANARY"))
    assert [one.code for one in flags_waiting(room.round.id, viewer)] == [entry.code]
    with db.transaction() as session:
        if bond == "team":
            session.add(EntryMember(id=db.new_id(), entry_id=entry.id, person_id=chair.id))
        elif bond == "conflict":
            question = Conflict(id=db.new_id(), call_id=room.call.id, entry_id=entry.id, juror_id=chair.id)
            question.maker_id, question.asked_at, question.state = room.maker.id, clock.now(), ConflictState.confirmed
            session.add(question)
    if bond == "recused":
        a_membership(chair, room.call.id, Role.juror)
        an_assignment(room.round, entry, chair, recused_at=clock.now())
    found = rows(room, viewer)
    # The widest spread would stand first: its place must not tell it either.
    assert [(row.code, row.is_shut, row.spread is None) for row in found] == [
        (other.code, False, False),
        (entry.code, True, True),
    ]
    assert found[1].flags == 0
    assert flags_waiting(room.round.id, viewer) == []
    assert rows(room, room.as_organiser)[0].code == entry.code


@pytest.mark.integration
def test_a_chair_who_judges_learns_a_spread_once_his_own_sheet_is_handed_in(room: Room) -> None:
    chair = a_chair(room)
    a_membership(chair, room.call.id, Role.juror)
    entry = marked(room, 1, 5)
    own = an_assignment(room.round, entry, chair)
    assert spreads(room, an_actor(chair)) == {entry.code: False}
    a_sheet(own, room.marks(3, 3))
    assert spreads(room, an_actor(chair)) == {entry.code: True}


@pytest.mark.integration
def test_a_round_that_hides_marks_shows_none_until_it_closes(make_room: MakeRoom) -> None:
    room = make_room(hides_marks=True)
    entry = marked(room, 1, 5)
    assert [row.spread for row in rows(room, room.as_organiser, hides=True)] == [None]
    with pytest.raises(MarksAreHidden):
        request_run(room.as_organiser, room.call.id)
    later = replace(room.as_organiser, at=clock.now() + timedelta(days=15))
    assert [(row.code, row.spread is None) for row in rows(room, later, hides=True)] == [(entry.code, False)]
    assert request_run(later, room.call.id)


@pytest.mark.integration
def test_questions_about_the_viewer_himself_are_not_his_to_read(room: Room) -> None:
    entry, chair = room.entry(), a_chair(room)
    with db.transaction() as session:
        for person in (chair, room.juror):
            row = Conflict(id=db.new_id(), call_id=room.call.id, entry_id=entry.id, juror_id=person.id)
            row.maker_id, row.asked_at = room.maker.id, clock.now()
            session.add(row)
    assert [one.juror for one in conflicts_waiting(room.call.id, an_actor(chair))] == [room.juror.name]


@pytest.mark.integration
def test_the_page_and_what_renews_it_say_the_same(app: Flask, room: Room) -> None:
    marked(room, 1, 5)
    room.laid()
    browser = a_browser(app, a_chair(room))
    page = browser.get(f"/en/organise/{room.call.id}/jury/progress").get_data(as_text=True)
    part = browser.get(f"/en/organise/{room.call.id}/jury/progress/now").get_data(as_text=True)
    assert "100.0" in page
    assert "Not started" in page
    assert "100.0" in part
    assert "<html" not in part
    assert room.maker.name not in page + part
    assert room.entries[0].title not in page + part
