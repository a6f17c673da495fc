"""What breaks on a file's way goes on by itself: signatures, the bucket, its memory, a request that hangs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from competition import clock
from competition.entries.rules import FileState
from competition.storage.s3 import S3Bucket
from tests.fixtures.live import Live
from tests.journeys.test_uploads import (
    PART,
    Desk,
    a_large_picture,
    choose,
    desk,
    files_now,
    parts_of,
    throttle,
    wait_for,
)

__all__ = ["desk"]

MIB = 1024 * 1024


def assert_verified(live: Live, desk: Desk, page: Page, path: Path) -> None:
    row = page.locator(".file-row", has_text=path.name)
    expect(row.get_by_text("Verified, not scanned", exact=True)).to_be_visible(timeout=180_000)
    [file] = files_now(live, desk)
    assert (file.state, file.sha256) == (FileState.ready, hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_signature_that_fails_is_asked_for_again(
    live: Live, desk: Desk, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    page, path = signed_in(desk.person), a_large_picture(tmp_path, 40)
    failed: list[str] = []

    def fail(route: Route) -> None:
        failed.append(route.request.url)
        if len(failed) == 1:
            route.abort()
        elif len(failed) == 2:
            route.fulfill(status=503)
        else:
            route.continue_()

    page.route("**/sign", fail)
    page.goto(desk.path)
    choose(page, path)
    assert_verified(live, desk, page, path)
    assert len(failed) >= 3


def test_an_upload_that_the_bucket_has_forgotten_begins_anew(
    live: Live, desk: Desk, real_bucket: S3Bucket, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    page, path = signed_in(desk.person), a_large_picture(tmp_path, 80)
    page.goto(desk.path)
    throttle(page, 12 * MIB)
    sent = parts_of(page)
    choose(page, path)
    wait_for(page, sent, 2)
    for upload in real_bucket.list_unfinished(clock.now()):
        real_bucket.abort_multipart(upload.key, upload.upload_id)
    assert_verified(live, desk, page, path)


@pytest.mark.slow
def test_a_bucket_that_is_gone_for_half_a_minute_costs_only_time(
    live: Live, desk: Desk, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    page, path = signed_in(desk.person), a_large_picture(tmp_path, 80)
    page.goto(desk.path)
    throttle(page, 12 * MIB)
    sent = parts_of(page)
    choose(page, path)
    wait_for(page, sent, 2)
    page.route(f"{live.settings.s3_endpoint}/**", lambda route: route.abort("connectionrefused"))
    expect(page.get_by_text("The connection was lost. Trying again.").first).to_be_visible(timeout=30_000)
    page.wait_for_timeout(30_000)
    page.unroute(f"{live.settings.s3_endpoint}/**")
    assert_verified(live, desk, page, path)
    count = -(-path.stat().st_size // PART)
    assert sorted(sent) == list(range(1, count + 1))


def test_a_request_that_hangs_is_let_go_after_a_minute(
    live: Live, desk: Desk, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    page, path = signed_in(desk.person), a_large_picture(tmp_path, 40)
    hanging: list[Route] = []

    def hang_once(route: Route) -> None:
        if hanging:
            route.continue_()
        else:
            hanging.append(route)

    page.route(re.compile("partNumber=1&"), hang_once)
    page.clock.install()
    page.goto(desk.path)
    choose(page, path)
    for _ in range(100):
        if not hanging:
            page.wait_for_timeout(100)
    assert hanging
    page.clock.run_for(1000)
    page.clock.fast_forward("01:10")
    page.clock.run_for(5000)
    page.clock.resume()
    assert_verified(live, desk, page, path)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_offline_at_two_fifths_closed_and_opened_again_sends_no_part_twice(
    live: Live, desk: Desk, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    path = a_large_picture(tmp_path, 300)
    count = -(-path.stat().st_size // PART)
    first = signed_in(desk.person)
    first.goto(desk.path)
    throttle(first, 24 * MIB)
    before = parts_of(first)
    choose(first, path)
    wait_for(first, before, count * 2 // 5)
    first.context.set_offline(True)
    first.wait_for_timeout(1000)
    done = list(before)
    first.context.close()
    second = signed_in(desk.person)
    second.goto(desk.path)
    after = parts_of(second)
    choose(second, path)
    assert_verified(live, desk, second, path)
    assert set(done) & set(after) == set()
    assert sorted({*done, *after}) == list(range(1, count + 1))
    assert len(after) == count - len(done)
