"""An organiser builds a call from nothing, page by page, and publishes it; a visitor in New York reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from competition import clock
from tests.factories.people import a_person
from tests.fixtures.live import Live, assert_accessible

TITLE = {"en": "Prize of Two Rivers", "zh": "两江奖"}


def test_an_organiser_builds_a_call(live: Live, signed_in: Callable[..., Page]) -> None:
    with live.app.app_context():
        person = a_person(name="Lotte Vermeulen")
    page = signed_in(person)
    room = _begins(page)
    _writes_texts(page, room)
    _adds_the_second_host(page, room)
    _adds_a_category(page, room)
    _asks_for_pictures(page, room)
    _sets_dates(page, room)
    _invites_a_juror(page, room)
    _publishes(page, room)
    _a_visitor_reads_it(signed_in(timezone_id="America/New_York"))


def _begins(page: Page) -> str:
    page.goto("/en/organise/")
    page.get_by_role("link", name="Begin a call").click()
    assert_accessible(page)
    expect(page.get_by_label("Title (简体中文)")).to_be_hidden()
    page.get_by_label("简体中文", exact=True).check()
    page.get_by_label("Title (English)").fill(TITLE["en"])
    page.get_by_role("button", name="Begin the call").click()
    expect(page.get_by_text("Write the title in this language")).to_be_visible()
    expect(page.get_by_label("Title (English)")).to_have_value(TITLE["en"])
    assert_accessible(page)
    page.get_by_label("Title (简体中文)").fill(TITLE["zh"])
    page.get_by_label("Name of the institution").fill("Diamond Museum")
    page.get_by_label("City").fill("Antwerp")
    page.get_by_role("button", name="Begin the call").click()
    expect(page.get_by_role("heading", name=TITLE["en"])).to_be_visible()
    assert_accessible(page)
    return re.sub(r".*(/en/organise/[^/]+/).*", r"\1", page.url)


def _writes_texts(page: Page, room: str) -> None:
    page.goto(f"{room}texts")
    page.get_by_label("Summary (English)").fill("One piece, six photographs.")
    page.get_by_label("Summary (简体中文)").fill("一件作品，六张照片。")
    page.get_by_label("Brief (English)").fill("## What we look for\n\nOne piece, made by **you**.")
    page.get_by_role("button", name="Save the texts").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert_accessible(page)


def _adds_the_second_host(page: Page, room: str) -> None:
    page.goto(f"{room}institutions")
    page.get_by_label("Name (English)").fill("Museum of Design")
    page.get_by_label("City (English)").fill("Shanghai")
    page.get_by_label("Time zone").select_option("Asia/Shanghai")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("button", name="Move up")).to_have_count(1)
    assert_accessible(page)


def _adds_a_category(page: Page, room: str) -> None:
    page.goto(f"{room}categories")
    page.get_by_label("Name (English)").fill("Fine jewellery")
    page.get_by_role("button", name="Add the category").click()
    expect(page.get_by_text("Fine jewellery").first).to_be_visible()
    assert_accessible(page)


def _asks_for_pictures(page: Page, room: str) -> None:
    page.goto(f"{room}form")
    page.get_by_role("link", name="Files Pictures").click()
    page.get_by_label("Question (English)").fill("Photographs")
    assert_accessible(page)
    page.get_by_role("button", name="Save the question").click()
    expect(page.get_by_text("Must be answered")).to_be_visible()
    assert_accessible(page)


def _sets_dates(page: Page, room: str) -> None:
    page.goto(f"{room}calendar")
    labels = (
        "Entries open",
        "Entries are due",
        "Hard close",
        "Judging opens",
        "Judging closes",
        "Winners are announced",
    )
    for label, days in zip(labels, (-1, 30, 30, 20, 50, 60), strict=True):
        page.get_by_label(label).fill(_in_days(days))
    page.get_by_role("button", name="Save the calendar").click()
    expect(page.get_by_text("This must come after “Hard close”.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Judging opens").fill(_in_days(31))
    page.get_by_role("button", name="Save the calendar").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text(" in Shanghai").first).to_be_visible()


def _in_days(days: int) -> str:
    at: datetime = clock.now().astimezone(ZoneInfo("Europe/Brussels")) + timedelta(days=days)
    return at.strftime("%Y-%m-%dT18:00")


def _invites_a_juror(page: Page, room: str) -> None:
    page.goto(f"{room}people")
    page.get_by_label("E-mail address").fill("mei.lan@example.cn")
    page.get_by_label("Name", exact=False).first.fill("Mei Lan")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("mei.lan@example.cn")).to_be_visible()
    assert_accessible(page)


def _publishes(page: Page, room: str) -> None:
    page.goto(room)
    page.get_by_role("button", name="Publish the call").click()
    expect(page.get_by_text("The call is published.")).to_be_visible()
    assert_accessible(page)


def _a_visitor_reads_it(page: Page) -> None:
    call = page.get_by_role("link", name=TITLE["en"])
    for number in range(1, 10):  # Other journeys of the same worker published calls of their own.
        page.goto(f"/en/calls/?page={number}")
        if call.count():
            break
    assert_accessible(page)
    call.click()
    expect(page.get_by_role("heading", name="What we look for")).to_be_visible()
    expect(page.get_by_role("link", name="Enter this call")).to_be_visible()
    expect(page.get_by_text("where you are").first).to_be_visible()
    expect(page.get_by_text("Mei Lan")).to_have_count(0)
    assert_accessible(page)
    page.get_by_role("link", name="简体中文").last.click()
    expect(page.get_by_role("heading", name=TITLE["zh"])).to_be_visible()
    assert_accessible(page)
