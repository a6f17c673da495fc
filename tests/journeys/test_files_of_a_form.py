"""What a designer does with the files of a form: paste, put in order, say what they are, replace one."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from competition import db
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry, EntryFile
from competition.entries.rules import SubmitEntry
from competition.entries.rules.drafting import working_content
from competition.entries.rules.receipts import content_digest
from competition.entries.services.access import files_in_order
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.media import a_photograph
from tests.factories.people import a_person, an_actor
from tests.fixtures.live import Live, assert_accessible

OPTIONS = {"accept": ["image/jpeg", "image/png"], "least": 1, "most": 4, "max_bytes": 50_000_000}
PASTE = """([element, encoded]) => {
  const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
  const given = new DataTransfer();
  given.items.add(new File([bytes], "image.png", { type: "image/jpeg" }));
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true }));
}"""


class Form:
    """A designer's entry with three pictures, open in a browser."""

    def __init__(self, live: Live, signed_in: Callable[..., Page], *, handed_in: bool = False, **options: Any) -> None:
        self.live = live
        with live.app.app_context():
            call, self.person = a_call(), a_person()
            views = a_field(call, FieldKind.files, 1, label={"en": "Views"}, options=OPTIONS)
            entry = an_entry(call, self.person, title="Moon")
            self.id = entry.id
            for place, name in enumerate(("a.jpg", "b.jpg", "c.jpg")):
                a_picture(entry, views, self.person, position=place, name=name, stands_at=None)
            if handed_in:
                digest = content_digest(working_content(entry), files_in_order(entry)[1])
                services.submit_entry(an_actor(self.person), entry.id, SubmitEntry("k" * 32, digest))
                db.session.refresh(self.person)
        self.page = signed_in(self.person, **options)
        self.page.goto(f"/en/entries/{self.id}")

    def names(self) -> list[str]:
        with self.live.app.app_context():
            db.session.rollback()
            return [file.name for file in queries.files_of(self.id)]

    def standing(self) -> list[str]:
        with self.live.app.app_context():
            db.session.rollback()
            return [file.name for file in queries.standing_files(self.id)]

    def eventually(self, names: list[str]) -> None:
        self.live.eventually(lambda: self.names() == names, 20)

    def said(self) -> dict[str, dict[str, str]]:
        with self.live.app.app_context():
            db.session.rollback()
            names = {file.id: file.name for file in db.session.query(EntryFile).filter_by(entry_id=self.id)}
            content = working_content(db.session.get_one(Entry, self.id))
            return {names[file_id]: words for file_id, words in content["file_words"].items()}

    def translations(self) -> dict[str, dict[str, str]]:
        with self.live.app.app_context():
            db.session.rollback()
            return dict(db.session.get_one(Entry, self.id).translations)


def test_a_picture_is_pasted_from_the_clipboard(live: Live, signed_in: Callable[..., Page]) -> None:
    form = Form(live, signed_in)
    encoded = base64.b64encode(a_photograph(1200, 900)).decode()
    page = form.page
    page.evaluate(PASTE, [page.locator("[data-files]").element_handle(), encoded])
    row = page.locator(".file-row", has_text="pasted-")
    expect(row.get_by_text("Verified, not scanned", exact=True)).to_be_visible(timeout=60_000)
    assert len(form.names()) == 4
    page.evaluate(PASTE, [page.locator("[data-files]").element_handle(), encoded])
    expect(page.locator(".file-error", has_text="At most 4 files are taken here")).to_be_visible()


def test_a_telephone_offers_its_camera_and_what_it_takes_lands(
    live: Live, signed_in: Callable[..., Page], playwright: Playwright, tmp_path: Path
) -> None:
    form = Form(live, signed_in, **playwright.devices["Pixel 7"])
    page, path = form.page, tmp_path / "IMG_0001.jpg"
    path.write_bytes(a_photograph(1200, 900))
    camera = page.get_by_label("Take a photograph")
    told = {name: camera.get_attribute(name) for name in ("type", "accept", "capture")}
    assert told == {"type": "file", "accept": "image/*", "capture": "environment"}
    expect(camera).to_have_accessible_description("Add your files")
    button = page.locator(".drop-camera")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    assert_accessible(page)
    with page.expect_file_chooser() as chosen:
        button.tap()
    chosen.value.set_files(path)
    row = page.locator(".file-row", has_text="IMG_0001.jpg")
    expect(row.get_by_text("Verified, not scanned", exact=True)).to_be_visible(timeout=60_000)
    assert form.names()[-1] == "IMG_0001.jpg"


def test_a_desk_offers_no_camera(live: Live, signed_in: Callable[..., Page]) -> None:
    expect(Form(live, signed_in).page.locator(".drop-camera")).to_be_hidden()


