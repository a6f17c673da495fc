"""What the signatures of a slot allow at a real bucket, sent as a browser would send it; and what they do not."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import timedelta

import pytest
from flask import Flask

from competition import clock, db, queueing
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry, EntryFile
from competition.entries.rules import FileState, SignRequest, SlotRequest, SubmitEntry
from competition.entries.rules.drafting import working_content
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.refusals import NotArrived, SlotClosed
from competition.entries.rules.uploads import Ended
from competition.entries.services import cleanup
from competition.entries.services.access import files_in_order
from competition.storage.interface import SignedRequest
from competition.storage.s3 import S3Bucket
from tests.factories.calls import a_call, a_field
from tests.factories.entries import an_entry
from tests.factories.media import a_photograph
from tests.factories.people import a_person, an_actor
from tests.fixtures.bucket import Answer, send

pytestmark = pytest.mark.integration

MIB = 1024 * 1024
LARGE = a_photograph(320, 240) + os.urandom(20 * MIB)


class Upload:
    """A slot of a designer, and her browser's requests to the bucket."""

    def __init__(self, content: bytes, kind: str = "image/jpeg") -> None:
        call, person = a_call(), a_person()
        views = a_field(call, FieldKind.files, 1)
        self.content = content
        self.actor = an_actor(person)
        entry = an_entry(call, person)
        wanted = SlotRequest(views.id, "ring.jpg", len(content), kind)
        self.file: EntryFile = services.open_slot(self.actor, entry.id, wanted)

    def signed(self, name: str, upload_id: str | None = None) -> SignedRequest:
        parts = (int(name),) if name.isdigit() else ()
        return services.sign(self.actor, self.file.id, SignRequest(upload_id, parts))[name]

    def begin(self) -> str:
        found = re.search(rb"<UploadId>(.+)</UploadId>", send(self.signed("create"), b"").body)
        assert found
        return found.group(1).decode()

    def part(self, upload_id: str, number: int, content: bytes) -> Answer:
        return send(self.signed(str(number), upload_id), content)

    def complete(self, upload_id: str, etags: list[str]) -> Answer:
        parts = "".join(
            f"<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>"
            for number, etag in enumerate(etags, start=1)
        )
        body = f"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>".encode()
        return send(self.signed("complete", upload_id), body)

    def finish(self, sha256: str | None = None) -> EntryFile:
        return services.finish_upload(self.actor, self.file.id, sha256)


def test_a_small_file_goes_whole_once_and_at_its_exact_size(app: Flask, bucket: S3Bucket) -> None:
    upload = Upload(a_photograph(320, 240))
    signed = upload.signed("put")
    with pytest.raises(NotArrived):
        upload.finish()
    assert send(signed, upload.content + b"more").status == 403
    assert send(signed, upload.content).status == 200
    assert upload.finish().state == FileState.landed
    assert send(signed, upload.content).status == 412


def test_a_large_file_goes_in_parts_and_is_read_back_verified(app: Flask, bucket: S3Bucket) -> None:
    upload = Upload(LARGE)
    upload_id = upload.begin()
    first, second = upload.content[: 16 * MIB], upload.content[16 * MIB :]
    assert upload.part(upload_id, 2, first).status == 403
    etags = [upload.part(upload_id, number, part).headers["ETag"] for number, part in ((1, first), (2, second))]
    listed = send(upload.signed("list", upload_id)).body
    assert re.findall(rb"<PartNumber>(\d+)</PartNumber>", listed) == [b"1", b"2"]
    assert upload.complete(upload_id, etags).status == 200
    sent = hashlib.sha256(upload.content).hexdigest()
    assert upload.finish(sent).state == FileState.landed
    queueing.services.run_due()
    [file] = queries.files_of(upload.file.entry_id)
    assert (file.state, file.sha256, file.client_sha256) == (FileState.ready, sent, sent)


def test_an_upload_completed_with_some_of_its_parts_is_found_out(app: Flask, bucket: S3Bucket) -> None:
    upload = Upload(LARGE)
    upload_id = upload.begin()
    etag = upload.part(upload_id, 1, upload.content[: 16 * MIB]).headers["ETag"]
    assert upload.complete(upload_id, [etag]).status == 200
    file = upload.finish()
    assert (file.state, file.refusal) == (FileState.refused, "incomplete")


def test_what_is_aborted_is_gone(app: Flask, bucket: S3Bucket) -> None:
    upload = Upload(LARGE)
    upload_id = upload.begin()
    upload.part(upload_id, 1, upload.content[: 16 * MIB])
    assert send(upload.signed("abort", upload_id)).status == 204
    assert send(upload.signed("list", upload_id)).status == 404


def test_an_upload_left_for_two_days_is_thrown_away_and_a_younger_one_goes_on(
    app: Flask, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload, begun = Upload(LARGE), clock.now()
    upload_id = upload.begin()
    upload.part(upload_id, 1, upload.content[: 16 * MIB])
    for hours, gone in ((47.9, False), (48.1, True)):
        monkeypatch.setattr(clock, "now", lambda hours=hours: begun + timedelta(hours=hours))
        cleanup.abandon_uploads()
        db.session.rollback()
        assert (upload_id not in [one.upload_id for one in bucket.list_unfinished(clock.now())]) == gone
        [file] = queries.files_of(upload.file.entry_id)
        assert (file.state, file.refusal) == ((FileState.refused, "abandoned") if gone else (FileState.uploading, None))
    with pytest.raises(SlotClosed):
        upload.signed("list", upload_id)


def test_a_browser_that_hashed_other_bytes_than_arrived_is_told(app: Flask, bucket: S3Bucket) -> None:
    upload = Upload(a_photograph(320, 240))
    send(upload.signed("put"), upload.content)
    upload.finish("0" * 64)
    queueing.services.run_due()
    [file] = queries.files_of(upload.file.entry_id)
    assert (file.state, file.refusal) == (FileState.refused, "hash_differs")


def test_an_upload_that_was_handed_in_on_its_way_and_never_ends_is_thrown_away(
    app: Flask, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = Upload(LARGE)
    upload_id = upload.begin()
    upload.part(upload_id, 1, upload.content[: 16 * MIB])
    services.declare_digests(upload.actor, [Ended(upload.file.id, "ab" * 32)])
    entry = db.session.get_one(Entry, upload.file.entry_id)
    digest = content_digest(working_content(entry), files_in_order(entry)[1])
    db.session.rollback()
    services.submit_entry(upload.actor, entry.id, SubmitEntry("k" * 32, digest))
    until = queries.files_of(entry.id)[0].awaited_until
    assert until is not None
    monkeypatch.setattr(clock, "now", lambda: until + timedelta(minutes=1))
    cleanup.settle_awaited(upload.file.id)
    db.session.rollback()
    assert queries.files_of(entry.id)[0].refusal == "never_arrived"
    assert upload_id not in [one.upload_id for one in bucket.list_unfinished(until + timedelta(days=9))]
