"""What the interface promises, held by the bucket in memory and by a real one alike."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from competition import db
from competition.storage import keys
from competition.storage.interface import Bucket, ObjectExists, ObjectHead, ObjectHeaders, ObjectMissing, Peek
from competition.storage.memory import MemoryBucket

MD5_OF_A_RING = "3cf41e3b5956af172994ef725b422e82"
TEXT = ObjectHeaders("text/plain")


@pytest.fixture(params=["memory", pytest.param("real", marks=pytest.mark.integration)])
def bucket(request: pytest.FixtureRequest) -> Bucket:
    if request.param == "memory":
        return MemoryBucket()
    real: Bucket = request.getfixturevalue("real_bucket")
    return real


@pytest.fixture
def key() -> str:
    return keys.original(db.new_id())


def test_what_was_put_comes_back(bucket: Bucket, key: str) -> None:
    bucket.put(key, b"a ring", TEXT)
    assert b"".join(bucket.stream(key)) == b"a ring"
    assert bucket.head(key) == ObjectHead(6, MD5_OF_A_RING, "text/plain")


def test_an_open_file_is_put_whole(bucket: Bucket, key: str) -> None:
    content = bytes(range(256)) * 20_000
    bucket.put(key, io.BytesIO(content), TEXT)
    assert b"".join(bucket.stream(key)) == content


def test_an_empty_object_is_an_object(bucket: Bucket, key: str) -> None:
    bucket.put(key, b"", TEXT)
    assert (bucket.head(key).size, b"".join(bucket.stream(key)), bucket.peek(key, 9)) == (0, b"", Peek(0, b""))


@pytest.mark.parametrize(("length", "content"), [(3, b"a r"), (6, b"a ring"), (100, b"a ring")])
def test_a_peek_tells_the_size_and_how_an_object_begins(bucket: Bucket, key: str, length: int, content: bytes) -> None:
    bucket.put(key, b"a ring", TEXT)
    assert bucket.peek(key, length) == Peek(6, content)


def test_putting_again_replaces_unless_that_was_excluded(bucket: Bucket, key: str) -> None:
    bucket.put(key, b"first", TEXT)
    bucket.put(key, b"second", TEXT)
    with pytest.raises(ObjectExists):
        bucket.put(key, b"third", TEXT, replace=False)
    assert b"".join(bucket.stream(key)) == b"second"


def test_a_copy_has_the_bytes_of_its_source_and_headers_of_its_own(bucket: Bucket, key: str) -> None:
    bucket.put(key, b"a ring", TEXT)
    target = keys.public()
    bucket.copy(key, target, ObjectHeaders("image/webp", "public, max-age=60"))
    assert bucket.head(target) == ObjectHead(6, MD5_OF_A_RING, "image/webp")
    assert bucket.head(key).content_type == "text/plain"


def test_what_is_missing_is_said_to_be_missing(bucket: Bucket, key: str) -> None:
    with pytest.raises(ObjectMissing):
        bucket.head(key)
    with pytest.raises(ObjectMissing):
        bucket.stream(key)
    with pytest.raises(ObjectMissing):
        bucket.peek(key, 1)
    with pytest.raises(ObjectMissing):
        bucket.copy(key, keys.public(), TEXT)


def test_deleting_twice_is_deleting(bucket: Bucket, key: str) -> None:
    bucket.put(key, b"a ring", TEXT)
    bucket.delete(key)
    bucket.delete(key)
    with pytest.raises(ObjectMissing):
        bucket.head(key)


def test_aborting_an_upload_that_is_gone_is_aborting(bucket: Bucket, key: str) -> None:
    bucket.abort_multipart(key, "54b070ad2ea9e1f2a9a717c5d5067c8f161a53ec_cfa6ba9481cf464f9ce3a57ba51fdd33")
    assert key not in {upload.key for upload in bucket.list_unfinished(datetime.now(UTC) + timedelta(days=1))}


def test_no_request_is_made_inside_a_transaction(app: Flask, bucket: Bucket, key: str) -> None:
    now = datetime.now(UTC)
    asks: list[Callable[[], object]] = [
        bucket.check,
        lambda: bucket.head(key),
        lambda: bucket.stream(key),
        lambda: bucket.peek(key, 1),
        lambda: bucket.put(key, b"", TEXT),
        lambda: bucket.copy(key, key, TEXT),
        lambda: bucket.delete(key),
        lambda: bucket.abort_multipart(key, "u"),
        lambda: bucket.list_unfinished(now),
        lambda: bucket.ensure_rules([]),
    ]
    with db.transaction():
        for ask in asks:
            with pytest.raises(db.InsideTransactionError, match="bucket may not be called inside a transaction"):
                ask()


def test_signing_is_no_request_and_may_be_done_inside_a_transaction(app: Flask, bucket: Bucket, key: str) -> None:
    with db.transaction():
        assert bucket.sign_put(key, 5, "image/png").headers == {"Content-Type": "image/png", "If-None-Match": "*"}
