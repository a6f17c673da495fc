"""Whatever a browser sends: a sentence and a status of 4xx, nothing lost, never a 5xx."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import clock, db
from competition.calls.rules import FieldKind
from competition.entries import queries
from competition.entries.models import Entry, Submission
from competition.entries.rules import SlotRequest
from competition.entries.services import open_slot
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.people import a_browser, a_person, an_actor

pytestmark = pytest.mark.integration

JSON = {"Accept": "application/json"}


class Scene:
    """A complete draft, its designer's browser and token."""

    def __init__(self, app: Flask, **calendar: Any) -> None:
        self.call = a_call(**calendar)
        self.idea = a_field(self.call, FieldKind.long_text, 1, options={"most": 5})
        self.views = a_field(self.call, FieldKind.files, 2)
        self.person = a_person()
        self.entry: Entry = an_entry(self.call, self.person, title="Moon", answers={self.idea.id: "Light"})
        a_picture(self.entry, self.views, self.person)
        self.browser: FlaskClient = a_browser(app, self.person)
        self.url = f"/en/entries/{self.entry.id}"
        page = self.browser.get(f"/en/calls/{self.call.slug}/enter").get_data(as_text=True)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page) or re.search(
            r'name="csrf_token"[^>]*value="([^"]+)"', self.browser.get(self.url).get_data(as_text=True)
        )
        assert found
        self.token = found.group(1)

    def post_json(self, path: str, body: Any) -> tuple[int, dict[str, Any]]:
        answer = self.browser.post(path, json=body, headers={"X-CSRFToken": self.token, **JSON})
        return answer.status_code, answer.json or {}

    def post_form(self, path: str, **values: Any) -> tuple[int, str]:
        answer = self.browser.post(path, data={"csrf_token": self.token, **values})
        return answer.status_code, answer.get_data(as_text=True)


def a_slot(scene: Scene, **change: Any) -> dict[str, Any]:
    """Return the wish to send one file, with something of it changed."""
    of_file = {"name": "a.jpg", "size": 5, "media_type": "image/jpeg"}
    file = {**of_file, **{name: value for name, value in change.items() if name != "field_id"}}
    return {"field_id": change.get("field_id", scene.views.id), "files": [file]}


@pytest.mark.parametrize(
    "change",
    [
        {"size": -1},
        {"size": "12"},
        {"size": 1.5},
        {"size": 10**30},
        {"size": None},
        {"size": True},
        {"name": ""},
        {"name": 5},
        {"name": "x" * 5000},
        {"media_type": ["image/jpeg"]},
        {"field_id": {"a": 1}},
        {"field_id": ""},
    ],
)
def test_a_slot_asked_for_in_a_wrong_shape(app: Flask, change: dict[str, Any]) -> None:
    scene = Scene(app)
    body = a_slot(scene, **change)
    status, answer = scene.post_json(f"{scene.url}/uploads", body)
    assert status in {413, 422}
    assert answer["message"]


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"size": 200_000_000}, 413, "at most 100 MB"),
        ({"size": 0}, 422, "This file is empty"),
        ({"media_type": "image/svg+xml"}, 422, "Accepted: JPEG, PNG, WebP"),
        ({"media_type": ""}, 422, "Accepted: JPEG, PNG, WebP"),
    ],
)
def test_a_file_that_is_not_taken(app: Flask, change: dict[str, Any], status: int, words: str) -> None:
    scene = Scene(app)
    body = a_slot(scene, **change)
    found, answer = scene.post_json(f"{scene.url}/uploads", body)
    assert (found, words in answer["message"]) == (status, True)
    assert len(queries.files_of(scene.entry.id)) == 1


@pytest.mark.parametrize("name", ["\ud800.jpg", "a\x00b.jpg", "../../etc/passwd", "\u202egnp.exe", "😀" * 300, "\n"])
def test_hostile_names_of_files_are_kept_harmless(app: Flask, name: str) -> None:
    scene = Scene(app)
    body = a_slot(scene, name=name)
    status, answer = scene.post_json(f"{scene.url}/uploads", body)
    assert status == 201
    assert not re.search(r"[\x00-\x1f/\\\u202e]", answer["files"][0]["name"])
    assert scene.browser.get(scene.url).status_code == 200


