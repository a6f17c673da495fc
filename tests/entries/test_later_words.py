"""A later round is answered as the entry is: in several languages, with words to its pictures, mended, given time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, g

from competition import clock, db
from competition.actor import Actor
from competition.calls import services as builder
from competition.calls.rules.vouchers import NewVoucher, VoucherKind, VoucherUsed
from competition.entries import queries, services
from competition.entries.models import Entry, LaterEntry, Submission
from competition.entries.queries.times import allowances_in_rounds
from competition.entries.rules.checking import AskFix, FixItem
from competition.entries.rules.deadline import Extend, ExtensionTooEarly, Timing
from competition.entries.rules.drafting import SubmitEntry
from competition.entries.rules.file_words import piece_of
from competition.entries.rules.later import LaterDraft
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.refusals import EntryNotFound, NotAsked, RoundDue
from competition.entries.rules.versions import CheckTranslation, Hand
from competition.mail.models import Letter
from competition.people.rules import Role
from tests.entries.test_later import Stages
from tests.factories.entries import a_picture
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration


class Piece(Stages):
    """An entry that went on, with a photograph for the second round, and an organiser."""

    def __init__(self, app: Flask, **dates: Any) -> None:
        super().__init__(app, **dates)
        self.go_on()
        self.id = self.entry.id
        self.photo = a_picture(self.entry, self.photos, self.person, name="piece.jpg", stands_at=None).id
        self.organiser = a_person()
        a_membership(self.organiser, self.call.id, Role.organiser)
        self.officer = an_actor(self.organiser)

    @property
    def row(self) -> LaterEntry:
        db.session.rollback()
        return db.session.query(LaterEntry).populate_existing().one()

    def at(self, **after: float) -> Actor:
        return replace(self.actor, at=clock.now() + timedelta(**after))

    def save(self, actor: Actor | None = None, **values: Any) -> LaterEntry:
        given = {"answers": {self.weight.id: "12 g"}, **values}
        return services.save_later(actor or self.actor, self.id, self.second.id, LaterDraft(self.row.version, **given))

    def hand_in_at(self, actor: Actor | None = None) -> Submission:
        actor = actor or self.actor
        mine = services.later.answerable(actor, self.id, self.second.id)
        digest = content_digest(mine.content, mine.files)
        db.session.rollback()
        return services.submit_later(actor, self.id, self.second.id, SubmitEntry(digest[:32], digest))

    def ask(self, *parts: str) -> None:
        items = tuple(FixItem(part, "Mend this.") for part in parts)
        due = self.officer.at + timedelta(days=40)
        services.ask_to_fix(self.officer, self.call.id, self.id, AskFix(items, due))


@pytest.fixture
def piece(app: Flask) -> Piece:
    return Piece(app)


def test_what_is_said_has_captions_and_other_languages(piece: Piece, app: Flask) -> None:
    caption = piece_of(piece.photo, "caption")
    texts = {"nl": {piece.weight.id: "12 gram", caption: "Van boven", "title": "x"}}
    said = {piece.photo: {"caption": "From above", "credit": "CANARY Studio"}}
    piece.save(languages=["nl"], translations=texts, file_words=said, cover_id=piece.photo)
    manifest = piece.hand_in_at().manifest
    assert manifest["translations"] == {"nl": {piece.weight.id: "12 gram", caption: "Van boven"}}
    assert [(line["words"], line["cover"]) for line in manifest["files"]] == [(said[piece.photo], True)]
    with app.test_request_context("/nl/"):
        g.lang = "nl"
        first, second = (queries.jury_entry(piece.id, "nl", clock.now(), position) for position in (1, 2))
    assert first is not None
    assert second is not None
    assert [str(one.text) for one in second.later[0].answers] == ["12 gram"]
    shown = next(file for file in second.files if file.file_id == piece.photo)
    assert (shown.caption.text, shown.is_cover) == ("Van boven", True)
    assert [piece.photo in repr(first), "CANARY" in repr(second)] == [False, False]


def test_a_round_s_page_calls_the_work_by_its_title_in_the_reader_s_language(piece: Piece, app: Flask) -> None:
    with db.transaction() as session:
        entry = session.get_one(Entry, piece.id)
        entry.title, entry.languages, entry.translations = "Moon", ["zh"], {"zh": {"title": "月光"}}
    browser = a_browser(app, piece.person)
    pages = {lang: browser.get(f"/{lang}/entries/{piece.id}/rounds/2").text for lang in ("zh", "nl")}
    head = {lang: page.split('class="page-head-kicker"')[1].split("</p>")[0] for lang, page in pages.items()}
    assert [("月光" in text, "Moon" in text) for text in head.values()] == [(True, False), (False, True)]
    assert [one in text for one, text in zip(('lang="zh', 'lang="en"'), head.values(), strict=True)] == [True, True]
    assert "月光</title>" in pages["zh"]


def test_an_organiser_translates_what_a_round_asked(piece: Piece, app: Flask) -> None:
    piece.save()
    piece.hand_in_at()
    wanted = CheckTranslation("zh", 0, {piece.weight.id: "12 克", piece.secret.id: "x"})
    services.check_translation(piece.officer, piece.call.id, piece.id, wanted)
    with app.test_request_context():
        seen = queries.jury_entry(piece.id, "zh", clock.now(), 2)
    assert seen is not None
    assert [(one.text.text, one.text.by) for one in seen.later[0].answers] == [("12 克", Hand.organiser)]
    page = a_browser(app, piece.organiser).get(f"/en/organise/{piece.call.id}/entries/{piece.id}/translations/zh")
    assert "12 克" in page.get_data(as_text=True)


def test_the_form_keeps_all_of_it_without_scripts(piece: Piece) -> None:
    name = piece_of(piece.photo, "caption")
    assert piece.answer("12 g", languages="nl", **{name: "From above", "cover": piece.photo}) == 303
    page = piece.browser.get(piece.later).get_data(as_text=True)
    assert [f'name="{one}"' in page for one in (f"answer-{piece.weight.id}-nl", f"{name}-nl")] == [True, True]
    assert (
        piece.answer("12 g", languages="nl", **{name: "From above", f"answer-{piece.weight.id}-nl": "12 gram"}) == 303
    )
    row = piece.row
    assert (row.languages, row.translations) == (["nl"], {"nl": {piece.weight.id: "12 gram"}})
    assert (row.file_words, row.cover_id) == ({piece.photo: {"caption": "From above"}}, piece.photo)


def test_the_first_jury_s_view_shows_no_file_of_a_later_round(piece: Piece) -> None:
    own = [file.file_id for file in queries.team_files(piece.id, clock.now(), for_jury=True)]
    assert piece.photo not in own
    assert piece.photo in [file.file_id for file in queries.team_files(piece.id, clock.now())]
    look = piece.browser.get(f"/en/entries/{piece.id}/look").get_data(as_text=True)
    assert piece.photo not in look


def test_more_time_is_given_for_what_a_round_asks(piece: Piece) -> None:
    late = piece.at(days=21)
    with pytest.raises(RoundDue):
        piece.save(late)
    until = clock.now() + timedelta(days=22)
    with pytest.raises(ExtensionTooEarly):
        services.extend_entry(
            piece.officer, piece.call.id, piece.id, Extend(clock.now() + timedelta(days=19), "Ill", piece.second.id)
        )
    with pytest.raises(EntryNotFound):
        services.extend_entry(piece.officer, piece.call.id, piece.id, Extend(until, "Ill", piece.first.id))
    services.extend_entry(piece.officer, piece.call.id, piece.id, Extend(until, "Ill", piece.second.id))
    piece.save(late)
    assert piece.hand_in_at(late).timing == Timing.extended
    with pytest.raises(RoundDue):
        piece.save(piece.at(days=22, seconds=1))
    assert queries.allowance_of(piece.id).extended_until is None
    letter = db.session.query(Letter).filter_by(event="entries/extended").one()
    assert (letter.context["position"], letter.context["reason"]) == (2, "Ill")


def test_a_code_lets_answers_in_once_and_they_are_late(piece: Piece) -> None:
    owner = a_person()
    a_membership(owner, piece.call.id, Role.owner)
    until = clock.now() + timedelta(days=25)
    code = builder.make_voucher(an_actor(owner), piece.call.id, NewVoucher(VoucherKind.late, 2, until))
    late = piece.at(days=21)
    services.use_code_in_round(late, piece.id, piece.second.id, code.lower())
    with pytest.raises(VoucherUsed):
        services.use_code_in_round(late, piece.id, piece.second.id, code)
    piece.save(late)
    receipt = piece.hand_in_at(late)
    assert (receipt.timing, receipt.is_late) == (Timing.by_code, True)
    with pytest.raises(RoundDue):
        piece.save(piece.at(days=26))


def test_answers_of_a_round_are_mended_and_nothing_else(piece: Piece) -> None:
    piece.save(answers={piece.weight.id: "12 g", piece.secret.id: "S"})
    piece.hand_in_at()
    piece.ask(piece.weight.id)
    late = piece.at(days=21)
    piece.save(late, answers={piece.weight.id: "13 g", piece.secret.id: "Changed"})
    with pytest.raises(NotAsked):
        services.remove_file(late, piece.photo)
    assert piece.seen_in(2)[0] == ["Light", "12 g"]
    receipt = piece.hand_in_at(late)
    assert receipt.timing == Timing.in_time
    assert [line["value"] for line in receipt.manifest["answers"] if line["kind"] != "files"] == ["13 g", "S"]
    assert piece.seen_in(2)[0] == ["Light", "13 g"]
    fix = queries.fixes_of(piece.id)[0]
    assert fix.answered_at is not None


def test_the_pages_of_mending_and_of_more_time(piece: Piece, app: Flask) -> None:
    piece.save()
    piece.hand_in_at()
    browser = a_browser(app, piece.organiser)
    page = browser.get(f"/en/organise/{piece.call.id}/checks/{piece.id}").get_data(as_text=True)
    assert f"words-{piece.weight.id}" in page
    piece.ask(piece.weight.id)
    letter = db.session.query(Letter).filter_by(event="entries/fix_asked").one()
    assert letter.context["position"] == 2
    extension = f"/en/organise/{piece.call.id}/entries/{piece.id}/extension"
    assert "The piece" in browser.get(extension).get_data(as_text=True)
    until = (clock.now() + timedelta(days=29)).strftime("%Y-%m-%dT%H:%M")
    sent = {"asked_in": piece.second.id, "until": until, "reason": "Ill"}
    assert post(browser, extension, sent).status_code == 303
    db.session.rollback()
    assert allowances_in_rounds(piece.id).keys() == {piece.second.id}
    assert "gave you time until" in piece.browser.get(piece.later).get_data(as_text=True)


def test_a_code_is_typed_on_the_page(app: Flask) -> None:
    piece = Piece(app, entries_open_at=clock.now() - timedelta(days=3), entries_due_at=clock.now() - timedelta(days=1))
    owner = a_person()
    a_membership(owner, piece.call.id, Role.owner)
    until = clock.now() + timedelta(days=5)
    code = builder.make_voucher(an_actor(owner), piece.call.id, NewVoucher(VoucherKind.late, 1, until))
    assert "Code for late entry" in piece.browser.get(piece.later).get_data(as_text=True)
    post(piece.browser, f"{piece.later}/code", {"code": "WRONG"}, page=piece.later)
    post(piece.browser, f"{piece.later}/code", {"code": code}, page=piece.later)
    assert f'name="answer-{piece.weight.id}"' in piece.browser.get(piece.later).get_data(as_text=True)


def test_a_team_finds_what_to_mend_in_a_round_on_its_page(piece: Piece) -> None:
    piece.save()
    piece.hand_in_at()
    with db.transaction():
        row = db.session.get_one(type(piece.second), piece.second.id)
        row.entries_due_at = clock.now() - timedelta(hours=1)
        db.session.get_one(Entry, piece.id).submitted_at = clock.now()
    assert f'name="answer-{piece.weight.id}"' not in piece.browser.get(piece.later).get_data(as_text=True)
    piece.ask(piece.weight.id)
    page = piece.browser.get(piece.later).get_data(as_text=True)
    shown = [f'name="answer-{one.id}"' in page for one in (piece.weight, piece.secret)]
    assert (shown, "Mend this." in page) == ([True, False], True)
    assert piece.answer("14 g", asked=piece.weight.id) == 303
    assert piece.hand_in_piece().status_code == 303
