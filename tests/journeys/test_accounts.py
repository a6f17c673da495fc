"""A designer joins: register, letter, confirm, sign in, passkey, authenticator app, recovery code; and gets back in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyotp
from playwright.sync_api import Page, expect
from sqlalchemy import select

from competition import clock, db
from competition.mail import Letter
from competition.people.models import Authenticator, Person
from tests.factories.people import a_person
from tests.fixtures.live import Live, assert_accessible

PASSWORD = "a quiet river of glass"
LINK = re.compile(r"https?://\S+")


def with_device(page: Page) -> None:
    """Give the browser a device that holds passkeys and verifies its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def letter_link(live: Live, address: str) -> str:
    """Wait for the worker to write the newest letter to that address; return its link."""

    def newest() -> str:
        db.session.rollback()
        query = select(Letter).where(Letter.address == address, Letter.text != "").order_by(Letter.created_at.desc())
        letter = db.session.scalars(query).first()
        return letter.text if letter else ""

    found = LINK.search(live.eventually(newest))
    assert found is not None
    return found.group()


def code_of(live: Live, address: str) -> str:
    """Return a code of that person's app which was not used before: those of this half minute are set free again."""

    def secret() -> str:
        db.session.rollback()
        with db.transaction() as session:
            query = select(Authenticator).join(Person, Person.id == Authenticator.person_id)
            found = session.scalars(query.where(Person.email == address)).one()
            found.last_step = 0
            return found.secret

    return pyotp.TOTP(live.eventually(secret)).at(int(clock.now().timestamp()))


def sign_out(page: Page) -> None:
    page.locator(".menu-account summary").click()
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    expect(page.get_by_role("link", name="Sign in", exact=True).first).to_be_attached()


def fill_password(page: Page, address: str) -> None:
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_designer_joins_and_guards_the_account(live: Live, signed_in: Callable[..., Page]) -> None:
    page, address = signed_in(timezone_id="Europe/Brussels"), "zoe.journey@example.org"
    with_device(page)
    _registers(live, page, address)
    _adds_a_passkey(page, address)
    codes = _adds_an_app(live, page, address)
    _signs_in_by_each(live, page, address, codes)


def _registers(live: Live, page: Page, address: str) -> None:
    page.goto("/en/register")
    assert_accessible(page)
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_text("3 answers need your attention.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Your name").fill("Zoë Wouters")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    assert_accessible(page)
    page.goto(letter_link(live, address))
    assert_accessible(page)
    page.get_by_role("button", name="Confirm this address").click()
    expect(page.get_by_text("Your e-mail address is confirmed.")).to_be_visible()
    fill_password(page, "Zoe.Journey@Example.org")
    page.wait_for_url("**/en/")


def _adds_a_passkey(page: Page, address: str) -> None:
    page.goto("/en/account")
    assert_accessible(page)
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Brussels")
    page.get_by_role("link", name="Add a passkey").click()
    assert_accessible(page)
    page.get_by_label("Name of this passkey").fill("My laptop")
    page.get_by_label("Current password").fill("not the password")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("alert")).to_have_text("This is not your current password.")
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/account/recovery-codes")
    assert_accessible(page)
    page.goto("/en/account")
    expect(page.get_by_text("My laptop", exact=True)).to_be_visible()
    sign_out(page)
    page.goto("/en/sign-in")
    assert_accessible(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/en/")
    page.goto("/en/account")
    expect(page.get_by_text(address, exact=True)).to_be_visible()


def _adds_an_app(live: Live, page: Page, address: str) -> list[str]:
    page.get_by_role("link", name="Set up an authenticator app").click()
    assert_accessible(page)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/authenticator/code")
    assert_accessible(page)
    page.get_by_label("Code").fill(code_of(live, address))
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert_accessible(page)
    codes = page.locator(".recovery-codes li").all_inner_texts()
    assert len(set(codes)) == 10
    page.get_by_role("link", name="I have kept them").click()
    sign_out(page)
    return codes


def _signs_in_by_each(live: Live, page: Page, address: str, codes: list[str]) -> None:
    for recovery_code in ("", codes[0]):
        page.goto("/en/sign-in?next=/en/account")
        fill_password(page, address)
        page.wait_for_url("**/sign-in/second**")
        assert_accessible(page)
        page.get_by_label("Code").fill(recovery_code or code_of(live, address))
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/en/account")
        sign_out(page)
    page.goto("/en/sign-in?next=/en/account")
    fill_password(page, address)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/en/account")
    expect(page.get_by_text("9 codes are left")).to_be_visible()


def test_one_who_forgot_gets_back_in_and_the_log_holds_no_secret(live: Live, signed_in: Callable[..., Page]) -> None:
    with live.app.app_context():
        person = a_person(email="back.journey@example.org", locale="zh")
    page = signed_in(locale="zh-CN", viewport={"width": 360, "height": 780})
    page.goto("/en/forgot")
    assert_accessible(page)
    page.get_by_label("E-mail address").fill("back.journey@example.org")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    link = letter_link(live, "back.journey@example.org")
    assert "/zh/reset/" in link
    page.goto(link.replace("/zh/", "/en/"))
    assert_accessible(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Use this password").click()
    page.wait_for_url("**/en/sign-in")
    fill_password(page, "back.journey@example.org")
    page.wait_for_url("**/en/")
    page.goto(link.replace("/zh/", "/en/"))
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    assert_accessible(page)
    logs = live.log() + live.log("worker")
    assert [secret for secret in (PASSWORD, link.rsplit("/", 1)[1], person.email) if secret in logs] == []
