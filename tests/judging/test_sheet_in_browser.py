"""A juror at work in a real browser: by keys alone, in two tabs, without a network, past the end of the links."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect
from sqlalchemy import select

from competition import db
from competition.audit import AuditDetail, AuditEvent
from competition.judging.models import ScoreSheet
from tests.factories.judging import a_juror
from tests.fixtures.killable import a_browser_of_its_own, kill_the_browser_of
from tests.fixtures.live import Live, assert_accessible, kept, session_cookie
from tests.judging.conftest import Room

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

SAVED = re.compile(r"All changes saved \d\d:\d\d")


def wall(room: Room) -> str:
    return f"/en/jury/{room.call.id}/"


def open_first(page: Page, room: Room) -> None:
    page.goto(wall(room))
    page.get_by_role("link", name="Go on with").click()
    expect(page.locator(".openseadragon-canvas")).to_be_visible()


def sheets(live: Live) -> list[tuple[dict[str, int], str, str]]:
    with live.app.app_context():
        found = db.session.scalars(select(ScoreSheet).order_by(ScoreSheet.updated_at))
        return [(dict(one.marks), one.comment, one.state.value) for one in found]


def said(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("[data-saved-words]")).to_have_text(words)


def test_a_whole_queue_is_judged_by_keys_alone(live: Live, juror: Page, hung: Room) -> None:
    open_first(juror, hung)
    codes = []
    for _ in range(3):
        codes.append(juror.locator(".sheet-code").inner_text())
        juror.get_by_role("radio", name="1", exact=True).first.focus()
        juror.keyboard.press("4")
        juror.keyboard.press("Tab")
        juror.keyboard.press("2")
        said(juror, SAVED)
        juror.get_by_role("button", name="Hand in").focus()
        juror.keyboard.press("Enter")
        expect(juror.locator(".sheet-said, .notice-ok")).to_contain_text("handed in")
    expect(juror.get_by_text("All 3 are handed in. Thank you.")).to_be_visible()
    assert len(set(codes)) == 3
    with live.app.app_context():
        first, second = (criterion.id for criterion in hung.criteria)
    assert sheets(live)[-3:] == [({first: 4, second: 2}, "", "submitted")] * 3


def test_an_unfinished_sheet_is_marked_where_it_is_unfinished(juror: Page, hung: Room) -> None:
    open_first(juror, hung)
    juror.get_by_role("button", name="Hand in").click()
    expect(juror.get_by_text("Choose a mark.")).to_have_count(2)
    juror.keyboard.press("3")
    expect(juror.get_by_text("Choose a mark.")).to_have_count(1)


def test_two_browsers_choose_answer_by_answer(
    live: Live, juror: Page, hung: Room, signed_in: Callable[..., Page]
) -> None:
    open_first(juror, hung)
    other = signed_in(hung.juror)
    other.goto(juror.url)
    other.locator(".scale-step").nth(1).click()
    other.get_by_label("Comment").fill("Other tab")
    said(other, SAVED)
    juror.locator(".scale-step").nth(4).click()
    juror.get_by_label("Comment").fill("This tab")
    versions = juror.get_by_role("alert").filter(has_text="Two versions")
    expect(versions).to_be_visible()
    versions.get_by_role("group", name="Criterion 1").get_by_label("The newer version").check()
    versions.get_by_role("button", name="Save what is chosen").click()
    said(juror, SAVED)
    with live.app.app_context():
        first = hung.criteria[0].id
    assert sheets(live)[-1] == ({first: 2}, "This tab", "draft")


def test_marks_given_without_a_network_are_kept_and_sent_when_it_is_back(live: Live, juror: Page, hung: Room) -> None:
    open_first(juror, hung)
    with live.app.app_context():
        second = hung.criteria[1].id
    juror.context.set_offline(True)
    juror.locator(".scale-step").nth(7).click()
    said(juror, "Not saved: you are offline; kept on this device")
    juror.context.set_offline(False)
    said(juror, SAVED)
    assert sheets(live)[-1] == ({second: 3}, "", "draft")


def test_what_a_closed_tab_had_kept_comes_back(live: Live, juror: Page, hung: Room) -> None:
    open_first(juror, hung)
    address = juror.url
    juror.context.route("**/entries/*", _cut)
    juror.get_by_label("Comment").fill("Written in a tunnel")
    said(juror, re.compile("kept on this device"))
    juror.close(run_before_unload=False)
    context: BrowserContext = juror.context
    context.unroute_all()
    again = context.new_page()
    again.goto(address)
    expect(again.get_by_label("Comment")).to_have_value("Written in a tunnel")
    # The last try of the closed tab may have arrived after all: then there is nothing to send.
    again.wait_for_timeout(2000)
    assert kept(again) == 0
    assert sheets(live)[-1] == ({}, "Written in a tunnel", "draft")


def test_a_killed_browser_keeps_marks_and_words_and_sends_them_when_it_is_back(
    playwright: Playwright, live: Live, hung: Room, tmp_path: Path
) -> None:
    cookie, profile = session_cookie(live, hung.juror, fresh=False), tmp_path / "profile"
    with live.app.app_context():
        second = hung.criteria[1].id
    with a_browser_of_its_own(playwright, profile, live) as context:
        context.add_cookies([cookie])
        page = context.new_page()
        open_first(page, hung)
        address = page.url
        context.set_offline(True)
        page.locator(".scale-step").nth(7).click()
        page.get_by_label("Comment").press_sequentially("The stone catches every light.")
        said(page, "Not saved: you are offline; kept on this device")
        page.wait_for_timeout(300)
        kill_the_browser_of(profile)
    assert sheets(live)[-1:] != [({second: 3}, "The stone catches every light.", "draft")]
    with a_browser_of_its_own(playwright, profile, live) as context:
        context.add_cookies([cookie])
        again = context.new_page()
        again.goto(address)
        expect(again.get_by_label("Comment")).to_have_value("The stone catches every light.")
        expect(again.get_by_role("radio", name="3", exact=True).nth(1)).to_be_checked()
        said(again, SAVED)
        again.wait_for_timeout(300)
        assert kept(again) == 0
        context.close()
    assert sheets(live)[-1] == ({second: 3}, "The stone catches every light.", "draft")


def test_the_log_says_how_long_the_work_was_on_the_screen(live: Live, juror: Page, hung: Room) -> None:
    open_first(juror, hung)
    juror.wait_for_timeout(2500)
    juror.locator(".scale-step").nth(7).click()
    said(juror, SAVED)
    with live.app.app_context():
        query = select(AuditDetail.detail).join(AuditEvent, AuditEvent.id == AuditDetail.event_id)
        query = query.where(AuditEvent.chain == hung.call.id, AuditEvent.kind == "score.saved")
        [detail] = db.session.scalars(query)
    assert 2 <= detail["looked"] <= 60


def test_who_signs_out_leaves_no_words_on_the_device(juror: Page, hung: Room) -> None:
    open_first(juror, hung)
    juror.context.route("**/entries/*", _cut)
    juror.get_by_label("Comment").fill("For no other eyes")
    said(juror, re.compile("kept on this device"))
    assert kept(juror) == 1
    juror.goto("/en/jury/")
    juror.evaluate("localStorage.setItem('facet:theme', 'dark')")
    juror.locator(".menu-account summary").click()
    juror.get_by_role("button", name="Sign out").locator("visible=true").click()
    juror.get_by_role("button", name="Sign out and delete them").click()
    expect(juror.get_by_role("link", name="Sign in").first).to_be_visible()
    assert (kept(juror), juror.evaluate("localStorage.getItem('facet:theme')")) == (0, "dark")


def _cut(route: Route) -> None:
    """Let pages through, and lose what is sent."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_links_are_renewed_before_they_end_and_the_place_is_kept(juror: Page, hung: Room) -> None:
    juror.clock.install()
    open_first(juror, hung)
    juror.get_by_role("button", name="Zoom in").click()
    juror.wait_for_timeout(500)
    before = juror.locator(".openseadragon-canvas canvas").screenshot()
    with juror.expect_response(lambda answer: answer.url.endswith("/links")) as fresh:
        juror.clock.fast_forward("10:00")
    assert (fresh.value.status, len(fresh.value.json()["links"])) == (200, 1)
    assert juror.locator(".openseadragon-canvas canvas").screenshot() == before


