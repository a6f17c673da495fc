"""Files that are handed in while they are on their way: when that is taken, and what becomes of them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from competition import audit, clock, db, storage
from competition.entries import queries, services
from competition.entries.models import EntryFile, Submission
from competition.entries.rules import FileState, SlotRequest, SubmitEntry
from competition.entries.rules.awaiting import DigestFixed
from competition.entries.rules.checking import Verdict
from competition.entries.rules.drafting import working_content
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.refusals import CallClosed, Incomplete, SlotClosed
from competition.entries.rules.uploads import Ended
from competition.entries.services.access import files_in_order
from competition.errors import NotFound
from competition.mail.interface import MemoryPost
from competition.mail.models import Letter
from competition.people.models import Person
from competition.people.rules import Role
from competition.queueing.models import Job
from competition.queueing.services import run_due
from competition.storage.memory import MemoryBucket
from tests.entries.test_uploads import PICTURE, Desk, memory, put
from tests.factories.people import a_browser, a_membership, a_person, an_actor

__all__ = ["memory"]

pytestmark = pytest.mark.integration

TICK = timedelta(milliseconds=1)
GRACE = timedelta(minutes=30)
SHA = hashlib.sha256(PICTURE).hexdigest()


@pytest.fixture(autouse=True)
def the_clock_is_hers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test move the clock: see `Late`."""
    Late.monkeypatch = monkeypatch


class Late(Desk):
    """A designer shortly before the close, with a file on its way; the platform's clock is hers."""

    monkeypatch: pytest.MonkeyPatch

    def __init__(self, **calendar: Any) -> None:
        super().__init__(**{"due_at": clock.now() + timedelta(days=7), **calendar})
        assert self.call.due_at is not None
        assert self.call.closes_at is not None
        self.closes_at: datetime = self.call.closes_at
        self.organiser = a_person()
        a_membership(self.organiser, self.call.id, Role.organiser)
        self.at(self.call.due_at - timedelta(minutes=2))
        self.file = self.slot()

    def at(self, now: datetime) -> Late:
        self.actor = replace(self.actor, at=now)
        self.monkeypatch.setattr(clock, "now", lambda: now)
        return self

    def declare(self, sha256: str = SHA) -> EntryFile:
        [declared] = services.declare_digests(self.actor, [Ended(self.file.id, sha256)])
        if isinstance(declared, Exception):
            raise declared
        return declared

    def hand_in(self) -> Submission:
        files = files_in_order(self.entry)[1]
        digest = content_digest(working_content(self.entry), files)
        db.session.rollback()
        return services.submit_entry(self.actor, self.entry.id, SubmitEntry(db.new_id(), digest))

    def now(self) -> EntryFile:
        db.session.rollback()
        return db.session.get_one(EntryFile, self.file.id, populate_existing=True)

    def finish(self, sha256: str | None = SHA) -> EntryFile:
        return services.finish_upload(self.actor, self.file.id, sha256)


def letters(event: str) -> list[Letter]:
    db.session.rollback()
    return list(db.session.scalars(select(Letter).where(Letter.event == f"entries/{event}").order_by(Letter.id)))


def test_a_file_on_its_way_is_handed_in_lands_after_the_close_and_is_verified(app: Flask, memory: MemoryBucket) -> None:
    desk = Late()
    desk.declare()
    receipt = desk.hand_in()
    [line] = receipt.manifest["files"]
    until = (desk.closes_at + GRACE).isoformat(timespec="milliseconds")
    assert (line["sha256"], line["sha256_by_browser"], line["awaited_until"]) == (None, SHA, until)
    assert receipt.manifest["version"] == 4
    desk.at(desk.closes_at + timedelta(minutes=20))
    with pytest.raises(CallClosed):
        desk.slot()
    put(memory, desk.now())
    assert desk.finish().state == FileState.landed
    run_due()
    assert (desk.now().state, desk.now().sha256) == (FileState.ready, SHA)
    assert [one.person_id for one in letters("all_arrived")] == [desk.person.id]
    desk.at(desk.closes_at + GRACE + timedelta(minutes=2))
    run_due()
    assert (desk.now().state, letters("file_lost")) == (FileState.ready, [])
    assert audit.verify(desk.call.id) is None


@pytest.mark.parametrize(("after", "lands"), [(-TICK, True), (timedelta(0), True), (TICK, False)])
def test_it_lands_until_the_very_instant(app: Flask, memory: MemoryBucket, after: timedelta, *, lands: bool) -> None:
    desk = Late()
    desk.declare()
    desk.hand_in()
    put(memory, desk.now())
    desk.at(desk.closes_at + GRACE + after)
    if lands:
        assert list(desk.sign(desk.now())) == ["put"]
        assert desk.finish().state == FileState.landed
        return
    with pytest.raises(SlotClosed):
        desk.sign(desk.now())
    with pytest.raises(SlotClosed):
        desk.finish()


