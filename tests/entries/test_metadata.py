"""The metadata test: a name stands wherever a container takes one. The jury's copies hold none, the original all."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from competition import db
from competition.calls.rules import MEDIA_TYPES
from competition.entries.models import Derivative, EntryFile
from competition.entries.queries import shown_files
from competition.entries.rules import EntryState, FileState
from competition.storage.s3 import S3Bucket
from tests.factories.identities import FILE_NAME, FILES
from tests.factories.landed import Case

pytestmark = pytest.mark.integration
WHO = "WHO-"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def unfolded(content: bytes) -> bytes:
    """Return a file with all that is packed in it by deflate, wherever such a stream begins."""
    found = [content]
    for place in range(len(content) - 1):
        if content[place] & 0x0F == 8 and int.from_bytes(content[place : place + 2]) % 31 == 0:
            try:
                found.append(zlib.decompressobj().decompress(content[place:], 1_000_000))
            except zlib.error:
                continue
    return b"\n".join(found)


def holds(content: bytes, name: str) -> bool:
    """Tell whether a name is written in these bytes."""
    return any(name.encode(encoding) in content for encoding in ENCODINGS)


@pytest.fixture
def case(app: Flask, bucket: S3Bucket) -> Case:
    """Return a case whose entry is handed in, on the real bucket."""
    return Case(bucket, state=EntryState.submitted)


def copies_of(case: Case, file: EntryFile) -> dict[str, bytes]:
    keys = db.session.scalars(select(Derivative.key).where(Derivative.file_id == file.id)).all()
    return {key: b"".join(case.bucket.stream(key)) for key in keys}


@pytest.mark.parametrize("kind", FILES)
def test_no_copy_names_anybody_and_the_original_names_all(case: Case, kind: str, tmp_path: Path) -> None:
    media_type, make, planted = FILES[kind]
    content = make(tmp_path)
    unpacked = unfolded(content)
    assert [name for name in planted if not holds(unpacked, name)] == []
    file = case.verified(content, media_type, name=f"{FILE_NAME}.{kind.lower()}")
    assert (file.state, file.refusal) == (FileState.ready, None)
    copies = copies_of(case, file)
    assert copies
    found = [key for key, copy in copies.items() if holds(unfolded(copy), WHO) or WHO in key]
    assert found == []
    assert b"".join(case.bucket.stream(file.key)) == content


@pytest.mark.parametrize("kind", FILES)
def test_what_a_jury_is_shown_names_neither_file_nor_person(case: Case, kind: str, tmp_path: Path) -> None:
    media_type, make, _planted = FILES[kind]
    file = case.verified(make(tmp_path), media_type, name=f"{FILE_NAME}.{kind.lower()}", stands_at=0)
    (shown,) = shown_files([case.entry.id], file.created_at)[case.entry.id]
    assert (WHO in repr(shown), file.key in repr(shown), bool(shown.sources)) == (False, False, True)


def test_each_kind_that_a_question_may_ask_for_is_planted_here() -> None:
    assert {media_type for media_type, _make, _planted in FILES.values()} == set(MEDIA_TYPES)


def test_a_kind_without_a_cleaner_is_shown_to_nobody(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a kind taken before its cleaner is written, its original must not stand in for a copy."""
    monkeypatch.setattr("competition.entries.services.inspection.sniff", lambda _head, _size: "audio/flac")
    file = case.verified(b"WHO-SECRET" * 200, "audio/flac", stands_at=0)
    assert (file.state, copies_of(case, file)) == (FileState.ready, {})
    assert shown_files([case.entry.id], file.created_at) == {case.entry.id: []}
