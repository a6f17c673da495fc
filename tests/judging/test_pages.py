"""The pages: what they say, what a form without scripts does, what a second tab is answered."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import clock, db
from competition.judging.models import Assignment, JurorTerms, Pledge, ScoreSheet
from competition.judging.queries import criteria_of
from competition.judging.rules.sheets import SheetState
from competition.queueing.services import run_due
from competition.web.paging import PER_PAGE
from tests.factories.judging import a_juror, a_sheet
from tests.factories.people import a_browser
from tests.factories.web import post
from tests.judging.conftest import MakeRoom, Room

pytestmark = pytest.mark.integration


@pytest.fixture
def juror(app: Flask, room: Room) -> FlaskClient:
    return a_browser(app, room.juror)


@pytest.fixture
def organiser(app: Flask, room: Room) -> FlaskClient:
    return a_browser(app, room.organiser)


def wall(room: Room) -> str:
    return f"/en/jury/{room.call.id}/"


def sheet(room: Room, laid: Assignment) -> str:
    return f"/en/jury/{room.call.id}/entries/{laid.id}"


def stored(laid: Assignment) -> ScoreSheet:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(ScoreSheet).where(ScoreSheet.assignment_id == laid.id)).one()


def test_the_table_lists_the_calls_with_what_is_left(juror: FlaskClient, room: Room) -> None:
    room.laid()
    a_sheet(room.laid(), room.marks(3, 3))
    page = juror.get("/en/jury/").get_data(as_text=True)
    assert f'href="{wall(room)}"' in page
    assert "1 of 2 left" in page


def test_nothing_is_shown_before_the_pledge(app: Flask, room: Room) -> None:
    newcomer = a_juror(room.call, pledged=False)
    laid = room.laid(newcomer)
    browser = a_browser(app, newcomer)
    pledge = f"/en/jury/{room.call.id}/pledge"
    assert [browser.get(url).location for url in (wall(room), sheet(room, laid))] == [pledge, pledge]
    page = browser.get(pledge).get_data(as_text=True)
    assert room.entries[0].code not in page
    refused = post(browser, pledge, {"keeps_confidence": "y", "has_interests": "none"})
    assert refused.status_code == 422
    unsaid = {"keeps_confidence": "y", "keeps_conduct": "y", "has_interests": "some"}
    assert post(browser, pledge, unsaid).status_code == 422
    assert post(browser, pledge, {**unsaid, "interests": "I teach there."}).location == wall(room)
    assert db.session.scalars(select(Pledge.interests).where(Pledge.person_id == newcomer.id)).one() == "I teach there."
    assert room.entries[0].code in browser.get(wall(room)).get_data(as_text=True)


def test_the_wall_shows_codes_states_and_the_truth_about_what_is_left(juror: FlaskClient, room: Room) -> None:
    laid = [room.laid() for _ in range(3)]
    a_sheet(laid[0], room.marks(3, 3))
    a_sheet(laid[1], room.marks(3), state=SheetState.draft, submitted_at=None)
    page = juror.get(wall(room)).get_data(as_text=True)
    assert [entry.code in page for entry in room.entries] == [True, True, True]
    assert "2 of 3 left" in page
    handed_in = juror.get(f"{wall(room)}?show=submitted").get_data(as_text=True)
    assert [f"/entries/{one.id}" in handed_in.split("data-wall")[1] for one in laid] == [True, False, False]


def test_before_the_opening_nothing_is_shown(app: Flask, make_room: MakeRoom) -> None:
    room = make_room(dates={"opens_at": clock.now() + timedelta(hours=1)})
    laid = room.laid()
    browser = a_browser(app, room.juror)
    page = browser.get(wall(room)).get_data(as_text=True)
    assert room.entries[0].code not in page
    assert "The round is not open yet." in page
    assert browser.get(sheet(room, laid)).location == wall(room)


def test_a_sheet_is_saved_and_handed_in_without_scripts(juror: FlaskClient, room: Room) -> None:
    laid, other = room.laid(), room.laid()
    first, second = (criterion.id for criterion in room.criteria)
    url = sheet(room, laid)
    assert post(juror, url, {"version": "0", first: "3", "comment": "So far"}).location == url
    assert (stored(laid).marks, stored(laid).comment, stored(laid).version) == ({first: 3}, "So far", 1)
    unready = post(juror, url, {"version": "1", first: "4", "comment": "Words", "act": "hand_in"})
    page = unready.get_data(as_text=True)
    assert (unready.status_code, "Choose a mark." in page, ">Words</textarea>" in page) == (422, True, True)
    done = post(juror, url, {"version": "1", first: "4", second: "5", "comment": "Words", "act": "hand_in"})
    assert done.location == sheet(room, other)
    assert stored(laid).state == SheetState.submitted
    last = post(juror, sheet(room, other), {"version": "0", first: "1", second: "1", "act": "hand_in"})
    assert last.location == wall(room)
    assert "All 2 are handed in." in juror.get(wall(room)).get_data(as_text=True)


def test_a_second_tab_gets_both_versions(juror: FlaskClient, room: Room) -> None:
    laid = room.laid()
    first, second = (criterion.id for criterion in room.criteria)
    url = sheet(room, laid)
    asks_json = {"Accept": "application/json", "X-CSRFToken": token(juror, url)}
    saved = juror.post(url, data={"version": "0", first: "3", "comment": "Mine"}, headers=asks_json)
    assert (saved.status_code, saved.get_json()["version"], saved.get_json()["state"]) == (200, 1, "draft")
    stale = juror.post(url, data={"version": "0", first: "5", "comment": "Other"}, headers=asks_json)
    assert stale.status_code == 409
    assert stale.get_json()["values"] == {
        "version": 1,
        "state": "draft",
        "theirs": {first: "3", second: "", "comment": "Mine", "note": ""},
    }
    page = post(juror, url, {"version": "0", first: "5", "comment": "Other"})
    text = page.get_data(as_text=True)
    assert (page.status_code, "Saved elsewhere: 3" in text, ">Other</textarea>" in text) == (409, True, True)
    assert 'name="version" value="1"' in text
    assert stored(laid).marks == {first: 3}


def token(browser: FlaskClient, url: str) -> str:
    page = browser.get(url).get_data(as_text=True)
    return page.split('name="csrf_token" value="')[1].split('"')[0]


@pytest.mark.parametrize("mark", ["9", "-1", "NaN", "1e3", "٣", "3.5", "x" * 5000])
def test_a_mark_off_the_scale_is_a_clear_refusal(juror: FlaskClient, room: Room, mark: str) -> None:
    laid = room.laid()
    answer = post(juror, sheet(room, laid), {"version": "0", room.criteria[0].id: mark})
    assert answer.status_code == 422
    assert "A mark must be a whole number from 1 to 5. Nothing was stored." in answer.get_data(as_text=True)


@pytest.mark.parametrize("field", ["0", "no-such", "<script>"])
def test_an_unknown_criterion_is_a_clear_refusal(juror: FlaskClient, room: Room, field: str) -> None:
    answer = post(juror, sheet(room, room.laid()), {"version": "x", field: "3"})
    assert (answer.status_code, "no criterion of the rubric" in answer.get_data(as_text=True)) == (422, True)


def test_a_late_save_is_a_clear_refusal_and_the_sheet_can_still_be_read(app: Flask, make_room: MakeRoom) -> None:
    room = make_room(dates={"closes_at": clock.now() - timedelta(seconds=1)})
    laid = room.laid()
    a_sheet(laid, room.marks(3, 4))
    browser = a_browser(app, room.juror)
    page = browser.get(sheet(room, laid))
    assert "The round is closed; sheets stand as they are." in page.get_data(as_text=True)
    late = browser.post(
        sheet(room, laid),
        data={"version": "1", "csrf_token": token(browser, sheet(room, laid)), room.criteria[0].id: "5"},
    )
    assert (late.status_code, "The round is closed." in late.get_data(as_text=True)) == (422, True)
    assert stored(laid).marks == room.marks(3, 4)


def test_stepping_back_asks_why_and_leads_on(juror: FlaskClient, organiser: FlaskClient, room: Room) -> None:
    laid, other = room.laid(), room.laid()
    url = f"{sheet(room, laid)}/recusal"
    assert post(juror, url, {"relation": " "}, page=sheet(room, laid)).status_code == 422
    assert post(juror, url, {"relation": "My sister"}, page=sheet(room, laid)).location == sheet(room, other)
    page = juror.get(wall(room)).get_data(as_text=True)
    assert (f"/entries/{laid.id}" in page, "1 of 1 left" in page) == (False, True)
    assert juror.get(sheet(room, laid)).location == wall(room)
    assert "My sister" in organiser.get(f"/en/organise/{room.call.id}/jury").get_data(as_text=True)


def test_fresh_links_are_given_for_own_files_only(juror: FlaskClient, room: Room) -> None:
    from competition.entries.models import EntryFile

    room.laid()
    room.entry()
    other, mine = (
        db.session.scalars(select(EntryFile.id).where(EntryFile.entry_id == entry.id)).one()
        for entry in reversed(room.entries)
    )
    head = {"X-CSRFToken": token(juror, sheet(room, db.session.scalars(select(Assignment)).one()))}
    url = f"/en/jury/{room.call.id}/links"
    answer = juror.post(url, json={"files": [mine, other, "nonsense"]}, headers=head)
    assert {key: len(urls) for key, urls in answer.get_json()["links"].items()} == {mine: 2}
    assert answer.get_json()["expires_at"] > clock.now().isoformat()
    bodies: list[Any] = [None, {}, {"files": "x"}, {"files": [1]}, {"files": ["x"] * 501}, []]
    for wrong in bodies:
        assert juror.post(url, json=wrong, headers=head).status_code == 422


def test_a_rubric_is_built_without_scripts(organiser: FlaskClient, room: Room) -> None:
    url = f"/en/organise/{room.call.id}/rubric"
    one = {"c0-name_en": "Idea", "c0-weight": "2", "c0-lowest": "0", "c0-highest": "2", "c0-step_2_en": "Great"}
    head = {"version": "1", "is_blind": "y", "comments": "required", "count": "1", **one}
    head |= {"kind": "scores", "others": "never", "least_marks": "1", "may_change": "y"}
    added = post(organiser, url, {**head, "act": "add"}).get_data(as_text=True)
    assert ('name="count" value="2"' in added, 'value="Great"' in added) == (True, True)
    assert post(organiser, url, {**head, "c0-highest": "12"}).status_code == 422
    assert post(organiser, url, {**head, "c0-name_en": ""}).status_code == 422
    assert post(organiser, url, head).location == url
    db.session.rollback()
    db.session.expire_all()
    (criterion,) = criteria_of(room.round.id)
    assert (criterion.name, criterion.weight, criterion.steps) == ({"en": "Idea"}, 2, [{}, {}, {"en": "Great"}])
    assert post(organiser, url, head).status_code == 409


def test_a_locked_rubric_says_why(juror: FlaskClient, organiser: FlaskClient, room: Room) -> None:
    post(juror, sheet(room, room.laid()), {"version": "0", room.criteria[0].id: "3"})
    page = organiser.get(f"/en/organise/{room.call.id}/rubric").get_data(as_text=True)
    assert ("only the chair of the jury changes it" in page, 'name="c0-' in page) == (True, False)


def test_entries_are_shown_as_they_would_be_shared_out_and_then_are(organiser: FlaskClient, room: Room) -> None:
    for _ in range(3):
        room.entry(locale="fr")
    jury = f"/en/organise/{room.call.id}/jury"
    shown = post(organiser, f"{jury}/assignment", {"per_entry": "1"}, page=jury).location
    assert "Being dealt" in organiser.get(shown).get_data(as_text=True)
    run_due()
    page = organiser.get(shown).get_data(as_text=True)
    assert "3 sheets would be laid out." in page
    codes = ", ".join(sorted(entry.code for entry in room.entries))
    assert f"3 entries would be judged by nobody who reads their language: {codes}." in page
    assert post(organiser, shown, page=shown).location == jury
    db.session.rollback()
    assert len(db.session.scalars(select(Assignment.id)).all()) == 3
    again = post(organiser, f"{jury}/assignment", {"per_entry": "1"}, page=jury).location
    run_due()
    room.entry()
    assert post(organiser, again, page=again).status_code == 409


def test_a_deal_that_cannot_be_is_refused_beside_the_form(organiser: FlaskClient, room: Room) -> None:
    jury = f"/en/organise/{room.call.id}/jury"
    for wrong in ({"per_entry": "0"}, {"per_entry": "1", "borrowed": "101"}, {"per_entry": "1", "leeway": "x"}):
        assert post(organiser, f"{jury}/assignment", wrong, page=jury).status_code == 422
    empty = post(organiser, f"{jury}/assignment", {"per_entry": "7"}, page=jury)
    assert (empty.status_code, 'value="7"' in empty.get_data(as_text=True)) == (422, True)


def test_what_a_juror_takes_is_his_to_say_and_the_organisers(
    juror: FlaskClient, organiser: FlaskClient, room: Room
) -> None:
    own, theirs = f"/en/jury/{room.call.id}/terms", f"/en/organise/{room.call.id}/jury/{room.juror.id}/terms"
    said = {"languages": ["nl", "zh"], "categories": [room.category.id], "most": "12"}
    assert post(juror, own, said).location == f"/en/jury/{room.call.id}/"
    assert terms(room) == (["nl", "zh"], [room.category.id], 12)
    page = organiser.get(theirs).get_data(as_text=True)
    assert [line.split('value="')[1].split('"')[0] for line in page.split("<input") if " checked" in line] == [
        "nl",
        "zh",
        room.category.id,
    ]
    assert post(organiser, theirs, {"languages": ["fr"], "most": ""}).location == f"/en/organise/{room.call.id}/jury"
    assert terms(room) == (["fr"], [], None)
    for wrong in ({}, {"languages": ["xx"]}, {"languages": ["fr"], "categories": ["x"]}, {**said, "most": "-1"}):
        assert post(juror, own, wrong).status_code == 422
    assert terms(room) == (["fr"], [], None)


def terms(room: Room) -> tuple[list[str], list[str], int | None]:
    db.session.rollback()
    db.session.expire_all()
    stored = db.session.get_one(JurorTerms, (room.call.id, room.juror.id))
    return stored.languages, stored.categories, stored.most


def test_entries_are_ticked_by_hand(organiser: FlaskClient, room: Room) -> None:
    first, second = room.entry(), room.entry()
    url = f"/en/organise/{room.call.id}/jury/{room.juror.id}"
    ticks = {"shown": [first.id, second.id], "chosen": [second.id]}
    assert post(organiser, url, ticks).location == f"/en/organise/{room.call.id}/jury"
    assert db.session.scalars(select(Assignment.entry_id)).all() == [second.id]


def test_a_juror_is_invited_by_letter(organiser: FlaskClient, room: Room) -> None:
    url = f"/en/organise/{room.call.id}/jury"
    assert post(organiser, url, {"email": "nobody", "locale": "en"}).status_code == 422
    assert post(organiser, url, {"email": "new@example.org", "name": "Nina", "locale": "zh"}).location == url
    assert "new@example.org" in organiser.get(url).get_data(as_text=True)


def test_a_long_wall_comes_in_pages_and_a_sheet_leads_back_to_its_own(app: Flask, room: Room) -> None:
    laid = [room.laid() for _ in range(2 * PER_PAGE + 3)]
    browser, first = a_browser(app, room.juror), wall(room)
    seen = [re.findall(r"/entries/(\w+)\"", browser.get(f"{first}?page={number}").text) for number in (1, 2, 3)]
    ids = [one.id for one in laid]
    # The first page also leads to the entry to go on with.
    assert [seen[0][1:], seen[1][1:], seen[2][1:]] == [
        ids[:PER_PAGE],
        ids[PER_PAGE : 2 * PER_PAGE],
        ids[2 * PER_PAGE :],
    ]
    assert browser.get(f"{first}?page=99").text.count('class="row-item') == 3
    assert f'href="{first}?page=3"' in browser.get(f"{first}entries/{ids[-1]}").text


def test_a_juror_finds_the_way_to_a_meeting_of_the_jury(juror: FlaskClient, room: Room) -> None:
    address = f"{wall(room)}deliberation"
    assert f'href="{address}"' in juror.get(wall(room)).text
    assert juror.get(address).status_code == 200
