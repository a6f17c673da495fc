"""A sketch is judged, the chosen hand in the made piece: what a later round asks, of whom, until when, who sees it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from competition import clock, db, queueing
from competition.calls import queries as calls
from competition.calls import services as builder
from competition.calls.models import Round
from competition.calls.rules import FieldKind, RoundDraft
from competition.calls.rules.refusals import RoundAsks
from competition.entries import queries, services
from competition.entries.models import LaterEntry, Submission
from competition.entries.rules import EntryState
from competition.entries.rules.later import LaterDraft, refusal_to_answer, window_of
from competition.entries.rules.refusals import NotSoNow, RoundDue, RoundNotOpen
from competition.entries.rules.uploads import SlotRequest
from competition.errors import DomainError, NotFound
from competition.mail.models import Letter
from competition.mail.render import render
from competition.people.rules import Role
from tests.entries.test_views import Scene
from tests.factories.calls import a_field, a_round
from tests.factories.counting import counted
from tests.factories.entries import a_picture
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration


class Stages(Scene):
    """An entry that was handed in as a sketch; a second round asks for the piece."""

    def __init__(self, app: Flask, **dates: Any) -> None:
        super().__init__(app)
        now = clock.now()
        self.first = a_round(self.call, opens_at=now + timedelta(days=9), closes_at=now + timedelta(days=10))
        usual = {"entries_due_at": now + timedelta(days=20), "opens_at": now + timedelta(days=30)}
        later = {**usual, "closes_at": now + timedelta(days=40), **dates}
        self.second = a_round(self.call, position=2, name={"en": "The piece", "zh": "成品"}, **later)
        self.weight = a_field(self.call, FieldKind.short_text, 10, round_id=self.second.id, label={"en": "Weight"})
        self.secret = a_field(
            self.call, FieldKind.short_text, 11, round_id=self.second.id, is_required=False, is_hidden_from_jury=True
        )
        self.photos = a_field(self.call, FieldKind.files, 12, round_id=self.second.id, label={"en": "Photographs"})
        assert self.hand_in().status_code == 303
        self.actor = an_actor(self.person)
        self.later = f"{self.url}/rounds/2"

    def go_on(self) -> None:
        services.open_later(self.actor, self.second.id, {self.entry.id})
        queueing.services.run_due()

    def answer(self, words: str, **more: str) -> int:
        db.session.rollback()
        version = db.session.query(LaterEntry).one().version
        given = {"version": str(version), f"answer-{self.weight.id}": words, **more}
        return post(self.browser, self.later, given).status_code

    def hand_in_piece(self) -> Any:
        page = self.browser.get(f"{self.later}/review").get_data(as_text=True)
        values = dict(re.findall(r'name="(key|content)"[^>]*value="([^"]+)"', page))
        return post(self.browser, f"{self.later}/submit", {**values, "agreed": "y"}, page=f"{self.later}/review")

    def seen_in(self, position: int) -> tuple[list[str], int]:
        """Return the answers that the jury of a round reads, and how many files it sees."""
        db.session.rollback()
        with self.app.test_request_context():
            seen = queries.jury_entry(self.entry.id, "en", clock.now(), position)
        assert seen
        later = [str(answer.text) for one in seen.later for answer in one.answers]
        return [str(one.text) for one in seen.answers] + later, len(seen.files)


def test_only_who_goes_on_is_asked_and_gets_a_letter(app: Flask) -> None:
    scene = Stages(app)
    assert scene.browser.get(scene.later).status_code == 404
    assert "The piece" not in scene.browser.get(scene.url).get_data(as_text=True)
    scene.go_on()
    page = scene.browser.get(scene.later).get_data(as_text=True)
    assert ("Weight" in page, "Photographs" in page, f"answer-{scene.idea.id}" in page) == (True, True, False)
    assert "asks you for more" in scene.browser.get(scene.url).get_data(as_text=True)
    letters = db.session.query(Letter).filter_by(event="entries/asked_in_round").all()
    assert [(one.address, one.subject) for one in letters] == [
        (scene.person.email, f"Your entry to “{scene.call.title['en']}” goes on: The piece")
    ]
    scene.go_on()
    assert db.session.query(Letter).filter_by(event="entries/asked_in_round").count() == 1


def test_the_letter_is_in_the_readers_language(app: Flask) -> None:
    context = {
        "entry_id": "e",
        "position": 2,
        "round": {"en": "The piece", "zh": "成品"},
        "call": {"zh": "光"},
        "questions": [{"en": "Weight", "zh": "重量"}],
        "due_at": "2027-03-01T17:00:00+00:00",
        "zone": "Asia/Shanghai",
    }
    subject, text, _html = render(app, "entries/asked_in_round", "zh", context)
    assert subject == "您的“光”参赛作品已晋级：成品"
    assert ("重量" in text, "截止时间：2027年3月2日 01:00（上海）。" in text) == (True, True)
    assert "/zh/entries/e/rounds/2" in text


def test_the_piece_has_its_own_receipt_and_only_its_jury_sees_it(app: Flask) -> None:
    scene = Stages(app)
    scene.go_on()
    before = scene.seen_in(1)
    assert scene.answer("12 g", **{f"answer-{scene.secret.id}": "A secret"}) == 303
    a_picture(scene.entry, scene.photos, scene.person, name="piece.jpg", stands_at=None)
    assert scene.seen_in(2) == before
    answer = scene.hand_in_piece()
    assert (answer.status_code, answer.headers["Location"].endswith("/receipts/2")) == (303, True)
    assert (scene.seen_in(1), scene.seen_in(2)) == (before, (["Light", "12 g"], before[1] + 1))
    first, second = db.session.query(Submission).order_by(Submission.number).all()
    assert (first.round_id, second.round_id) == (None, scene.second.id)
    assert second.manifest["round"] == {"number": 2, "name": {"en": "The piece", "zh": "成品"}}
    assert [line["value"] for line in second.manifest["answers"] if line["kind"] != "files"] == ["12 g", "A secret"]
    assert [one["name"] for one in second.manifest["files"]] == ["piece.jpg"]
    page = scene.browser.get(f"{scene.url}/receipts/1").get_data(as_text=True)
    assert "A newer receipt" not in page
    assert "The piece" in scene.browser.get(f"{scene.url}/receipts/2").get_data(as_text=True)
    owner = a_person()
    a_membership(owner, scene.call.id, Role.owner)
    organisers = a_browser(app, owner).get(f"/en/organise/{scene.call.id}/entries/{scene.entry.id}")
    assert ("12 g" in organisers.get_data(as_text=True), "A secret" in organisers.get_data(as_text=True)) == (
        True,
        True,
    )


def test_it_is_changed_until_it_is_due_and_what_stands_stands(app: Flask) -> None:
    scene = Stages(app)
    scene.go_on()
    a_picture(scene.entry, scene.photos, scene.person, stands_at=None)
    scene.answer("12 g")
    scene.hand_in_piece()
    assert scene.answer("13 g") == 303
    assert scene.seen_in(2)[0] == ["Light", "12 g"]
    assert "Changes not handed in" in scene.browser.get(scene.later).get_data(as_text=True)
    assert scene.hand_in_piece().headers["Location"].endswith("/receipts/3")
    assert scene.seen_in(2)[0] == ["Light", "13 g"]
    assert scene.hand_in_piece().headers["Location"].endswith("/receipts/3")


def test_what_is_missing_is_said_and_nothing_is_handed_in(app: Flask) -> None:
    scene = Stages(app)
    scene.go_on()
    assert "parts are not ready" in scene.browser.get(f"{scene.later}/review").get_data(as_text=True)
    assert db.session.query(Submission).count() == 1


def test_who_is_taken_out_again_keeps_what_he_wrote_and_may_not_answer(app: Flask) -> None:
    scene = Stages(app)
    scene.go_on()
    scene.answer("12 g")
    services.open_later(scene.actor, scene.second.id, set())
    db.session.rollback()
    assert scene.browser.get(scene.later).status_code == 404
    with pytest.raises(NotSoNow):
        services.save_later(scene.actor, scene.entry.id, scene.second.id, LaterDraft(9, {scene.weight.id: "x"}))
    services.open_later(scene.actor, scene.second.id, {scene.entry.id})
    assert db.session.query(LaterEntry).one().answers == {scene.weight.id: "12 g"}


def test_strangers_and_those_who_did_not_go_on_find_nothing(app: Flask) -> None:
    scene = Stages(app)
    stranger = an_actor(a_person())
    draft = LaterDraft(1, {scene.weight.id: "x"})
    for actor in (stranger, scene.actor):
        with pytest.raises(NotFound):
            services.save_later(actor, scene.entry.id, scene.second.id, draft)
        with pytest.raises(NotFound):
            services.open_slot(actor, scene.entry.id, SlotRequest(scene.photos.id, "x.jpg", 10, "image/jpeg"))


@pytest.mark.parametrize(
    ("hours", "refusal"),
    [(-1, RoundNotOpen), (0, None), (47.999, None), (48, None), (48.001, RoundDue)],
)
def test_the_window(hours: float, refusal: type[DomainError] | None) -> None:
    opens = clock.now()
    asking = Round(entries_open_at=opens, entries_due_at=opens + timedelta(hours=48))
    window = window_of(asking, opens - timedelta(days=1))
    found = refusal_to_answer(EntryState.submitted, window, opens + timedelta(hours=hours), is_in=True)
    assert (type(found) if found else None) == refusal


def test_a_late_answer_is_refused_and_an_early_letter_waits(app: Flask) -> None:
    scene = Stages(app, entries_open_at=clock.now() + timedelta(days=11))
    scene.go_on()
    assert db.session.query(Letter).filter_by(event="entries/asked_in_round").count() == 0
    assert scene.browser.get(scene.later).status_code == 404
    draft = LaterDraft(1, {scene.weight.id: "x"})
    late = replace(an_actor(scene.person), at=clock.now() + timedelta(days=21))
    with pytest.raises(RoundDue):
        services.save_later(late, scene.entry.id, scene.second.id, draft)


def test_the_questions_of_a_round_are_its_own(app: Flask) -> None:
    scene = Stages(app)
    assert [one.id for one in calls.fields_of(scene.call.id)] == [scene.idea.id, scene.views.id, scene.metal.id]
    assert len(calls.fields_of(scene.call.id, scene.second.id)) == 3
    owner = a_person()
    a_membership(owner, scene.call.id, Role.owner)
    with pytest.raises(RoundAsks):
        builder.remove_round(an_actor(owner), scene.call.id, scene.second.id)
    version = calls.call_by_id(scene.call.id).version  # type: ignore[union-attr]  # the scene has made it
    wrong = RoundDraft(
        version, {"en": "x"}, scene.second.opens_at, scene.second.closes_at, None, scene.second.closes_at
    )
    with pytest.raises(DomainError):
        builder.edit_round(an_actor(owner), scene.call.id, scene.second.id, wrong)


def test_those_who_answer_are_told_of_a_new_due_time(app: Flask) -> None:
    scene = Stages(app)
    scene.go_on()
    owner = a_person()
    a_membership(owner, scene.call.id, Role.owner)
    due = clock.now() + timedelta(days=22)
    version = calls.call_by_id(scene.call.id).version  # type: ignore[union-attr]  # the scene has made it
    dates: dict[str, Any] = {"opens_at": scene.second.opens_at, "closes_at": scene.second.closes_at}
    dates["entries_due_at"] = due
    for name in ("The piece", "Pieces"):
        builder.edit_round(an_actor(owner), scene.call.id, scene.second.id, RoundDraft(version, {"en": name}, **dates))
        for _wake in range(3):
            queueing.services.run_due()
        version += 1
    letters = [one.text for one in app.extensions["facet_post"].sent if "goes on" in one.subject]
    shown = f"{due.astimezone(ZoneInfo('Europe/Brussels')):%-d %B %Y, %H:%M}"
    assert [shown in text for text in letters] == [False, True]


@pytest.mark.parametrize("rest", ["", "/review"])
def test_the_pages_of_a_round_ask_the_database_the_same_however_long_it_is(app: Flask, rest: str) -> None:
    scene = Stages(app)
    scene.go_on()
    found = []
    for number in (13, 40):
        for position in range(13, number):
            a_field(scene.call, FieldKind.short_text, position, round_id=scene.second.id)
        with counted(app) as count:
            assert scene.browser.get(scene.later + rest).status_code == 200
        found.append(count.queries)
    assert found[0] == found[1]
