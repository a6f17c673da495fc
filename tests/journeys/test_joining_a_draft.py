"""How a draft comes to its people: a visitor writes before he has an account, a second person joins by a letter."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from competition import db
from competition.calls.rules import FieldKind
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.entries import an_entry
from tests.factories.people import a_person
from tests.fixtures.live import Live, assert_accessible
from tests.journeys.test_accounts import PASSWORD, fill_password, letter_link


def at(link: str) -> str:
    """Return the address of a link without its host."""
    found = urlsplit(link)
    return found.path + (f"?{found.query}" if found.query else "")


def test_a_visitor_writes_first_and_finds_every_word_in_his_draft(live: Live, signed_in: Callable[..., Page]) -> None:
    with live.app.app_context():
        call = a_call()
        a_category(call, name={"en": "Rings"})
        a_field(call, FieldKind.long_text, 1, label={"en": "The story"})
        slug = call.slug
    page, address = signed_in(), "visitor.journey@example.org"
    page.goto(f"/en/calls/{slug}/enter")
    page.get_by_role("link", name="Begin an entry").click()
    page.get_by_label("Title of the work").fill("Moon")
    page.get_by_label("Category", exact=True).select_option(label="Rings")
    page.get_by_label("The story").fill("Written before there was an account.")
    assert_accessible(page)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", name="Your words are kept")).to_be_visible()
    assert_accessible(page)
    _makes_an_account(live, page, address)
    expect(page.get_by_role("heading", name="Your words are kept")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Go on with your draft").click()
    expect(page.get_by_label("Title of the work")).to_have_value("Moon")
    expect(page.get_by_label("The story")).to_have_value("Written before there was an account.")
    expect(page.get_by_label("Category", exact=True).locator("option:checked")).to_have_text("Rings")


def _makes_an_account(live: Live, page: Page, address: str) -> None:
    page.get_by_role("link", name="Make an account").first.click()
    page.get_by_label("Your name").fill("Vera Visitor")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    page.goto(at(letter_link(live, address)))
    page.get_by_role("button", name="Confirm this address").click()
    fill_password(page, address)


def test_a_second_person_joins_a_team_by_the_letter_and_writes_on(live: Live, signed_in: Callable[..., Page]) -> None:
    address = "second.journey@example.org"
    with live.app.app_context():
        call, lead = a_call(), a_person(name="Lea Lead")
        a_field(call, FieldKind.long_text, 1, label={"en": "The story"})
        entry_id = an_entry(call, lead, title="Moon").id
        db.session.refresh(lead)
    page = signed_in(lead)
    page.goto(f"/en/entries/{entry_id}/team")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Name", exact=False).last.fill("Sam Second")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("Not answered yet")).to_be_visible()
    assert_accessible(page)
    second = signed_in()
    second.goto(at(letter_link(live, address)))
    expect(second.get_by_text("Lea Lead invites you to the team of this work")).to_be_visible()
    assert_accessible(second)
    second.get_by_label("Your name").fill("Sam Second")
    second.get_by_label("Password").fill(PASSWORD)
    second.get_by_role("button", name="Make an account and join").click()
    expect(second.get_by_label("Title of the work")).to_have_value("Moon")
    second.get_by_label("The story").fill("Written by two.")
    second.get_by_label("The story").blur()
    expect(second.get_by_text("All changes saved").first).to_be_visible()
    page.goto(f"/en/entries/{entry_id}")
    expect(page.get_by_label("The story")).to_have_value("Written by two.")
    page.goto(f"/en/entries/{entry_id}/team")
    expect(page.get_by_text("Sam Second").first).to_be_visible()
    expect(page.get_by_text("Not answered yet")).to_have_count(0)
