"""A text that is written over a bad line: the browser killed, two tabs, a session that ends, an answer that is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, Route, expect
from sqlalchemy import select

from competition import clock, db
from competition.calls.models import Call, EntryField
from competition.calls.rules import FieldKind
from competition.entries.models import Entry
from competition.people.models import Person
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.entries import an_entry
from tests.factories.judging import an_assignment
from tests.factories.people import a_person
from tests.fixtures.killable import a_browser_of_its_own, kill_the_browser_of
from tests.fixtures.live import Live, assert_accessible, kept, session_cookie
from tests.judging.conftest import new_room

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

SAVED = re.compile(r"All changes saved \d\d:\d\d:\d\d")


@dataclass
class Desk:
    """A call that asks for two texts and a list, and a designer's draft in it."""

    live: Live
    call: Call
    story: EntryField
    list: EntryField
    person: Person
    entry: Entry

    @property
    def path(self) -> str:
        return f"/en/entries/{self.entry.id}"

    @property
    def stored(self) -> Entry:
        with self.live.app.app_context():
            return db.session.scalars(select(Entry).where(Entry.id == self.entry.id)).one()


@pytest.fixture
def desk(live: Live) -> Desk:
    with live.app.app_context():
        call, person = a_call(title={"en": "Light and Stone"}), a_person()
        category = a_category(call, name={"en": "Rings"})
        story = a_field(call, FieldKind.long_text, 1, label={"en": "The story"}, options={"most": 600})
        materials = a_field(call, FieldKind.materials, 2, label={"en": "What it is made of"}, is_required=False)
        entry = an_entry(call, person, category, title="Moon")
        return Desk(live, call, story, materials, person, entry)


@pytest.fixture
def page(signed_in: Callable[..., Page], desk: Desk) -> Page:
    page = signed_in(desk.person)
    page.goto(desk.path)
    return page


def said(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("[data-saved-words]")).to_have_text(words)


def test_a_killed_browser_keeps_every_word_and_sends_them_when_it_is_back(
    playwright: Playwright, live: Live, desk: Desk, tmp_path: Path
) -> None:
    words = "Written in a train, between two tunnels, letter by letter."
    cookie = session_cookie(live, desk.person, fresh=False)
    with a_browser_of_its_own(playwright, tmp_path / "profile", live) as context:
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(desk.path)
        page.get_by_label("The story").fill("Saved before.")
        page.get_by_label("The story").blur()
        said(page, SAVED)
        _write_offline(page, words)
        kill_the_browser_of(tmp_path / "profile")
    assert desk.stored.answers == {desk.story.id: "Saved before."}
    with a_browser_of_its_own(playwright, tmp_path / "profile", live) as context:
        context.add_cookies([cookie])
        again = context.new_page()
        again.goto(desk.path)
        expect(again.get_by_label("The story")).to_have_value(words)
        expect(again.get_by_label("Title of the work")).to_have_value("Half moon")
        said(again, SAVED)
        again.wait_for_timeout(300)
        assert kept(again) == 0
        context.close()
    assert (desk.stored.title, desk.stored.answers) == ("Half moon", {desk.story.id: words})


def _write_offline(page: Page, words: str) -> None:
    page.context.set_offline(True)
    page.get_by_label("The story").fill("")
    page.get_by_label("The story").press_sequentially(words)
    page.get_by_label("Title of the work").fill("Half moon")
    said(page, re.compile("you are offline; kept on this device"))
    page.wait_for_timeout(300)


def test_what_two_tabs_change_apart_comes_together_and_what_both_change_is_asked(page: Page, desk: Desk) -> None:
    other = page.context.new_page()
    other.goto(desk.path)
    page.get_by_label("Title of the work").fill("Moon and sea")
    page.get_by_label("Title of the work").blur()
    said(page, SAVED)
    expect(other.get_by_label("Title of the work")).to_have_value("Moon and sea")
    other.get_by_label("The story").fill("From the other tab")
    other.get_by_label("The story").blur()
    said(other, SAVED)
    expect(page.get_by_label("The story")).to_have_value("From the other tab")

    page.route(f"**{desk.path}", _but_reads)
    page.get_by_label("The story").fill("From this tab")
    said(page, re.compile("kept on this device"))
    other.get_by_label("The story").fill("And from that one")
    other.get_by_label("Title of the work").fill("Sea")
    other.get_by_label("Title of the work").blur()
    said(other, SAVED)
    view = page.get_by_role("alert").filter(has_text="Two versions")
    expect(view).to_contain_text("From this tab")
    expect(view).to_contain_text("And from that one")
    expect(view.get_by_role("group")).to_have_count(1)
    assert_accessible(page)
    page.unroute_all()
    view.get_by_role("group", name="The story").get_by_label("Yours, on this device").check()
    view.get_by_role("button", name="Save what is chosen").click()
    said(page, SAVED)
    assert (desk.stored.title, desk.stored.answers) == ("Sea", {desk.story.id: "From this tab"})


def test_the_session_ends_while_writing_and_the_words_wait_for_who_signs_in(page: Page, desk: Desk, live: Live) -> None:
    page.context.clear_cookies()
    page.get_by_label("The story").fill("Longer than a session")
    page.get_by_label("The story").blur()
    expect(page.get_by_role("dialog", name="You are signed out")).to_be_visible()
    assert_accessible(page)
    said(page, re.compile("you are signed out"))
    with page.expect_popup() as opened:
        page.get_by_role("dialog").get_by_role("link", name="Sign in").click()
    popup = opened.value
    expect(popup).to_have_url(re.compile("/sign-in"))
    page.context.add_cookies([session_cookie(live, desk.person, fresh=False)])
    with popup.expect_event("close"):
        popup.evaluate("location.assign('/en/')")
    expect(page.get_by_role("dialog", name="You are signed out")).to_be_hidden()
    said(page, SAVED)
    expect(page.get_by_label("The story")).to_have_value("Longer than a session")
    assert desk.stored.answers == {desk.story.id: "Longer than a session"}