@pytest.mark.parametrize(("after", "taken"), [(-TICK, True), (timedelta(0), True), (TICK, False)])
def test_it_is_handed_in_until_the_close_and_no_longer(
    app: Flask, memory: MemoryBucket, after: timedelta, *, taken: bool
) -> None:
    desk = Late()
    desk.declare()
    desk.at(desk.closes_at + after)
    if taken:
        assert desk.hand_in().manifest["files"][0]["awaited_until"]
        return
    with pytest.raises(CallClosed):
        desk.hand_in()


def test_an_upload_of_two_days_ago_ends_sooner_than_the_close(app: Flask, memory: MemoryBucket) -> None:
    desk = Late(closes_at=clock.now() + timedelta(days=30), due_at=clock.now() + timedelta(days=9))
    begun = desk.actor.at
    desk.declare()
    desk.hand_in()
    assert desk.now().awaited_until == begun + timedelta(hours=48)


def test_a_file_whose_hash_nobody_knows_keeps_the_entry_back(app: Flask, memory: MemoryBucket) -> None:
    desk = Late()
    with pytest.raises(Incomplete) as refusal:
        desk.hand_in()
    assert refusal.value.values["missing"] == [
        {"part": desk.views.id, "fault": "not_hashed", "count": 1, "language": ""}
    ]
    assert desk.now().awaited_until is None


def test_what_replaces_another_file_keeps_the_entry_back(app: Flask, memory: MemoryBucket) -> None:
    desk = Late()
    put(memory, desk.file)
    desk.finish()
    wanted = SlotRequest(desk.views.id, "better.jpg", len(PICTURE), "image/jpeg", desk.file.id)
    desk.file = services.open_slot(desk.actor, desk.entry.id, wanted)
    desk.declare()
    with pytest.raises(Incomplete) as refusal:
        desk.hand_in()
    assert refusal.value.values["missing"][0]["fault"] == "replacement_on_its_way"


def test_the_hash_is_fixed_once_a_receipt_names_it(app: Flask, memory: MemoryBucket) -> None:
    desk = Late()
    desk.declare("ab" * 32)
    desk.declare()
    desk.hand_in()
    with pytest.raises(DigestFixed):
        desk.declare("ab" * 32)
    assert desk.declare().client_sha256 == SHA
    put(memory, desk.now())
    assert desk.finish("ab" * 32).client_sha256 == SHA


def test_another_file_is_refused_and_nobody_gets_a_second_try(app: Flask, memory: MemoryBucket) -> None:
    desk = Late()
    desk.declare("ab" * 32)
    desk.hand_in()
    put(memory, desk.now())
    desk.at(desk.closes_at + timedelta(minutes=1))
    desk.finish()
    run_due()
    assert (desk.now().state, desk.now().refusal) == (FileState.refused, "hash_differs")
    assert queries.broken_files(desk.entry.id, desk.actor.at) == []
    with pytest.raises(CallClosed):
        desk.slot()
    assert [len(letters(name)) for name in ("file_lost", "file_lost_told", "file_refused", "all_arrived")] == [
        1,
        1,
        0,
        0,
    ]


def test_what_never_arrives_is_told_to_team_and_organisers_a_minute_later(app: Flask, memory: MemoryBucket) -> None:
    desk = Late()
    desk.declare()
    desk.hand_in()
    desk.at(desk.closes_at + GRACE + timedelta(minutes=1) - TICK)
    run_due()
    assert desk.now().state == FileState.uploading
    desk.at(desk.closes_at + GRACE + timedelta(minutes=1))
    run_due()
    assert (desk.now().state, desk.now().refusal) == (FileState.refused, "never_arrived")
    assert queries.broken_files(desk.entry.id, desk.actor.at) == []
    assert [one.person_id for one in letters("file_lost")] == [desk.person.id]
    assert [one.person_id for one in letters("file_lost_told")] == [desk.organiser.id]
    put(memory, desk.now())
    assert desk.finish().refusal == "never_arrived"
    desk.at(desk.actor.at + timedelta(hours=1))
    run_due()
    assert memory.objects == {}


def test_what_lies_there_though_its_last_answer_was_lost_has_arrived(app: Flask, memory: MemoryBucket) -> None:
    desk = Late()
    desk.declare()
    desk.hand_in()
    put(memory, desk.now())
    desk.at(desk.closes_at + GRACE + timedelta(minutes=1))
    run_due()
    assert (desk.now().state, letters("file_lost")) == (FileState.ready, [])