def test_files_are_put_in_order_by_keyboard_and_it_is_said(live: Live, signed_in: Callable[..., Page]) -> None:
    form = Form(live, signed_in)
    page = form.page
    page.get_by_role("button", name="Drag, or move with the arrow keys: c.jpg").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-files-said]")).to_have_text("c.jpg is now at place 2 of 3.")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-files-said]")).to_have_text("c.jpg is now at place 1 of 3.")
    form.eventually(["c.jpg", "a.jpg", "b.jpg"])
    page.get_by_role("button", name="Move down: a.jpg").press("Enter")
    form.eventually(["c.jpg", "b.jpg", "a.jpg"])
    assert_accessible(page)


def test_files_are_put_in_order_by_dragging(live: Live, signed_in: Callable[..., Page]) -> None:
    form = Form(live, signed_in)
    page = form.page
    page.locator(".file-row", has_text="c.jpg").scroll_into_view_if_needed()
    grip = page.get_by_role("button", name="Drag, or move with the arrow keys: a.jpg").bounding_box()
    last = page.locator(".file-row", has_text="c.jpg").bounding_box()
    assert grip
    assert last
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, last["y"] + last["height"] - 4, steps=12)
    page.mouse.up()
    expect(page.locator("[data-files-said]")).to_have_text("a.jpg is now at place 3 of 3.")
    form.eventually(["b.jpg", "c.jpg", "a.jpg"])


def test_what_a_file_is_is_said_and_saved_with_the_form(live: Live, signed_in: Callable[..., Page]) -> None:
    form = Form(live, signed_in)
    page, row = form.page, form.page.locator(".file-row", has_text="b.jpg")
    row.get_by_text("Caption, credit, description").click()
    row.get_by_label("Caption", exact=True).fill("Seen from above")
    row.get_by_label("Credit").fill("Studio Nord")
    row.get_by_label("Description for people").fill("A ring with one pearl")
    row.get_by_label("This file stands for the entry in lists").check()
    live.eventually(lambda: form.said().get("b.jpg", {}).get("alt"), 20)
    assert form.said() == {
        "b.jpg": {"caption": "Seen from above", "credit": "Studio Nord", "alt": "A ring with one pearl"}
    }
    page.reload()
    expect(row.get_by_label("Caption", exact=True)).to_have_value("Seen from above")
    expect(row.get_by_label("This file stands for the entry in lists")).to_be_checked()
    assert_accessible(page)


def test_what_is_said_of_a_file_stands_in_the_languages_of_the_text(live: Live, signed_in: Callable[..., Page]) -> None:
    form = Form(live, signed_in)
    page, row = form.page, form.page.locator(".file-row", has_text="b.jpg")
    row.get_by_text("Caption, credit, description").click()
    row.get_by_label("Caption", exact=True).fill("Seen from above")
    page.get_by_label("Nederlands").check()
    expect(row.get_by_label("Caption · Nederlands")).to_have_value("")
    row.get_by_label("Caption · Nederlands").fill("Van boven gezien")
    row.get_by_label("Caption · Nederlands").blur()
    live.eventually(lambda: "Van boven gezien" in str(form.translations()), 20)
    page.reload()
    expect(row.get_by_label("Caption · Nederlands")).to_have_value("Van boven gezien")
    assert_accessible(page)


@pytest.mark.parametrize("width", [390, 1440])
def test_a_replaced_file_stands_until_the_change_is_handed_in_and_comes_back(
    live: Live, signed_in: Callable[..., Page], tmp_path: Path, width: int
) -> None:
    form = Form(live, signed_in, handed_in=True)
    page, path = form.page, tmp_path / "better.jpg"
    page.set_viewport_size({"width": width, "height": 900})
    path.write_bytes(a_photograph(1200, 900))
    row = page.locator(".file-row", has_text="b.jpg")
    row.get_by_text("Caption, credit, description").click()
    row.get_by_label("Caption", exact=True).fill("From above")
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Replace: b.jpg").click()
    chosen.value.set_files(path)
    expect(row).to_have_count(0, timeout=30_000)
    new = page.locator(".file-row", has_text="better.jpg")
    expect(new.get_by_label("Caption", exact=True)).to_have_value("From above")
    form.eventually(["a.jpg", "better.jpg", "c.jpg"])
    live.eventually(lambda: form.said() == {"better.jpg": {"caption": "From above"}}, 20)
    assert form.standing() == ["a.jpg", "b.jpg", "c.jpg"]
    page.reload()
    page.locator("summary", has_text="Take the changes back").click()
    page.get_by_role("button", name="Take the changes of").click()
    expect(page.get_by_text("The changes are taken back")).to_be_visible()
    assert form.names() == ["a.jpg", "b.jpg", "c.jpg"]