@pytest.mark.parametrize("raw", [b"", b"null", b"[]", b'"x"', b"{", b"\xff\xfe", b'{"sha256": NaN}', b"[" * 5000])
@pytest.mark.parametrize("path", ["sign", "finished", "declared"])
def test_bodies_that_are_no_request(app: Flask, path: str, raw: bytes) -> None:
    scene = Scene(app)
    slot = open_slot(an_actor(scene.person), scene.entry.id, SlotRequest(scene.views.id, "a.jpg", 5, "image/jpeg"))
    headers = {"X-CSRFToken": scene.token, "Content-Type": "application/json", **JSON}
    address = f"/en/uploads/{slot.id}/sign" if path == "sign" else f"/en/uploads/{path}"
    answer = scene.browser.post(address, data=raw, headers=headers)
    assert (answer.status_code, bool(answer.json and answer.json["message"])) == (422, True)


@pytest.mark.parametrize(
    "body",
    [
        {"parts": [1]},
        {"upload_id": "a b", "parts": [1]},
        {"upload_id": "u", "parts": [0]},
        {"upload_id": "u", "parts": [1.5]},
        {"upload_id": "u", "parts": [99999]},
        {"upload_id": "u", "parts": "1"},
        {"upload_id": "u", "parts": [1] * 129},
        {"upload_id": 7},
        {},
    ],
)
def test_requests_that_are_not_signed(app: Flask, body: dict[str, Any]) -> None:
    scene = Scene(app)
    slot = open_slot(
        an_actor(scene.person), scene.entry.id, SlotRequest(scene.views.id, "a.jpg", 50_000_000, "image/jpeg")
    )
    assert scene.post_json(f"/en/uploads/{slot.id}/sign", body)[0] == 422


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"version": "x"}, ""),
        ({"version": ""}, ""),
        ({"version": "1" * 400}, ""),
        ({"title": "a\u202eb"}, "invisible control characters"),
        ({"title": "a\x07b"}, "invisible control characters"),
    ],
)
def test_a_form_that_cannot_be_kept(app: Flask, values: dict[str, str], words: str) -> None:
    scene = Scene(app)
    status, page = scene.post_form(scene.url, **{"version": "1", "title": "Sun", **values})
    assert (status in {409, 422}, words in page) == (True, True)
    db.session.rollback()
    assert db.session.get_one(Entry, scene.entry.id).title == "Moon"


@pytest.mark.parametrize("values", [{"category": "nonsense"}, {"answer-nobody": "x"}, {"title": "<script>{{7*7}}"}])
def test_what_was_not_asked_is_not_kept_and_markup_stays_text(app: Flask, values: dict[str, str]) -> None:
    scene = Scene(app)
    status, _page = scene.post_form(scene.url, **{"version": "1", "title": "Sun", **values})
    assert status == 303
    page = scene.browser.get(scene.url).get_data(as_text=True)
    assert "<script>{{7*7}}" not in page
    db.session.rollback()
    entry = db.session.get_one(Entry, scene.entry.id)
    assert (entry.category_id, set(entry.answers) <= {scene.idea.id}) == (None, True)


def test_a_text_that_is_too_long_is_kept_counted_and_not_handed_in(app: Flask) -> None:
    scene = Scene(app)
    assert scene.post_form(scene.url, **{"version": "1", "title": "Sun", f"answer-{scene.idea.id}": "月" * 9})[0] == 303
    page = scene.browser.get(f"{scene.url}/review").get_data(as_text=True)
    assert "4 characters too many" in page
    assert "Hand in now" not in page


def test_a_form_of_more_bytes_than_any_form_has_is_refused(app: Flask) -> None:
    scene = Scene(app)
    assert scene.post_form(scene.url, version="1", title="x" * 3_000_000)[0] == 413


@pytest.mark.parametrize("values", [{}, {"key": "short", "content": "0" * 64}, {"key": "k" * 32, "content": "0" * 64}])
def test_a_wish_without_its_parts_hands_nothing_in(app: Flask, values: dict[str, str]) -> None:
    scene = Scene(app)
    status, _page = scene.post_form(f"{scene.url}/submit", agreed="y", **values)
    assert status in {409, 422}
    assert db.session.query(Submission).count() == 0


def test_handing_in_late_is_refused_with_a_sentence_and_the_draft_stays(app: Flask) -> None:
    now = clock.now()
    scene = Scene(app, due_at=now - timedelta(hours=2), closes_at=now - timedelta(hours=1))
    status, page = scene.post_form(f"{scene.url}/submit", key="k" * 32, content="0" * 64, agreed="y")
    assert (status, "hard close has passed" in page) == (422, True)
    assert scene.browser.get(scene.url).status_code == 200


def test_a_form_without_its_token_changes_nothing(app: Flask) -> None:
    scene = Scene(app)
    answer = scene.browser.post(scene.url, data={"version": "1", "title": "Stolen"})
    assert answer.status_code == 400
    db.session.rollback()
    assert db.session.get_one(Entry, scene.entry.id).title == "Moon"
