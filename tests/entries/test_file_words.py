"""What is said of files, the cover, and a file that replaces another: what stands is not touched before a submit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, g

from competition import audit, clock, db, storage
from competition.actor import Actor
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry, EntryFile
from competition.entries.rules import Draft, SlotRequest, SubmitEntry
from competition.entries.rules.drafting import working_content
from competition.entries.rules.file_words import kept_words, piece_of
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.refusals import NotSoNow
from competition.entries.rules.versions import Hand
from competition.entries.services.access import files_in_order
from competition.judging.queries.seat import covers_of
from competition.people.rules import Role
from competition.storage.interface import ObjectHeaders
from competition.storage.memory import MemoryBucket
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.media import a_photograph
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration

PICTURE = a_photograph(64, 48)
WORDS = {"caption": "Seen from above", "credit": "CANARY Studio", "alt": "A ring with one pearl"}


@pytest.fixture
def memory(app: Flask) -> Iterator[MemoryBucket]:
    """Return a bucket in memory, attached to the application."""
    before, bucket = (storage.bucket(), storage.link_signer()), MemoryBucket()
    storage.init_app(app, bucket, before[1])
    yield bucket
    storage.init_app(app, *before)


class Desk:
    """A designer's draft with two pictures."""

    def __init__(self) -> None:
        self.call, self.person = a_call(), a_person()
        self.views = a_field(self.call, FieldKind.files, 1)
        self.id = an_entry(self.call, self.person, title="Moon").id
        self.first, self.second = (
            a_picture(self.entry, self.views, self.person, position=place, stands_at=None).id for place in range(2)
        )
        self.actor: Actor = an_actor(self.person)

    @property
    def entry(self) -> Entry:
        return db.session.get_one(Entry, self.id, populate_existing=True)

    @property
    def content(self) -> dict[str, Any]:
        return working_content(self.entry)

    def save(self, **values: Any) -> None:
        entry = self.entry
        services.save_draft(self.actor, self.id, replace(Draft(entry.version, **working_content(entry)), **values))

    def hand_in(self) -> dict[str, Any]:
        digest = content_digest(self.content, files_in_order(self.entry)[1])
        return services.submit_entry(self.actor, self.id, SubmitEntry(digest[:32], digest)).manifest

    def replaced(self, memory: MemoryBucket, old: str) -> str:
        wanted = SlotRequest(self.views.id, "new.jpg", len(PICTURE), "image/jpeg", replaces=old)
        file = services.open_slot(self.actor, self.id, wanted)
        memory.put(file.key, PICTURE, ObjectHeaders("image/jpeg"))
        services.finish_upload(self.actor, file.id, None)
        return file.id

    def form(self) -> list[str]:
        return [file.id for file in queries.files_of(self.id)]

    def standing(self) -> list[str]:
        return [file.id for file in queries.standing_files(self.id)]


def test_words_are_kept_of_files_that_are_there_and_cut_to_their_most() -> None:
    before = {"a": {"caption": "old"}, "gone": {"caption": "x"}}
    given = {"b": {"caption": "c" * 400, "credit": "", "other": "y"}, "stranger": {"alt": "z"}}
    assert kept_words(before, given, ["a", "b", "c"]) == {"a": {"caption": "old"}, "b": {"caption": "c" * 300}}


def test_what_is_said_is_part_of_the_draft_the_manifest_and_what_stands(app: Flask) -> None:
    desk = Desk()
    desk.save(file_words={desk.first: WORDS}, cover_id=desk.second)
    manifest = desk.hand_in()
    assert [(line["words"], line["cover"]) for line in manifest["files"]] == [(WORDS, False), ({}, True)]
    desk.save(file_words={desk.first: {"caption": "Changed"}}, cover_id=None)
    shown = queries.jury_files([desk.id], clock.now())[desk.id]
    assert [(file.caption.text, file.alt.text, file.is_cover) for file in shown] == [
        (WORDS["caption"], WORDS["alt"], False),
        ("", "", True),
    ]
    assert [file.caption.text for file in queries.team_files(desk.id, clock.now())] == ["Changed", ""]
    assert covers_of([desk.id], clock.now())[desk.id].file_id == desk.second


def test_the_credit_is_not_in_what_a_jury_is_given(app: Flask) -> None:
    desk = Desk()
    desk.save(file_words={desk.first: WORDS})
    desk.hand_in()
    entry = queries.jury_entry(desk.id, "en", clock.now())
    assert WORDS["caption"] in repr(entry)
    assert "CANARY" not in repr(entry)


def test_the_cover_can_only_be_a_file_of_the_form(app: Flask) -> None:
    desk, other = Desk(), Desk()
    desk.save(cover_id=other.first)
    assert desk.content["cover_id"] is None


