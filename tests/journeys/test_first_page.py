"""The running product answers in a real browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.fixtures.live import Live, assert_accessible


def test_what_is_not_there_says_so_in_the_readers_language(live: Live, signed_in: Callable[..., Page]) -> None:
    page = signed_in(locale="fr-BE")
    answer = page.goto("/zh/nothing-here")
    assert answer is not None
    assert (answer.status, page.locator("html").get_attribute("lang")) == (404, "zh-Hans")
    assert_accessible(page)
