"""What is said of files where only some parts are open, and where two versions of a draft stand side by side."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from competition import clock, db
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry, EntryFile
from competition.entries.rules.checking import changes
from competition.entries.rules.drafting import standing_content
from competition.entries.rules.file_words import MOST, handed_over, piece_of
from tests.entries.test_checks import Desk
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.people import a_browser, a_person
from tests.factories.web import post

pytestmark = pytest.mark.integration


def test_a_caption_is_mended_with_its_file_and_that_of_another_question_is_not(app: Flask) -> None:
    desk = Desk()
    desk.ask(desk.views.id)
    said = {desk.view.id: {"caption": "Seen from above"}, desk.plan.id: {"caption": "Smuggled"}}
    texts = {"zh": {piece_of(desk.view.id, "caption"): "俯视", piece_of(desk.plan.id, "caption"): "Smuggled"}}
    services.save_draft(desk.team, desk.id, desk.draft(file_words=said, translations=texts, cover_id=desk.plan.id))
    receipt = desk.hand_in(desk.team)
    found = standing_content(desk.fresh())
    assert (found["file_words"], found["cover_id"]) == ({desk.view.id: said[desk.view.id]}, None)
    assert found["translations"] == {"zh": {piece_of(desk.view.id, "caption"): "俯视"}}
    first = queries.receipt_numbered(desk.id, 1)
    assert first is not None
    [changed] = changes(first.manifest, receipt.manifest)
    assert [line["words"] for line in (*changed.before, *changed.after)] == [{}, {"caption": "Seen from above"}]


def test_a_mended_file_takes_over_what_was_said_and_stands_for_the_entry_as_the_old_one_did(app: Flask) -> None:
    desk = Desk()
    words = {desk.view.id: {"caption": "Above"}, desk.plan.id: {"caption": "Plan"}}
    services.save_draft(desk.start, desk.id, desk.draft(file_words=words, cover_id=desk.view.id))
    desk.hand_in(desk.start)
    desk.ask(desk.views.id)
    new = a_picture(desk.entry, desk.views, desk.person, name="new.jpg", stands_at=None, sha256="b" * 64)
    with db.transaction() as session:  # What landing in the place of another does.
        session.get_one(EntryFile, desk.view.id).removed_at = clock.now()
        entry = desk.fresh()
        services.drafts.write_content(entry, handed_over(standing_content(entry), desk.view.id, new.id))
    desk.hand_in(desk.team)
    found = standing_content(desk.fresh())
    assert found["file_words"] == {new.id: {"caption": "Above"}, desk.plan.id: {"caption": "Plan"}}
    assert found["cover_id"] == new.id


def test_the_page_to_mend_asks_what_is_said_of_open_files_only(app: Flask) -> None:
    desk, now = Desk(), clock.now()
    with db.transaction() as session:
        call = session.merge(desk.call)
        call.due_at = call.closes_at = now
    desk.ask(desk.views.id)
    browser, path = a_browser(app, desk.person), f"/en/entries/{desk.id}"
    name = piece_of(desk.view.id, "caption")
    page = browser.get(path).text
    other = piece_of(desk.plan.id, "caption")
    assert [f'name="{one}"' in page for one in (name, other, "cover")] == [True, False, False]
    assert post(browser, path, {"version": desk.fresh().version, name: "Seen from above"}).status_code == 303
    assert 'value="Seen from above"' in browser.get(path).text
    stale = post(browser, path, {"version": 0, name: "Mine"})
    asked = [words in stale.text for words in ("Caption: Seen from above", "Caption: Mine", "take-title")]
    assert (stale.status_code, asked) == (409, [True, True, False])


class Tabs:
    """A draft with two pictures; another tab has said something of them and saved since."""

    def __init__(self, app: Flask) -> None:
        call, person = a_call(), a_person()
        views = a_field(call, FieldKind.files, 1)
        entry = an_entry(call, person, title="Moon")
        self.first, self.second = (
            a_picture(entry, views, person, position=place, name=name, stands_at=None).id
            for place, name in enumerate(("ring.jpg", "clasp.jpg"))
        )
        self.id, self.browser, self.path = entry.id, a_browser(app, person), f"/en/entries/{entry.id}"
        theirs = {"caption": "Their caption", "alt": "Their description"}
        assert self.save(1, theirs, {"credit": "Their studio"}, cover=self.first).status_code == 303

    def save(self, version: int, first: dict[str, str], second: dict[str, str], /, **more: str) -> Any:
        both = ((self.first, first), (self.second, second))
        words = {piece_of(one, name): said.get(name, "") for one, said in both for name in MOST}
        return post(self.browser, self.path, {"version": version, "title": "Moon", "locale": "en", **words, **more})


def test_two_versions_of_what_is_said_of_files_stand_side_by_side_and_are_chosen(app: Flask) -> None:
    tabs = Tabs(app)
    mine = ({"caption": "My caption"}, {"caption": "My clasp"})
    shown = tabs.save(1, *mine, cover=tabs.second)
    words = ["Caption: Their caption", "Their description", "Credit: Their studio", "Caption: My caption", "My clasp"]
    assert (shown.status_code, [one in shown.text for one in words]) == (409, [True] * 5)
    legends = [part.split(">", 1)[1].split("<", 1)[0] for part in shown.text.split("<legend lang")[1:]]
    assert legends[:3] == ["ring.jpg", "clasp.jpg", "This file stands for the entry in lists"]
    chosen = {f"take-{tabs.first}": "theirs", f"take-{tabs.second}": "mine", "take-cover_id": "theirs"}
    tabs.save(2, *mine, cover=tabs.second, **chosen)
    found = standing_content(db.session.get_one(Entry, tabs.id, populate_existing=True))
    assert found["file_words"] == {
        tabs.first: {"caption": "Their caption", "alt": "Their description"},
        tabs.second: {"caption": "My clasp"},
    }
    assert found["cover_id"] == tabs.first
