"""Who reaches which page of people, and what each page asks of the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import clock, db
from competition.people.models import Passkey, Person
from tests.factories.counting import counted
from tests.factories.people import a_browser, a_person, a_sign_in

pytestmark = pytest.mark.integration

SIGN_IN, STEP_UP = "/en/sign-in?next=", "/en/step-up?next="
# For each page: a visitor, one signed in, one signed in who has a second factor, the same just after he showed it.
PAGES = {
    "/en/sign-in": (200, "/en/", "/en/", "/en/"),
    "/en/sign-in/second": ("/en/sign-in",) * 4,
    "/en/register": (200, "/en/", "/en/", "/en/"),
    "/en/register/sent": (200,) * 4,
    "/en/forgot": (200,) * 4,
    "/en/forgot/sent": (200,) * 4,
    "/en/confirm/unknown": (410,) * 4,
    "/en/reset/unknown": (410,) * 4,
    "/en/invitations/unknown": (404,) * 4,
    "/en/account": (SIGN_IN + "/en/account", 200, 200, 200),
    "/en/account/password": (SIGN_IN + "/en/account/password", 200, 200, 200),
    "/en/account/email": (SIGN_IN + "/en/account/email", 200, STEP_UP + "/en/account/email", 200),
    "/en/account/email/unknown": (410,) * 4,
    "/en/step-up": (SIGN_IN + "/en/step-up", 200, 200, "/en/"),
}
FACTOR_PAGES = ("/en/account/passkeys/new", "/en/account/authenticator", "/en/account/recovery-codes")
PAGES |= {path: (SIGN_IN + path, 200, STEP_UP + path, 200) for path in FACTOR_PAGES}
POSTS = (
    "/en/account/confirmation",
    "/en/account/sessions/x/end",
    "/en/account/sessions/end-others",
    "/en/account/passkeys/x/remove",
    "/en/account/authenticator/remove",
    "/en/account/recovery-codes",
    "/en/account/passkeys/question",
    "/en/account/passkeys",
    "/en/step-up/passkey/question",
    "/en/step-up/passkey",
    "/en/invitations/unknown/accept",
)


def _seen(client: FlaskClient, path: str) -> int | str:
    answer = client.get(path)
    return answer.location or answer.status_code


def _browsers(app: Flask) -> list[FlaskClient]:
    plain, guarded = a_person(), a_person()
    fresh = a_browser(app, guarded, fresh=True)
    return [app.test_client(), a_browser(app, plain), a_browser(app, guarded), fresh]


def test_who_reaches_which_page(app: Flask) -> None:
    browsers = _browsers(app)
    assert {path: tuple(_seen(browser, path) for browser in browsers) for path in PAGES} == PAGES


@pytest.mark.parametrize("path", POSTS)
def test_what_changes_something_asks_for_a_sign_in_and_the_pages_token(app: Flask, path: str) -> None:
    visitor, _plain, _guarded, fresh = _browsers(app)
    turned_away = visitor.post(path, data={})
    refused = fresh.post(path, data={})
    assert (turned_away.status_code, turned_away.location) == (303, "/en/sign-in?next=/")
    assert (refused.status_code, b"open for too long" in refused.data) == (400, True)
    assert visitor.post(path, json={}).status_code == 401


@pytest.mark.parametrize("path", ["/en/confirm/%00", "/en/invitations/a%00b", "/en/sign-in?next=%00"])
def test_an_address_with_a_nul_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_page_speaks_each_language(app: Flask) -> None:
    visitor, _plain, _guarded, fresh = _browsers(app)
    for path, (alone, *_others) in PAGES.items():
        for language in ("nl", "fr", "zh"):
            browser = visitor if alone in {200, 404, 410} else fresh
            assert browser.get(path.replace("/en/", f"/{language}/")).status_code < 500


def _fill(person: Person, rows: int) -> None:
    with db.transaction() as session:
        session.add_all(
            Passkey(
                person_id=person.id,
                credential_id=f"{person.id}-{number}",
                public_key=b"key",
                name=f"Key {number}",
                created_at=clock.now() + timedelta(seconds=number),
            )
            for number in range(rows)
        )
    for _ in range(rows - 1):
        a_sign_in(person)


def test_the_account_asks_as_much_for_thirty_rows_as_for_one(app: Flask) -> None:
    found = []
    for rows in (1, 30):
        person = a_person()
        _fill(person, rows)
        browser = a_browser(app, person)
        with counted(app) as count:
            page = browser.get("/en/account").get_data(as_text=True)
        assert (page.count("Passkey, added on"), page.count("Signed in on")) == (rows, rows)
        assert count.fetched_few(2 * rows)
        found.append(count.queries)
    assert found[0] == found[1]


def test_a_visitors_page_asks_the_database_nothing(app: Flask, client: FlaskClient) -> None:
    with counted(app) as count:
        client.get("/en/sign-in")
    assert count.statements == []
