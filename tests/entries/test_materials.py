"""A list of materials in the entrant's form: rows are kept, removed, read, and judged in their place."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from competition.calls.rules import FieldKind
from tests.entries.test_views import Scene as Whole
from tests.factories.calls import a_field
from tests.factories.web import post

pytestmark = pytest.mark.integration

GOLD = {"kind": "metal", "name": "Gold 750", "amount": "6,4", "unit": "g", "source": "Recycled"}
RUBY = {"kind": "stone", "name": "Ruby", "grown": "natural", "origin": "Mogok", "treatment": "None", "report": "SSEF 9"}
CORAL = {"kind": "other", "name": "Coral", "cites": "yes", "species": "Corallium rubrum"}


class Scene(Whole):
    """A complete draft that is also asked for its materials."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.list = a_field(self.call, FieldKind.materials, 4, label={"en": "Materials"}, options={"most": 3})
        self.name = f"answer-{self.list.id}"

    def save(self, rows: dict[int, dict[str, str]], language: str = "en", **more: str) -> int:
        typed = {f"{self.name}-{row}-{part}": text for row, parts in rows.items() for part, text in parts.items()}
        url = self.url.replace("/en/", f"/{language}/")
        return post(self.browser, url, self.form(version=str(self.now().version), **typed, **more)).status_code

    def stored(self) -> Any:
        return self.now().answers.get(self.list.id)

    def page(self, rest: str = "", language: str = "en") -> str:
        return self.browser.get(self.url.replace("/en/", f"/{language}/") + rest).get_data(as_text=True)


def test_rows_are_kept_read_and_followed_by_an_empty_one(app: Flask) -> None:
    scene = Scene(app)
    assert scene.save({0: GOLD, 3: RUBY, 7: CORAL, 8: {"kind": "", "name": ""}}, "nl") == 303
    assert scene.stored() == [{**GOLD, "amount": "6.4"}, RUBY, CORAL]
    page = scene.page(language="nl")
    assert ('value="6,4"' in page, f'name="{scene.name}-3-kind"' in page, f'name="{scene.name}-4-kind"' in page) == (
        True,
        True,
        False,
    )
    review = scene.page("/review")
    assert "Metal · Gold 750 · 6.4\u00a0g · source: Recycled" in review
    assert "Stone · Ruby · Mogok · Natural · None · report SSEF 9" in review
    assert "Other material · Coral · CITES: Corallium rubrum" in review
    assert "金属 · Gold 750 · 6.4\u00a0g · 来源：Recycled" in scene.page("/review", "zh")
    assert "Hand in now" in review


def test_a_row_is_removed_by_its_button(app: Flask) -> None:
    scene = Scene(app)
    scene.save({0: GOLD, 1: RUBY})
    assert scene.save({0: GOLD, 1: RUBY}, dropped=f"{scene.name}-0") == 303
    assert scene.stored() == [RUBY]
    assert scene.save({}) == 303
    assert scene.stored() is None


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({0: GOLD, 1: {"kind": "stone", "name": "Ruby"}}, "Material 2: Give its kind and its name"),
        ({0: {**GOLD, "amount": "some"}}, "Material 1: We cannot read this as a number"),
        ({0: {**GOLD, "amount": "-1"}}, "Material 1: Each measure is more than zero."),
        ({0: {**GOLD, "name": "x" * 5000}}, "Material 1: This text is too long"),
        (dict.fromkeys(range(4), GOLD), "Material 4: At most 3 are taken."),
    ],
)
def test_what_is_wrong_is_said_and_kept(app: Flask, rows: dict[int, dict[str, str]], sentence: str) -> None:
    scene = Scene(app)
    assert scene.save(rows) == 303
    assert sentence in scene.page()
    assert len(scene.stored()) == len(rows)
    assert "Hand in now" not in scene.page("/review")


@pytest.mark.parametrize("value", ["x", "<b>", "%s", "{row}", "NaN", "１２", "9" * 900])
def test_nothing_that_a_browser_can_send_breaks_a_page(app: Flask, value: str) -> None:
    scene = Scene(app)
    parts = dict.fromkeys(["kind", "name", "amount", "unit", "grown", "cites", "species", "report"], value)
    assert scene.save({0: parts, 9999: parts}) == 303
    assert [scene.browser.get(scene.url + rest).status_code for rest in ("", "/review")] == [200, 200]
    assert scene.save(dict.fromkeys(range(200), GOLD)) == 303
    assert len(scene.stored()) == 100


def test_two_versions_of_a_list_are_both_shown(app: Flask) -> None:
    scene = Scene(app)
    scene.save({0: GOLD, 1: RUBY, 2: CORAL})
    stale = scene.form(version="1", **{f"{scene.name}-0-kind": "metal", f"{scene.name}-0-name": "Silver"})
    answer = post(scene.browser, scene.url, stale)
    text = answer.get_data(as_text=True)
    assert (answer.status_code, "Gold 750" in text, 'value="Silver"' in text) == (409, True, True)
