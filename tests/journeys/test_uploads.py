"""A designer's way: draft, files from Chromium straight to the bucket, an interrupted upload, handing in."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from competition import clock, db
from competition.calls.models import Call, EntryField
from competition.calls.rules import FieldKind
from competition.entries import queries
from competition.entries.models import Entry, EntryFile
from competition.entries.rules import FileState
from competition.people.models import Person
from competition.storage.s3 import S3Bucket
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.entries import an_entry
from tests.factories.media import a_film, a_pdf, a_photograph
from tests.factories.people import a_person
from tests.fixtures.live import Live, assert_accessible

MIB = 1024 * 1024
PART = 16 * MIB
KINDS = ["image/jpeg", "image/png", "application/pdf", "video/mp4"]
OPTIONS = {"accept": KINDS, "least": 1, "most": 6, "max_bytes": 400_000_000, "min_width": 1000, "min_height": 700}


@dataclass
class Desk:
    """A call that asks for words and files, and a designer's draft in it."""

    call: Call
    views: EntryField
    person: Person
    entry: Entry

    @property
    def path(self) -> str:
        return f"/en/entries/{self.entry.id}"


@pytest.fixture
def desk(live: Live) -> Desk:
    """Return a fresh call and draft on the running product."""
    with live.app.app_context():
        call, person = a_call(title={"en": "Light and Stone", "zh": "光与石"}), a_person()
        category = a_category(call, name={"en": "Rings"})
        idea = a_field(call, FieldKind.long_text, 1, label={"en": "The idea"}, options={"most": 600})
        label = {"en": "Views of the work"}
        views = a_field(call, FieldKind.files, 2, label=label, options=OPTIONS)
        entry = an_entry(call, person, category, title="Moon brooch", answers={idea.id: "Light that stays."})
        return Desk(call, views, person, entry)


def files_now(live: Live, desk: Desk) -> list[EntryFile]:
    with live.app.app_context():
        db.session.rollback()
        return list(queries.files_of(desk.entry.id))


def choose(page: Page, *files: Path | dict[str, Any]) -> None:
    page.locator("[data-drop-input]").set_input_files(list(files))  # type: ignore[arg-type]  # paths, or name and bytes


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def a_large_picture(folder: Path, megabytes: int, name: str = "large.jpg") -> Path:
    return written(folder, name, a_photograph(1600, 1200) + os.urandom(megabytes * MIB))


