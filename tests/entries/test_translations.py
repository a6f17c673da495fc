"""An entry in several languages, from the draft to jury and receipt; and what the organisers may do about it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import db
from competition.audit import AuditEvent
from competition.calls.models import EntryField
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry
from competition.entries.rules import Draft, SubmitEntry
from competition.entries.rules.drafting import working_content
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.refusals import BadInput, DraftStale, EntryNotFound, Incomplete, TranslationStale
from competition.entries.rules.versions import CheckTranslation, Hand
from competition.entries.services.access import files_in_order
from competition.people.rules import Role
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.entries import an_entry
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration

SECRET = "Canary-4711"
HIDDEN = "金丝雀"


class Desk:
    """A call with a text, a short one and one that the jury must not read; a Dutch designer and an organiser."""

    def __init__(self) -> None:
        self.call = a_call()
        self.category = a_category(self.call)
        options = {"most": 20, "most_chinese": 10}
        self.idea: EntryField = a_field(self.call, FieldKind.long_text, 1, options=options)
        self.note = a_field(self.call, FieldKind.short_text, 2, is_hidden_from_jury=True, is_required=False)
        self.person, self.organiser = a_person(locale="nl"), a_person(locale="zh")
        self.actor, self.officer = an_actor(self.person), an_actor(self.organiser)
        a_membership(self.organiser, self.call.id, Role.organiser)
        self.entry = an_entry(self.call, self.person, self.category, title="", locale="nl")

    def save(self, **values: Any) -> Entry:
        fresh = db.session.get_one(Entry, self.entry.id, populate_existing=True)
        return services.save_draft(
            self.actor, self.entry.id, Draft(**{"version": fresh.version, **working_content(fresh), **values})
        )

    def write(self, **values: Any) -> Entry:
        chinese = {"title": "断层线", self.idea.id: "合而复分", self.note.id: HIDDEN}
        given = {
            "title": "Breuklijn",
            "answers": {self.idea.id: "Twee banden", self.note.id: SECRET},
            "languages": ["zh"],
            "translations": {"zh": chinese},
        }
        return self.save(**{**given, **values})

    def hand_in(self, key: str = "key-1") -> Any:
        entry = db.session.get_one(Entry, self.entry.id, populate_existing=True)
        digest = content_digest(working_content(entry), files_in_order(entry)[1])
        return services.submit_entry(self.actor, entry.id, SubmitEntry(key, digest))

    def check(self, version: int = 0, **pieces: str) -> None:
        texts = {"title" if name == "title" else self.idea.id: text for name, text in pieces.items()}
        services.check_translation(self.officer, self.call.id, self.entry.id, CheckTranslation("zh", version, texts))

    def read(self, locale: str) -> list[tuple[str, str, Hand]]:
        """Return what a juror reads of it: title, then answers."""
        seen = queries.jury_entry(self.entry.id, locale, self.actor.at)
        assert seen
        return [(one.text, one.locale, one.by) for one in (seen.title, *(answer.text for answer in seen.answers))]


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk()


def test_the_jury_reads_its_language_and_the_original_stands_beside_it(desk: Desk, app: Flask) -> None:
    desk.write()
    desk.hand_in()
    with app.test_request_context():
        assert desk.read("zh") == [("断层线", "zh", Hand.entrant), ("合而复分", "zh", Hand.entrant)]
        assert desk.read("fr") == [("Breuklijn", "nl", Hand.original), ("Twee banden", "nl", Hand.original)]
        seen = queries.jury_entry(desk.entry.id, "zh", desk.actor.at)
    assert seen
    assert [one.text for one in seen.answers[0].text.others] == ["Twee banden"]


def test_no_hidden_answer_reaches_a_juror_in_any_language(desk: Desk, app: Flask) -> None:
    desk.write()
    desk.hand_in()
    services.check_translation(
        desk.officer, desk.call.id, desk.entry.id, CheckTranslation("fr", 0, {desk.note.id: SECRET, "title": "Faille"})
    )
    with app.test_request_context():
        seen = [repr(queries.jury_entry(desk.entry.id, code, desk.actor.at)) for code in ("en", "nl", "fr", "zh")]
    assert [secret in one for one in seen for secret in (SECRET, HIDDEN)] == [False] * 8
    assert "Faille" in seen[2]


def test_changes_of_a_translation_wait_like_all_others(desk: Desk, app: Flask) -> None:
    desk.write()
    desk.hand_in()
    desk.save(translations={"zh": {"title": "裂隙"}})
    with app.test_request_context():
        assert desk.read("zh")[0] == ("断层线", "zh", Hand.entrant)
        desk.hand_in("key-2")
        assert desk.read("zh") == [("裂隙", "zh", Hand.entrant), ("合而复分", "zh", Hand.entrant)]


def test_the_receipt_holds_each_language(desk: Desk) -> None:
    desk.write(languages=["zh"], translations={"zh": {"title": "断层线"}, "fr": {"title": "Faille"}})
    manifest = desk.hand_in().manifest
    assert (manifest["language"], manifest["translations"]) == ("nl", {"zh": {"title": "断层线"}})


def test_a_translation_has_the_limits_of_its_own_language(desk: Desk) -> None:
    desk.write(translations={"zh": {desk.idea.id: "一二三四五六七八九十一二"}})
    with pytest.raises(Incomplete) as refused:
        desk.hand_in()
    lack = {"part": desk.idea.id, "fault": "too_long", "count": 2, "language": "zh"}
    assert refused.value.values["missing"] == [lack]


def test_words_of_a_language_that_is_taken_out_stay_in_the_draft(desk: Desk) -> None:
    kept = desk.write().translations
    assert desk.save(languages=[]).translations == kept
    assert desk.hand_in().manifest.get("translations") is None


def test_an_organiser_checks_what_the_team_wrote_and_changes_none_of_it(desk: Desk, app: Flask) -> None:
    desk.write()
    desk.hand_in()
    before = working_content(db.session.get_one(Entry, desk.entry.id))
    desk.check(title="断层线", idea="两环相合")
    entry = db.session.get_one(Entry, desk.entry.id, populate_existing=True)
    assert working_content(entry) == before
    with app.test_request_context():
        assert desk.read("zh") == [("断层线", "zh", Hand.checked), ("两环相合", "zh", Hand.organiser)]
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "entry.translation_checked")).one()
    assert (event.actor_id, event.subject) == (desk.organiser.id, f"entry:{desk.entry.id}")


def test_two_organisers_do_not_overwrite_each_other(desk: Desk) -> None:
    desk.write()
    desk.hand_in()
    desk.check(title="断层线")
    with pytest.raises(TranslationStale):
        desk.check(title="裂缝")
    desk.check(version=1, title="裂缝")


def test_a_draft_is_not_translated_nor_the_original_s_own_language(desk: Desk) -> None:
    desk.write()
    with pytest.raises(EntryNotFound):
        desk.check(title="断层线")
    desk.hand_in()
    with pytest.raises(BadInput):
        services.check_translation(
            desk.officer, desk.call.id, desk.entry.id, CheckTranslation("nl", 0, {"title": "Barst"})
        )
    with pytest.raises(EntryNotFound):
        services.check_translation(
            desk.officer, a_call().id, desk.entry.id, CheckTranslation("zh", 0, {"title": "断层线"})
        )


def test_a_save_whose_answer_was_lost_does_not_conflict_with_itself(desk: Desk) -> None:
    version = desk.entry.version
    desk.save(version=version, title="Breuk", saved_as="a")
    onward = desk.save(version=version, title="Breuklijn", saved_as="b", unanswered=["a"])
    assert (onward.title, onward.version) == ("Breuklijn", version + 2)
    with pytest.raises(DraftStale):
        desk.save(version=version, title="Kloof", saved_as="c", unanswered=["a"])
    with pytest.raises(DraftStale):
        desk.save(version=version, title="Kloof", saved_as="d", unanswered=[""])


def edit_page(browser: FlaskClient, desk: Desk) -> str:
    return browser.get(f"/en/entries/{desk.entry.id}").get_data(as_text=True)


def test_a_language_is_added_without_scripts(desk: Desk, app: Flask) -> None:
    browser, path = a_browser(app, desk.person), f"/en/entries/{desk.entry.id}"
    assert 'name="title-zh"' not in edit_page(browser, desk)
    post(browser, path, {"version": 1, "title": "Breuklijn", "languages": "zh", "locale": "nl"})
    assert 'name="title-zh"' in edit_page(browser, desk)
    post(browser, path, {"version": 2, "title": "Breuklijn", "languages": "zh", "locale": "nl", "title-zh": "断层线"})
    entry = db.session.get_one(Entry, desk.entry.id, populate_existing=True)
    assert (entry.locale, entry.languages, entry.translations) == ("nl", ["zh"], {"zh": {"title": "断层线"}})


def test_without_scripts_both_versions_stand_side_by_side_and_each_part_is_chosen(desk: Desk, app: Flask) -> None:
    browser, path = a_browser(app, desk.person), f"/en/entries/{desk.entry.id}"
    desk.save(title="Theirs", answers={desk.idea.id: "Their idea"})
    mine = {"version": 1, "title": "Mine", f"answer-{desk.idea.id}": "My idea", "asked": desk.idea.id}
    shown = post(browser, path, mine)
    page = shown.get_data(as_text=True)
    both = [words in page for words in ("Theirs", "Their idea", "Mine", "My idea")]
    assert (shown.status_code, both) == (409, [True] * 4)
    post(browser, path, {**mine, "version": 2, "take-title": "theirs", f"take-{desk.idea.id}": "mine"})
    entry = db.session.get_one(Entry, desk.entry.id, populate_existing=True)
    assert (entry.title, entry.answers) == ("Theirs", {desk.idea.id: "My idea"})


def test_the_organiser_s_page_shows_the_original_and_keeps_what_is_left(desk: Desk, app: Flask) -> None:
    desk.write()
    desk.hand_in()
    browser = a_browser(app, desk.organiser)
    path = f"/en/organise/{desk.call.id}/entries/{desk.entry.id}/translations/zh"
    page = browser.get(path).get_data(as_text=True)
    assert [words in page for words in ("Twee banden", "合而复分", SECRET, HIDDEN)] == [True, True, False, False]
    sent = {"version": 0, "piece-title": "断层线", f"piece-{desk.idea.id}": "两环相合"}
    assert post(browser, path, sent).status_code == 303
    stale = post(browser, path, {**sent, "piece-title": "裂缝"})
    assert (stale.status_code, "裂缝" in stale.get_data(as_text=True)) == (409, True)
    assert browser.get(path.replace("/zh", "/nl")).status_code == 404
    assert a_browser(app, desk.person).get(path).status_code == 404
