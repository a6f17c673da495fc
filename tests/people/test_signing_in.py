"""Signing in by password: one answer for every wrong guess, a growing wait, sessions that end when they should."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from competition import clock, db
from competition.people.models import FailedSignIn, Person, SignIn
from competition.people.rules import Role
from competition.people.services import passwords, revoke_role
from tests.factories.calls import a_call
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration

PASSWORD = "a quiet river of glass"


@pytest.fixture
def zoe(app: Flask) -> Person:
    return a_person(email="zoe@example.org", password_hash=passwords.digest_of(PASSWORD), password_is_long=True)


def sign_in(
    client: FlaskClient, password: str = PASSWORD, email: str = "zoe@example.org", then: str = ""
) -> tuple[int, str]:
    answer = post(client, f"/en/sign-in{then}", {"email": email, "password": password})
    return answer.status_code, answer.location or answer.get_data(as_text=True)


def _signed_in(client: FlaskClient) -> bool:
    return client.get("/en/account").status_code == 200


def test_address_and_password_open_a_session(client: FlaskClient, zoe: Person) -> None:
    assert sign_in(client, email=" ZOE@Example.org") == (303, "/en/")
    assert _signed_in(client)


def test_a_person_who_is_signed_in_goes_on(client: FlaskClient, zoe: Person) -> None:
    sign_in(client)
    assert client.get("/en/sign-in?next=/en/calls").location == "/en/calls"


def test_the_session_is_new_at_each_sign_in(app: Flask, client: FlaskClient, zoe: Person) -> None:
    client.get("/en/sign-in")
    with client.session_transaction(base_url="http://127.0.0.1:8000") as session:
        session["planted"] = "by a stranger"
    sign_in(client)
    with client.session_transaction(base_url="http://127.0.0.1:8000") as session:
        first = session["_user_id"]
        assert "planted" not in session
    post(client, "/en/sign-out", page="/en/account")
    sign_in(client)
    with client.session_transaction(base_url="http://127.0.0.1:8000") as session:
        assert session["_user_id"] != first


def test_unknown_addresses_and_wrong_passwords_get_one_answer(app: Flask, zoe: Person) -> None:
    pages = []
    for email in ("zoe@example.org", "nobody@example.org", "not an address"):
        status, page = sign_in(app.test_client(), "wrong", email)
        assert status == 422
        pages.append("Address and password do not belong together" in page)
    assert pages == [True, True, True]


def test_what_was_typed_is_kept_but_the_password(client: FlaskClient, zoe: Person) -> None:
    _status, page = sign_in(client, "a wrong secret")
    assert ('value="zoe@example.org"' in page, "a wrong secret" in page) == (True, False)


def test_wrong_guesses_lock_the_account_for_a_growing_time(client: FlaskClient, zoe: Person) -> None:
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False) as now:
        for _ in range(5):
            assert sign_in(client, "wrong")[0] == 422
        locked = sign_in(client)
        now.shift(timedelta(seconds=31))
        assert sign_in(client, "wrong")[0] == 422
        now.shift(timedelta(seconds=31))
        still = sign_in(client)
        now.shift(timedelta(seconds=31))
        assert sign_in(client) == (303, "/en/")
    assert (locked[0], "Wait 1 minute, then try again." in locked[1]) == (422, True)
    assert (still[0], "Too many attempts failed" in still[1]) == (422, True)


def test_an_unknown_account_locks_just_the_same(client: FlaskClient, app: Flask) -> None:
    for _ in range(5):
        sign_in(client, "wrong", "nobody@example.org")
    assert "Too many attempts failed" in sign_in(client, "wrong", "nobody@example.org")[1]


def test_many_accounts_tried_from_one_address_lock_the_address(client: FlaskClient, zoe: Person) -> None:
    for number in range(30):
        sign_in(client, "wrong", f"nobody{number}@example.org")
    assert "Too many attempts failed" in sign_in(client)[1]


def test_success_forgives_the_account(client: FlaskClient, zoe: Person) -> None:
    for _ in range(4):
        sign_in(client, "wrong")
    sign_in(client)
    assert db.session.scalar(select(func.count()).select_from(FailedSignIn)) == 4  # Those of the address alone.


def test_signing_out_ends_the_session_everywhere(app: Flask, client: FlaskClient, zoe: Person) -> None:
    sign_in(client)
    with client.session_transaction(base_url="http://127.0.0.1:8000") as session:
        kept = dict(session)
    post(client, "/en/sign-out", page="/en/account")
    thief = app.test_client()
    with thief.session_transaction(base_url="http://127.0.0.1:8000") as session:
        session.update(kept)
    assert (_signed_in(client), _signed_in(thief)) == (False, False)


def test_signing_out_twice_is_no_fault(client: FlaskClient, app: Flask) -> None:
    assert post(client, "/en/sign-out", page="/en/sign-in").status_code == 303


def test_a_get_signs_nobody_out(app: Flask, zoe: Person) -> None:
    browser = a_browser(app, zoe)
    assert (browser.get("/en/sign-out").status_code, _signed_in(browser)) == (405, True)


def test_a_device_is_signed_out_from_another_at_once(app: Flask, zoe: Person) -> None:
    laptop, phone = a_browser(app, zoe), a_browser(app, zoe)
    assert _signed_in(phone)
    sessions = db.session.scalars(select(SignIn).order_by(SignIn.created_at)).all()
    post(laptop, f"/en/account/sessions/{sessions[1].id}/end", page="/en/account")
    assert (_signed_in(laptop), _signed_in(phone)) == (True, False)


def test_nobody_ends_the_session_of_another(app: Flask, zoe: Person) -> None:
    own, other = a_browser(app, zoe), a_browser(app, a_person())
    sign_in_id = db.session.scalar(select(SignIn.id).where(SignIn.person_id == zoe.id))
    post(other, f"/en/account/sessions/{sign_in_id}/end", page="/en/account")
    assert _signed_in(own)


def test_all_others_are_signed_out(app: Flask, zoe: Person) -> None:
    laptop, *others = (a_browser(app, zoe) for _ in range(3))
    post(laptop, "/en/account/sessions/end-others", page="/en/account")
    assert [_signed_in(browser) for browser in (laptop, *others)] == [True, False, False]


def test_a_new_password_ends_the_other_sessions(app: Flask, zoe: Person) -> None:
    laptop, phone = a_browser(app, zoe), a_browser(app, zoe)
    answer = post(laptop, "/en/account/password", {"current": PASSWORD, "password": "thirty slow silver swans"})
    assert (answer.status_code, _signed_in(laptop), _signed_in(phone)) == (303, True, False)
    assert sign_in(app.test_client(), "thirty slow silver swans") == (303, "/en/")


def test_the_old_password_is_asked_for(app: Flask, zoe: Person) -> None:
    laptop = a_browser(app, zoe)
    answer = post(laptop, "/en/account/password", {"current": "wrong", "password": "thirty slow silver swans"})
    assert (answer.status_code, b"This is not your current password." in answer.data) == (422, True)


def test_a_role_that_is_taken_away_ends_the_sessions(app: Flask, zoe: Person) -> None:
    call, owner = a_call(), a_person()
    a_membership(owner, call.id, Role.owner)
    a_membership(zoe, call.id, Role.juror)
    phone = a_browser(app, zoe)
    revoke_role(an_actor(owner), zoe.id, call.id, Role.juror)
    assert not _signed_in(phone)


def test_a_session_ends_after_thirty_days(app: Flask, client: FlaskClient, zoe: Person) -> None:
    sign_in(client)
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert not _signed_in(client)


def test_the_profile_is_saved_and_bad_choices_are_refused(app: Flask, zoe: Person) -> None:
    browser = a_browser(app, zoe)
    good = {"name": "Zoë", "locale": "zh", "time_zone": "Asia/Shanghai"}
    answers = [
        post(browser, "/en/account", {**good, **bad}).status_code
        for bad in ({"time_zone": "Mars"}, {"locale": "xx"}, {})
    ]
    found = db.session.get(Person, zoe.id, populate_existing=True)
    assert found is not None
    assert (answers, found.name, found.locale, found.time_zone) == ([422, 422, 303], "Zoë", "zh", "Asia/Shanghai")


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "evil"]
)
def test_a_hostile_next_leads_home(client: FlaskClient, zoe: Person, target: str) -> None:
    path = f"/en/sign-in?next={quote(target, safe='')}"
    assert post(client, path, {"email": "zoe@example.org", "password": PASSWORD}).location == "/en/"