def test_a_link_that_was_refused_is_asked_for_again(juror: Page, hung: Room) -> None:
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        url = route.request.url
        if any(url in one for one in refused) or len(refused) > 5:
            route.continue_()
        else:
            refused.append(url)
            route.fulfill(status=403)

    juror.route("**/derived/**", refuse_once)
    with juror.expect_response(lambda answer: answer.url.endswith("/links")):
        juror.goto(wall(hung))
    expect(juror.locator(".row-item img").first).to_have_js_property("complete", value=True)


def test_nothing_on_a_jurors_way_is_out_of_reach(
    live: Live, signed_in: Callable[..., Page], juror: Page, hung: Room
) -> None:
    with live.app.app_context():
        newcomer = a_juror(hung.call, pledged=False)
    fresh: Any = signed_in(newcomer)
    fresh.goto(wall(hung))
    assert_accessible(fresh)
    for address in ("/en/jury/", wall(hung)):
        juror.goto(address)
        assert_accessible(juror)
    open_first(juror, hung)
    assert_accessible(juror)
    for width in (360, 820):
        juror.set_viewport_size({"width": width, "height": 740})
        assert juror.evaluate("document.documentElement.scrollWidth <= innerWidth")
    organiser: Any = signed_in(hung.organiser)
    for room in ("rubric", "jury", f"jury/{hung.juror.id}", "jury/assignment?per_entry=1&seed=s"):
        organiser.goto(f"/en/organise/{hung.call.id}/{room}")
        assert_accessible(organiser)
