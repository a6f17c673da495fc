"""Reminders: by a plan and by hand, to those who have something left, in their language, never twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from competition import audit, clock, db
from competition.calls.models import Round
from competition.errors import NotFound
from competition.facts import DeadlineMoved
from competition.judging.models import Reminder
from competition.judging.queries.reminding import days_of
from competition.judging.rules.oversight import (
    MOST_DAYS,
    DaysOutOfBounds,
    NobodyToRemind,
    checked_days,
    due_at,
    step_at,
)
from competition.judging.rules.sheets import RoundIsClosed
from competition.judging.services import on_dates_moved, plan_reminders, remind_by_hand, remind_by_plan
from competition.mail.models import Letter
from competition.people.models import Person
from competition.people.rules import Role
from competition.queueing.models import Job
from tests.factories.judging import a_juror, a_sheet
from tests.factories.people import a_browser, a_membership, a_person
from tests.factories.web import post
from tests.judging.conftest import MakeRoom, Room


@given(st.lists(st.integers(-5, MOST_DAYS + 5), max_size=9))
def test_days_are_few_and_in_bounds_or_refused(days: list[int]) -> None:
    is_good = len(set(days)) <= 6 and all(1 <= day <= MOST_DAYS for day in days)
    if is_good:
        assert checked_days(days) == tuple(sorted(set(days), reverse=True))
        return
    with pytest.raises(DaysOutOfBounds):
        checked_days(days)


def close_of(room: Room) -> datetime:
    """Return when the round closes."""
    at = db.session.get_one(Round, room.round.id).closes_at
    assert at is not None
    return at


def letters(*people: Person) -> list[tuple[str, str, int]]:
    """Return the reminders in the outbox: whose, in which language, how much is left."""
    db.session.rollback()
    query = select(Letter).where(Letter.event == "judging/reminder").order_by(Letter.created_at, Letter.address)
    names = {person.email: person.name for person in people}
    return [(names[one.address], one.locale, one.context["number"]) for one in db.session.scalars(query)]


def planned(room: Room) -> dict[str, object]:
    db.session.rollback()
    jobs = db.session.scalars(select(Job).where(Job.name == "judging.remind"))
    return {str(job.arguments["step"]): job.due_at for job in jobs}


pytestmark = pytest.mark.integration


def test_who_has_something_left_is_reminded_once_for_a_step_in_his_language(room: Room) -> None:
    late = a_juror(room.call, name="Lin Late", locale="zh")
    done = a_juror(room.call, name="Dora Done")
    room.laid(late)
    a_sheet(room.laid(late), room.marks(3, 3))
    room.laid(room.juror)
    a_sheet(room.laid(done), room.marks(3, 3))
    step = step_at(close_of(room), 7)
    assert [remind_by_plan(room.round.id, 7, step) for _again in range(3)] == [2, 0, 0]
    assert sorted(letters(late, done, room.juror)) == [(room.juror.name, "en", 1), ("Lin Late", "zh", 1)]
    a_sheet(room.laid(room.juror), room.marks(2, 2))
    assert remind_by_plan(room.round.id, 2, step_at(close_of(room), 2)) == 2
    assert audit.verify(room.call.id) is None
    kinds = db.session.scalars(select(audit.AuditEvent.kind).where(audit.AuditEvent.chain == room.call.id))
    assert list(kinds).count("jurors.reminded") == 2


def test_a_reminder_whose_plan_or_close_is_gone_writes_to_nobody(room: Room) -> None:
    room.laid()
    old = step_at(close_of(room), 7)
    plan_reminders(room.as_organiser, room.call.id, [3])
    assert remind_by_plan(room.round.id, 7, old) == 0
    with db.transaction() as session:
        session.get_one(Round, room.round.id).closes_at = close_of(room) + timedelta(days=1)
    assert remind_by_plan(room.round.id, 3, step_at(close_of(room) - timedelta(days=1), 3)) == 0
    with db.transaction() as session:
        session.get_one(Round, room.round.id).closes_at = clock.now() - timedelta(days=1)
    assert remind_by_plan(room.round.id, 3, step_at(close_of(room), 3)) == 0
    assert letters() == []


def test_steps_are_planned_with_the_plan_and_with_the_close_and_not_for_the_past(make_room: MakeRoom) -> None:
    room = make_room(dates={"closes_at": clock.now() + timedelta(days=5)})
    assert days_of(room.round.id) == (7, 2, 1)
    with db.transaction():
        on_dates_moved(DeadlineMoved(room.call.id, "judging_closes_at", None, room.round.closes_at))
    close = close_of(room)
    assert planned(room) == {step_at(close, days): due_at(close, days) for days in (2, 1)}
    plan_reminders(room.as_organiser, room.call.id, [4, 1, 4])
    assert days_of(room.round.id) == (4, 1)
    assert planned(room) == {step_at(close, days): due_at(close, days) for days in (4, 2, 1)}
    plan_reminders(room.as_organiser, room.call.id, [])
    assert days_of(room.round.id) == ()


def test_by_hand_only_the_chosen_who_have_something_left_and_once_for_a_form(room: Room) -> None:
    other, done = a_juror(room.call, name="Otto Other"), a_juror(room.call)
    room.laid()
    room.laid(other)
    a_sheet(room.laid(done), room.marks(3, 3))
    chosen = [other.id, done.id, room.maker.id]
    sent = [remind_by_hand(room.as_organiser, room.call.id, chosen, "token-1", None) for _again in range(2)]
    assert (sent, letters(other)) == ([1, 0], [("Otto Other", "en", 1)])
    assert remind_by_hand(room.as_organiser, room.call.id, chosen, "token-2", None) == 1
    with pytest.raises(NobodyToRemind):
        remind_by_hand(room.as_organiser, room.call.id, [done.id], "token-3", None)
    rows = db.session.execute(select(Reminder.juror_id, Reminder.sent_by)).all()
    assert [tuple(row) for row in rows] == [(other.id, room.organiser.id)] * 2


def test_nobody_else_reminds_and_nobody_after_the_close(room: Room, make_room: MakeRoom) -> None:
    room.laid()
    with pytest.raises(NotFound):
        remind_by_hand(make_room().as_organiser, room.call.id, [room.juror.id], "token", None)
    with pytest.raises(NotFound):
        plan_reminders(room.as_juror, room.call.id, [1])
    with db.transaction() as session:
        session.get_one(Round, room.round.id).closes_at = clock.now() - timedelta(days=1)
    with pytest.raises(RoundIsClosed):
        remind_by_hand(room.as_organiser, room.call.id, [room.juror.id], "token", None)


def test_the_chair_reminds_and_plans_on_the_page(app: Flask, room: Room) -> None:
    a_membership(chair := a_person(), room.call.id, Role.chair)
    room.laid()
    browser = a_browser(app, chair)
    url = f"/en/organise/{room.call.id}/jury/progress"
    data = {"chosen": [room.juror.id], "token": "0123456789"}
    assert post(browser, f"{url}/reminders", data, page=url).status_code == 303
    assert letters(room.juror) == [(room.juror.name, "en", 1)]
    assert "1 reminder is on its way." in browser.get(url).get_data(as_text=True)
    assert post(browser, f"{url}/plan", {"days": "5, 3"}, page=url).status_code == 303
    db.session.rollback()
    db.session.expire_all()
    assert days_of(room.round.id) == (5, 3)
    assert post(browser, f"{url}/plan", {"days": "soon"}, page=url).status_code == 422
