"""A later round judges what was let into it, by its own rubric, on its own sheets."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from competition import clock, db
from competition.calls.models import Round
from competition.calls.queries import round_of
from competition.judging.models import Assignment
from competition.judging.queries import criteria_of, entries_in
from competition.judging.queries.panel import hand_rows
from competition.judging.queries.seat import queue_of, seat_for, table_of
from competition.judging.rules.dealing import DealCommand, SheetIsBegun
from competition.judging.rules.sheets import Session
from competition.judging.services import admit, apply_deal, request_deal, work_out
from tests.factories.calls import a_round
from tests.factories.judging import a_rubric, a_sheet, an_assignment
from tests.factories.people import a_browser, an_actor
from tests.judging.conftest import Room

pytestmark = pytest.mark.integration


def a_final(room: Room, **values: object) -> Round:
    """Add a second round that begins in twenty days."""
    now = clock.now()
    given = {"position": 2, "opens_at": now + timedelta(days=20), "closes_at": now + timedelta(days=25)}
    return a_round(room.call, **{**given, "name": {"en": "Final"}, **values})


def _worked_out(proposal_id: str) -> str:
    work_out(proposal_id)
    return proposal_id


def test_a_later_round_deals_only_what_was_let_into_it(app: Flask, room: Room) -> None:
    first, second, third = room.entry(), room.entry(), room.entry()
    final = a_final(room)
    assert [entry.id for entry in entries_in(final)] == []
    admit(room.as_organiser, final.id, [first.id, third.id])
    proposal_id = request_deal(room.as_organiser, room.call.id, DealCommand(1, "seed"), 2)
    assert apply_deal(room.as_organiser, room.call.id, _worked_out(proposal_id)) == 2
    laid = select(Assignment.entry_id).where(Assignment.round_id == final.id).order_by(Assignment.entry_id)
    assert list(db.session.scalars(laid)) == sorted([first.id, third.id])
    assert {row.entry_id for row in hand_rows(final, room.juror.id)} == {first.id, third.id}
    assert {entry.id for entry in entries_in(room.round)} == {first.id, second.id, third.id}


def test_who_is_let_in_can_change_until_a_sheet_is_begun(app: Flask, room: Room) -> None:
    first, second = room.entry(), room.entry()
    final = a_final(room)
    admit(room.as_organiser, final.id, [first.id, second.id])
    laid = an_assignment(final, first, room.juror)
    admit(room.as_organiser, final.id, [second.id])
    assert ([one.id for one in entries_in(final)], queue_of(final.id, room.juror.id)) == ([second.id], [])
    admit(room.as_organiser, final.id, [first.id, second.id])
    laid = an_assignment(final, first, room.juror)
    a_sheet(laid, {})
    with pytest.raises(SheetIsBegun):
        admit(room.as_organiser, final.id, [second.id])
    db.session.rollback()
    assert {one.id for one in entries_in(final)} == {first.id, second.id}


def test_the_juror_sits_in_the_round_that_is_on(app: Flask, room: Room) -> None:
    laid = room.laid()
    final = a_final(room)
    at_final = an_assignment(final, room.entries[0], room.juror)

    def seen() -> tuple[str, Session, int]:
        actor = room.as_juror
        seat, [row] = seat_for(actor, room.call.id, round_of(room.call.id, None, actor.at)), table_of(actor)
        assert seat is not None
        assert seat.round is not None
        assert row.round is not None
        assert row.round.id == seat.round.id
        return seat.round.id, seat.session, row.assigned

    assert seen() == (room.round.id, Session.sitting, 1)
    with time_machine.travel(clock.now() + timedelta(days=21)):
        assert seen() == (final.id, Session.sitting, 1)
        room_seat = seat_for(an_actor(room.juror), room.call.id, room.round)
        assert room_seat is not None
        assert room_seat.session == Session.closed
    assert laid.id != at_final.id


def test_a_sheet_of_an_earlier_round_is_still_found_by_its_address(app: Flask, room: Room) -> None:
    laid = room.laid()
    final = a_final(room, opens_at=clock.now() - timedelta(minutes=5))
    a_rubric(final, 1)
    browser = a_browser(app, room.juror)
    answer = browser.get(f"/en/jury/{room.call.id}/entries/{laid.id}")
    assert answer.status_code == 200
    assert answer.text.count('role="radiogroup"') + answer.text.count("<fieldset") >= len(room.criteria)


def test_a_new_rounds_rubric_begins_with_that_of_the_round_before(app: Flask, room: Room) -> None:
    final = a_final(room)
    browser = a_browser(app, room.organiser)
    page = browser.get(f"/en/organise/{room.call.id}/rubric?round=2").text
    assert 'value="Criterion 1"' in page
    assert list(criteria_of(final.id)) == []
