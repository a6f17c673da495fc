"""The files of logos. The bucket is never spoken to inside a transaction."""

from __future__ import annotations

import structlog

from competition import storage
from competition.calls.media import clean_logo
from competition.calls.rules import MOST_LOGO_KB
from competition.calls.rules.refusals import LogoNotStored, LogoTooLarge, WrongLogo
from competition.storage import keys, sniff
from competition.storage.interface import ObjectHeaders, StorageError

KINDS = frozenset({sniff.PNG, sniff.JPEG, sniff.WEBP})
HEADERS = ObjectHeaders(sniff.WEBP, "public, max-age=31536000, immutable")

log = structlog.get_logger(__name__)


def store_logo(content: bytes) -> str:
    """Store a clean, small copy of what was sent, which itself is kept nowhere; return the copy's key."""
    if len(content) > MOST_LOGO_KB * 1000:
        raise LogoTooLarge(most=MOST_LOGO_KB)
    if sniff.sniff(content, len(content)) not in KINDS:
        raise WrongLogo
    clean, key = clean_logo(content), keys.public()
    try:
        storage.bucket().put(key, clean, HEADERS)
    except StorageError as fault:
        raise LogoNotStored from fault
    return key


def discard_logo(key: str) -> None:
    """Delete a copy that no institution shows. A bucket that is down costs us a small file, nobody his work."""
    try:
        storage.bucket().delete(key)
    except StorageError:
        log.warning("a discarded logo stays in the bucket", key=key)
