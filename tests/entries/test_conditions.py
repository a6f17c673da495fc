"""Questions that other answers hide: kept in the draft, not required, not handed in, not shown to anybody."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from competition import db
from competition.calls.rules import FieldKind, ShownIf
from competition.entries import queries
from competition.entries.models import Entry, EntryFile, Submission
from tests.entries.test_views import Scene as Whole
from tests.factories.calls import a_field
from tests.factories.entries import a_picture
from tests.factories.web import post

pytestmark = pytest.mark.integration


class Scene(Whole):
    """A draft whose price and certificate are asked for only where the work is for sale."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.sale = a_field(self.call, FieldKind.yes_no, 4, is_hidden_from_jury=True)
        only = ShownIf(self.sale.id, ("yes",)).stored()
        self.price = a_field(self.call, FieldKind.short_text, 5, label={"en": "Price"}, options={"most": 20, **only})
        files = {"accept": ["image/jpeg"], "least": 1, "most": 2, "max_bytes": 10_000_000}
        self.proof = a_field(self.call, FieldKind.files, 6, label={"en": "Proof"}, options={**files, **only})

    def answer(self, **values: str) -> dict[str, str]:
        named = {"sale": self.sale, "price": self.price}
        return self.form(
            version=str(self.now().version), **{f"answer-{named[name].id}": one for name, one in values.items()}
        )

    def page(self, rest: str = "") -> str:
        return self.browser.get(self.url + rest).get_data(as_text=True)


def test_a_hidden_answer_stays_in_the_draft_and_is_not_asked_for(app: Flask) -> None:
    scene = Scene(app)
    post(scene.browser, scene.url, scene.answer(sale="yes", price=""))
    assert "Hand in now" not in scene.page("/review")
    post(scene.browser, scene.url, scene.answer(sale="no", price="9,000"))
    assert scene.now().answers[scene.price.id] == "9,000"
    page = scene.page()
    assert f'data-question="{scene.price.id}" hidden' in page
    assert 'value="9,000"' in page
    review = scene.page("/review")
    assert ("Hand in now" in review, "9,000" in review) == (True, False)


def test_what_is_hidden_is_not_handed_in(app: Flask) -> None:
    scene = Scene(app)
    proof: EntryFile = a_picture(scene.entry, scene.proof, scene.person, name="proof.jpg")
    post(scene.browser, scene.url, scene.answer(sale="no", price="9,000"))
    assert "proof.jpg" not in scene.page("/review")
    assert scene.hand_in().status_code == 303
    scene.now()
    manifest: dict[str, Any] = db.session.query(Submission).one().manifest
    assert "9,000" not in str(manifest)
    assert proof.id not in str(manifest)
    with app.test_request_context():
        seen = queries.jury_entry(scene.entry.id, "en", scene.now().updated_at)
    assert seen
    assert ("9,000" in str(seen.answers), proof.id in [file.file_id for file in seen.files]) == (False, False)
    assert db.session.get_one(Entry, scene.entry.id).answers[scene.price.id] == "9,000"


def test_a_jury_reads_what_hangs_on_an_answer_that_it_does_not_see(app: Flask) -> None:
    scene = Scene(app)
    a_picture(scene.entry, scene.proof, scene.person)
    post(scene.browser, scene.url, scene.answer(sale="yes", price="9,000"))
    assert scene.hand_in().status_code == 303
    with app.test_request_context():
        seen = queries.jury_entry(scene.entry.id, "en", scene.now().updated_at)
    assert seen
    assert [str(answer.text) for answer in seen.answers] == ["Light", "9,000"]
