"""Any S3-compatible bucket, by boto3: imported here and nowhere else, and only when a request needs it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from competition import db
from competition.storage import keys
from competition.storage.interface import (
    ObjectExists,
    ObjectHead,
    ObjectHeaders,
    ObjectMissing,
    Peek,
    SignedRequest,
    StorageError,
    StorageUnavailable,
    UnfinishedUpload,
    UploadPart,
)
from competition.storage.line import CONNECT_SECONDS, MOST_CONNECTIONS, READ_SECONDS, Line
from competition.storage.links import LinkSigner, Wanted
from config import Settings

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CopySourceTypeDef, CORSConfigurationTypeDef, CORSRuleTypeDef

CHUNK = 1024 * 1024
UPLOAD_LIFETIME = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the bucket is and with which keys. Browsers reach it at `public_endpoint`, we at `endpoint`."""

    endpoint: str
    public_endpoint: str
    region: str
    bucket: str
    access_key: str
    secret_key: str = field(repr=False)
    checksums: Literal["when_required", "when_supported"] = "when_required"


def place_from(settings: Settings) -> Place:
    """Return the place that the settings name."""
    return Place(
        endpoint=settings.s3_endpoint,
        public_endpoint=settings.bucket_origin,
        region=settings.s3_region,
        bucket=settings.s3_bucket,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key.get_secret_value(),
        checksums=settings.s3_checksums,
    )


def bucket_from_settings(settings: Settings) -> S3Bucket:
    """Return the bucket that the settings name; nothing is imported or asked before it is first used."""
    return S3Bucket(place_from(settings))


def link_signer_for(place: Place) -> LinkSigner:
    """Return the signer of links that browsers can follow."""
    return LinkSigner(place.public_endpoint, place.region, place.bucket, place.access_key, place.secret_key)


class S3Bucket:
    """The `Bucket` on a real S3 interface; what each method promises stands there. Safe to share between threads."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._name = place.bucket
        self._links = link_signer_for(place)
        self._line = Line(replace(self._links, endpoint=place.endpoint))
        self._clients: dict[str, S3Client] = {}
        self._lock = threading.Lock()

    # ── Bytes ────────────────────────────────────────────────────────────────────────────────────

    def check(self) -> None:
        with self._conversation() as client:
            client.head_bucket(Bucket=self._name)

    def head(self, key: str) -> ObjectHead:
        with self._conversation() as client:
            answer = client.head_object(Bucket=self._name, Key=key)
        return ObjectHead(answer["ContentLength"], answer["ETag"].strip('"'), answer.get("ContentType", ""))

    def stream(self, key: str) -> Iterator[bytes]:
        with self._conversation() as client:
            body = client.get_object(Bucket=self._name, Key=key)["Body"]
        return _chunks(body)

    def peek(self, key: str, length: int) -> Peek:
        db.refuse_inside_transaction("bucket")
        return self._line.peek(key, length)

    def put(self, key: str, content: bytes | BinaryIO, headers: ObjectHeaders, *, replace: bool = True) -> None:
        wanted = _parameters(headers) | ({} if replace else {"IfNoneMatch": "*"})
        with self._conversation() as client:
            client.put_object(Bucket=self._name, Key=key, Body=content, **wanted)

    def copy(self, source: str, target: str, headers: ObjectHeaders) -> None:
        origin: CopySourceTypeDef = {"Bucket": self._name, "Key": source}
        wanted = _parameters(headers) | {"MetadataDirective": "REPLACE"}
        with self._conversation() as client:
            client.copy_object(Bucket=self._name, Key=target, CopySource=origin, **wanted)

    def delete(self, key: str) -> None:
        with self._conversation() as client:
            client.delete_object(Bucket=self._name, Key=key)

    def abort_multipart(self, key: str, upload_id: str) -> None:
        with suppress(ObjectMissing), self._conversation() as client:
            client.abort_multipart_upload(Bucket=self._name, Key=key, UploadId=upload_id)

    def list_unfinished(self, older_than: datetime) -> list[UnfinishedUpload]:
        with self._conversation() as client:
            pages = client.get_paginator("list_multipart_uploads").paginate(Bucket=self._name)
            uploads = [upload for page in pages for upload in page.get("Uploads", [])]
        found = [UnfinishedUpload(u["Key"], u["UploadId"], u["Initiated"].astimezone(UTC)) for u in uploads]
        return sorted((u for u in found if u.begun_at < older_than), key=lambda u: u.begun_at)

    def ensure_rules(self, origins: list[str]) -> None:
        with self._conversation() as client:
            client.put_bucket_cors(Bucket=self._name, CORSConfiguration=_cors(origins))
            client.put_bucket_policy(Bucket=self._name, Policy=_policy(self._name))

    @contextmanager
    def _conversation(self) -> Iterator[S3Client]:
        """Yield the client for our own requests; boto's errors leave as ours."""
        db.refuse_inside_transaction("bucket")
        with _our_errors():
            yield self._client(self._place.endpoint)

    # ── Signatures ───────────────────────────────────────────────────────────────────────────────

    def sign_put(self, key: str, size: int, content_type: str) -> SignedRequest:
        shown = {"Content-Type": content_type, "If-None-Match": "*"}
        return self._signed(key, Wanted("PUT", headers={"Content-Length": str(size), **shown}), shown)

    def sign_create(self, key: str, content_type: str) -> SignedRequest:
        shown = {"Content-Type": content_type}
        return self._signed(key, Wanted("POST", {"uploads": ""}, shown), shown)

    def sign_part(self, key: str, part: UploadPart) -> SignedRequest:
        query = {"partNumber": str(part.number), "uploadId": part.upload_id}
        return self._signed(key, Wanted("PUT", query, {"Content-Length": str(part.size)}))

    def sign_list_parts(self, key: str, upload_id: str) -> SignedRequest:
        return self._signed(key, Wanted("GET", {"uploadId": upload_id}))

    def sign_complete(self, key: str, upload_id: str) -> SignedRequest:
        return self._signed(key, Wanted("POST", {"uploadId": upload_id}))

    def sign_abort(self, key: str, upload_id: str) -> SignedRequest:
        return self._signed(key, Wanted("DELETE", {"uploadId": upload_id}))

    def _signed(self, key: str, wanted: Wanted, headers: Mapping[str, str] = MappingProxyType({})) -> SignedRequest:
        """Sign on the public endpoint: the signature covers the host that the browser will name."""
        link = self._links.request(key, datetime.now(UTC), UPLOAD_LIFETIME, wanted)
        return SignedRequest(wanted.method, link.url, headers)

    def _client(self, endpoint: str) -> S3Client:
        """Return the one client for this endpoint. Making one costs 60 ms and is not safe between threads; using is."""
        with self._lock:
            if endpoint not in self._clients:
                self._clients[endpoint] = _make_client(self._place, endpoint)
            return self._clients[endpoint]


