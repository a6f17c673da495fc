"""Anyone verifies a receipt in his own browser: real files, no request, by keys alone, and every way it can fail."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from competition.entries.rules.receipts import canonical_bytes
from tests.factories.media import a_photograph
from tests.fixtures.live import assert_accessible


@dataclass
class Kept:
    """What a designer keeps: the manifest, and the files that it names."""

    photograph: bytes
    drawing: bytes = b"%PDF-1.7 a drawing"
    manifest: bytes = field(init=False)

    def __post_init__(self) -> None:
        lines = [self._line("ring.jpg", self.photograph), self._line("图纸.pdf", self.drawing)]
        told = {"version": 2, "code": "K7M-2QD", "receipt": 1, "submitted_at": "2027-02-27T21:14:09.120+00:00"}
        self.manifest = canonical_bytes({**told, "files": lines})

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.manifest).hexdigest()

    def _line(self, name: str, content: bytes) -> dict[str, Any]:
        digest = hashlib.sha256(content).hexdigest()
        return {"name": name, "size": len(content), "sha256": digest, "sha256_by_browser": None}


@pytest.fixture
def kept() -> Kept:
    """Return a receipt of one real photograph and a small drawing."""
    return Kept(a_photograph(1600, 1200))


@pytest.fixture
def page(signed_in: Callable[..., Page], kept: Kept) -> Page:
    """Return the public page as the code on the paper opens it, to a visitor who is not signed in."""
    visitor = signed_in()
    visitor.goto(f"/en/receipts/verify#{kept.digest}", wait_until="networkidle")
    return visitor


def a_file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def choose_manifest(page: Page, content: bytes, name: str = "receipt-K7M-2QD-1.json") -> None:
    page.locator("#verify-manifest-files").set_input_files([a_file(name, content)])


def choose_files(page: Page, **files: bytes) -> None:
    page.locator("#verify-files-files").set_input_files([a_file(name, content) for name, content in files.items()])


def rows(page: Page) -> list[tuple[str, str]]:
    """Return each row's name and what is said of it."""
    found = page.locator("[data-verify-list] [data-file]").all()
    return [
        (row.locator("[data-file-name]").inner_text(), row.locator("[data-file-state]").inner_text()) for row in found
    ]


def test_files_are_verified_and_nothing_leaves_the_browser(page: Page, kept: Kept) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    choose_manifest(page, kept.manifest)
    expect(page.get_by_text("Receipt 1 of K7M-2QD, handed in 2027-02-27 21:14:09 UTC")).to_be_visible()
    expect(page.locator("[data-verify-digest]")).to_have_text(kept.digest)
    expect(page.get_by_text("The same as on the paper.")).to_be_visible()
    choose_files(page, **{"ring.jpg": kept.photograph, "图纸.pdf": kept.drawing})
    expect(page.get_by_text("Every file is here, exactly as it was handed in.")).to_be_visible()
    assert rows(page) == [("ring.jpg", "Exactly as handed in"), ("图纸.pdf", "Exactly as handed in")]
    expect(page.locator("[data-verify-list] .shape-ok")).to_have_count(2)
    assert_accessible(page)
    # The one thing that is fetched is our own script that hashes, when the first file is chosen.
    assert [url for url in asked if "/static/dist/" not in url] == []
    assert len(asked) <= 2, asked
    sent = page.evaluate("fetch('/en/').then(() => 'sent', () => 'refused')")
    assert sent == "refused"


def test_what_is_wrong_is_said_of_each_file(page: Page, kept: Kept) -> None:
    choose_manifest(page, kept.manifest)
    choose_files(page, **{"ring.jpg": kept.photograph[:-1] + b"!", "notes.txt": b"notes"})
    expect(page.get_by_text("Exactly as handed in: 0 of 2.")).to_be_visible()
    assert rows(page) == [
        ("ring.jpg", "Not what was handed in"),
        ("图纸.pdf", "Missing here"),
        ("notes.txt", "Not part of this receipt"),
    ]
    expect(page.get_by_text("Its SHA-256 is not the one in the manifest.")).to_be_visible()
    choose_files(page, **{"renamed.pdf": kept.drawing})
    expect(page.get_by_text("Exactly as handed in: 1 of 2.")).to_be_visible()
    assert rows(page)[1] == ("图纸.pdf", "Exactly as handed in · Here it is called renamed.pdf.")
    assert_accessible(page)
    page.get_by_role("button", name="Start over").click()
    expect(page.locator("[data-verify-result]")).to_be_hidden()
    expect(page.locator("#verify-manifest-files")).to_be_focused()


def test_what_is_no_manifest_and_what_is_another_is_said(page: Page, kept: Kept) -> None:
    choose_manifest(page, kept.drawing, "drawing.pdf")
    expect(page.get_by_text("drawing.pdf is not the manifest of a receipt.")).to_be_visible()
    choose_manifest(page, kept.manifest.replace(b'"version":2', b'"version":9'))
    expect(page.get_by_text("was written by a newer Facet than this page.")).to_be_visible()
    choose_files(page, **{"ring.jpg": kept.photograph})
    expect(page.get_by_text("Choose the manifest too")).to_be_visible()
    choose_manifest(page, kept.manifest + b"\n")
    expect(page.get_by_text("Not the same as on the paper")).to_be_visible()
    page.get_by_label("SHA-256 on the paper").fill("abc")
    expect(page.get_by_text("A SHA-256 has 64 digits")).to_be_visible()
    assert_accessible(page)


def test_the_keyboard_alone_reaches_everything(page: Page, kept: Kept) -> None:
    page.on("filechooser", lambda _chooser: None)  # From now on the browser hands the dialog over to the test.
    page.locator("#main").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#verify-manifest-files")).to_be_focused()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files([a_file("manifest.json", kept.manifest)])
    expect(page.get_by_text("The same as on the paper.")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_label("SHA-256 on the paper")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#verify-files-files")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Start over")).to_be_focused()
