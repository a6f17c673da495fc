"""An organiser begins from a preset, sees while writing what entrants will see, and duplicates the call."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.factories.people import a_person
from tests.fixtures.live import Live, assert_accessible


def test_an_organiser_builds_a_call_from_a_preset(live: Live, signed_in: Callable[..., Page]) -> None:
    with live.app.app_context():
        person = a_person(name="Lotte Vermeulen")
    page = signed_in(person)
    room = _begins_from_a_preset(page)
    _sees_the_words_while_writing(page, room)
    _sees_a_question_while_writing(page, room)
    _asks_in_one_category_and_twice(page, room)
    _duplicates(page, room)


def _begins_from_a_preset(page: Page) -> str:
    page.goto("/en/organise/new")
    page.get_by_role("link", name="See the presets").click()
    assert_accessible(page)
    page.get_by_role("link", name="Sketch, then the made piece").click()
    expect(page.get_by_text("Where the pieces are sent")).to_be_visible()
    page.get_by_label("简体中文", exact=True).check()
    page.get_by_label("Title (English)").fill("Two Rivers 2027")
    page.get_by_label("Title (简体中文)").fill("两江 2027")
    page.get_by_label("Name of the institution").fill("Diamond Museum")
    assert_accessible(page)
    page.get_by_role("button", name="Begin the call").click()
    expect(page.get_by_text("Everything is there.")).to_be_visible()
    return re.sub(r".*(/en/organise/[^/]+/).*", r"\1", page.url)


def _sees_the_words_while_writing(page: Page, room: str) -> None:
    page.goto(f"{room}texts")
    seen = page.frame_locator("[data-preview-page]")
    expect(seen.get_by_role("heading", name="Two steps")).to_be_visible()
    page.get_by_label("Brief (English)").fill("## A theme of our own\n\n<script>alert(1)</script>")
    expect(seen.get_by_role("heading", name="A theme of our own")).to_be_visible()
    expect(seen.get_by_text("<script>alert(1)</script>")).to_be_visible()
    page.get_by_label("Rules (简体中文)").fill("**只收原创**")
    page.locator("[data-preview-language]").select_option(label="简体中文")
    expect(seen.get_by_text("只收原创")).to_be_visible()
    expect(seen.get_by_role("heading", name="两江 2027")).to_be_visible()
    assert_accessible(page)
    page.reload()
    expect(page.get_by_label("Brief (English)")).to_have_value(re.compile("## The theme"))


def _sees_a_question_while_writing(page: Page, room: str) -> None:
    page.goto(f"{room}form/new/team")
    seen = page.frame_locator("[data-preview-page]")
    expect(page.get_by_text("Not complete yet")).to_be_visible()
    page.get_by_label("Question (English)").fill("Who helped?")
    expect(seen.get_by_text("Who helped?")).to_be_visible()
    page.get_by_label("Ask for each person’s country").check()
    expect(seen.get_by_label("Country")).to_be_visible()
    expect(page.get_by_text("Not complete yet")).to_have_count(0)
    assert_accessible(page)


def _asks_in_one_category_and_twice(page: Page, room: str) -> None:
    page.get_by_label("Students").check()
    page.get_by_role("button", name="Save the question").click()
    line = page.locator(".ordered-one", has_text="Who helped?")
    expect(line.get_by_text("Only in the category Students.")).to_be_visible()
    line.get_by_role("button", name="Duplicate").press("Enter")
    expect(page.locator(".ordered-one", has_text="Who helped?")).to_have_count(2)
    assert_accessible(page)


def _duplicates(page: Page, room: str) -> None:
    page.goto(room)
    page.get_by_role("button", name="Duplicate this call").click()
    expect(page.get_by_role("heading", name="Two Rivers 2028")).to_be_visible()
    expect(page.get_by_text("Its dates are a proposal")).to_be_visible()
    page.get_by_role("link", name="Entry form").first.click()
    expect(page.locator(".ordered-one", has_text="Who helped?")).to_have_count(2)
    expect(page.get_by_role("heading", name="In “Made pieces”")).to_be_visible()
