"""Dates that move in the open: logged, shown with the day and the reason, and told once to those who wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls import queries, services
from competition.calls.models import Call, Category, DateMove
from competition.calls.rules import EditCalendar, EditOwnDates, Move, OwnDates, ReasonNeeded, require_reason
from competition.calls.rules.refusals import DatesOutOfOrder
from competition.entries.rules import EntryState
from competition.entries.services import moved_dates
from competition.errors import NotFound
from tests.calls.conftest import World
from tests.factories.calls import a_category
from tests.factories.entries import an_entry
from tests.factories.letters import sent_letters
from tests.factories.people import a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration
DAY = timedelta(days=1)


@pytest.fixture
def owner(world: World) -> Actor:
    """Return the owner; the call has all its dates."""
    with db.transaction() as session:
        call = session.get_one(Call, world.call.id, populate_existing=True)
        now = clock.now().replace(second=0, microsecond=0)
        call.opens_at, call.due_at, call.closes_at = now - DAY, now + 7 * DAY, now + 8 * DAY
        call.announcement_at = now + 40 * DAY
        rounds = queries.rounds_of(call.id)
        rounds[0].opens_at, rounds[0].closes_at = now + 10 * DAY, now + 20 * DAY
    return an_actor(world.people["owner"])


def fresh(call_id: str) -> Call:
    db.session.rollback()
    return db.session.get_one(Call, call_id, populate_existing=True)


def moved(actor: Actor, call_id: str, reason: str = "", **dates: Any) -> None:
    """Set some dates of a call."""
    call = fresh(call_id)
    calendar = replace(queries.calendar_of(call, queries.first_round_of(call_id)), **dates)
    services.edit_calendar(actor, call_id, EditCalendar(call.version, call.time_zone, calendar, reason))


def rows(call_id: str) -> list[DateMove]:
    db.session.rollback()
    return list(db.session.scalars(select(DateMove).where(DateMove.call_id == call_id).order_by(DateMove.name)))


def test_a_move_is_kept_with_what_it_was_and_why_and_stands_on_the_page(world: World, owner: Actor) -> None:
    before = fresh(world.call.id).due_at
    assert before is not None
    moved(owner, world.call.id, "The fair is postponed.", due_at=before + DAY, pay_by_at=before + 2 * DAY)
    found = rows(world.call.id)
    assert [(row.name, row.before, row.after, row.reason) for row in found] == [
        ("due_at", before, before + DAY, {"en": "The fair is postponed."}),
        ("pay_by_at", None, before + 2 * DAY, {"en": "The fair is postponed."}),
    ]
    assert len({row.change_id for row in found}) == 1
    page = world.browser("visitor").get(f"/en/calls/{world.call.slug}").get_data(as_text=True)
    assert "“Entries are due” moved from" in page
    assert "“Fees are due” was set to" in page
    assert "The fair is postponed." in page
    assert audit.verify(world.call.id) is None


def test_when_the_jury_sits_is_not_told_to_entrants(world: World, owner: Actor) -> None:
    call = fresh(world.call.id)
    assert call.closes_at is not None
    moved(owner, world.call.id, judging_opens_at=call.closes_at + 3 * DAY)
    assert rows(world.call.id) == []


def test_a_draft_calls_dates_move_silently(draft: World) -> None:
    moved(an_actor(draft.people["owner"]), draft.call.id, pay_by_at=clock.now() + 3 * DAY)
    assert rows(draft.call.id) == []


def test_time_is_taken_away_from_those_at_work_only_for_a_reason(world: World, owner: Actor) -> None:
    due = fresh(world.call.id).due_at
    assert due is not None
    with pytest.raises(ReasonNeeded) as refused:
        moved(owner, world.call.id, due_at=due - DAY)
    assert refused.value.values == {"dates": ["due_at"]}
    assert fresh(world.call.id).due_at == due
    moved(owner, world.call.id, "The hall is smaller.", due_at=due - DAY)
    assert fresh(world.call.id).due_at == due - DAY


def test_before_a_call_opens_nobody_is_at_work() -> None:
    now = clock.now()
    moves = [Move("due_at", now + 5 * DAY, now + 3 * DAY)]
    require_reason(moves, now + DAY, now, reason="")
    with pytest.raises(ReasonNeeded):
        require_reason(moves, now, now, reason=" ")


def test_the_form_asks_for_the_reason_beside_the_field_and_keeps_what_was_typed(world: World, owner: Actor) -> None:
    browser, call = world.browser("owner"), fresh(world.call.id)
    dates = queries.calendar_of(call, queries.first_round_of(call.id))
    values = {name: at.strftime("%Y-%m-%dT%H:%M") for name, at in dates.named() if at}
    form = {**values, "version": str(call.version), "time_zone": "Etc/UTC"}
    sooner = (dates.due_at or clock.now()) - DAY
    form["due_at"] = sooner.strftime("%Y-%m-%dT%H:%M")
    answer = post(browser, world.url("calendar"), form)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, 'id="reason-error"' in page, form["due_at"] in page) == (422, True, True)
    assert post(browser, world.url("calendar"), {**form, "reason": "A smaller hall."}).status_code == 303
    assert fresh(call.id).due_at == sooner


def test_everybody_who_waits_gets_one_letter_a_change_in_his_own_language(
    app: Flask, world: World, owner: Actor
) -> None:
    rings = queries.categories_of(world.call.id)[0]
    chairs = a_category(world.call, 2)
    people = {name: a_person(name=name, locale=name[:2]) for name in ("en", "nl", "zh", "fr", "en withdrawn")}
    an_entry(world.call, people["en"], rings)
    an_entry(world.call, people["en"], chairs)
    an_entry(world.call, people["nl"], chairs, state=EntryState.submitted, submitted_at=clock.now())
    an_entry(world.call, people["zh"])
    an_entry(world.call, people["en withdrawn"], rings, state=EntryState.withdrawn)
    due = fresh(world.call.id).due_at
    assert due is not None
    moved(owner, world.call.id, due_at=due + DAY / 2, closes_at=due + 2 * DAY)
    letters = {letter.to: letter for letter in sent_letters(app)}
    assert set(letters) == {people[name].email for name in ("en", "nl", "zh")}
    assert len(sent_letters(app)) == 3
    assert letters[people["en"].email].subject == f"Dates of “{world.call.title['en']}” have moved"
    assert letters[people["zh"].email].locale == "zh"
    english = letters[people["en"].email].text
    assert ("Entries are due" in english, "Hard close" in english) == (True, True)


def test_dates_of_a_category_are_told_to_those_whom_they_concern(app: Flask, world: World, owner: Actor) -> None:
    rings, chairs = queries.categories_of(world.call.id)[0], a_category(world.call, 2)
    hers, his, undecided = a_person(), a_person(), a_person()
    an_entry(world.call, hers, rings)
    an_entry(world.call, his, chairs)
    an_entry(world.call, undecided)
    call = fresh(world.call.id)
    assert call.due_at is not None
    command = EditOwnDates(call.version, OwnDates(due_at=call.due_at + DAY / 4), "", "en")
    services.edit_own_dates(owner, call.id, rings.id, command)
    assert {letter.to for letter in sent_letters(app)} == {hers.email, undecided.email}
    [row] = rows(call.id)
    assert (row.category_id, row.name, row.before, row.after) == (
        rings.id,
        "due_at",
        call.due_at,
        call.due_at + DAY / 4,
    )
    page = world.browser("visitor").get(f"/en/calls/{call.slug}").get_data(as_text=True)
    assert f'call-own-dates" lang="en">{rings.name["en"]}<' in page


def test_letters_go_out_in_portions_and_to_nobody_twice(
    app: Flask, world: World, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moved_dates, "LETTERS_AT_ONCE", 2)
    people = [a_person() for _ in range(5)]
    for person in people:
        an_entry(world.call, person)
        an_entry(world.call, person)
    due = fresh(world.call.id).due_at
    assert due is not None
    moved(owner, world.call.id, due_at=due + DAY / 2)
    assert sorted(letter.to for letter in sent_letters(app)) == sorted(person.email for person in people)


def test_a_categorys_dates_have_a_place_between_its_calls(world: World, owner: Actor) -> None:
    rings, call = queries.categories_of(world.call.id)[0], fresh(world.call.id)
    for late in (OwnDates(closes_at=clock.now() + 30 * DAY), OwnDates(due_at=clock.now() - 9 * DAY)):
        with pytest.raises(DatesOutOfOrder):
            services.edit_own_dates(owner, call.id, rings.id, EditOwnDates(fresh(call.id).version, late, "Why", "en"))
    own = OwnDates(due_at=clock.now() + 9 * DAY, closes_at=clock.now() + 9 * DAY)
    services.edit_own_dates(owner, call.id, rings.id, EditOwnDates(fresh(call.id).version, own, "", "en"))
    with pytest.raises(DatesOutOfOrder):
        moved(owner, call.id, "Why", judging_opens_at=clock.now() + 8.5 * DAY)


def test_a_category_of_another_call_is_not_there(world: World, draft: World, owner: Actor) -> None:
    foreign = queries.categories_of(draft.call.id)[0]
    with pytest.raises(NotFound):
        services.edit_own_dates(
            owner, world.call.id, foreign.id, EditOwnDates(fresh(world.call.id).version, OwnDates())
        )
    assert world.browser("owner").get(world.url(f"calendar/{foreign.id}")).status_code == 404


def test_a_call_is_open_as_long_as_one_of_its_categories(world: World, owner: Actor) -> None:
    now = clock.now()
    a_category(world.call, 2)
    with db.transaction() as session:
        call = session.get_one(Call, world.call.id, populate_existing=True)
        call.due_at, call.closes_at = now - 2 * DAY, now - DAY
        rings = queries.categories_of(call.id)[0]
        session.get_one(Category, rings.id).closes_at = now + DAY
        session.get_one(Category, rings.id).due_at = now + DAY / 2
    page = world.browser("visitor").get(f"/en/calls/{world.call.slug}").get_data(as_text=True)
    assert ("Open for entries" in page, "Enter this call" in page) == (True, True)
