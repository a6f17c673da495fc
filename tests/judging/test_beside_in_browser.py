"""Two entries beside each other in a real browser, and a picture that is there before its sheet is opened."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.fixtures.live import Live, assert_accessible
from tests.judging.conftest import Room

pytestmark = [pytest.mark.journey, pytest.mark.timeout(120)]

PHONE: ViewportSize = {"width": 360, "height": 740}
WHOLE = re.compile(r"^1\.00 0\.50 ")
LARGER = re.compile(r"^1\.50 ")


def open_two(page: Page, room: Room) -> tuple[Locator, Locator]:
    """Come from an entry to two beside each other, by the picture of the other."""
    page.goto(f"/en/jury/{room.call.id}/")
    page.get_by_role("link", name="Go on with").click()
    page.get_by_role("link", name="Beside another entry").click()
    page.locator(".row-link").first.press("Enter")
    stages = page.locator("[data-side]")
    expect(stages.locator(".openseadragon-canvas")).to_have_count(2)
    for place in (0, 1):
        expect(stages.nth(place).locator(".stage-viewer")).to_have_attribute("data-place", WHOLE)
    return stages.nth(0), stages.nth(1)


def place(side: Locator) -> str:
    return side.locator(".stage-viewer").get_attribute("data-place") or ""


def test_two_entries_are_gone_into_together_until_they_are_parted(juror: Page, hung: Room) -> None:
    first, second = open_two(juror, hung)
    assert_accessible(juror)
    first.get_by_role("button", name="Zoom in").press("Enter")
    for side in (first, second):
        expect(side.locator(".stage-viewer")).to_have_attribute("data-place", LARGER)
    second.locator(".openseadragon-canvas").focus()
    for _ in range(3):
        juror.keyboard.press("ArrowRight")
    expect(second.locator(".stage-viewer")).not_to_have_attribute("data-place", place(first))
    juror.wait_for_timeout(900)
    assert place(first) == place(second)
    assert not WHOLE.match(place(first))
    juror.get_by_role("button", name="Zoom and move both together").press("Enter")
    second.get_by_role("button", name="Whole picture").press("Enter")
    expect(second.locator(".stage-viewer")).to_have_attribute("data-place", WHOLE)
    expect(first.locator(".stage-viewer")).to_have_attribute("data-place", LARGER)


def test_another_is_chosen_by_its_code_and_phones_show_one_under_the_other(juror: Page, hung: Room) -> None:
    _, second = open_two(juror, hung)
    before = second.locator(".beside-head .code").inner_text()
    other = juror.get_by_label("Beside it").locator("option:not(:checked)").first
    juror.get_by_label("Beside it").select_option(str(other.get_attribute("value")))
    juror.get_by_role("button", name="Show").press("Enter")
    expect(second.locator(".beside-head .code")).not_to_have_text(before)
    well = juror.locator("[data-stage-well]").first.bounding_box()
    assert well
    assert well["height"] > 600
    wide = [side.bounding_box() for side in juror.locator("[data-side]").all()]
    assert wide[0]
    assert wide[1]
    assert (wide[0]["y"], wide[0]["x"] < wide[1]["x"]) == (wide[1]["y"], True)
    second.get_by_role("button", name="Zoom in").press("Enter")
    for side in juror.locator(".stage-viewer").all():
        expect(side).to_have_attribute("data-place", LARGER)
    juror.set_viewport_size(PHONE)
    juror.wait_for_timeout(800)
    for side in juror.locator(".stage-viewer").all():
        expect(side).to_have_attribute("data-place", LARGER)
    high = [side.bounding_box() for side in juror.locator("[data-side]").all()]
    assert high[0]
    assert high[1]
    assert (high[0]["x"], high[0]["y"] < high[1]["y"]) == (high[1]["x"], True)
    assert juror.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(juror)


def test_without_scripts_two_pictures_stand_beside_each_other(hung: Room, signed_in: Any) -> None:
    page = signed_in(hung.juror, java_script_enabled=False)
    page.goto(f"/en/jury/{hung.call.id}/")
    page.locator(".row-link").first.click()
    page.get_by_role("link", name="Beside another entry").click()
    page.locator(".row-link").first.click()
    expect(page.locator("[data-slide] img")).to_have_count(2)
    for picture in page.locator("[data-slide] img").all():
        expect(picture).to_be_visible()


def test_the_next_picture_is_there_before_its_sheet_is_opened(live: Live, juror: Page, hung: Room) -> None:
    asked: dict[str, str] = {}
    cached: set[str] = set()
    wire = juror.context.new_cdp_session(juror)
    wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", lambda sent: asked.update({sent["requestId"]: sent["request"]["url"]}))
    wire.on("Network.requestServedFromCache", lambda one: cached.add(one["requestId"]))
    from_disk = {True: cached, False: set[str]()}
    wire.on("Network.responseReceived", lambda got: from_disk[got["response"]["fromDiskCache"]].add(got["requestId"]))

    def fetched() -> list[str]:
        return [url for one, url in asked.items() if "/derived/" in url and one not in cached]

    with juror.expect_response(lambda answer: "/ahead" in answer.url):
        juror.goto(f"/en/jury/{hung.call.id}/")
        juror.get_by_role("link", name="Go on with").click()
    juror.wait_for_load_state("networkidle")
    juror.wait_for_timeout(1500)
    assert len(fetched()) > 0
    asked.clear()
    juror.get_by_role("link", name="Next").click()
    expect(juror.locator(".openseadragon-canvas")).to_be_visible()
    juror.wait_for_load_state("networkidle")
    first = {url for url in asked.values() if "/derived/" in url}
    assert (len(first) > 0, fetched()) == (True, [])


def test_who_saves_data_loads_nothing_ahead(juror: Page, hung: Room) -> None:
    juror.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    asked: list[str] = []
    juror.on("request", lambda request: asked.append(request.url))
    juror.goto(f"/en/jury/{hung.call.id}/")
    juror.wait_for_load_state("networkidle")
    juror.wait_for_timeout(1000)
    assert [url for url in asked if "/ahead" in url] == []
