"""Signed uploads against a real bucket: a browser can send exactly what was agreed, and nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from competition import db
from competition.storage import keys
from competition.storage.interface import ObjectHead, ObjectMissing, SignedRequest, UploadPart
from competition.storage.s3 import S3Bucket
from tests.fixtures.bucket import ORIGIN, Answer, send

pytestmark = pytest.mark.integration

PART = 5 * 1024 * 1024
FROM_THE_PAGE = {"Origin": ORIGIN}


@pytest.fixture
def key() -> str:
    return keys.original(db.new_id())


def begin(bucket: S3Bucket, key: str) -> str:
    """Begin a multipart upload as a browser does; return its id."""
    answer = send(bucket.sign_create(key, "video/mp4"), b"", FROM_THE_PAGE)
    found = re.search(rb"<UploadId>(.+)</UploadId>", answer.body)
    assert found, answer
    return found[1].decode()


def send_part(bucket: S3Bucket, key: str, part: UploadPart, content: bytes) -> Answer:
    return send(bucket.sign_part(key, part), content, FROM_THE_PAGE)


def complete(bucket: S3Bucket, key: str, upload_id: str, etags: Sequence[str]) -> Answer:
    named = (
        f"<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>" for number, etag in enumerate(etags, 1)
    )
    body = f"<CompleteMultipartUpload>{''.join(named)}</CompleteMultipartUpload>".encode()
    return send(bucket.sign_complete(key, upload_id), body, FROM_THE_PAGE)


def two_parts(bucket: S3Bucket, key: str, content: bytes) -> tuple[str, list[str]]:
    """Send `content` in two parts; return the upload's id and the parts' etags."""
    upload_id = begin(bucket, key)
    pieces = [content[:PART], content[PART:]]
    answers = [
        send_part(bucket, key, UploadPart(upload_id, number, len(piece)), piece)
        for number, piece in enumerate(pieces, 1)
    ]
    return upload_id, [answer.headers["ETag"] for answer in answers]


# ── One request ──────────────────────────────────────────────────────────────────────────────────


def test_a_file_of_the_agreed_size_is_taken_and_the_page_may_read_its_etag(real_bucket: S3Bucket, key: str) -> None:
    answer = send(real_bucket.sign_put(key, 5, "image/png"), b"12345", FROM_THE_PAGE)
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200, ORIGIN)
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert real_bucket.head(key) == ObjectHead(5, answer.headers["ETag"].strip('"'), "image/png")


@pytest.mark.parametrize("content", [b"1234", b"123456", b""], ids=["shorter", "longer", "empty"])
def test_a_file_of_another_size_is_refused(real_bucket: S3Bucket, key: str, content: bytes) -> None:
    assert send(real_bucket.sign_put(key, 5, "image/png"), content).status == 403
    with pytest.raises(ObjectMissing):
        real_bucket.head(key)


def test_a_second_file_under_the_same_key_is_refused_and_the_first_stays(real_bucket: S3Bucket, key: str) -> None:
    allowed = real_bucket.sign_put(key, 5, "image/png")
    assert allowed.headers == {"Content-Type": "image/png", "If-None-Match": "*"}
    send(allowed, b"first")
    assert send(allowed, b"later", FROM_THE_PAGE).status == 412
    assert b"".join(real_bucket.stream(key)) == b"first"


@pytest.mark.parametrize(
    "headers", [{"Content-Type": "image/png"}, {"Content-Type": "text/html", "If-None-Match": "*"}]
)
def test_a_request_without_its_signed_headers_is_refused(
    real_bucket: S3Bucket, key: str, headers: dict[str, str]
) -> None:
    allowed = real_bucket.sign_put(key, 5, "image/png")
    assert send(SignedRequest("PUT", allowed.url, headers), b"12345").status == 403


def test_a_request_for_one_key_is_no_request_for_another(real_bucket: S3Bucket, key: str) -> None:
    allowed = real_bucket.sign_put(key, 5, "image/png")
    other = keys.original(db.new_id())
    assert send(SignedRequest("PUT", allowed.url.replace(key, other), allowed.headers), b"12345").status == 403


# ── In parts ─────────────────────────────────────────────────────────────────────────────────────


def test_parts_become_one_object(real_bucket: S3Bucket, key: str) -> None:
    content = os.urandom(PART + 1000)
    upload_id, etags = two_parts(real_bucket, key, content)
    answer = complete(real_bucket, key, upload_id, etags)
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200, ORIGIN)
    assert b"".join(real_bucket.stream(key)) == content
    assert real_bucket.head(key).content_type == "video/mp4"


@pytest.mark.parametrize("length", [999, 1001])
def test_a_part_of_another_size_is_refused(real_bucket: S3Bucket, key: str, length: int) -> None:
    part = UploadPart(begin(real_bucket, key), 1, 1000)
    assert send_part(real_bucket, key, part, bytes(length)).status == 403


def test_a_request_for_one_part_is_no_request_for_another(real_bucket: S3Bucket, key: str) -> None:
    allowed = real_bucket.sign_part(key, UploadPart(begin(real_bucket, key), 1, 1000))
    elsewhere = allowed.url.replace("partNumber=1&", "partNumber=2&")
    assert elsewhere != allowed.url
    assert send(SignedRequest("PUT", elsewhere), bytes(1000)).status == 403


def test_the_page_can_ask_which_parts_have_arrived(real_bucket: S3Bucket, key: str) -> None:
    upload_id = begin(real_bucket, key)
    send_part(real_bucket, key, UploadPart(upload_id, 2, 3), b"abc")
    answer = send(real_bucket.sign_list_parts(key, upload_id), headers=FROM_THE_PAGE)
    assert re.findall(rb"<PartNumber>(\d+)</PartNumber>", answer.body) == [b"2"]
    assert re.findall(rb"<Size>(\d+)</Size>", answer.body) == [b"3"]


def test_an_upload_that_names_only_some_parts_is_told_by_its_size(real_bucket: S3Bucket, key: str) -> None:
    upload_id, etags = two_parts(real_bucket, key, bytes(PART + 1000))
    assert complete(real_bucket, key, upload_id, etags[:1]).status == 200
    assert real_bucket.head(key).size == PART


def test_a_part_sent_again_replaces_the_first(real_bucket: S3Bucket, key: str) -> None:
    part = UploadPart(begin(real_bucket, key), 1, 5)
    send_part(real_bucket, key, part, b"first")
    etag = send_part(real_bucket, key, part, b"again").headers["ETag"]
    complete(real_bucket, key, part.upload_id, [etag])
    assert b"".join(real_bucket.stream(key)) == b"again"


def test_an_aborted_upload_is_gone(real_bucket: S3Bucket, key: str) -> None:
    upload_id = begin(real_bucket, key)
    assert send(real_bucket.sign_abort(key, upload_id), headers=FROM_THE_PAGE).status == 204
    assert send_part(real_bucket, key, UploadPart(upload_id, 1, 5), b"12345").status == 404


def test_forgotten_uploads_are_found_by_age_and_thrown_away(real_bucket: S3Bucket, key: str) -> None:
    upload_id = begin(real_bucket, key)
    soon = datetime.now(UTC) + timedelta(minutes=1)
    assert upload_id in {upload.upload_id for upload in real_bucket.list_unfinished(soon)}
    assert real_bucket.list_unfinished(datetime.now(UTC) - timedelta(hours=1)) == []
    real_bucket.abort_multipart(key, upload_id)
    assert upload_id not in {upload.upload_id for upload in real_bucket.list_unfinished(soon)}