def test_files_go_to_the_bucket_and_come_back_verified(
    live: Live, desk: Desk, real_bucket: S3Bucket, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    page = signed_in(desk.person)
    page.goto(desk.path)
    assert_accessible(page)
    contents = {
        "月 ring [1].jpg": a_photograph(2400, 1600, artist="CANARY"),
        "sheet.pdf": a_pdf(2),
        "turning.mp4": a_film(tmp_path),
    }
    choose(page, *(written(tmp_path, name, content) for name, content in contents.items()))
    for name in contents:
        row = page.locator(".file-row", has_text=name)
        expect(row.get_by_text("Verified, not scanned", exact=True)).to_be_visible(timeout=60_000)
    stored = {file.name: file for file in files_now(live, desk)}
    for name, content in contents.items():
        sent = hashlib.sha256(content).hexdigest()
        kept = hashlib.sha256(b"".join(real_bucket.stream(stored[name].key))).hexdigest()
        assert (kept, stored[name].sha256, stored[name].client_sha256) == (sent, sent, sent)
    assert_accessible(page)
    assert_hands_in(page, desk, stored["sheet.pdf"])
    most = max(int(found) for found in re.findall(r"bytes_in=(\d+)", live.log()))
    assert most < 20_000, "bytes of a file passed through the application"


def assert_hands_in(page: Page, desk: Desk, file: EntryFile) -> None:
    page.get_by_role("button", name="Review and hand in").click()
    expect(page).to_have_url(re.compile("/review$"))
    assert_accessible(page)
    page.get_by_label("This is our own work").check()
    page.get_by_role("button", name="Hand in now").click()
    expect(page).to_have_url(re.compile("/receipts/1$"))
    expect(page.get_by_text(desk.entry.code, exact=True)).to_be_visible()
    assert file.sha256 is not None
    expect(page.get_by_label(file.sha256)).to_be_visible()
    assert_accessible(page)


def test_what_is_not_taken_is_told_in_a_sentence_and_costs_no_request(
    desk: Desk, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    page = signed_in(desk.person)
    page.goto(desk.path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    choose(page, written(tmp_path, "drawing.svg", b"<svg/>"))
    expect(
        page.get_by_text("This kind of file is not taken here. Accepted: JPEG, PNG, PDF, MP4.").first
    ).to_be_visible()
    choose(page, written(tmp_path, "small.jpg", a_photograph(400, 300)))
    expect(page.locator(".file-error", has_text="400 × 300 pixels; at least 1000 × 700")).to_be_visible()
    choose(page, written(tmp_path, "empty.jpg", b""))
    expect(page.locator(".file-error", has_text="This file is empty")).to_be_visible()
    assert [url for url in asked if "uploads" in url] == []
    assert_accessible(page)


def test_a_file_that_lies_about_its_kind_is_refused_by_what_it_is(
    desk: Desk, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    page = signed_in(desk.person)
    page.goto(desk.path)
    choose(page, written(tmp_path, "page.pdf", b"<html><script>alert(1)</script></html>" * 20))
    expect(page.locator(".file-error", has_text="is not what its name says")).to_be_visible(timeout=20_000)
    expect(page.locator(".file-row", has_text="page.pdf").get_by_text("Refused")).to_be_visible()


def test_an_upload_is_cancelled_and_leaves_nothing(
    live: Live, desk: Desk, real_bucket: S3Bucket, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    page = signed_in(desk.person)
    page.goto(desk.path)
    throttle(page, 4 * MIB)
    choose(page, a_large_picture(tmp_path, 40))
    row = page.locator(".file-row", has_text="large.jpg")
    expect(row.get_by_text(re.compile("of .* sent"))).to_be_visible(timeout=30_000)
    row.get_by_role("button", name="Pause: large.jpg").click()
    expect(row.get_by_text("Paused")).to_be_visible()
    row.get_by_role("button", name="Resume: large.jpg").click()
    row.get_by_role("button", name="Cancel: large.jpg").click()
    expect(row).to_have_count(0)
    assert files_now(live, desk) == []
    live.eventually(lambda: real_bucket.list_unfinished(clock.now()) == [] or None, 10)


NOTE_WHAT_IS_SAID = """() => {
  const place = document.querySelector("[data-files-said]");
  window.said = [];
  new MutationObserver(() => window.said.push(place.textContent)).observe(place, { childList: true });
}"""


def test_how_far_an_upload_is_is_said_now_and_then_to_who_does_not_see_it(
    desk: Desk, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    page, path = signed_in(desk.person), a_large_picture(tmp_path, 36)
    page.goto(desk.path)
    assert page.locator("[data-files-said]").get_attribute("role") == "status"
    throttle(page, 2 * MIB)
    page.evaluate(NOTE_WHAT_IS_SAID)
    choose(page, path)
    row = page.locator(".file-row", has_text="large.jpg")
    expect(row.get_by_text(re.compile(r"of .* sent · [\d.]+ MB/s · .* left"))).to_be_visible(timeout=30_000)
    expect(page.locator("[data-files-said]")).to_have_text("large.jpg has arrived.", timeout=60_000)
    *quarters, end = page.evaluate("window.said")
    assert 1 <= len(quarters) <= 3, quarters
    for told in quarters:
        assert re.fullmatch(r"large\.jpg: \d+% sent, [\d.]+ MB/s, (less than a minute|about \d min) left", told), told
    assert end == "large.jpg has arrived."


@pytest.mark.slow
def test_an_interrupted_upload_goes_on_in_another_browser_with_only_the_missing_parts(
    live: Live, desk: Desk, browser: Browser, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    path = a_large_picture(tmp_path, 100)
    count = -(-path.stat().st_size // PART)
    first = signed_in(desk.person)
    first.goto(desk.path)
    throttle(first, 12 * MIB)
    begun, before = parts_of(first, "request"), parts_of(first)
    choose(first, path)
    wait_for(first, before, 4)
    first.context.close()

    second = signed_in(desk.person)
    second.goto(desk.path)
    row = second.locator(".file-row", has_text="large.jpg")
    expect(row.get_by_text("Choose the same file again")).to_be_visible()
    assert_accessible(second)
    after = parts_of(second)
    choose(second, path)
    expect(row.get_by_text("Verified, not scanned", exact=True)).to_be_visible(timeout=90_000)
    # A part on its way when the first browser closed has come whole or not at all; the bucket alone knows.
    assert set(after) & set(before) == set()
    assert set(begun) | set(after) == set(range(1, count + 1))
    [file] = files_now(live, desk)
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.slow
def test_another_file_of_the_same_name_and_size_is_found_out(
    live: Live, desk: Desk, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    path = a_large_picture(tmp_path, 60)
    first = signed_in(desk.person)
    first.goto(desk.path)
    throttle(first, 12 * MIB)
    sent = parts_of(first)
    choose(first, path)
    wait_for(first, sent, 2)
    first.context.close()
    path.write_bytes(path.read_bytes()[: -60 * MIB] + os.urandom(60 * MIB))
    second = signed_in(desk.person)
    second.goto(desk.path)
    choose(second, path)
    expect(second.locator(".file-error", has_text="changed on its way")).to_be_visible(timeout=90_000)


@pytest.mark.slow
def test_being_offline_for_a_while_costs_nothing_but_time(
    live: Live, desk: Desk, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    path = a_large_picture(tmp_path, 100)
    page = signed_in(desk.person)
    page.goto(desk.path)
    throttle(page, 12 * MIB)
    sent = parts_of(page)
    choose(page, path)
    wait_for(page, sent, 3)
    page.context.set_offline(True)
    page.wait_for_timeout(4000)
    page.context.set_offline(False)
    row = page.locator(".file-row", has_text="large.jpg")
    expect(row.get_by_text("Verified, not scanned", exact=True)).to_be_visible(timeout=90_000)
    [file] = files_now(live, desk)
    assert (file.state, file.sha256) == (FileState.ready, hashlib.sha256(path.read_bytes()).hexdigest())


def throttle(page: Page, bytes_a_second: int) -> None:
    """Slow the browser's network down, so that there is time to interrupt it."""
    session = page.context.new_cdp_session(page)
    limits = {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", limits)


def parts_of(page: Page, when: Literal["request", "requestfinished"] = "requestfinished") -> list[int]:
    """Return a list that the numbers of the parts are added to once they are begun, or wholly sent."""
    numbers: list[int] = []

    def note(request: Any) -> None:
        found = re.search(r"partNumber=(\d+)", request.url)
        if found and request.method == "PUT":
            numbers.append(int(found.group(1)))

    page.on(when, note)
    return numbers


def wait_for(page: Page, parts: list[int], count: int) -> None:
    """Let the page work until so many parts were sent; the list grows only while the page is asked something."""
    for _ in range(600):
        if len(parts) >= count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{len(parts)} parts of {count} were sent in a minute")
