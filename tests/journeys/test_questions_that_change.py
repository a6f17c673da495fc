"""A designer meets questions of a category, a question that was changed meanwhile, and a second round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from competition import clock, db
from competition.calls import services as builder
from competition.calls.models import Call
from competition.calls.rules import FieldKind, FieldWords, TextOptions
from competition.entries import services
from competition.people.rules import Role
from tests.factories.calls import a_call, a_category, a_field, a_round
from tests.factories.entries import a_submitted_entry, an_entry
from tests.factories.people import a_membership, a_person, an_actor
from tests.fixtures.live import Live, assert_accessible

METALS = {"choices": [{"value": "au", "label": {"en": "Gold"}}, {"value": "ag", "label": {"en": "Silver"}}]}


def test_the_form_follows_the_category_and_keeps_what_was_answered(live: Live, signed_in: Callable[..., Page]) -> None:
    with live.app.app_context():
        call, person, owner = a_call(), a_person(), a_person()
        a_membership(owner, call.id, Role.owner)
        rings = a_category(call, 1, name={"en": "Rings"})
        a_category(call, 2, name={"en": "Cloth"})
        only = {"categories": [rings.id]}
        metal = a_field(call, FieldKind.choice, 1, label={"en": "Metal"}, options={**METALS, **only})
        soon = clock.now() + timedelta(days=3)
        a_field(call, FieldKind.short_text, 2, label={"en": "Weaver"}, required_from=soon)
        entry = an_entry(call, person, title="Moon", answers={})
    page = signed_in(person)
    page.goto(f"/en/entries/{entry.id}")
    _meets_the_questions_of_a_category(page)
    with live.app.app_context():
        version = db.session.get_one(Call, call.id).version
        words = FieldWords(version, FieldKind.short_text, {"en": "Alloy"}, {}, False, False, TextOptions(40))
        builder.edit_field(an_actor(owner), call.id, metal.id, words)
    _finds_the_former_answer(page)


def _meets_the_questions_of_a_category(page: Page) -> None:
    metal = page.get_by_role("group", name="Metal")
    expect(metal).to_be_hidden()
    page.get_by_label("Category", exact=True).select_option("Cloth")
    expect(metal).to_be_hidden()
    expect(page.get_by_text("Needed from")).to_be_visible()
    page.get_by_label("Category", exact=True).select_option("Rings")
    metal.get_by_label("Gold").check()
    expect(page.get_by_text("All changes saved").first).to_be_visible()
    assert_accessible(page)


def _finds_the_former_answer(page: Page) -> None:
    """The form is older than the change: what is typed into it now is still kept under the words that it asked."""
    page.get_by_role("group", name="Metal").get_by_label("Silver").check()
    page.get_by_label("Title of the work").fill("Moonlight")
    page.get_by_label("Title of the work").blur()
    expect(page.get_by_text("All changes saved").first).to_be_visible()
    page.wait_for_timeout(1500)
    page.reload()
    expect(page.get_by_text("your answer is kept")).to_be_visible()
    expect(page.locator(".entry-former", has_text="Metal").get_by_text("Silver")).to_be_visible()
    expect(page.get_by_label("Alloy")).to_have_value("")
    assert_accessible(page)


def test_who_goes_on_answers_a_second_round(live: Live, signed_in: Callable[..., Page]) -> None:
    with live.app.app_context():
        now = clock.now()
        call, person = a_call(), a_person()
        a_field(call, FieldKind.short_text, 1, label={"en": "Idea"}, options={"most": 40})
        a_round(call)
        dates: dict[str, Any] = {"entries_due_at": now + timedelta(days=20), "opens_at": now + timedelta(days=30)}
        later = a_round(call, position=2, name={"en": "Made pieces"}, closes_at=now + timedelta(days=40), **dates)
        a_field(call, FieldKind.short_text, 2, label={"en": "Weight"}, round_id=later.id, options={"most": 20})
        people = {"most": 3}
        a_field(call, FieldKind.team, 3, label={"en": "Hands"}, round_id=later.id, options=people, is_required=False)
        entry = a_submitted_entry(call, person, title="Moon")
        services.open_later(an_actor(person), later.id, {entry.id})
        for row in (person, entry):
            db.session.refresh(row)
    page = signed_in(person)
    page.goto(f"/en/entries/{entry.id}")
    expect(page.get_by_text("“Made pieces” asks you for more.")).to_be_visible()
    page.get_by_role("link", name="Answer", exact=True).click()
    _answers(page)
    page.get_by_role("button", name="Review and hand in").click()
    _hands_in(page)


def _answers(page: Page) -> None:
    page.get_by_label("Weight").fill("12 g")
    page.get_by_label("Name of the person").first.fill("Noor")
    page.get_by_label("Role").first.fill("Goldsmith")
    page.get_by_role("button", name="Add a person").press("Enter")
    expect(page.get_by_label("Name of the person").nth(1)).to_be_focused()
    expect(page.get_by_text("All changes saved").first).to_be_visible()
    assert_accessible(page)


def _hands_in(page: Page) -> None:
    expect(page.get_by_text("Noor · Goldsmith")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("This is our own work").check()
    page.get_by_role("button", name="Hand in now").click()
    expect(page.get_by_text("Receipt 1").first).to_be_visible()
    expect(page.get_by_text("Made pieces")).to_be_visible()
