"""Who may read what: with a signature one object for a while, without one the public prefix and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from competition import db
from competition.storage import keys
from competition.storage.interface import ObjectHeaders, SignedRequest
from competition.storage.links import LinkSigner, Served
from competition.storage.s3 import S3Bucket, link_signer_for
from deploy.endpoint import BucketEndpoint
from tests.fixtures.bucket import ORIGIN, fetch, send

pytestmark = pytest.mark.integration

PICTURE = ObjectHeaders("image/webp", "public, max-age=60")


@pytest.fixture
def signer(bucket_endpoint: BucketEndpoint) -> LinkSigner:
    return link_signer_for(bucket_endpoint.to_place())


@pytest.fixture
def key(real_bucket: S3Bucket) -> str:
    key = keys.original(db.new_id())
    real_bucket.put(key, b"a ring", ObjectHeaders("image/png"))
    return key


def address(endpoint: BucketEndpoint, path: str) -> str:
    return f"{endpoint.endpoint}/{endpoint.bucket}{path}"


# ── With a signature ─────────────────────────────────────────────────────────────────────────────


def test_a_preview_is_shown(signer: LinkSigner, key: str) -> None:
    answer = fetch(signer.preview(key, datetime.now(UTC)).url)
    assert (answer.status, answer.body, answer.headers["Content-Type"]) == (200, b"a ring", "image/png")


def test_an_original_is_saved_under_its_own_name_and_not_cached(signer: LinkSigner, key: str) -> None:
    answer = fetch(signer.original(key, datetime.now(UTC), "Zoë.png", "application/octet-stream").url)
    kept = {name: answer.headers[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")}
    assert (answer.status, answer.body) == (200, b"a ring")
    assert kept == {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": "attachment; filename=\"Zo_.png\"; filename*=UTF-8''Zo%C3%AB.png",
        "Cache-Control": "no-store",
    }


def test_a_link_ends_when_it_says(signer: LinkSigner, key: str) -> None:
    now = datetime.now(UTC)
    assert fetch(signer.sign(key, now - timedelta(seconds=50), timedelta(seconds=60)).url).status == 200
    assert fetch(signer.sign(key, now - timedelta(seconds=61), timedelta(seconds=60)).url).status == 403


@pytest.mark.parametrize("part", ["X-Amz-Expires=600", "response-content-disposition=inline"])
def test_a_link_cannot_be_changed(signer: LinkSigner, key: str, part: str) -> None:
    url = signer.sign(key, datetime.now(UTC), timedelta(minutes=10), Served(disposition="inline")).url
    name = part.partition("=")[0]
    assert part in url
    assert fetch(url).status == 200
    assert fetch(url.replace(part, f"{name}=60000")).status == 403


def test_a_link_to_one_object_is_no_link_to_another(signer: LinkSigner, real_bucket: S3Bucket, key: str) -> None:
    other = keys.original(db.new_id())
    real_bucket.put(other, b"a secret", ObjectHeaders("image/png"))
    url = signer.preview(key, datetime.now(UTC)).url
    assert fetch(url.replace(key, other)).status == 403


def test_a_part_of_an_object_is_served_with_what_the_pdf_viewer_needs(signer: LinkSigner, key: str) -> None:
    answer = fetch(signer.preview(key, datetime.now(UTC)).url, {"Range": "bytes=2-5", "Origin": ORIGIN})
    exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
    assert (answer.status, answer.body, answer.headers["Content-Range"]) == (206, b"ring", "bytes 2-5/6")
    assert exposed == ["ETag", "Accept-Ranges", "Content-Range", "Content-Length"]


# ── Other sites ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("origin", "allowed"), [(ORIGIN, ORIGIN), ("http://evil.example", None)])
def test_only_our_own_pages_may_upload(real_bucket: S3Bucket, key: str, origin: str, allowed: str | None) -> None:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "if-none-match",
    }
    url = real_bucket.sign_put(key, 5, "image/png").url
    answer = send(SignedRequest("OPTIONS", url), headers=asked)
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200 if allowed else 403, allowed)


def test_another_site_cannot_read_by_script(signer: LinkSigner, key: str) -> None:
    answer = fetch(signer.preview(key, datetime.now(UTC)).url, {"Origin": "http://evil.example"})
    assert answer.headers["Access-Control-Allow-Origin"] is None


# ── Without a signature ──────────────────────────────────────────────────────────────────────────


def test_anyone_may_read_a_public_picture(real_bucket: S3Bucket, bucket_endpoint: BucketEndpoint, key: str) -> None:
    public = keys.public()
    real_bucket.copy(key, public, PICTURE)
    answer = fetch(address(bucket_endpoint, f"/{public}"))
    assert (answer.status, answer.body) == (200, b"a ring")
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("image/webp", "public, max-age=60")


def test_nobody_reads_anything_else(bucket_endpoint: BucketEndpoint, key: str) -> None:
    assert fetch(address(bucket_endpoint, f"/{key}")).status == 403
    assert fetch(address(bucket_endpoint, f"/{keys.CANARY}")).status == 403
    assert fetch(address(bucket_endpoint, f"/public/../{key}")).status == 400
    assert fetch(address(bucket_endpoint, f"/public/%2e%2e/{key}")).status == 400


@pytest.mark.parametrize(
    "question", ["", "/", "/?list-type=2", "/?list-type=2&prefix=public/", "/?uploads", "/?policy"]
)
def test_nobody_lists_anything(bucket_endpoint: BucketEndpoint, question: str) -> None:
    assert fetch(address(bucket_endpoint, question)).status == 403
    assert fetch(bucket_endpoint.endpoint).status == 403


def test_the_public_folder_itself_lists_nothing(real_bucket: S3Bucket, bucket_endpoint: BucketEndpoint) -> None:
    real_bucket.put(keys.public(), b"a ring", PICTURE)
    assert fetch(address(bucket_endpoint, "/public/")).body == b""


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nobody_writes_under_the_public_prefix(
    real_bucket: S3Bucket, bucket_endpoint: BucketEndpoint, method: str
) -> None:
    public = keys.public()
    real_bucket.put(public, b"a ring", PICTURE)
    assert send(SignedRequest(method, address(bucket_endpoint, f"/{public}")), b"mine").status == 403
    assert real_bucket.peek(public, 10).content == b"a ring"