def test_a_store_that_is_down_at_that_minute_condemns_nobody(app: Flask, memory: MemoryBucket) -> None:
    desk = Late()
    desk.declare()
    desk.hand_in()
    put(memory, desk.now())
    desk.at(desk.closes_at + GRACE + timedelta(minutes=1))
    memory.is_down = True
    run_due()
    assert desk.now().state == FileState.uploading
    memory.is_down = False
    desk.at(desk.actor.at + timedelta(hours=2))
    run_due()
    assert desk.now().state == FileState.ready


def test_a_file_that_went_with_a_later_receipt_is_awaited_no_more(app: Flask, memory: MemoryBucket) -> None:
    desk = Late()
    desk.declare()
    desk.hand_in()
    first = desk.file
    services.remove_file(desk.actor, first.id)
    desk.file = desk.slot()
    put(memory, desk.file)
    desk.finish()
    assert desk.hand_in().number == 2
    desk.at(desk.closes_at + GRACE + timedelta(minutes=1))
    run_due()
    assert letters("file_lost") == []
    assert db.session.get_one(EntryFile, first.id).refusal == "never_arrived"


def test_the_promise_stands_in_the_log(app: Flask, memory: MemoryBucket) -> None:
    desk = Late()
    desk.declare()
    desk.hand_in()
    jobs = db.session.scalars(select(Job).where(Job.name == "entries.settle_awaited")).all()
    assert [job.due_at for job in jobs] == [desk.closes_at + GRACE + timedelta(minutes=1)]
    kinds = db.session.scalars(select(audit.AuditEvent.kind).where(audit.AuditEvent.chain == desk.call.id)).all()
    assert "file.awaited" in kinds
    assert storage.bucket() is memory


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "did not arrive by"),
        ("nl", "Het kwam niet aan vóór"),
        ("fr", "n’est pas arrivé avant"),
        ("zh", "仍未送达"),
    ],
)
def test_the_letters_speak_their_readers_language(
    app: Flask, memory: MemoryBucket, post: MemoryPost, locale: str, words: str
) -> None:
    desk = Late()
    with db.transaction() as session:
        for person in (desk.person, desk.organiser):
            session.get_one(Person, person.id).locale = locale
    desk.declare()
    desk.hand_in()
    run_due()
    [receipt] = post.sent
    assert SHA in receipt.text
    desk.at(desk.closes_at + GRACE + timedelta(minutes=1))
    run_due()
    told = post.sent[1:]
    assert [(one.locale, words in one.text, desk.file.name in one.text) for one in told] == 2 * [(locale, True, True)]


def test_the_letter_that_all_has_arrived_names_the_files(app: Flask, memory: MemoryBucket, post: MemoryPost) -> None:
    desk = Late()
    desk.declare()
    desk.hand_in()
    put(memory, desk.now())
    desk.finish()
    run_due()
    [letter] = [one for one in post.sent if "have arrived" in one.subject]
    assert desk.file.name in letter.text


def test_organisers_and_team_see_what_is_on_its_way_and_what_is_lost(app: Flask, memory: MemoryBucket) -> None:
    desk = Late()
    desk.declare()
    desk.hand_in()
    room, mine = f"/en/organise/{desk.call.id}/checks", f"/en/entries/{desk.entry.id}"
    officer, team = a_browser(app, desk.organiser), a_browser(app, desk.person)
    assert "1 file is on its way" in officer.get(room).text
    assert "on its way, may land until" in officer.get(f"{room}/{desk.entry.id}").text
    services.approve_entry(replace(an_actor(desk.organiser), at=desk.actor.at), desk.call.id, desk.entry.id)
    desk.at(desk.closes_at + timedelta(minutes=5))
    page = team.get(mine).text
    assert ("Still on the way" in page, f'data-files="{desk.views.id}"' in page) == (True, True)
    assert "Still on its way. It may land until" in team.get(f"{mine}/receipts/1").text
    desk.at(desk.closes_at + GRACE + timedelta(minutes=1))
    run_due()
    [row] = queries.check_rows(desk.call.id, "waiting")
    assert (row.verdict, row.missing, row.awaited) == (Verdict.changed, 1, 0)
    assert "1 file is missing" in officer.get(room).text
    assert "This file did not arrive in time" in officer.get(f"{room}/{desk.entry.id}").text
    assert "This file did not arrive in time" in team.get(f"{mine}/receipts/1").text


def test_nobody_else_tells_the_digest_of_a_file(app: Flask, memory: MemoryBucket) -> None:
    desk = Late()
    given = [Ended(desk.file.id, "0" * 64)]
    for stranger in (a_person(), desk.organiser):
        [answer] = services.declare_digests(replace(an_actor(stranger), at=desk.actor.at), given)
        assert isinstance(answer, NotFound)
    db.session.expire_all()
    assert db.session.get_one(EntryFile, desk.file.id).client_sha256 is None
