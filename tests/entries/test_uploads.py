"""Slots, signatures and the end of an upload, against a bucket in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from competition import clock, db, storage
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry, EntryFile, Extension
from competition.entries.rules import EntryState, FileState, SignRequest, SlotRequest
from competition.entries.rules.refusals import (
    BadRequestToSign,
    CallClosed,
    EntryNotFound,
    KindNotAccepted,
    NotArrived,
    PastDue,
    SlotClosed,
    StoreDown,
    TooLarge,
    TooManyFiles,
)
from competition.entries.services import cleanup
from competition.queueing.models import Job
from competition.storage.interface import ObjectHeaders, UnfinishedUpload
from competition.storage.memory import MemoryBucket
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.media import a_photograph
from tests.factories.people import a_person, an_actor

pytestmark = pytest.mark.integration

MIB = 1024 * 1024
PICTURE = a_photograph(64, 48)
SHA = "ab" * 32


@pytest.fixture
def memory(app: Flask) -> Iterator[MemoryBucket]:
    """Return a bucket in memory, attached to the application."""
    before, bucket = (storage.bucket(), storage.link_signer()), MemoryBucket()
    storage.init_app(app, bucket, before[1])
    yield bucket
    storage.init_app(app, *before)


class Desk:
    """A call with one question for files, and a designer's draft."""

    def __init__(self, **calendar: Any) -> None:
        self.call = a_call(**calendar)
        self.views = a_field(self.call, FieldKind.files, 1)
        self.person = a_person()
        self.actor = an_actor(self.person)
        self.entry: Entry = an_entry(self.call, self.person)

    def slot(self, size: int = len(PICTURE), kind: str = "image/jpeg", name: str = "ring.jpg") -> EntryFile:
        return services.open_slot(self.actor, self.entry.id, SlotRequest(self.views.id, name, size, kind))

    def sign(self, file: EntryFile, upload_id: str | None = None, *parts: int) -> dict[str, str]:
        """Return what is signed, by name."""
        signed = services.sign(self.actor, file.id, SignRequest(upload_id, parts))
        return {name: f"{one.method} {one.url}" for name, one in signed.items()}

    def later(self, **time: float) -> Desk:
        self.actor = replace(self.actor, at=self.actor.at + timedelta(**time))
        return self


def put(memory: MemoryBucket, file: EntryFile, content: bytes = PICTURE) -> None:
    memory.put(file.key, content, ObjectHeaders(file.media_type))


def jobs(name: str) -> list[Job]:
    return [job for job in db.session.query(Job) if job.name == name]


