"""Registering and confirming: one answer for every address, and links that survive whoever looks at them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from competition import audit, clock, db
from competition.people import queries
from competition.people.models import Person
from competition.people.rules import Purpose
from tests.factories.letters import last_link, link_in, sent_letters
from tests.factories.people import a_browser, a_person
from tests.factories.web import post

pytestmark = pytest.mark.integration

GOOD = {"name": "Zoë Wouters", "email": "Zoe@Example.org", "password": "a quiet river of glass"}
TOKENS = re.compile(r'name="csrf_token"[^>]*>|nonce="[^"]*"|zoe@example.org|known@example.org')


def _person(email: str = "zoe@example.org") -> Person:
    db.session.rollback()  # What other contexts wrote is to be seen.
    found = queries.person_by_email(email)
    assert found is not None
    return found


def test_an_account_waits_for_its_address_to_be_confirmed(app: Flask, client: FlaskClient) -> None:
    answer = post(client, "/nl/register", {**GOOD, "time_zone": "Europe/Brussels"})
    letter = sent_letters(app)[-1]
    person = _person()
    assert (answer.status_code, answer.location) == (303, "/nl/register/sent")
    assert (person.name, person.locale, person.time_zone) == ("Zoë Wouters", "nl", "Europe/Brussels")
    assert (person.email_confirmed_at, letter.to, letter.locale) == (None, "zoe@example.org", "nl")
    assert link_in(letter).startswith("/nl/confirm/")


def test_a_known_address_gets_the_same_answer_and_a_letter_that_says_so(app: Flask, client: FlaskClient) -> None:
    a_person(email="known@example.org", name="Known", locale="fr")
    answers = []
    for address in ("zoe@example.org", "known@example.org"):
        browser = app.test_client()
        answer = post(browser, "/en/register", {**GOOD, "email": address})
        page = browser.get(answer.location).get_data(as_text=True)
        answers.append((answer.status_code, answer.location, TOKENS.sub("", page)))
    letters = sent_letters(app)
    assert answers[0] == answers[1]
    assert [(letter.to, letter.locale) for letter in letters] == [
        ("zoe@example.org", "en"),
        ("known@example.org", "fr"),
    ]
    assert _person("known@example.org").name == "Known"
    assert link_in(letters[1]) == "/fr/sign-in"


def test_asking_again_at_once_sends_no_second_letter(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel("2026-11-24T12:01:00Z", tick=False):
        for _ in range(3):
            post(client, "/en/register", GOOD)
        assert sorted(letter.subject for letter in sent_letters(app)) == [
            "Confirm your address",
            "You have an account already",
        ]


def test_scanners_change_nothing_and_the_person_still_confirms(app: Flask, client: FlaskClient) -> None:
    post(client, "/en/register", GOOD)
    link = last_link(app)
    looks = [client.get(link).status_code, client.head(link).status_code, app.test_client().get(link).status_code]
    before = _person().email_confirmed_at
    answer = post(client, link)
    again = post(client, link, page="/en/sign-in")
    looked = client.get(link)
    assert (looks, before) == ([200, 200, 200], None)
    assert (answer.status_code, answer.location) == (303, "/en/sign-in")
    assert (again.status_code, again.location) == (303, "/en/sign-in")
    assert _person().email_confirmed_at is not None
    assert (looked.status_code, b"was confirmed before" in looked.data) == (200, True)


def test_a_link_runs_out_after_seven_days(app: Flask, client: FlaskClient) -> None:
    post(client, "/en/register", GOOD)
    link = last_link(app)
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=5)):
        page = client.get(link)
        post(client, link, page="/en/sign-in")
    assert (page.status_code, b"no longer works" in page.data) == (410, True)
    assert _person().email_confirmed_at is None


def test_where_the_visitor_was_going_survives_the_letter(app: Flask, client: FlaskClient) -> None:
    post(client, "/en/register?next=/en/calls/moon", GOOD)
    link = last_link(app)
    assert post(client, link).location == "/en/sign-in?next=/en/calls/moon"


def test_a_hostile_next_goes_nowhere(app: Flask, client: FlaskClient) -> None:
    post(client, "/en/register?next=//evil.example", GOOD)
    assert "evil" not in sent_letters(app)[-1].text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "This is needed."),
        ("name", "Z" * 201, "Use at most 200 characters."),
        ("name", "Zoë\u202e", "invisible control characters"),
        ("name", "Zoë\x00", "invisible control characters"),
        ("email", "", "This is needed."),
        ("email", "zoe", "Write an e-mail address like name@example.org"),
        ("email", "zоe@example.org", "Write an e-mail address like name@example.org"),
        ("email", "zoe\x07@example.org", "invisible control characters"),
        ("email", "z" * 250 + "@x.org", "Use at most 254 characters."),
        ("password", "", "This is needed."),
        ("password", "too short", "Use at least 15 characters."),
        ("password", "passwordpassword", "Many people use this password"),
        ("password", "zoe@example.org", "made from your own name or address"),
        ("password", "x" * 500, "Use at most 400 characters."),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field(client: FlaskClient, field: str, value: str, sentence: str) -> None:
    answer = post(client, "/en/register", {**GOOD, field: value})
    page = answer.get_data(as_text=True)
    error = re.search(rf'id="{field}-error">(.*?)</p>', page, re.DOTALL)
    assert (answer.status_code, bool(error)) == (422, True)
    assert error is not None
    assert sentence in error.group(1)
    kept = 'value="Zoë Wouters"' if field != "name" else 'value="Zoe@Example.org"'
    assert (kept in page, "quiet river" in page) == (True, False)
    assert queries.person_by_email("zoe@example.org") is None


def test_a_nonsense_time_zone_and_extra_fields_do_no_harm(client: FlaskClient) -> None:
    answer = post(
        client, "/en/register", {**GOOD, "time_zone": "Mars/Olympus", "locale": "xx", "email_confirmed_at": "1"}
    )
    assert (answer.status_code, _person().time_zone, _person().email_confirmed_at) == (303, "UTC", None)


def test_the_letter_can_be_asked_for_again(app: Flask) -> None:
    person = a_person(email="zoe@example.org", email_confirmed_at=None)
    browser = a_browser(app, person)
    answer = post(browser, "/en/account/confirmation", page="/en/account")
    post(browser, last_link(app))
    assert (answer.status_code, _person().email_confirmed_at is not None) == (303, True)


def test_an_unknown_link_shows_the_same_page_as_an_old_one(client: FlaskClient) -> None:
    assert client.get("/en/confirm/nothing").status_code == 410


def test_the_log_tells_of_the_account_and_holds(app: Flask, client: FlaskClient) -> None:
    post(client, "/en/register", GOOD)
    post(client, last_link(app))
    assert (audit.head_of("platform")[0], audit.verify("platform")) == (2, None)


def test_only_the_digest_of_a_link_is_stored(app: Flask, client: FlaskClient) -> None:
    post(client, "/en/register", GOOD)
    token = last_link(app).rsplit("/", 1)[1]
    assert queries.person_of_errand(Purpose.confirm, token) is not None
    assert queries.person_of_errand(Purpose.reset, token) is None
    assert queries.person_of_errand(Purpose.confirm, queries.token_digest(token)) is None
