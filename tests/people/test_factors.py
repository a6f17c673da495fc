"""Second factors: the app's codes serve once, recovery codes serve once, and what is sensitive asks for them."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import audit, clock, db
from competition.people import queries
from competition.people.models import Authenticator, Person, RecoveryCode, SignIn
from competition.people.services import authenticators, passwords
from tests.factories.people import a_browser, a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration

PASSWORD = "a quiet river of glass"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODES = re.compile(r"<li>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</li>")
NOON = "2026-11-24T12:00:10Z"


@pytest.fixture
def zoe(app: Flask) -> Person:
    return a_person(email="zoe@example.org", password_hash=passwords.digest_of(PASSWORD), password_is_long=True)


@pytest.fixture
def guarded(zoe: Person) -> Person:
    """Return Zoë with an authenticator app and no sign-in."""
    with db.transaction() as session:
        session.add(Authenticator(person_id=zoe.id, secret=SECRET, confirmed_at=clock.now()))
    return zoe


def code_now(secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()))


def first_step(client: FlaskClient, then: str = "") -> str:
    answer = post(client, f"/en/sign-in{then}", {"email": "zoe@example.org", "password": PASSWORD})
    return answer.location


def second_step(client: FlaskClient, code: str, then: str = "") -> tuple[int, str]:
    answer = post(client, f"/en/sign-in/second{then}", {"code": code})
    return answer.status_code, answer.location or answer.get_data(as_text=True)


def _is_in(client: FlaskClient) -> bool:
    return client.get("/en/account").status_code == 200


def test_no_session_exists_before_the_second_step(client: FlaskClient, guarded: Person) -> None:
    assert first_step(client, "?next=/en/calls") == "/en/sign-in/second?next=/en/calls"
    assert (_is_in(client), db.session.scalar(select(SignIn.id))) == (False, None)
    assert second_step(client, code_now(), "?next=/en/calls") == (303, "/en/calls")
    assert _is_in(client)


def test_the_second_step_without_the_first_leads_back(client: FlaskClient, guarded: Person) -> None:
    assert client.get("/en/sign-in/second").location == "/en/sign-in"


def test_the_second_step_runs_out(client: FlaskClient, guarded: Person) -> None:
    first_step(client)
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert client.get("/en/sign-in/second").location == "/en/sign-in"


def test_a_code_serves_once(app: Flask, guarded: Person) -> None:
    with time_machine.travel(NOON, tick=False):
        code = code_now()
        outcomes = []
        for _ in range(2):
            browser = app.test_client()
            first_step(browser)
            outcomes.append(second_step(browser, code)[0])
    assert outcomes == [303, 422]


@pytest.mark.parametrize(("seconds", "status"), [(-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)])
def test_a_code_holds_for_its_half_minute_and_its_neighbours(
    client: FlaskClient, guarded: Person, seconds: int, status: int
) -> None:
    with time_machine.travel(NOON, tick=False):
        first_step(client)
        code = pyotp.TOTP(SECRET).at(int(clock.now().timestamp()) + seconds)
        assert second_step(client, code)[0] == status


def test_codes_are_read_as_people_type_them(client: FlaskClient, guarded: Person) -> None:
    first_step(client)
    code = code_now()
    assert (
        second_step(client, f" {code[:3]} {code[3:]} ".translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}))[0]
        == 303
    )


def test_wrong_codes_lock(client: FlaskClient, guarded: Person) -> None:
    first_step(client)
    found = [second_step(client, "000000")[1] for _ in range(6)]
    assert ["This code is wrong" in page for page in found] == [True] * 5 + [False]
    assert "Too many attempts failed" in found[-1]
    assert "Too many attempts failed" in second_step(client, code_now())[1]


def test_a_recovery_code_serves_once(app: Flask, guarded: Person) -> None:
    codes = authenticators.renew_codes(an_actor(guarded))
    outcomes = []
    for code in (codes[0].upper().replace("-", " "), codes[0], codes[1]):
        browser = app.test_client()
        first_step(browser)
        outcomes.append(second_step(browser, code)[0])
    assert (len(codes), outcomes, queries.count_recovery_codes(guarded.id)) == (10, [303, 422, 303], 8)


def test_new_recovery_codes_replace_the_old(app: Flask, zoe: Person) -> None:
    browser = a_browser(app, zoe, fresh=True)
    lists = [CODES.findall(post(browser, "/en/account/recovery-codes").get_data(as_text=True)) for _ in range(2)]
    stored = set(db.session.scalars(select(RecoveryCode.digest)))
    assert [len(set(codes)) for codes in lists] == [10, 10]
    assert stored == {queries.token_digest(code.replace("-", "")) for code in lists[1]}


def test_the_app_is_set_up_by_its_first_code(app: Flask, zoe: Person) -> None:
    browser = a_browser(app, zoe)
    other = a_browser(app, zoe)
    answer = post(browser, "/en/account/authenticator?next=/en/calls", {"current": PASSWORD})
    page = browser.get(answer.location).get_data(as_text=True)
    secret = db.session.scalar(select(Authenticator.secret))
    assert secret is not None
    before = queries.has_second_factor(zoe.id)
    wrong = post(browser, answer.location, {"code": "000000"})
    done = post(browser, answer.location, {"code": code_now(secret)}).get_data(as_text=True)
    db.session.rollback()
    assert answer.location == "/en/account/authenticator/code?next=/en/calls"
    assert ("data:image/svg+xml" in page, before, wrong.status_code) == (True, False, 422)
    assert (queries.has_second_factor(zoe.id), len(CODES.findall(done)), 'href="/en/calls"' in done) == (True, 10, True)
    assert (_is_in(browser), _is_in(other)) == (True, False)
    assert browser.get("/en/step-up?next=/en/calls").location == "/en/calls"


def test_the_first_factor_asks_for_the_password(app: Flask, zoe: Person) -> None:
    answer = post(a_browser(app, zoe), "/en/account/authenticator", {"current": "wrong"})
    assert (answer.status_code, b"This is not your current password." in answer.data) == (422, True)
    assert queries.authenticator_of(zoe.id) is None


def test_no_factor_is_added_to_an_unproved_address(app: Flask) -> None:
    person = a_person(password_hash=passwords.digest_of(PASSWORD), email_confirmed_at=None)
    browser = a_browser(app, person)
    answer = post(browser, "/en/account/authenticator", {"current": PASSWORD}, page="/en/account")
    assert (answer.status_code, b"Confirm your e-mail address first" in answer.data) == (422, True)


@pytest.mark.parametrize(
    "path",
    [
        "/en/account/authenticator",
        "/en/account/authenticator/code",
        "/en/account/passkeys/new",
        "/en/account/recovery-codes",
    ],
)
def test_one_who_has_a_factor_shows_it_before_he_changes_them(app: Flask, guarded: Person, path: str) -> None:
    assert a_browser(app, guarded).get(path).location == f"/en/step-up?next={path}"


def test_step_up_by_code_leads_on_and_holds_a_quarter_of_an_hour(app: Flask, guarded: Person) -> None:
    browser = a_browser(app, guarded)
    answer = post(browser, "/en/step-up?next=/en/account/recovery-codes", {"code": code_now()})
    soon = browser.get("/en/account/recovery-codes").status_code
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        later = browser.get("/en/account/recovery-codes").location
    assert (answer.location, soon) == ("/en/account/recovery-codes", 200)
    assert later == "/en/step-up?next=/en/account/recovery-codes"


def test_who_has_no_factor_is_told_to_add_one(app: Flask, zoe: Person) -> None:
    page = a_browser(app, zoe).get("/en/step-up?next=/en/calls").get_data(as_text=True)
    assert "/en/account/authenticator?next=/en/calls" in page


def test_the_app_is_removed(app: Flask, zoe: Person) -> None:
    browser = a_browser(app, zoe, fresh=True)
    post(browser, "/en/account/authenticator/remove", page="/en/account")
    assert queries.has_second_factor(zoe.id) is False


def test_a_short_password_cannot_stand_alone(app: Flask) -> None:
    person = a_person(password_hash=passwords.digest_of("vitrines"), password_is_long=False)
    browser = a_browser(app, person, fresh=True)
    post(browser, "/en/account/authenticator/remove", page="/en/account")
    page = browser.get("/en/account").get_data(as_text=True)
    assert ("Choose a longer password first" in page, queries.has_second_factor(person.id)) == (True, True)


def test_eight_characters_are_enough_beside_a_factor(app: Flask, zoe: Person) -> None:
    browser = a_browser(app, zoe, fresh=True)
    answer = post(browser, "/en/account/password", {"current": PASSWORD, "password": "vitrines"})
    found = db.session.get(Person, zoe.id, populate_existing=True)
    assert found is not None
    assert (answer.status_code, found.password_is_long) == (303, False)


def test_the_log_names_each_change_and_no_secret(app: Flask, zoe: Person) -> None:
    browser = a_browser(app, zoe, fresh=True)
    codes = CODES.findall(post(browser, "/en/account/recovery-codes").get_data(as_text=True))
    post(browser, "/en/account/authenticator/remove", page="/en/account")
    kinds = list(db.session.scalars(select(audit.AuditEvent.kind).order_by(audit.AuditEvent.number)))
    details = str(list(db.session.scalars(select(audit.AuditDetail.detail))))
    assert kinds == ["recovery_codes.renew", "authenticator.remove"]
    assert [code for code in codes if code in details] == []