def test_a_slot_fixes_key_size_and_parts_and_is_looked_after(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    small, large = desk.slot(), desk.slot(40 * MIB, name="../../x/\u202egnp.large\x00.jpg")
    assert (small.part_size, large.part_size) == (0, 16 * MIB)
    assert small.key.startswith(f"entries/{desk.entry.id}/")
    assert large.name == "gnp.large.jpg"
    assert [small.position, large.position] == [0, 1]
    assert {job.arguments["file_id"] for job in jobs("entries.settle_upload")} == {small.id, large.id}
    assert len(jobs("entries.abandon_uploads")) == 1
    assert memory.objects == {}


@pytest.mark.parametrize(
    ("size", "kind", "refusal"),
    [(100_000_001, "image/jpeg", TooLarge), (10, "image/svg+xml", KindNotAccepted), (10, "text/html", KindNotAccepted)],
)
def test_what_is_not_taken_opens_no_slot(
    app: Flask, memory: MemoryBucket, size: int, kind: str, refusal: type[Exception]
) -> None:
    desk = Desk()
    with pytest.raises(refusal):
        desk.slot(size, kind)
    assert queries.files_of(desk.entry.id) == []


def test_a_question_takes_as_many_files_as_it_asks_for_and_refused_ones_do_not_count(
    app: Flask, memory: MemoryBucket
) -> None:
    desk = Desk()
    for _ in range(6):
        desk.slot()
    with pytest.raises(TooManyFiles):
        desk.slot()
    with db.transaction() as session:
        session.get_one(EntryFile, queries.files_of(desk.entry.id)[0].id).state = FileState.refused
    assert desk.slot().state == FileState.uploading


def test_only_the_team_opens_signs_and_finishes(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    file = desk.slot()
    desk.actor = an_actor(a_person())
    with pytest.raises(EntryNotFound):
        desk.slot()
    with pytest.raises(EntryNotFound):
        desk.sign(file)
    with pytest.raises(EntryNotFound):
        services.finish_upload(desk.actor, file.id, None)


def test_a_small_file_is_signed_whole_with_its_exact_size(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    file = desk.slot()
    assert desk.sign(file) == {"put": f"PUT memory:{file.key}?size={file.size}"}
    for wrong in ((None, 1), ("upload-1",), ("upload-1", 1)):
        with pytest.raises(BadRequestToSign):
            desk.sign(file, *wrong)


def test_parts_are_signed_at_once_with_their_exact_lengths_and_for_one_upload_only(
    app: Flask, memory: MemoryBucket
) -> None:
    desk = Desk()
    file = desk.slot(40 * MIB)
    place = f"memory:{file.key}?uploadId=upload-1"
    assert desk.sign(file) == {"create": f"POST memory:{file.key}?uploads"}
    assert desk.sign(file, "upload-1", 1, 3) == {
        "1": f"PUT {place}&partNumber=1&size={16 * MIB}",
        "3": f"PUT {place}&partNumber=3&size={8 * MIB}",
        "list": f"GET {place}",
        "complete": f"POST {place}",
        "abort": f"DELETE {place}",
    }
    for wrong in ((None, 1), ("upload-1", 0), ("upload-1", 1, 4), ("upload-2", 1), ("upload-2",)):
        with pytest.raises(BadRequestToSign):
            desk.sign(file, *wrong)


def test_an_upload_that_the_bucket_forgot_is_begun_anew(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    file = desk.slot(40 * MIB)
    desk.sign(file, "upload-1")
    desk.sign(file)
    assert list(desk.sign(file, "upload-2", 1)) == ["1", "list", "complete", "abort"]


def test_an_upload_that_arrived_whole_lands_and_is_sent_to_be_read(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    file = desk.slot()
    with pytest.raises(NotArrived):
        services.finish_upload(desk.actor, file.id, SHA)
    put(memory, file)
    landed = services.finish_upload(desk.actor, file.id, SHA)
    assert (landed.state, landed.client_sha256, landed.landed_at) == (FileState.landed, SHA, desk.actor.at)
    assert services.finish_upload(desk.actor, file.id, None).client_sha256 == SHA
    assert [job.arguments for job in jobs("entries.verify_file")] == [{"file_id": file.id}]
    with pytest.raises(SlotClosed):
        desk.sign(file)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(PICTURE[:-1], "incomplete"), (PICTURE + b"x", "incomplete"), (b"<html>" + PICTURE[6:], "type_mismatch")],
)
def test_what_is_not_as_announced_is_refused_and_thrown_away(
    app: Flask, memory: MemoryBucket, content: bytes, reason: str
) -> None:
    desk = Desk()
    file = desk.slot()
    put(memory, file, content)
    settled = services.finish_upload(desk.actor, file.id, None)
    assert (settled.state, settled.refusal) == (FileState.refused, reason)
    assert memory.objects == {}


def test_a_store_that_is_down_is_said_and_nothing_is_lost(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    file = desk.slot()
    put(memory, file)
    memory.is_down = True
    with pytest.raises(StoreDown):
        services.finish_upload(desk.actor, file.id, None)
    memory.is_down = False
    assert services.finish_upload(desk.actor, file.id, None).state == FileState.landed


def test_an_upload_begun_in_time_may_land_half_an_hour_after_the_close(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk(closes_at=clock.now() + timedelta(days=7, minutes=10)).later(days=7)
    file = desk.slot()
    put(memory, file)
    desk.later(minutes=35)
    with pytest.raises(CallClosed):
        desk.slot()
    assert services.finish_upload(desk.actor, file.id, None).state == FileState.landed


def test_files_of_an_entry_with_an_extension_are_sent_and_land_until_half_an_hour_after_it(
    app: Flask, memory: MemoryBucket
) -> None:
    desk = Desk()
    until = desk.actor.at + timedelta(days=9)
    person_id = desk.person.id
    with db.transaction() as session:
        values = {"entry_id": desk.entry.id, "until": until, "reason": "Ill", "granted_at": desk.actor.at}
        session.add(Extension(id=db.new_id(), granted_by=person_id, **values))
    desk.actor = replace(desk.actor, at=until - timedelta(milliseconds=1))
    files = [desk.slot(), desk.slot(40 * MIB), desk.slot()]
    assert list(desk.sign(files[1], "upload-1", 1)) == ["1", "list", "complete", "abort"]
    for file in (files[0], files[2]):
        put(memory, file)
    desk.actor = replace(desk.actor, at=until + timedelta(minutes=30))
    assert services.finish_upload(desk.actor, files[0].id, None).state == FileState.landed
    desk.later(milliseconds=1)
    with pytest.raises(SlotClosed):
        services.finish_upload(desk.actor, files[2].id, None)


def test_after_due_only_a_file_that_broke_may_be_sent_again_and_takes_its_place(
    app: Flask, memory: MemoryBucket
) -> None:
    desk = Desk()
    broken = a_picture(desk.entry, desk.views, desk.person, state=FileState.refused, stands_at=0)
    with db.transaction() as session:
        entry = session.get_one(Entry, desk.entry.id)
        entry.state, entry.submitted_at = EntryState.submitted, clock.now()
        session.get_one(EntryFile, broken.id).landed_at = clock.now() + timedelta(days=6, hours=23)
    desk.later(days=7, hours=2)
    file = desk.slot()
    put(memory, file)
    landed = services.finish_upload(desk.actor, file.id, None)
    assert landed.stands_at == 0
    assert [one.id for one in queries.files_of(desk.entry.id)] == [file.id]
    with pytest.raises(CallClosed):
        desk.slot()


def test_after_due_what_stands_is_not_touched(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    file = a_picture(desk.entry, desk.views, desk.person, stands_at=0)
    with db.transaction() as session:
        session.get_one(Entry, desk.entry.id).state = EntryState.submitted
    desk.later(days=7, minutes=5)
    with pytest.raises(PastDue):
        desk.slot()
    with pytest.raises(PastDue):
        services.remove_file(desk.actor, file.id)


def test_a_lost_last_answer_is_found_by_the_job(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    file = desk.slot()
    put(memory, file)
    cleanup.settle_upload(file.id)
    db.session.rollback()
    assert queries.files_of(desk.entry.id)[0].state == FileState.landed


def test_an_upload_that_is_still_being_sent_is_looked_at_again(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk()
    file = desk.slot()
    cleanup.settle_upload(file.id)
    assert len(jobs("entries.settle_upload")) == 2
    assert queries.files_of(desk.entry.id)[0].state == FileState.uploading


def test_after_two_days_the_unfinished_and_the_removed_are_cleared_away(app: Flask, memory: MemoryBucket) -> None:
    desk = Desk(opens_at=clock.now() - timedelta(days=9))
    long_ago = clock.now() - timedelta(hours=49)
    desk.actor = replace(desk.actor, at=long_ago)
    stale, removed, standing = desk.slot(), desk.slot(), desk.slot()
    for file in (removed, standing):
        put(memory, file)
        services.finish_upload(desk.actor, file.id, None)
        services.remove_file(desk.actor, file.id)
    with db.transaction() as session:
        session.get_one(EntryFile, standing.id).stands_at = 0
    gone = removed.id
    memory.unfinished = [UnfinishedUpload(stale.key, "u", long_ago), UnfinishedUpload("new", "v", clock.now())]
    cleanup.abandon_uploads()
    db.session.rollback()
    [kept] = queries.files_of(desk.entry.id)
    assert (kept.id, kept.state, kept.refusal) == (stale.id, FileState.refused, "abandoned")
    assert list(memory.objects) == [standing.key]
    assert [upload.key for upload in memory.unfinished] == ["new"]
    assert db.session.get(EntryFile, gone) is None
