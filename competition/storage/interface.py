"""What the application asks of a bucket, in words that hold for SeaweedFS, AWS S3, R2, Ceph and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Protocol


class StorageError(Exception):
    """The bucket could not do what was asked."""


class StorageUnavailable(StorageError):
    """The bucket did not answer, not in time, not whole, or not as agreed. Trying again later may help."""

    is_temporary = True


class ObjectMissing(StorageError):
    """There is no object under this key."""


class ObjectExists(StorageError):
    """There is an object under this key already, and it was to be kept."""


@dataclass(frozen=True, slots=True)
class ObjectHead:
    """What the bucket says of an object without its bytes. `etag` has no quotes; it is no proof of content."""

    size: int
    etag: str
    content_type: str


@dataclass(frozen=True, slots=True)
class ObjectHeaders:
    """What an object is served with. `cache_control` is sent to browsers and CDNs as it stands."""

    content_type: str
    cache_control: str | None = None


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request that a browser may send to the bucket by itself: this method, this URL, exactly these headers.

    A size that was signed stands in no header here: browsers set Content-Length themselves and let nobody else.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnfinishedUpload:
    """A multipart upload that was begun and neither completed nor aborted. Its parts fill the disk unseen."""

    key: str
    upload_id: str
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Peek:
    """How large an object is, and how it begins."""

    size: int
    content: bytes


@dataclass(frozen=True, slots=True)
class UploadPart:
    """One part of a multipart upload: parts count from 1, and this one has exactly `size` bytes."""

    upload_id: str
    number: int
    size: int


class ObjectStore(Protocol):
    """Bytes under keys. Every method crosses the network, so each refuses to run inside a transaction.

    Each may raise `StorageUnavailable`; what else is raised stands with the method.
    """

    def check(self) -> None:
        """Return if the bucket is there and takes our keys."""
        ...

    def head(self, key: str) -> ObjectHead:
        """Return size, etag and type; raise `ObjectMissing`."""
        ...

    def stream(self, key: str) -> Iterator[bytes]:
        """Return the whole object in chunks; raise `ObjectMissing`. An answer cut short raises while it is read."""
        ...

    def peek(self, key: str, length: int) -> Peek:
        """Return the size and the first `length` bytes, or all if there are fewer; raise `ObjectMissing`."""
        ...

    def put(self, key: str, content: bytes | BinaryIO, headers: ObjectHeaders, *, replace: bool = True) -> None:
        """Store an object; with `replace=False` raise `ObjectExists` instead of writing over one."""
        ...

    def copy(self, source: str, target: str, headers: ObjectHeaders) -> None:
        """Copy an object inside the bucket, to be served with `headers`; raise `ObjectMissing`."""
        ...

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is removed already."""
        ...

    def abort_multipart(self, key: str, upload_id: str) -> None:
        """Throw an unfinished upload and its parts away; one that is gone is aborted already."""
        ...

    def list_unfinished(self, older_than: datetime) -> list[UnfinishedUpload]:
        """Return the multipart uploads begun before `older_than`, oldest first."""
        ...

    def ensure_rules(self, origins: list[str]) -> None:
        """Let browsers on `origins` (and no others) use signed requests, and anyone read the public prefix.

        Needs to be done once per bucket and does no harm when repeated.
        """
        ...


class UploadSigner(Protocol):
    """Signs what an uploading browser sends to the bucket. No network; each lasts 15 minutes."""

    def sign_put(self, key: str, size: int, content_type: str) -> SignedRequest:
        """Allow one file of exactly `size` bytes, once: a second PUT to the same key is answered 412."""
        ...

    def sign_create(self, key: str, content_type: str) -> SignedRequest:
        """Allow a multipart upload to be begun."""
        ...

    def sign_part(self, key: str, part: UploadPart) -> SignedRequest:
        """Allow this part of exactly its size to be sent; sending it again replaces it until completion."""
        ...

    def sign_list_parts(self, key: str, upload_id: str) -> SignedRequest:
        """Allow the browser to ask which parts have arrived (that is how it resumes)."""
        ...

    def sign_complete(self, key: str, upload_id: str) -> SignedRequest:
        """Allow the parts to be joined. A browser may name only some of them: compare `head().size` afterwards."""
        ...

    def sign_abort(self, key: str, upload_id: str) -> SignedRequest:
        """Allow the browser to throw its own upload away."""
        ...


class Bucket(ObjectStore, UploadSigner, Protocol):
    """Both: what `storage.bucket()` returns."""
