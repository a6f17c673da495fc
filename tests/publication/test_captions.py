"""What is said of a picture stands beside it in public: in the reader's language, under its consents and its veil."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import clock, db
from competition.calls.rules import ClauseKind, FieldKind
from competition.entries.models import Entry, LaterEntry
from competition.entries.rules import EntryState
from competition.entries.rules.file_words import piece_of
from competition.publication.models import PublishedWork
from tests.factories.calls import a_field, a_round
from tests.factories.entries import a_picture, say_of_picture
from tests.factories.publication import Judged, a_judged_call, an_entry_of, announce, decide_best, release_now
from tests.factories.terms import a_clause
from tests.publication.test_settling import consent

pytestmark = pytest.mark.integration

CAPTION, CREDIT, ALT = "Seen from above", "Canary Studio", "A ring with one pearl"


def the_work() -> PublishedWork:
    return db.session.scalars(select(PublishedWork).execution_options(populate_existing=True)).one()


def told(client: FlaskClient, judged: Judged, language: str = "en") -> dict[str, list[str]]:
    """Return which of the words stand on which public page."""
    pages = {
        "home": f"/{language}/",
        "winners": f"/{language}/calls/{judged.call.slug}/winners",
        "gallery": f"/{language}/gallery",
        "work": f"/{language}/works/{the_work().id}",
    }
    texts = {name: client.get(address).get_data(as_text=True) for name, address in pages.items()}
    return {name: [words for words in (CAPTION, CREDIT, ALT) if words in text] for name, text in texts.items()}


@pytest.fixture
def judged(app: Flask) -> Judged:
    """Return a call whose winner said something of its second picture, which stands for it."""
    judged = a_judged_call(entries=1, pictures=2)
    say_of_picture(judged.entries[0], 1, is_cover=True, caption=CAPTION, credit=CREDIT, alt=ALT)
    return judged


def test_each_page_credits_the_picture_and_the_work_s_own_tells_its_caption(
    judged: Judged, client: FlaskClient
) -> None:
    announce(judged)
    shown = [CREDIT, ALT]
    assert told(client, judged) == {
        "home": shown, "winners": shown, "gallery": shown, "work": [CAPTION, CREDIT, ALT]
    }  # fmt: skip


def test_the_cover_leads(judged: Judged, client: FlaskClient) -> None:
    announce(judged)
    covers = [picture["words"].get("caption", [{}])[0].get("text", "") for picture in the_work().pictures]
    assert covers == [CAPTION, ""]


def test_a_reader_gets_the_words_in_his_own_language(judged: Judged, client: FlaskClient) -> None:
    with db.transaction():
        entry = db.session.get_one(Entry, judged.entries[0].id, populate_existing=True)
        piece = piece_of(entry.cover_id or "", "caption")
        entry.languages, entry.translations = ["nl"], {"nl": {piece: "Van boven gezien"}}
    announce(judged)
    pages = {code: client.get(f"/{code}/works/{the_work().id}").get_data(as_text=True) for code in ("nl", "fr")}
    figures = {code: page.split("<figcaption", 1)[1].split("</figcaption>")[0] for code, page in pages.items()}
    assert [CAPTION in figures["nl"], "Van boven gezien" in figures["nl"]] == [False, True]
    assert [f'lang="en">{CAPTION}' in figures["fr"], CREDIT in figures["fr"]] == [True, True]


def test_what_a_later_round_asked_is_published_with_the_entry_and_its_cover_leads(
    judged: Judged, client: FlaskClient
) -> None:
    entry, maker = judged.entries[0], judged.makers[0]
    decide_best(judged)
    second = a_round(judged.call, position=2)
    weight = a_field(judged.call, FieldKind.short_text, 10, round_id=second.id, label={"en": "Weight"})
    secret = a_field(judged.call, FieldKind.short_text, 11, round_id=second.id, is_hidden_from_jury=True)
    photos = a_field(judged.call, FieldKind.files, 12, round_id=second.id)
    photo = a_picture(entry, photos, maker, stands_at=2000).id
    answers = {weight.id: "Twelve grams", secret.id: "Canary-Secret-4711"}
    now = clock.now()
    with db.transaction() as session:
        session.add(
            LaterEntry(
                id=db.new_id(), entry_id=entry.id, round_id=second.id, state=EntryState.submitted, answers=answers,
                languages=["nl"], translations={"nl": {weight.id: "Twaalf gram"}}, cover_id=photo, opened_at=now,
                file_words={photo: {"caption": "The made piece"}}, updated_at=now, submitted_at=now,
            )
        )  # fmt: skip
    release_now(judged)
    pages = {code: client.get(f"/{code}/works/{the_work().id}").get_data(as_text=True) for code in ("en", "nl")}
    assert ["Twelve grams" in pages["en"], "Twaalf gram" in pages["nl"], "Canary-Secret" in pages["en"]] == [
        True, True, False
    ]  # fmt: skip
    assert the_work().pictures[0]["words"]["caption"][0]["text"] == "The made piece"
    consent(judged, given=False)
    assert "Twelve grams" not in client.get(f"/en/works/{the_work().id}").get_data(as_text=True)


def test_the_words_leave_with_the_consent_and_come_back_with_it(judged: Judged, client: FlaskClient) -> None:
    announce(judged)
    consent(judged, given=False)
    assert told(client, judged) == {"home": [], "winners": [], "gallery": [], "work": []}
    consent(judged, given=True)
    assert told(client, judged)["work"] == [CAPTION, CREDIT, ALT]


def test_the_words_of_a_veiled_picture_are_veiled_with_it(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call(entries=0)
    novelty = a_clause(judged.call, ClauseKind.novelty)
    day = (clock.now() + timedelta(days=10)).date()
    given = {novelty.id: {"not_before": day.isoformat()}}
    entry = an_entry_of(judged, judged.categories[0], agreed=given)
    say_of_picture(entry, caption=CAPTION, credit=CREDIT, alt=ALT)
    announce(judged)
    assert told(client, judged) == {"home": [], "winners": [], "gallery": [], "work": []}
    assert CREDIT in str(the_work().withheld)
