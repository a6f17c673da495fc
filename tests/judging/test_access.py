"""Who sees what: the matrix of people and pages, and nothing of a team before a blind jury."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import db
from competition.calls.rules import FieldKind
from competition.entries.models import EntryFile, EntryMember
from competition.judging.models import Flag
from competition.judging.rules.dealing import DealCommand
from competition.judging.rules.flags import FlagCommand, FlagKind
from competition.judging.services import raise_flag, request_deal
from competition.people.rules import Role
from tests.factories.calls import a_field
from tests.factories.entries import a_picture, a_submitted_entry
from tests.factories.judging import a_juror, a_sheet, an_assignment
from tests.factories.people import a_browser, a_membership, a_person
from tests.judging.conftest import MakeRoom, Room

pytestmark = pytest.mark.integration

SIGN_IN = "→ sign in"


def status(browser: FlaskClient, url: str) -> int | str:
    answer = browser.get(url)
    return SIGN_IN if "/sign-in" in (answer.location or "") else answer.status_code


@pytest.fixture
def people(app: Flask, room: Room, make_room: MakeRoom) -> dict[str, FlaskClient]:
    """Return a browser for each kind of person."""
    a_membership(auditor := a_person(), room.call.id, Role.auditor)
    a_membership(chair := a_person(), room.call.id, Role.chair)
    elsewhere = make_room()
    persons = {
        "juror": room.juror,
        "other juror": a_juror(room.call),
        "juror elsewhere": elsewhere.juror,
        "entrant": room.maker,
        "organiser": room.organiser,
        "organiser elsewhere": elsewhere.organiser,
        "chair": chair,
        "auditor": auditor,
    }
    browsers = {name: a_browser(app, person) for name, person in persons.items()}
    return {**browsers, "visitor": app.test_client()}


JURORS = {"juror", "other juror"}
ANY_JURORS = {*JURORS, "juror elsewhere"}
MATRIX: list[tuple[str, set[str]]] = [
    ("/en/jury/", ANY_JURORS),
    ("/en/jury/{call}/", JURORS),
    ("/en/jury/{call}/pledge", JURORS),
    ("/en/jury/{call}/naming", JURORS),
    ("/en/jury/{call}/entries/{laid}", {"juror"}),
    ("/en/jury/{call}/entries/nothing", set()),
    ("/en/jury/{call}/entries/{laid}/beside", {"juror"}),
    ("/en/jury/{call}/entries/{laid}/beside?with={second}", {"juror"}),
    ("/en/jury/{call}/entries/{laid}/beside?with={others}", set()),
    ("/en/jury/{call}/entries/{laid}/beside?with={laid}", set()),
    ("/en/jury/{call}/ahead?after={laid}", JURORS),
    ("/en/jury/nothing/", set()),
    ("/en/organise/{call}/rubric", {"organiser", "chair"}),
    ("/en/organise/{call}/vetoes", {"organiser", "chair", "auditor"}),
    ("/en/organise/{call}/jury", {"organiser", "chair"}),
    ("/en/organise/{call}/jury/progress", {"organiser", "chair"}),
    ("/en/organise/{call}/jury/progress/now", {"organiser", "chair"}),
    ("/en/organise/nothing/jury/progress", set()),
    ("/en/organise/{call}/jury/{juror}/leave", {"organiser", "chair"}),
    ("/en/organise/{call}/jury/{maker}/leave", set()),
    ("/en/organise/{call}/jury/assignment/{proposal}", {"organiser"}),
    ("/en/organise/{call}/jury/assignment/nothing", set()),
    ("/en/organise/{call}/jury/{juror}/terms", {"organiser"}),
    ("/en/organise/{call}/jury/conflicts", {"organiser"}),
    ("/en/organise/{call}/jury/invitations", {"organiser"}),
    ("/en/organise/nothing/jury/invitations", set()),
    ("/en/organise/{call}/jury/{maker}/terms", set()),
    ("/en/jury/{call}/terms", JURORS),
    ("/en/organise/{call}/jury/{juror}", {"organiser"}),
    ("/en/organise/{call}/jury/{maker}", set()),
]


@pytest.mark.parametrize(("pattern", "allowed"), MATRIX, ids=[pattern for pattern, _allowed in MATRIX])
def test_who_reads_which_page(room: Room, people: dict[str, FlaskClient], pattern: str, allowed: set[str]) -> None:
    laid = room.laid()
    ids = {
        "laid": laid.id,
        "second": room.laid().id,
        "others": room.laid(a_juror(room.call)).id,
        "juror": room.juror.id,
        "maker": room.maker.id,
        "proposal": a_proposal(room),
    }
    url = pattern.format(call=room.call.id, **ids)
    expected = {name: 200 if name in allowed else SIGN_IN if name == "visitor" else 404 for name in people}
    assert {name: status(browser, url) for name, browser in people.items()} == expected


def a_proposal(room: Room) -> str:
    return request_deal(room.as_organiser, room.call.id, DealCommand(1, "seed"))


def a_flag(room: Room, laid_id: str) -> str:
    raise_flag(room.as_juror, laid_id, FlagCommand(FlagKind.rules, "Too large"))
    return db.session.scalars(select(Flag.id)).one()


def writes(room: Room, laid_id: str) -> list[tuple[str, set[str]]]:
    jury, organise = f"/en/jury/{room.call.id}", f"/en/organise/{room.call.id}"
    return [
        (f"{jury}/entries/{laid_id}", {"juror"}),
        (f"{jury}/entries/{laid_id}/recusal", {"juror"}),
        (f"{jury}/entries/{laid_id}/flags", {"juror"}),
        (f"{organise}/jury/flags/{a_flag(room, laid_id)}", {"organiser", "chair"}),
        (f"{organise}/jury/{room.juror.id}/leave", {"organiser", "chair"}),
        (f"{jury}/pledge", JURORS),
        (f"{jury}/naming", JURORS),
        (f"{jury}/links", JURORS),
        (f"{organise}/rubric", {"organiser"}),
        (f"{organise}/jury", {"organiser"}),
        (f"{organise}/jury/assignment", {"organiser"}),
        (f"{organise}/jury/{room.juror.id}/terms", {"organiser"}),
        (f"{organise}/jury/conflicts", {"organiser"}),
        (f"{organise}/jury/invitations", {"organiser"}),
        (f"{organise}/jury/conflicts/nothing", {"organiser"}),
        (f"{jury}/terms", JURORS),
        (f"{organise}/jury/{room.juror.id}", {"organiser"}),
    ]


def test_who_may_send_what(app: Flask, room: Room, people: dict[str, FlaskClient]) -> None:
    laid = room.laid()
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        for url, allowed in writes(room, laid.id):
            found = {name: browser.post(url, data={}).status_code for name, browser in people.items()}
            assert {name for name, code in found.items() if code not in {303, 404}} <= allowed, (url, found)
            assert {name for name, code in found.items() if code == 404} == set(people) - allowed - {"visitor"}, url
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


def test_every_write_needs_the_token(room: Room, people: dict[str, FlaskClient]) -> None:
    laid = room.laid()
    for url, allowed in writes(room, laid.id):
        codes = {people[name].post(url, data={"version": "0"}).status_code for name in allowed}
        assert codes == {400}, url


def test_his_own_entry_is_no_jurors_to_see(app: Flask, room: Room) -> None:
    laid = room.laid()
    with db.transaction() as session:
        session.add(EntryMember(id=db.new_id(), entry_id=laid.entry_id, person_id=room.juror.id))
    browser = a_browser(app, room.juror)
    assert browser.get(f"/en/jury/{room.call.id}/entries/{laid.id}").status_code == 404
    assert room.entries[0].code not in browser.get(f"/en/jury/{room.call.id}/").get_data(as_text=True)


CANARIES = {
    "name": "Canary-Name",
    "email": "canary-address@example.org",
    "file": "canary-file.jpg",
    "hidden": "Canary-Hidden-Answer",
    "other comment": "Canary-Other-Comment",
}


def planted(room: Room) -> Any:
    """Plant canaries in an entry that lies before the juror, and before another one who has judged it."""
    maker = a_person(name=CANARIES["name"], email=CANARIES["email"])
    hidden = a_field(room.call, FieldKind.short_text, 2, label={"en": "Studio"}, is_hidden_from_jury=True)
    shown = a_field(room.call, FieldKind.short_text, 3, label={"en": "Material"})
    answers = {hidden.id: CANARIES["hidden"], shown.id: "Shown-Answer"}
    entry = a_submitted_entry(room.call, maker, room.category, answers=answers)
    room.entries.append(entry)
    a_picture(entry, room.pictures, maker, name=CANARIES["file"])
    other = an_assignment(room.round, entry, a_juror(room.call))
    a_sheet(other, room.marks(5, 5), comment=CANARIES["other comment"])
    return an_assignment(room.round, entry, room.juror), maker


def surfaces(browser: FlaskClient, room: Room, laid_id: str) -> list[str]:
    """Return everything that a juror is answered about an entry: pages, JSON, refusals, with their headers."""
    wall, sheet = f"/en/jury/{room.call.id}/", f"/en/jury/{room.call.id}/entries/{laid_id}"
    token = browser.get(sheet).get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    head = {"X-CSRFToken": token}
    files = list(db.session.scalars(select(EntryFile.id)))
    pages = ("/en/jury/", wall, f"{wall}?show=open", sheet, f"{sheet}?slide={files[0]}", *others_beside(room, sheet))
    reads = [browser.get(url) for url in (*pages, f"{wall}ahead", f"{wall}ahead?after={laid_id}")]
    answers = [
        *reads,
        browser.get(sheet, headers={"Accept": "application/json"}),
        browser.post(f"{wall}links", json={"files": files}, headers=head),
        browser.post(sheet, data={"version": "9", "comment": "x"}, headers={**head, "Accept": "application/json"}),
        browser.post(sheet, data={"version": "0", "act": "hand_in"}, headers=head),
        browser.post(f"{sheet}/recusal", data={}, headers=head),
    ]
    assert {answer.status_code for answer in answers} <= {200, 409, 422}
    return [f"{answer.headers}\n{answer.get_data(as_text=True)}" for answer in answers]


def others_beside(room: Room, sheet: str) -> tuple[str, str]:
    """Return the pages that show an entry beside another one of the juror."""
    return f"{sheet}/beside", f"{sheet}/beside?with={room.laid().id}"


def test_a_blind_jury_learns_nothing_of_the_team(app: Flask, room: Room) -> None:
    laid, maker = planted(room)
    seen = surfaces(a_browser(app, room.juror), room, laid.id)
    secrets = [*CANARIES.values(), maker.id]
    assert [(word, place) for place, text in enumerate(seen) for word in secrets if word in text] == []
    assert "Shown-Answer" in seen[3]


def test_an_open_jury_learns_the_makers_name_and_nothing_else(app: Flask, make_room: MakeRoom) -> None:
    room = make_room(is_blind=False)
    laid, _maker = planted(room)
    seen = "".join(surfaces(a_browser(app, room.juror), room, laid.id))
    assert {name for name, word in CANARIES.items() if word in seen} == {"name"}