_MEANINGS: dict[str, type[StorageError]] = {
    "404": ObjectMissing,  # An answer to HEAD has no body, so boto gives the status for a code.
    "NoSuchKey": ObjectMissing,
    "NoSuchUpload": ObjectMissing,
    "PreconditionFailed": ObjectExists,
}


def _make_client(place: Place, endpoint: str) -> S3Client:
    import boto3  # noqa: PLC0415 - a quarter of a second that pages without a bucket need not pay
    from botocore.config import Config  # noqa: PLC0415 - as above

    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        request_checksum_calculation=place.checksums,
        response_checksum_validation=place.checksums,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": 2, "mode": "standard"},
        max_pool_connections=MOST_CONNECTIONS,
    )
    return boto3.session.Session().client(
        "s3",
        endpoint_url=endpoint,
        region_name=place.region,
        aws_access_key_id=place.access_key,
        aws_secret_access_key=place.secret_key,
        config=config,
    )


def _chunks(body: StreamingBody) -> Iterator[bytes]:
    """Yield the body to its end. botocore compares the length that was promised, so a short answer raises."""
    with closing(body), _our_errors():
        yield from body.iter_chunks(CHUNK)


@contextmanager
def _our_errors() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - as in _make_client

    try:
        yield
    except ClientError as error:
        raise _translated(error.response.get("Error", {}).get("Code", "")) from error
    except BotoCoreError as error:
        raise StorageUnavailable(str(error)) from error


def _translated(code: str) -> StorageError:
    """A code that we do not know (keys refused, no such bucket, slow down) means: not as agreed, see the log."""
    return _MEANINGS.get(code, StorageUnavailable)(code)


def _parameters(headers: ObjectHeaders) -> dict[str, Any]:
    kept = {"ContentType": headers.content_type, "CacheControl": headers.cache_control}
    return {name: value for name, value in kept.items() if value is not None}


def _cors(origins: list[str]) -> CORSConfigurationTypeDef:
    """ETag lets uploads resume; the other three let the PDF viewer load a document page by page."""
    rule: CORSRuleTypeDef = {
        "AllowedOrigins": origins,
        "AllowedMethods": ["GET", "HEAD", "PUT", "POST", "DELETE"],
        "AllowedHeaders": ["*"],
        "ExposeHeaders": ["ETag", "Accept-Ranges", "Content-Range", "Content-Length"],
        "MaxAgeSeconds": 3600,
    }
    return {"CORSRules": [rule]}


def _policy(bucket: str) -> str:
    """Anyone may read what lies under the public prefix by its key; nobody may list it, or touch the rest."""
    statement = {
        "Sid": "PublicPrefixIsReadable",
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{bucket}/{keys.PUBLIC_PREFIX}*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
