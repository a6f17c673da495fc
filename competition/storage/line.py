"""The plain way to a bucket for the one question that ends every upload: a signed link, asked by botocore's HTTP alone.

boto3's own client takes five times as long for it.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from competition.storage.interface import ObjectMissing, Peek, StorageUnavailable
from competition.storage.links import ORIGINAL_LIFETIME, LinkSigner

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse
    from botocore.httpsession import URLLib3Session

CONNECT_SECONDS, READ_SECONDS, MOST_CONNECTIONS = 3, 30, 20
WITH_CONTENT, MISSING, PAST_END = (200, 206), 404, 416


class Line:
    """Open connections to the bucket at the endpoint of `links`. Safe to share between threads."""

    def __init__(self, links: LinkSigner) -> None:
        self._links = links
        self._session: URLLib3Session | None = None
        self._lock = threading.Lock()

    def peek(self, key: str, length: int) -> Peek:
        """Return the size of an object and its first bytes; raise as `ObjectStore.peek` does."""
        from botocore.exceptions import BotoCoreError, ConnectionClosedError  # noqa: PLC0415 - boto is slow to import

        try:
            try:
                return self._asked(key, length)
            except ConnectionClosedError:  # It was kept open, and the other side had let go.
                return self._asked(key, length)
        except BotoCoreError as error:
            raise StorageUnavailable(str(error)) from error

    def _asked(self, key: str, length: int) -> Peek:
        from botocore.awsrequest import AWSRequest  # noqa: PLC0415 - as above

        link = self._links.sign(key, datetime.now(UTC), ORIGINAL_LIFETIME)
        request = AWSRequest("GET", link.url, headers={"Range": f"bytes=0-{length - 1}"})
        return _read(self._opened().send(request.prepare()))

    def _opened(self) -> URLLib3Session:
        from botocore.httpsession import URLLib3Session  # noqa: PLC0415 - as above
        from botocore.utils import get_environ_proxies  # noqa: PLC0415 - as above

        with self._lock:
            if self._session is None:
                seconds: Any = (CONNECT_SECONDS, READ_SECONDS)  # The stubs know of one number only.
                proxies = get_environ_proxies(self._links.endpoint)
                self._session = URLLib3Session(proxies=proxies, timeout=seconds, max_pool_connections=MOST_CONNECTIONS)
            return self._session


def _read(answer: AWSResponse) -> Peek:
    content = answer.content
    if answer.status_code == PAST_END:  # Of an empty object there is no first byte.
        return Peek(0, b"")
    if answer.status_code == MISSING and b"NoSuchKey" in content:
        raise ObjectMissing
    if answer.status_code not in WITH_CONTENT:
        raise StorageUnavailable(f"the bucket answered {answer.status_code}")
    if len(content) != int(answer.headers.get("Content-Length", -1)):
        raise StorageUnavailable("the bucket's answer was cut short")
    # A store may answer a range that takes in everything with the whole, and then names no range.
    whole = answer.headers.get("Content-Range", "").rpartition("/")[2]
    return Peek(int(whole) if whole else len(content), content)
