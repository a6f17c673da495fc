"""A person takes his own data out: whole, with fingerprints, cut into archives, never short; nobody else's."""

from __future__ import annotations

import hashlib
import io
import json
import tracemalloc
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from competition import clock, db, queueing, storage
from competition.calls.rules import FieldKind
from competition.desk import queries
from competition.desk import services as desk
from competition.desk.models import DataExport
from competition.desk.services import own_data
from competition.entries.models import Entry
from competition.mail.models import Letter
from competition.people.models import Person
from competition.storage.interface import ObjectHeaders
from competition.storage.s3 import S3Bucket
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.people import a_browser, a_person, an_actor
from tests.factories.web import post as send
from tests.fixtures.bucket import keys_in

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]
MB = 1024 * 1024


def an_own_entry(person: Person, *contents: bytes) -> Entry:
    """Add a draft of a person with files whose bytes lie in the bucket."""
    call = a_call()
    views = a_field(call, FieldKind.files, 1)
    entry = an_entry(call, person, title="Moon 月", answers={"x": "words"})
    for place, content in enumerate(contents):
        file = a_picture(entry, views, person, name=f"view/{place}.jpg", position=place)
        storage.bucket().put(file.key, content, ObjectHeaders("image/jpeg"))
    return entry


def packed(person: Person) -> tuple[DataExport, list[zipfile.ZipFile]]:
    """Have a person's data packed, and return its archives."""
    export_id = desk.ask_export(an_actor(person)).id
    queueing.services.run_due()
    export = db.session.get_one(DataExport, export_id, populate_existing=True)
    archives = [b"".join(storage.bucket().stream(part["key"])) for part in export.parts]
    sums = [(len(archive), hashlib.sha256(archive).hexdigest()) for archive in archives]
    assert sums == [(part["size"], part["sha256"]) for part in export.parts]
    return export, [zipfile.ZipFile(io.BytesIO(archive)) for archive in archives]


def manifest_in(archives: list[zipfile.ZipFile]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(archives[-1].read("manifest.json"))
    return found


def test_rows_and_originals_come_out_whole_with_fingerprints(app: Flask, bucket: S3Bucket) -> None:
    person = a_person(name="Zoë", school="Academy")
    entry = an_own_entry(person, b"one" * 1000, b"two" * 1000)
    export, [archive] = packed(person)
    data, manifest = json.loads(archive.read("data.json")), manifest_in([archive])
    assert (data["person"][0]["name"], data["entry"][0]["title"]) == ("Zoë", "Moon 月")
    assert [archive.read(line["path"]) for line in manifest["files"][1:]] == [b"one" * 1000, b"two" * 1000]
    assert [line["path"] for line in manifest["files"]] == [
        "data.json",
        f"files/{entry.code}/001-view_0.jpg",
        f"files/{entry.code}/002-view_1.jpg",
    ]
    for line in manifest["files"]:
        content = archive.read(line["path"])
        assert (len(content), hashlib.sha256(content).hexdigest()) == (line["size"], line["sha256"])
    assert (export.missing, archive.testzip()) == ([], None)
    assert db.session.query(Letter).filter_by(event="desk/export_ready", person_id=person.id).count() == 1


def test_secrets_and_other_peoples_things_are_not_in_it(app: Flask, bucket: S3Bucket) -> None:
    person, other = a_person(password_hash="SECRETHASH"), a_person(name="CANARY other", email="canary@example.org")
    an_own_entry(person, b"mine")
    an_own_entry(other, b"CANARY bytes")
    _export, [archive] = packed(person)
    text = archive.read("data.json").decode()
    assert [word for word in ("SECRETHASH", "CANARY", "canary@", "token_digest", other.id) if word in text] == []
    assert b"CANARY" not in b"".join(archive.read(name) for name in archive.namelist())


def test_a_long_export_is_cut_into_archives_and_the_last_lists_all(
    app: Flask, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_person()
    contents = [bytes([number]) * MB for number in range(5)]
    an_own_entry(person, *contents)
    export_id = desk.ask_export(an_actor(person)).id
    own_data.make_export(export_id, most=2 * MB)
    export = db.session.get_one(DataExport, export_id, populate_existing=True)
    archives = [zipfile.ZipFile(io.BytesIO(b"".join(bucket.stream(part["key"])))) for part in export.parts]
    lines = manifest_in(archives)["files"]
    assert len(archives) == 3
    assert [archives[line["archive"] - 1].read(line["path"]) for line in lines[1:]] == contents


def test_packing_needs_no_more_memory_for_more_bytes(app: Flask, bucket: S3Bucket) -> None:
    peaks = []
    for size in (4 * MB, 64 * MB):
        person = a_person()
        an_own_entry(person, b"x" * size)
        export_id = desk.ask_export(an_actor(person)).id
        tracemalloc.start()
        own_data.make_export(export_id)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 4 * MB


def test_bytes_that_are_gone_are_named_and_a_store_that_is_down_hands_out_nothing(
    app: Flask, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_person()
    entry = an_own_entry(person, b"one", b"two")
    first = queries.own_files(person.id)[0]
    bucket.delete(first.key)
    stream = S3Bucket.stream
    monkeypatch.setattr(S3Bucket, "stream", _cut_short)
    export_id = desk.ask_export(an_actor(person)).id
    queueing.services.run_due()
    waiting = db.session.get_one(DataExport, export_id, populate_existing=True)
    assert (waiting.ready_at, waiting.parts) == (None, [])
    page = a_browser(app, person).get("/en/account/data").text
    assert ("being packed" in page, "Archive 1" in page) == (True, False)
    monkeypatch.setattr(S3Bucket, "stream", stream)
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    queueing.services.run_due()
    export = db.session.get_one(DataExport, export_id, populate_existing=True)
    assert export.missing == [f"files/{entry.code}/001-view_0.jpg"]
    assert export.missing[0] in a_browser(app, person).get("/en/account/data").text


def _cut_short(_self: S3Bucket, _key: str) -> Any:
    yield b"o"
    message = "the line dropped"
    raise OSError(message)


def test_only_its_owner_fetches_an_archive_and_only_for_a_week(
    app: Flask, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_person()
    an_own_entry(person, b"mine")
    browser = a_browser(app, person)
    assert send(browser, "/en/account/data").status_code == 303
    assert send(browser, "/en/account/data").status_code == 303  # A second wish while one is packed is the same.
    queueing.services.run_due()
    [export] = db.session.query(DataExport).all()
    link = f"/en/account/data/{export.id}/1"
    assert browser.get(link).location.split("?")[0].endswith(export.parts[0]["key"])
    strangers = [a_browser(app, a_person()).get(link).status_code, app.test_client().get(link).status_code]
    assert (strangers, browser.get(f"/en/account/data/{export.id}/2").status_code) == ([404, 303], 404)
    later = clock.now() + timedelta(days=7, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert a_browser(app, person).get(link).status_code == 404
    queueing.services.run_due()
    assert db.session.query(DataExport).count() == 0
    assert keys_in(bucket, export.folder) == []
