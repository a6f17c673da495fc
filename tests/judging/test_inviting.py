"""Many are invited at once: how a list is read, that it is seen before it is sent, and that nobody is asked twice."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.test import TestResponse

from competition import db
from competition.i18n import LANGUAGES
from competition.judging.rules.inviting import MOST_GUESTS, GuestFault, guests_in
from competition.people.models import Invitation
from competition.people.rules import Invite, Role
from competition.people.services import accept_invitation, invite
from tests.factories.calls import a_host
from tests.factories.counting import counted
from tests.factories.letters import last_link, sent_letters
from tests.factories.people import a_browser, a_person, an_actor, an_institution
from tests.factories.web import post
from tests.judging.conftest import Room

SPREADSHEET = "Name\tE-mail\tTaal\nLin Yue\tlin@example.org\tzh\nZoë de Wit\tZoe@Example.org\tNederlands\n"


def read(text: str) -> list[tuple[int, str, str, str, GuestFault | None]]:
    return [(one.line, one.email, one.name, one.locale, one.fault) for one in guests_in(text, LANGUAGES, "en")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SPREADSHEET, [("lin@example.org", "Lin Yue", "zh"), ("zoe@example.org", "Zoë de Wit", "nl")]),
        ("Lin Yue <lin@example.org>", [("lin@example.org", "Lin Yue", "en")]),
        ("lin@example.org;Lin;Yue;简体中文", [("lin@example.org", "Lin Yue", "zh")]),
        ('"Wit, Zoë de",zoe@example.org,FR', [("zoe@example.org", "Wit, Zoë de", "fr")]),
        ("\n\n  lin@example.org  \n", [("lin@example.org", "", "en")]),
    ],
    ids=["spreadsheet", "address book", "semicolons", "a comma in a name", "an address alone"],
)
def test_a_list_is_read_as_it_comes(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [one[1:4] for one in read(text)] == expected
    assert {one[4] for one in read(text)} == {None}


def test_each_fault_is_named_with_its_line() -> None:
    text = "lin@example.org\nLin Yue\nzoe@\nLIN@example.org\n" + "x" * 121 + ",kim@example.org"
    faults = [(1, None), (2, GuestFault.no_address), (3, GuestFault.address), (4, GuestFault.twice)]
    assert [(one[0], one[4]) for one in read(text)] == [*faults, (5, GuestFault.name)]
    assert [one.first for one in guests_in(text, LANGUAGES, "en")] == [0, 0, 0, 1, 0]


@given(st.text(max_size=300))
def test_any_text_is_read_and_nobody_twice(text: str) -> None:
    good = [one.email for one in guests_in(text, LANGUAGES, "en") if one.fault is None]
    assert len(good) == len(set(good))


def guests(room: Room) -> str:
    return f"/en/organise/{room.call.id}/jury/invitations"


def seen(page: TestResponse) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page.get_data(as_text=True))
    assert found
    return found.group(1)


def invited() -> list[tuple[str, str, str]]:
    db.session.rollback()
    query = select(Invitation).where(Invitation.role == Role.juror).order_by(Invitation.email)
    return [(one.email, one.name, one.locale) for one in db.session.scalars(query)]


@pytest.fixture
def organiser(app: Flask, room: Room) -> FlaskClient:
    return a_browser(app, room.organiser)


@pytest.mark.integration
def test_a_list_is_seen_first_and_then_sent(app: Flask, room: Room, organiser: FlaskClient) -> None:
    values = {"people": f"{SPREADSHEET}{room.juror.email}", "locale": "fr"}
    looked = post(organiser, guests(room), {**values, "act": "look"})
    page = looked.get_data(as_text=True)
    assert (looked.status_code, page.count("Gets an invitation"), page.count("Sits in the jury already")) == (200, 2, 1)
    assert invited() == []
    sent = post(organiser, guests(room), {**values, "act": "send", "seen": seen(looked)})
    assert sent.location == f"/en/organise/{room.call.id}/jury"
    assert invited() == [("lin@example.org", "Lin Yue", "zh"), ("zoe@example.org", "Zoë de Wit", "nl")]
    assert sorted(one.to for one in sent_letters(app)) == ["lin@example.org", "zoe@example.org"]


@pytest.mark.integration
def test_what_was_changed_after_it_was_seen_is_shown_again(room: Room, organiser: FlaskClient) -> None:
    values = {"people": "lin@example.org", "locale": "en"}
    digest = seen(post(organiser, guests(room), {**values, "act": "look"}))
    changes: list[dict[str, str]] = [{"people": "other@example.org"}, {"locale": "zh"}, {"seen": ""}]
    for change in changes:
        answer = post(organiser, guests(room), {**values, "act": "send", "seen": digest, **change})
        assert (answer.status_code, "Gets an invitation" in answer.get_data(as_text=True)) == (200, True)
    assert invited() == []


@pytest.mark.integration
def test_a_list_with_a_fault_is_not_sent_and_stays_in_the_form(room: Room, organiser: FlaskClient) -> None:
    values = {"people": "lin@example.org\nzoe at example.org", "locale": "en"}
    looked = post(organiser, guests(room), {**values, "act": "look"})
    page = looked.get_data(as_text=True)
    assert ("No address stands in this line." in page, "zoe at example.org</textarea>" in page) == (True, True)
    assert 'value="send"' not in page
    post(organiser, guests(room), {**values, "act": "send", "seen": seen(looked)})
    assert invited() == []


@pytest.mark.integration
def test_a_file_is_read_into_the_list(room: Room, organiser: FlaskClient) -> None:
    csv = "\ufeffAdresse;Nom\r\nlin@example.org;Lin Yue\r\n".encode()
    answer = post(organiser, guests(room), {"locale": "fr", "file": (BytesIO(csv), "jury.csv"), "act": "send"})
    page = answer.get_data(as_text=True)
    assert ("lin@example.org;Lin Yue</textarea>" in page, "Gets an invitation" in page) == (True, True)
    for content in ("Zoë".encode("utf-16"), b"PK\x03\x04\x00", b"a@example.org\n" * 20_000):
        bad = post(organiser, guests(room), {"people": "kept@example.org", "file": (BytesIO(content), "jury.csv")})
        page = bad.get_data(as_text=True)
        assert (bad.status_code, "kept@example.org</textarea>" in page) == (422, True)
        assert "This file cannot be read as text." in page


@pytest.mark.integration
def test_an_empty_list_and_one_too_long_are_refused(room: Room, organiser: FlaskClient) -> None:
    many = "\n".join(f"person{number}@example.org" for number in range(MOST_GUESTS + 1))
    for people, words in (("", "Write the address of one person at least."), (many, "At most 200 people at once")):
        answer = post(organiser, guests(room), {"people": people, "locale": "en", "act": "look"})
        assert (answer.status_code, words in answer.get_data(as_text=True)) == (422, True)


@pytest.mark.integration
def test_an_open_invitation_is_sent_anew_and_is_no_second_one(room: Room, organiser: FlaskClient) -> None:
    invite(room.as_organiser, Invite("lin@example.org", Role.juror, room.call.id, {"en": "Moon"}, "Lin", "zh"))
    values = {"people": "lin@example.org", "locale": "zh"}
    looked = post(organiser, guests(room), {**values, "act": "look"})
    assert "Was invited: gets the letter anew" in looked.get_data(as_text=True)
    post(organiser, guests(room), {**values, "act": "send", "seen": seen(looked)})
    assert invited() == [("lin@example.org", "Lin", "zh")]


@pytest.mark.integration
def test_reading_a_long_list_asks_as_often_as_reading_a_short_one(
    app: Flask, room: Room, organiser: FlaskClient
) -> None:
    asked = []
    for number in (1, MOST_GUESTS):
        people = "\n".join(f"person{one}@example.org" for one in range(number))
        with counted(app) as count:
            post(organiser, guests(room), {"people": people, "locale": "en", "act": "look"})
        asked.append(count.queries)
    assert asked[0] == asked[1]


@pytest.mark.integration
def test_whoever_is_asked_in_a_hosts_name_sits_there_in_it(app: Flask, room: Room, organiser: FlaskClient) -> None:
    hosts = [an_institution(name={"en": name}) for name in ("House of Antwerp", "House of Shanghai")]
    for position, host in enumerate(hosts):
        a_host(room.call, host, position=position)
    values = {"people": "lin@example.org", "locale": "en", "host": hosts[1].id}
    looked = post(organiser, guests(room), {**values, "act": "look"})
    post(organiser, guests(room), {**values, "act": "send", "seen": seen(looked)})
    sent_letters(app)
    lin = a_person(email="lin@example.org", name="Lin Yue")
    accept_invitation(an_actor(lin), last_link(app).rsplit("/", 1)[1])
    page = organiser.get(f"/en/organise/{room.call.id}/jury").get_data(as_text=True)
    assert re.search(r"Lin Yue</a>\s*<span[^>]*>House of Shanghai</span>", page)
