"""A receipt on paper: in four languages, to be selected and searched, and the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pypdfium2
import pytest
from flask import Flask

from competition import db
from competition.entries.models import EntryFile, Submission
from competition.entries.queries import latest_receipt
from competition.entries.rules import FileState
from competition.people.models import Institution
from tests.entries.test_views import Scene
from tests.factories.calls import a_host
from tests.factories.people import an_institution

pytestmark = pytest.mark.integration

HOSTS = {"Europe/Brussels": {"en": "Antwerp"}, "Asia/Shanghai": {"en": "Shanghai", "zh": "上海"}}
SAID = {
    "en": ["Receipt 1", "SHA-256 of the whole manifest", "In Shanghai", "How to verify", "verified by us"],
    "nl": ["Ontvangstbewijs 1", "SHA-256 van het hele manifest", "Bestanden en hun vingerafdruk"],
    "fr": ["Accusé de réception", "SHA-256 du manifeste entier", "Les fichiers et leurs empreintes"],
    "zh": ["回执", "整份清单的", "文件及其指纹", "上海"],
}


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF as a reader who selects them gets them, without the blanks that setting adds."""
    document = pypdfium2.PdfDocument(pdf)
    found = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return found


def tight(text: str) -> str:
    return re.sub(r"\s", "", text)


class Printed(Scene):
    """A receipt with a Chinese file in a call of two hosts."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        for place, (zone, city) in enumerate(HOSTS.items()):
            a_host(self.call, an_institution(time_zone=zone, city=city), position=place)
        with db.transaction() as session:
            session.get_one(EntryFile, self.picture.id).name = "月光 & 钻戒 #1 $x$ *é*.jpg"
        self.hand_in()
        found = latest_receipt(self.entry.id)
        assert found is not None
        self.receipt: Submission = found

    def paper(self, lang: str = "en") -> bytes:
        answer = self.browser.get(f"/{lang}/entries/{self.entry.id}/receipts/1.pdf")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.headers["Cache-Control"] == "private, no-store"
        return bytes(answer.data)


@pytest.mark.parametrize("lang", list(SAID))
def test_it_speaks_the_addresses_language_and_can_be_selected(app: Flask, lang: str) -> None:
    scene = Printed(app)
    pdf = scene.paper(lang)
    text = tight(text_of(pdf))
    utc = f"{scene.receipt.submitted_at:%Y-%m-%d %H:%M:%S} UTC"
    whole = [scene.entry.code, "月光 & 钻戒 #1 $x$ *é*.jpg", "0" * 64, scene.receipt.manifest_digest, utc]
    whole += [f"/{lang}/receipts/verify", "flask receipts verify"]
    assert [words for words in SAID[lang] + whole if tight(words) not in text] == []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang).split("-")[0] == lang
        assert bool(document.Root.MarkInfo.Marked)
        assert scene.entry.code in str(document.docinfo["/Title"])


def test_it_is_the_same_whenever_it_is_made_and_whatever_is_renamed(app: Flask) -> None:
    scene = Printed(app)
    first = scene.paper()
    with db.transaction() as session:
        for thing in (scene.call, scene.category, *session.query(Institution)):
            merged: Any = session.merge(thing)
            for name in ("title", "name", "city"):
                if hasattr(merged, name):
                    setattr(merged, name, {"en": "Renamed"})
    assert hashlib.sha256(scene.paper()).hexdigest() == hashlib.sha256(first).hexdigest()
    with pikepdf.open(io.BytesIO(first)) as document:
        assert str(document.docinfo["/CreationDate"]) == f"D:{scene.receipt.submitted_at:%Y%m%d%H%M%S}Z"


def test_a_hash_that_came_later_is_said_to_have_come_later(app: Flask) -> None:
    scene = Scene(app)
    with db.transaction() as session:
        file = session.get_one(EntryFile, scene.picture.id)
        file.state, file.sha256, file.client_sha256 = FileState.landed, None, "c" * 64
    scene.hand_in()
    address = f"{scene.url}/receipts/1"
    manifest = scene.browser.get(f"{address}/manifest.json").data
    for page in (scene.browser.get(address).get_data(as_text=True), text_of(scene.browser.get(f"{address}.pdf").data)):
        assert "SHA-256 as the browser computed it; we are still verifying it" in page
    with db.transaction() as session:
        file = session.get_one(EntryFile, scene.picture.id)
        file.state, file.sha256, file.verified_at = FileState.ready, "c" * 64, datetime.now(UTC)
    for page in (scene.browser.get(address).get_data(as_text=True), text_of(scene.browser.get(f"{address}.pdf").data)):
        assert "SHA-256 as the browser computed it, verified by us since" in page
    assert scene.browser.get(f"{address}/manifest.json").data == manifest


def test_a_receipt_of_the_first_form_is_printed_too(app: Flask) -> None:
    scene = Printed(app)
    with db.transaction() as session:
        receipt = session.get_one(Submission, scene.receipt.id)
        late = {"version", "call_title", "category_name", "clocks"}
        receipt.manifest = {name: value for name, value in receipt.manifest.items() if name not in late}
    text = text_of(scene.paper())
    assert "In Antwerp" in text
    assert scene.entry.code in text


@pytest.mark.parametrize("title", ["", "😀 한국어", "x" * 200, "𠮷", '#import "/x" $ \\ *'])
def test_whatever_a_work_is_called_the_receipt_is_printed(app: Flask, title: str) -> None:
    scene = Printed(app)
    with db.transaction() as session:
        receipt = session.get_one(Submission, scene.receipt.id)
        receipt.manifest = {**receipt.manifest, "title": title}
    pdf = scene.paper("zh")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        [page] = document.pages
        assert [float(side) for side in page.mediabox][2:] == pytest.approx([595.276, 841.89], abs=0.01)
    if title.isascii():
        assert tight(title) in tight(text_of(pdf))


@pytest.mark.parametrize("title", ["달빛 반지", "خاتم القمر", "Moon 🌙💎😀", "Zoë · Čapek · 𠮷"])
def test_names_from_elsewhere_are_drawn_and_never_boxes(app: Flask, title: str) -> None:
    scene = Printed(app)
    with db.transaction() as session:
        receipt = session.get_one(Submission, scene.receipt.id)
        receipt.manifest = {**receipt.manifest, "title": title}
    with pikepdf.open(io.BytesIO(scene.paper())) as document, document.open_metadata() as told:
        # The standard is claimed only where each sign has a glyph of its own.
        assert told.get("pdfuaid:part") == ("1" if "𠮷" not in title else None)
