"""A designer answers the richer kinds: what is wrong is said at once, what is hidden is kept, rows come and go."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from competition.calls.rules import FieldKind, ShownIf
from tests.factories.calls import a_call, a_field
from tests.factories.entries import an_entry
from tests.factories.people import a_person
from tests.fixtures.live import Live, assert_accessible

WEIGHT = {"unit": "ct", "decimals": 2, "least": "0.5", "most": "1200"}


def test_a_designer_answers_the_richer_kinds(live: Live, signed_in: Callable[..., Page]) -> None:
    with live.app.app_context():
        call, person = a_call(), a_person()
        a_field(call, FieldKind.number, 1, label={"en": "Main stone"}, options=WEIGHT)
        a_field(call, FieldKind.dimensions, 2, label={"en": "Size"}, options={"unit": "mm", "weight": "g"})
        sale = a_field(call, FieldKind.yes_no, 3, label={"en": "For sale?"})
        only = ShownIf(sale.id, ("yes",)).stored()
        a_field(call, FieldKind.short_text, 4, label={"en": "Price"}, options={"most": 10, **only})
        a_field(call, FieldKind.materials, 5, label={"en": "Materials"}, options={"most": 3})
        entry = an_entry(call, person, title="Moon", answers={})
    page = signed_in(person)
    page.goto(f"/en/entries/{entry.id}")
    _is_told_what_is_wrong(page)
    _hides_a_question_without_losing_it(page)
    _adds_and_removes_materials_by_keyboard(page)
    assert_accessible(page)
    _comes_back_to_what_was_saved(page)


def _is_told_what_is_wrong(page: Page) -> None:
    stone = page.get_by_label("Main stone")
    stone.fill("1,500")
    page.get_by_label("Height").fill("27,8")
    expect(page.get_by_text("We cannot read this as a number")).to_be_visible()
    page.get_by_role("button", name="Review and hand in").click()
    expect(stone).to_be_focused()
    expect(page.get_by_text("Give height and width at least.")).to_be_visible()
    stone.fill("1,52")
    page.get_by_label("Width").fill("22.0")
    page.get_by_label("Title of the work").focus()
    expect(page.get_by_text("We cannot read this as a number")).to_have_count(0)
    expect(page.get_by_text("Give height and width at least.")).to_have_count(0)


def _hides_a_question_without_losing_it(page: Page) -> None:
    price = page.get_by_label("Price")
    expect(price).to_be_hidden()
    page.get_by_label("Yes", exact=True).first.check()
    price.fill("9,000 and more")
    expect(page.get_by_text("4 characters too many").first).to_be_visible()
    page.get_by_label("No", exact=True).first.check()
    expect(price).to_be_hidden()
    expect(price).to_have_value("9,000 and more")


def _adds_and_removes_materials_by_keyboard(page: Page) -> None:
    page.get_by_label("Name of the material").first.fill("Gold")
    page.get_by_label("Kind of material").first.select_option("Metal")
    page.get_by_role("button", name="Add a material").press("Enter")
    second = page.get_by_label("Kind of material").nth(1)
    expect(second).to_be_focused()
    second.select_option("Stone")
    page.get_by_label("Name of the material").nth(1).fill("Ruby")
    page.get_by_label("Natural or laboratory-grown").nth(1).select_option("Natural")
    page.get_by_role("button", name="Remove this material").first.press("Enter")
    expect(page.get_by_label("Name of the material")).to_have_value("Ruby")
    expect(page.get_by_role("button", name="Remove this material")).to_be_focused()


def _comes_back_to_what_was_saved(page: Page) -> None:
    expect(page.locator("[data-jury]").get_by_text("Stone · Ruby · Natural")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Main stone")).to_have_value("1.52")
    expect(page.get_by_label("Price")).to_be_hidden()
    expect(page.get_by_label("Price")).to_have_value("9,000 and more")
    expect(page.locator("[data-jury]").get_by_text("27.8 × 22.0 mm")).to_be_visible()
    expect(page.get_by_label("Name of the material").first).to_have_value("Ruby")
