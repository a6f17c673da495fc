"""Two minutes to the close, and a film still on its way: she hands in, and it lands afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.fixtures.live import Live, assert_accessible
from tests.journeys.test_uploads import Desk, a_large_picture, choose, desk, files_now

__all__ = ["desk"]


def test_a_file_on_its_way_is_handed_in_and_lands_afterwards(
    live: Live, desk: Desk, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    page, held = signed_in(desk.person), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.goto(desk.path)
    page.route(re.compile("partNumber=2"), hold)
    choose(page, a_large_picture(tmp_path, 20))
    live.eventually(lambda: files_now(live, desk)[0].client_sha256 if files_now(live, desk) else None, 30)
    expect(page.get_by_text("opens in a new tab", exact=False)).to_be_visible()
    page.get_by_label("The idea").fill("Light that stays, and returns.")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Review and hand in").click()
    review = opened.value
    assert_hands_in(review)
    for route in held:
        route.continue_()
    row = page.locator(".file-row", has_text="large.jpg")
    expect(row.get_by_text("Verified, not scanned", exact=True)).to_be_visible(timeout=60_000)
    review.reload()
    expect(review.get_by_text("Arrived after you handed in, and verified by us")).to_be_visible()


def assert_hands_in(review: Page) -> None:
    expect(review.get_by_text("This file is still on its way. You can hand in now")).to_be_visible()
    expect(review.get_by_text("Light that stays, and returns.").first).to_be_visible()
    assert_accessible(review)
    review.get_by_label("This is our own work").check()
    review.get_by_role("button", name="Hand in now").click()
    expect(review).to_have_url(re.compile("/receipts/1$"))
    expect(review.get_by_text("Still on its way. It may land until")).to_be_visible()
    assert_accessible(review)
