"""What a browser can tell of a file, it tells at once: shape, length, triangles, before a byte is sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from competition.calls.rules import FieldKind
from tests.factories.calls import a_call, a_field
from tests.factories.entries import an_entry
from tests.factories.media import a_film, a_photograph
from tests.factories.models import a_cube, a_glb
from tests.factories.people import a_person
from tests.fixtures.live import Live, assert_accessible

KINDS = ["image/jpeg", "image/heic", "video/mp4", "model/gltf-binary"]
RULES = {"min_ratio": "4:5", "max_ratio": "16:9", "min_seconds": 10, "max_triangles": 11}
OPTIONS = {"accept": KINDS, "least": 1, "most": 6, "max_bytes": 50_000_000, **RULES}


def the_files(folder: Path) -> dict[Path, str]:
    """Write files that each break one rule; return them with what is said of it."""
    document, body = a_cube()
    packed = {**document, "extensionsUsed": ["KHR_draco_mesh_compression"]}
    contents = {
        "tall.jpg": (a_photograph(700, 1000), "700 × 1000 pixels. At the tallest, width to height is 4:5"),
        "wide.jpg": (a_photograph(2000, 1000), "2000 × 1000 pixels. At the widest, width to height is 16:9"),
        "short.mp4": (a_film(folder), "This film lasts 2 seconds; at least 10 are needed"),
        "heavy.glb": (a_glb(document, body), "This model has 12 triangles; at most 11 are taken"),
        "packed.glb": (a_glb(packed, body), "compressed by Draco"),
        "cut.glb": (a_glb(document, body)[:300], "The parts of this model do not fit together"),
        "parts.gltf": (b'{"asset":{"version":"2.0"}}', "A .gltf file keeps its parts in other files"),
    }
    for name, (content, _words) in contents.items():
        (folder / name).write_bytes(content)
    return {folder / name: words for name, (_content, words) in contents.items()}


@pytest.mark.timeout(180)
def test_each_rule_is_told_at_once_and_costs_no_request(
    live: Live, signed_in: Callable[..., Page], tmp_path: Path
) -> None:
    with live.app.app_context():
        call, person = a_call(), a_person()
        a_field(call, FieldKind.files, label={"en": "Views"}, options=OPTIONS)
        entry = an_entry(call, person)
        path = f"/en/entries/{entry.id}"
    page = signed_in(person)
    page.goto(path)
    expect(page.get_by_text("Width to height lies between 4:5 and 16:9.")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    for file, words in the_files(tmp_path).items():
        page.locator("[data-drop-input]").first.set_input_files([file])
        expect(page.locator(".file-error", has_text=words)).to_be_visible(timeout=15_000)
    assert [url for url in asked if "uploads" in url or "slots" in url] == []
    assert_accessible(page)
