"""The way back in by letter: the link serves once, for an hour, and tells nobody which addresses are known."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from competition import clock, db
from competition.people import queries
from competition.people.models import Authenticator, Passkey
from competition.people.services import passwords
from tests.factories.letters import last_link, link_in, sent_letters
from tests.factories.people import a_browser, a_person
from tests.factories.web import post, token_on

pytestmark = pytest.mark.integration

NEW = "thirty slow silver swans"
CHANGES = re.compile(r'name="csrf_token"[^>]*>|nonce="[^"]*"|\w+@example.org')


def ask(client: FlaskClient, email: str) -> tuple[int, str, str]:
    answer = post(client, "/en/forgot", {"email": email})
    page = client.get(answer.location or "/en/forgot").get_data(as_text=True)
    return answer.status_code, answer.location, CHANGES.sub("", page)


def test_known_and_unknown_addresses_get_one_answer(app: Flask) -> None:
    a_person(email="known@example.org")
    answers = [ask(app.test_client(), email) for email in ("known@example.org", "unknown@example.org")]
    assert answers[0] == answers[1]
    assert [letter.to for letter in sent_letters(app)] == ["known@example.org"]


def test_the_link_sets_a_password_once(app: Flask, client: FlaskClient) -> None:
    person = a_person(email="zoe@example.org", password_hash=passwords.digest_of("the former password"))
    phone = a_browser(app, person)
    ask(client, "zoe@example.org")
    link = last_link(app)
    looks = [client.get(link).status_code, client.head(link).status_code, client.get(link).status_code]
    answer = post(client, link, {"password": NEW})
    again = client.post(link, data={"csrf_token": token_on(client, "/en/sign-in"), "password": "another long password"})
    entered = post(client, "/en/sign-in", {"email": "zoe@example.org", "password": NEW})
    assert (looks, answer.status_code, answer.location) == ([200, 200, 200], 303, "/en/sign-in")
    assert (again.status_code, client.get(link).status_code) == (410, 410)
    assert (phone.get("/en/account").status_code, entered.status_code) == (303, 303)


def test_the_link_ends_after_an_hour(app: Flask, client: FlaskClient) -> None:
    a_person(email="zoe@example.org")
    ask(client, "zoe@example.org")
    link = last_link(app)
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        page = client.get(link)
    assert (page.status_code, b"older than one hour" in page.data) == (410, True)


def test_a_change_of_password_makes_links_void(app: Flask, client: FlaskClient) -> None:
    person = a_person(email="zoe@example.org", password_hash=passwords.digest_of("the former password"))
    ask(client, "zoe@example.org")
    link = last_link(app)
    post(a_browser(app, person), "/en/account/password", {"current": "the former password", "password": NEW})
    assert client.get(link).status_code == 410


def test_a_weak_password_does_not_use_the_link_up(app: Flask, client: FlaskClient) -> None:
    a_person(email="zoe@example.org")
    ask(client, "zoe@example.org")
    link = last_link(app)
    weak = post(client, link, {"password": "short"})
    assert (weak.status_code, b"Use at least 15 characters." in weak.data) == (422, True)
    assert post(client, link, {"password": NEW}).status_code == 303


def test_the_link_proves_the_address_and_removes_what_a_stranger_left(app: Flask, client: FlaskClient) -> None:
    person = a_person(email="zoe@example.org", email_confirmed_at=None)
    with db.transaction() as session:
        session.add(Authenticator(person_id=person.id, secret="JBSWY3DPEHPK3PXP", confirmed_at=clock.now()))
        session.add(Passkey(person_id=person.id, credential_id="x", public_key=b"", name="x", created_at=clock.now()))
    ask(client, "zoe@example.org")
    post(client, last_link(app), {"password": NEW})
    found = queries.person_by_email("zoe@example.org")
    assert found is not None
    assert (found.email_confirmed_at is not None, queries.has_second_factor(found.id)) == (True, False)


def test_a_reset_lifts_the_lock(app: Flask, client: FlaskClient) -> None:
    a_person(email="zoe@example.org", password_hash=passwords.digest_of("the former password"))
    for _ in range(6):
        post(client, "/en/sign-in", {"email": "zoe@example.org", "password": "wrong"})
    ask(client, "zoe@example.org")
    post(client, link_in(sent_letters(app)[-1]), {"password": NEW})
    assert post(client, "/en/sign-in", {"email": "zoe@example.org", "password": NEW}).status_code == 303


def test_an_impossible_address_is_told_so(client: FlaskClient) -> None:
    answer = post(client, "/en/forgot", {"email": "zoe@@example"})
    assert (answer.status_code, b"Write an e-mail address like" in answer.data) == (422, True)