def test_a_replacement_takes_place_words_and_cover_when_it_has_landed(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    desk.save(file_words={desk.first: WORDS}, cover_id=desk.first)
    wanted = SlotRequest(desk.views.id, "new.jpg", len(PICTURE), "image/jpeg", replaces=desk.first)
    waiting = services.open_slot(desk.actor, desk.id, wanted)
    assert desk.form() == [desk.first, waiting.id, desk.second]
    services.remove_file(desk.actor, waiting.id)
    new = desk.replaced(memory, desk.first)
    assert desk.form() == [new, desk.second]
    assert (desk.content["file_words"], desk.content["cover_id"]) == ({new: WORDS}, new)


def test_the_jury_sees_the_old_file_until_the_change_is_handed_in(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    desk.save(file_words={desk.first: WORDS})
    desk.hand_in()
    new = desk.replaced(memory, desk.first)
    assert desk.standing() == [desk.first, desk.second]
    assert [file.file_id for file in queries.jury_files([desk.id], clock.now())[desk.id]] == [desk.first, desk.second]
    assert queries.jury_files([desk.id], clock.now())[desk.id][0].caption.text == WORDS["caption"]
    assert [line["file"] for line in desk.hand_in()["files"]] == [new, desk.second]
    assert desk.standing() == [new, desk.second]
    assert audit.verify(desk.call.id) is None


def test_taking_the_changes_back_brings_the_old_files_and_words_back(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    desk.save(file_words={desk.first: WORDS}, cover_id=desk.first)
    digest = content_digest(desk.content, files_in_order(desk.entry)[1])
    desk.hand_in()
    desk.replaced(memory, desk.first)
    services.remove_file(desk.actor, desk.second)
    desk.save(title="Sun")
    services.discard_changes(desk.actor, desk.id)
    assert desk.form() == desk.standing() == [desk.first, desk.second]
    assert (desk.content["title"], desk.entry.pending) == ("Moon", None)
    assert content_digest(desk.content, files_in_order(desk.entry)[1]) == digest


def test_a_draft_has_nothing_to_take_back(app: Flask) -> None:
    desk = Desk()
    with pytest.raises(NotSoNow):
        services.discard_changes(desk.actor, desk.id)


@pytest.mark.parametrize("old", ["no-such-file", "other"])
def test_what_is_not_in_the_form_cannot_be_replaced(app: Flask, memory: MemoryBucket, old: str) -> None:
    desk, other = Desk(), Desk()
    new = desk.replaced(memory, other.first if old == "other" else old)
    assert desk.form() == [desk.first, desk.second, new]
    assert db.session.get_one(EntryFile, other.first).removed_at is None


def test_what_is_said_has_its_versions_in_other_languages_like_all_text(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    piece, credit = piece_of(desk.first, "caption"), piece_of(desk.first, "credit")
    chinese = {piece: "从上方看", credit: "CANARY 工作室", piece_of("stranger", "alt"): "x"}
    desk.save(file_words={desk.first: WORDS}, languages=["zh"], translations={"zh": chinese})
    assert desk.content["translations"] == {"zh": {piece: "从上方看", credit: "CANARY 工作室"}}
    assert desk.hand_in()["translations"] == {"zh": {piece: "从上方看", credit: "CANARY 工作室"}}
    with app.test_request_context("/zh/"):
        g.lang = "zh"
        shown = queries.jury_files([desk.id], clock.now())[desk.id][0]
        assert (shown.caption.text, [one.text for one in shown.caption.others]) == ("从上方看", [WORDS["caption"]])
        assert "CANARY" not in repr(queries.jury_entry(desk.id, "zh", clock.now()))
    new = desk.replaced(memory, desk.first)
    assert desk.content["translations"]["zh"] == {
        piece_of(new, "caption"): "从上方看",
        piece_of(new, "credit"): "CANARY 工作室",
    }


def test_an_organiser_translates_what_is_said_of_files_too(app: Flask) -> None:
    desk, organiser = Desk(), a_person()
    a_membership(organiser, desk.call.id, Role.organiser)
    desk.save(file_words={desk.first: WORDS})
    desk.hand_in()
    browser, piece = a_browser(app, organiser), piece_of(desk.first, "caption")
    path = f"/en/organise/{desk.call.id}/entries/{desk.id}/translations/nl"
    assert WORDS["caption"] in browser.get(path).get_data(as_text=True)
    assert post(browser, path, {"version": 0, "piece-title": "", f"piece-{piece}": "Van boven"}).status_code == 303
    with app.test_request_context("/nl/"):
        g.lang = "nl"
        shown = queries.jury_files([desk.id], clock.now())[desk.id][0]
        assert (shown.caption.text, shown.caption.by) == ("Van boven", Hand.organiser)


def test_the_receipt_tells_what_is_said_of_each_file_on_the_page_and_on_paper(app: Flask) -> None:
    desk = Desk()
    desk.save(file_words={desk.first: WORDS}, cover_id=desk.first)
    desk.hand_in()
    browser = a_browser(app, desk.person)
    page = browser.get(f"/en/entries/{desk.id}/receipts/1").get_data(as_text=True)
    assert [words in page for words in (*WORDS.values(), "stands for the entry in lists")] == [True] * 4
    paper = browser.get(f"/en/entries/{desk.id}/receipts/1.pdf")
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")


def test_without_scripts_a_caption_in_another_language_is_kept(app: Flask) -> None:
    desk = Desk()
    browser, path = a_browser(app, desk.person), f"/en/entries/{desk.id}"
    name = piece_of(desk.first, "caption")
    sent = {"version": 1, "title": "Moon", "locale": "en", "languages": "nl", name: "Above"}
    post(browser, path, sent)
    assert f'name="{name}-nl"' in browser.get(path).get_data(as_text=True)
    post(browser, path, {**sent, "version": 2, f"{name}-nl": "Boven"})
    assert desk.content["translations"] == {"nl": {name: "Boven"}}
    assert 'value="Boven"' in browser.get(path).get_data(as_text=True)