def test_a_save_whose_answer_is_lost_does_not_conflict_with_itself(page: Page, desk: Desk) -> None:
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch().text())
        return route.abort("connectionreset")

    page.route(f"**{desk.path}", lose)
    page.get_by_label("The story").fill("One")
    page.get_by_label("The story").blur()
    said(page, re.compile("kept on this device"))
    page.get_by_label("The story").fill("One and two")
    page.get_by_label("The story").blur()
    said(page, SAVED)
    expect(page.get_by_text("Two versions")).to_have_count(0)
    assert (len(lost), desk.stored.answers) == (1, {desk.story.id: "One and two"})


def leave(page: Page) -> None:
    button = page.locator(".menu-account").get_by_role("button", name="Sign out")
    if not button.is_visible():
        page.locator(".menu-account summary").click()
    button.click()


def test_signing_out_asks_about_unsent_words_and_leaves_nothing_behind(page: Page, desk: Desk) -> None:
    page.route(f"**{desk.path}", _but_reads)
    page.get_by_label("The story").fill("Not for the next one at this device")
    said(page, re.compile("kept on this device"))
    assert kept(page) == 1
    leave(page)
    dialog = page.get_by_role("dialog", name="Some of your words are not saved yet")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    dialog.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_have_count(0)
    assert kept(page) == 1
    leave(page)
    page.get_by_role("dialog").get_by_role("button", name="Sign out and delete them").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert kept(page) == 0


def _but_reads(route: Route) -> Any:
    return route.abort() if route.request.method == "POST" else route.continue_()


def test_a_language_is_added_beside_the_original_and_comes_back(page: Page, desk: Desk) -> None:
    page.get_by_label("The text is written in").select_option("nl")
    page.get_by_label("简体中文", exact=True).check()
    page.get_by_label("The story", exact=True).fill("Twee banden raken elkaar")
    page.get_by_label("The story · 简体中文").fill("两环相触")
    page.get_by_label("Title of the work · 简体中文").fill("月")
    page.get_by_label("Title of the work · 简体中文").blur()
    said(page, SAVED)
    assert_accessible(page)
    page.reload()
    expect(page.get_by_label("The story · 简体中文")).to_have_value("两环相触")
    expect(page.get_by_label("The story · 简体中文")).to_have_attribute("lang", "zh-Hans")
    page.get_by_label("简体中文", exact=True).uncheck()
    expect(page.get_by_label("The story · 简体中文")).to_be_hidden()
    stored = desk.stored
    assert (stored.locale, stored.translations) == ("nl", {"zh": {"title": "月", desk.story.id: "两环相触"}})


def test_a_juror_reads_chinese_with_the_dutch_original_one_click_away(
    live: Live, signed_in: Callable[..., Page]
) -> None:
    with live.app.app_context():
        room = new_room()
        story = a_field(room.call, FieldKind.long_text, 2, label={"en": "The story", "zh": "作品阐述"})
        words = {"title": "月", story.id: "两环相触"}
        written = {"locale": "nl", "languages": ["zh"], "translations": {"zh": words}}
        entry = room.entry(title="Maan", answers={story.id: "Twee banden raken elkaar"}, **written)
        assignment = an_assignment(room.round, entry, room.juror)
    page = signed_in(room.juror)
    page.goto(f"/zh/jury/{room.call.id}/entries/{assignment.id}")
    expect(page.locator(".sheet-title")).to_have_text("月")
    expect(page.locator(".sheet-answers")).to_contain_text("两环相触")
    original = page.get_by_text("Twee banden raken elkaar")
    expect(original).to_be_hidden()
    page.locator(".sheet-answers summary").click()
    expect(original).to_be_visible()
    expect(original).to_have_attribute("lang", "nl")
    assert_accessible(page)


def test_words_that_were_not_sent_before_the_close_are_shown_to_be_kept(page: Page, desk: Desk) -> None:
    words = "Written in a train, after the last station."
    page.get_by_label("The story").fill("Saved before.")
    page.get_by_label("The story").blur()
    said(page, SAVED)
    _write_offline(page, words)
    with desk.live.app.app_context(), db.transaction() as session:
        call = session.get_one(Call, desk.call.id)
        call.due_at = call.closes_at = clock.now() - timedelta(minutes=1)
    page.close(run_before_unload=False)
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(desk.path)
    expect(again.get_by_text("Words that were not sent")).to_be_visible()
    expect(again.locator("[data-left-words]")).to_have_text(re.compile(f"The story\\s+{words}"))
    expect(again.locator("[data-left-words]")).not_to_contain_text("Saved before.")
    assert_accessible(again)
    with again.expect_download() as taken:
        again.get_by_role("link", name="Keep as a file").click()
    assert words in taken.value.path().read_text()
    assert kept(again) == 1
    again.get_by_role("button", name="Remove from this device").click()
    expect(again.get_by_text("Words that were not sent")).to_have_count(0)
    again.wait_for_timeout(300)
    assert (kept(again), desk.stored.answers) == (0, {desk.story.id: "Saved before."})
