"""A bucket in memory, for unit tests of services. Everything else meets a real one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import md5
from typing import BinaryIO

from competition import db
from competition.storage.interface import (
    ObjectExists,
    ObjectHead,
    ObjectHeaders,
    ObjectMissing,
    Peek,
    SignedRequest,
    StorageUnavailable,
    UnfinishedUpload,
    UploadPart,
)


class MemoryBucket:
    """Keeps what the interface promises; `is_down = True` makes every request fail as if the network had."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, ObjectHeaders]] = {}
        self.unfinished: list[UnfinishedUpload] = []
        self.origins: list[str] = []
        self.is_down = False

    def check(self) -> None:
        db.refuse_inside_transaction("bucket")
        if self.is_down:
            raise StorageUnavailable("the bucket is down")

    def head(self, key: str) -> ObjectHead:
        content, headers = self._object(key)
        return ObjectHead(len(content), md5(content, usedforsecurity=False).hexdigest(), headers.content_type)

    def stream(self, key: str) -> Iterator[bytes]:
        return iter([self._object(key)[0]])

    def peek(self, key: str, length: int) -> Peek:
        content = self._object(key)[0]
        return Peek(len(content), content[:length])

    def put(self, key: str, content: bytes | BinaryIO, headers: ObjectHeaders, *, replace: bool = True) -> None:
        self.check()
        if not replace and key in self.objects:
            raise ObjectExists(key)
        self.objects[key] = (content if isinstance(content, bytes) else content.read(), headers)

    def copy(self, source: str, target: str, headers: ObjectHeaders) -> None:
        self.objects[target] = (self._object(source)[0], headers)

    def delete(self, key: str) -> None:
        self.check()
        self.objects.pop(key, None)

    def abort_multipart(self, key: str, upload_id: str) -> None:
        self.check()
        self.unfinished = [u for u in self.unfinished if (u.key, u.upload_id) != (key, upload_id)]

    def list_unfinished(self, older_than: datetime) -> list[UnfinishedUpload]:
        self.check()
        return sorted((u for u in self.unfinished if u.begun_at < older_than), key=lambda u: u.begun_at)

    def ensure_rules(self, origins: list[str]) -> None:
        self.check()
        self.origins = origins

    def sign_put(self, key: str, size: int, content_type: str) -> SignedRequest:
        headers = {"Content-Type": content_type, "If-None-Match": "*"}
        return SignedRequest("PUT", f"memory:{key}?size={size}", headers)

    def sign_create(self, key: str, content_type: str) -> SignedRequest:
        return SignedRequest("POST", f"memory:{key}?uploads", {"Content-Type": content_type})

    def sign_part(self, key: str, part: UploadPart) -> SignedRequest:
        place = f"memory:{key}?uploadId={part.upload_id}&partNumber={part.number}&size={part.size}"
        return SignedRequest("PUT", place)

    def sign_list_parts(self, key: str, upload_id: str) -> SignedRequest:
        return SignedRequest("GET", f"memory:{key}?uploadId={upload_id}")

    def sign_complete(self, key: str, upload_id: str) -> SignedRequest:
        return SignedRequest("POST", f"memory:{key}?uploadId={upload_id}")

    def sign_abort(self, key: str, upload_id: str) -> SignedRequest:
        return SignedRequest("DELETE", f"memory:{key}?uploadId={upload_id}")

    def _object(self, key: str) -> tuple[bytes, ObjectHeaders]:
        self.check()
        if key not in self.objects:
            raise ObjectMissing(key)
        return self.objects[key]
