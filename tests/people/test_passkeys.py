"""Passkeys, with an authenticator in software: each question is answered once, by whom it was put to, on our page."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import db
from competition.people import queries, services
from competition.people.models import Passkey, Person
from competition.people.rules import PasskeyKnown, PasskeyRefused, RelyingParty, TooManyPasskeys, WrongPassword
from competition.people.rules.factors import PasskeyNameUnusable
from competition.people.services import passwords
from tests.factories.authenticator import Device
from tests.factories.people import a_browser, a_person, an_actor
from tests.factories.web import post, token_on

pytestmark = pytest.mark.integration

SITE = RelyingParty("127.0.0.1", "http://127.0.0.1:8000")
PASSWORD = "a quiet river of glass"
AGENT = "Mozilla/5.0 (X11; Linux x86_64) Firefox/133.0"


@pytest.fixture
def zoe(app: Flask) -> Person:
    return a_person(email="zoe@example.org", password_hash=passwords.digest_of(PASSWORD), password_is_long=True)


def with_passkey(person: Person, device: Device, name: str = "My phone") -> Device:
    actor = an_actor(person)
    question = services.ask_new_passkey(actor, SITE, name, PASSWORD)
    services.add_passkey(actor, SITE, name, device.make(question))
    return device


def test_a_passkey_signs_in_without_a_password_as_both_factors(app: Flask, zoe: Person) -> None:
    device = with_passkey(zoe, Device())
    answer = device.show(services.ask_passkey(SITE))
    opened = services.sign_in_with_passkey(an_actor(a_person()), SITE, answer, AGENT)
    actor = queries.actor_for(opened.token)
    assert actor is not None
    assert (actor.person_id, actor.has_second_factor, actor.fresh_second_factor) == (zoe.id, True, True)


def test_a_question_is_answered_once(app: Flask, zoe: Person) -> None:
    device = with_passkey(zoe, Device())
    answer = device.show(services.ask_passkey(SITE))
    services.sign_in_with_passkey(an_actor(zoe), SITE, answer, AGENT)
    with pytest.raises(PasskeyRefused):
        services.sign_in_with_passkey(an_actor(zoe), SITE, answer, AGENT)


@pytest.mark.parametrize(
    "flaw",
    [
        {"origin": "http://evil.example"},
        {"rp_id": "evil.example"},
        {"verifies": False},
        {"count": -1},  # A copy of the device that has fallen behind shows a counter that does not grow.
    ],
)
def test_an_answer_with_a_flaw_is_refused(app: Flask, zoe: Person, flaw: dict[str, Any]) -> None:
    device = with_passkey(zoe, Device())
    services.sign_in_with_passkey(an_actor(zoe), SITE, device.show(services.ask_passkey(SITE)), AGENT)
    for name, value in flaw.items():
        setattr(device, name, value)
    with pytest.raises(PasskeyRefused):
        services.sign_in_with_passkey(an_actor(zoe), SITE, device.show(services.ask_passkey(SITE)), AGENT)


def test_a_stranger_s_key_is_refused(app: Flask, zoe: Person) -> None:
    device = with_passkey(zoe, Device())
    forged = Device(credential_id=device.credential_id)
    with pytest.raises(PasskeyRefused):
        services.sign_in_with_passkey(an_actor(zoe), SITE, forged.show(services.ask_passkey(SITE)), AGENT)


def test_a_question_to_one_is_not_answered_by_another(app: Flask, zoe: Person) -> None:
    with_passkey(zoe, Device())
    other = a_person(password_hash=passwords.digest_of(PASSWORD))
    device = with_passkey(other, Device())
    with pytest.raises(PasskeyRefused):
        services.step_up_with_passkey(an_actor(zoe), SITE, device.show(services.ask_passkey(SITE, zoe.id)))


def test_the_second_step_and_step_up_take_a_passkey(app: Flask, client: FlaskClient, zoe: Person) -> None:
    device = with_passkey(zoe, Device())
    post(client, "/en/sign-in", {"email": zoe.email, "password": PASSWORD})
    headers = {"X-CSRFToken": token_on(client, "/en/sign-in/second"), "Accept": "application/json"}
    question = client.post("/en/sign-in/second/passkey/question", json={}, headers=headers).get_json()
    answer = client.post("/en/sign-in/second/passkey?next=/en/calls", json=device.show(question), headers=headers)
    assert (answer.status_code, answer.get_json()) == (200, {"next": "/en/calls"})
    browser = a_browser(app, zoe)
    headers["X-CSRFToken"] = token_on(browser, "/en/step-up")
    question = browser.post("/en/step-up/passkey/question", json={}, headers=headers).get_json()
    answer = browser.post("/en/step-up/passkey?next=/en/calls", json=device.show(question), headers=headers)
    assert (answer.get_json(), browser.get("/en/account/recovery-codes").status_code) == ({"next": "/en/calls"}, 200)


@pytest.mark.parametrize(
    "body", [None, [], "text", {}, {"response": 3}, {"response": {"clientDataJSON": "€"}}, {"id": {}, "response": {}}]
)
def test_nonsense_is_refused_with_a_sentence(client: FlaskClient, app: Flask, body: Any) -> None:
    headers = {"X-CSRFToken": token_on(client, "/en/sign-in"), "Accept": "application/json"}
    answer = client.post("/en/sign-in/passkey", json=body, headers=headers)
    expected = "This passkey was not accepted. Try again, or use another way."
    assert (answer.status_code, answer.get_json()["message"]) == (422, expected)


def test_an_answer_that_was_tampered_with_is_refused_wherever(app: Flask, zoe: Person) -> None:
    device = with_passkey(zoe, Device())
    for part in ("clientDataJSON", "authenticatorData", "signature"):
        for change in ("", "AAAA", 7, None):
            answer = device.show(services.ask_passkey(SITE))
            answer["response"][part] = change
            with pytest.raises(PasskeyRefused):
                services.sign_in_with_passkey(an_actor(zoe), SITE, answer, AGENT)


@pytest.mark.parametrize("credential_id", ["", "\x00", "ä", 7, None, "A" * 5000])
def test_a_credential_that_is_not_ours_is_refused(app: Flask, zoe: Person, credential_id: Any) -> None:
    answer = with_passkey(zoe, Device()).show(services.ask_passkey(SITE))
    with pytest.raises(PasskeyRefused):
        services.sign_in_with_passkey(an_actor(zoe), SITE, {**answer, "id": credential_id}, AGENT)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "My\x00phone", "My\u202ephone"])
def test_a_passkey_needs_a_name_that_can_be_read(app: Flask, zoe: Person, name: str) -> None:
    with pytest.raises(PasskeyNameUnusable):
        services.ask_new_passkey(an_actor(zoe), SITE, name, PASSWORD)


def test_the_same_passkey_is_kept_once(app: Flask, zoe: Person) -> None:
    device = with_passkey(zoe, Device())
    with pytest.raises(PasskeyKnown):
        with_passkey(a_person(password_hash=passwords.digest_of(PASSWORD)), device)


def test_the_first_passkey_asks_for_the_password(app: Flask, zoe: Person) -> None:
    with pytest.raises(WrongPassword):
        services.ask_new_passkey(an_actor(zoe), SITE, "Key", "wrong")


def test_an_account_holds_twenty(app: Flask, zoe: Person) -> None:
    for number in range(20):
        with_passkey(zoe, Device(), f"Key {number}")
    with pytest.raises(TooManyPasskeys):
        services.ask_new_passkey(an_actor(zoe), SITE, "Key", PASSWORD)


def test_a_passkey_is_removed_by_its_owner_only(app: Flask, zoe: Person) -> None:
    with_passkey(zoe, Device())
    passkey_id = db.session.scalars(select(Passkey.id)).one()
    post(a_browser(app, a_person(), fresh=True), f"/en/account/passkeys/{passkey_id}/remove", page="/en/account")
    kept = queries.has_second_factor(zoe.id)
    post(a_browser(app, zoe, fresh=True), f"/en/account/passkeys/{passkey_id}/remove", page="/en/account")
    assert (kept, list(queries.passkeys_of(zoe.id))) == (True, [])


def test_a_host_that_is_a_number_is_told_so(app: Flask, zoe: Person) -> None:
    page = a_browser(app, zoe).get("/en/account/passkeys/new").get_data(as_text=True)
    assert "Browsers make passkeys only for a host with a name" in page
