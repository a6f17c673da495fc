"""The stage: pictures gone into, documents paged through, a film and a model, by their team and by the organisers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from competition import db, queueing, storage
from competition.calls.rules import FieldKind
from competition.entries.models import EntryFile
from competition.entries.rules import FileState
from competition.people.rules import Role
from competition.storage.interface import ObjectHeaders
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_picture, a_submitted_entry
from tests.factories.media import a_film, a_pdf, a_photograph
from tests.factories.models import a_cube, a_glb, a_texture
from tests.factories.people import a_membership, a_person
from tests.fixtures.live import Live, assert_accessible

WHOLE, LARGER = re.compile(r"^1\.00 "), re.compile(r"^1\.50 ")
SAID = {"caption": "Seen from above", "credit": "CANARY Studio", "alt": "A ring with one pearl"}


class Hung:
    """An entry with a picture, a document, a film and a model, all ready."""

    def __init__(self, live: Live, folder: Path) -> None:
        self.live = live
        contents = {
            "image/jpeg": a_photograph(4200, 2800),
            "application/pdf": a_pdf(3),
            "video/mp4": a_film(folder, seconds=8),
            "model/gltf-binary": a_glb(*a_cube(a_texture())),
        }
        with live.app.app_context():
            call, self.person, self.organiser = a_call(), a_person(), a_person()
            a_membership(self.organiser, call.id, Role.organiser)
            views = a_field(call, FieldKind.files, 1)
            entry = a_submitted_entry(call, self.person, title="Moon")
            self.ids = [self._land(entry, views, kind, content) for kind, content in contents.items()]
            with db.transaction():
                entry.file_words = {self.ids[0]: SAID}
            self.path = f"/en/entries/{entry.id}"
            self.desk = f"/en/organise/{call.id}/entries/{entry.id}"
        live.eventually(self._is_ready, 90)

    def _land(self, entry: object, views: object, kind: str, content: bytes) -> str:
        place = getattr(self, "count", 0)
        self.count = place + 1
        values = {"size": len(content), "media_type": kind, "state": FileState.landed, "sha256": None}
        file = a_picture(entry, views, self.person, position=place, stands_at=place, **values)  # type: ignore[arg-type]
        storage.bucket().put(file.key, content, ObjectHeaders(kind))
        with db.transaction():
            queueing.schedule("entries.verify_file", file_id=file.id)
        return file.id

    def _is_ready(self) -> bool:
        db.session.rollback()
        states = db.session.query(EntryFile.state, EntryFile.refusal).filter(EntryFile.id.in_(self.ids)).all()
        assert not [refusal for _, refusal in states if refusal], states
        return {state for state, _ in states} == {FileState.ready}


@pytest.fixture
def hung(live: Live, tmp_path: Path) -> Hung:
    """Return the entry with its files."""
    return Hung(live, tmp_path)


def test_a_team_sees_what_the_jury_will_see(hung: Hung, signed_in: Callable[..., Page]) -> None:
    page = signed_in(hung.person)
    page.goto(hung.path)
    page.get_by_role("link", name="See it on the jury’s stage").click()
    expect(page.get_by_text("Seen from above")).to_be_visible()
    assert "CANARY" not in page.content()
    viewer = page.get_by_role("application", name="A ring with one pearl")
    expect(viewer).to_be_visible()
    assert_accessible(page)
    page.locator(".filmstrip-item").nth(1).click()
    words = page.locator("[data-page-words]")
    expect(words).to_have_text("Page 1 of 3")
    expect(page.get_by_role("button", name="Previous page")).to_be_disabled()
    frame = page.locator(".stage-viewer")
    expect(frame).to_have_attribute("data-place", WHOLE)
    page.get_by_role("button", name="Zoom in").press("Enter")
    expect(frame).to_have_attribute("data-place", LARGER)
    page.get_by_role("button", name="Next page").press("Enter")
    expect(words).to_have_text("Page 2 of 3")
    expect(frame.locator("canvas").first).to_be_visible()
    expect(frame).to_have_attribute("data-place", LARGER)
    assert page.locator('[data-film][aria-current="true"]').get_attribute("data-film") == f"{hung.ids[1]}.2"
    assert page.url.endswith(f"slide={hung.ids[1]}.2")
    assert_accessible(page)


def test_a_model_is_turned_by_keys_under_a_light_that_moves(hung: Hung, signed_in: Callable[..., Page]) -> None:
    page = signed_in(hung.person)
    foreign: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: foreign.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{hung.path}/look?slide={hung.ids[3]}")
    page.get_by_role("button", name="Turn the model").click()
    model = page.get_by_role("application", name=re.compile("^Model 6"))
    expect(model).to_be_focused(timeout=30_000)
    before = model.get_attribute("data-turned")
    page.keyboard.press("ArrowRight")
    expect(model).not_to_have_attribute("data-turned", str(before))
    page.keyboard.press("+")
    page.keyboard.press("0")
    expect(model).to_have_attribute("data-turned", str(before))
    bright = model.screenshot()
    page.get_by_label("Where the light comes from").fill("-140")
    page.wait_for_timeout(300)
    assert model.screenshot() != bright
    assert_accessible(page)
    origins = {hung.live.url, hung.live.settings.s3_endpoint}
    assert [url for url in foreign if not url.startswith((*origins, "blob:", "data:"))] == []
    assert faults == []


def test_what_cannot_be_loaded_leaves_its_picture_and_says_so(hung: Hung, signed_in: Callable[..., Page]) -> None:
    page = signed_in(hung.person)
    page.route("**/*.glb?*", lambda route: route.fulfill(status=403))
    page.goto(f"{hung.path}/look?slide={hung.ids[3]}")
    with page.expect_request("**/look/links"):
        page.get_by_role("button", name="Turn the model").click()
    expect(page.get_by_text("This browser cannot show the model")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-slide]:not([hidden]) img")).to_be_visible()


def test_a_film_goes_on_at_its_place_when_its_link_has_ended(hung: Hung, signed_in: Callable[..., Page]) -> None:
    page = signed_in(hung.person)
    page.clock.install()
    page.goto(f"{hung.path}/look?slide={hung.ids[2]}")
    film = page.locator("video")
    film.evaluate("film => { film.currentTime = 5; }")
    page.wait_for_function("() => document.querySelector('video').currentTime > 4.9")
    with page.expect_response("**/look/links") as asked:
        page.clock.fast_forward("11:00")
    assert asked.value.status == 200
    page.wait_for_function("() => Math.abs(document.querySelector('video').currentTime - 5) < 0.5")


def test_organisers_see_what_stands(hung: Hung, signed_in: Callable[..., Page]) -> None:
    page = signed_in(hung.organiser)
    page.goto(hung.desk)
    expect(page.get_by_text("Credit: CANARY Studio")).to_be_visible()
    page.get_by_role("link", name="See the files on the stage").click()
    page.wait_for_url("**/look*")
    stage = page.url
    page.goto("about:blank")  # What the first visit still loads must not be what is refused.
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.fulfill(status=403)

    page.route("**/derived/**", refuse_once)
    with page.expect_response("**/look/links"):
        page.goto(stage)
    expect(page.get_by_role("application", name="A ring with one pearl")).to_be_visible()
    assert len(refused) == 1


def test_without_scripts_each_file_is_a_page(hung: Hung, signed_in: Callable[..., Page]) -> None:
    page = signed_in(hung.person, java_script_enabled=False)
    page.goto(f"{hung.path}/look")
    expect(page.get_by_role("img", name="A ring with one pearl").first).to_be_visible()
    page.locator(".filmstrip-item").nth(2).click()
    expect(page.locator("[data-slide]:not([hidden]) img")).to_have_attribute("alt", re.compile("^Page 2 of a document"))
