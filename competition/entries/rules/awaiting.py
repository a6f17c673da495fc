"""Files that are still on their way when their entry is handed in: which may land afterwards, and till when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from competition.calls.rules import ENTERING, Calendar, phase_at
from competition.entries.rules.states import EntryState, FileState
from competition.entries.rules.uploads import ABANDONED_AFTER, LANDING_GRACE
from competition.errors import DomainError

# So long after a file was to arrive we look whether it has: its last answer may still be on its way.
SETTLE_AFTER = timedelta(minutes=1)
HASH_DIFFERS, NEVER_ARRIVED = "hash_differs", "never_arrived"


class Upload(Protocol):
    """What the law needs to know of an `EntryFile` on its way."""

    state: Any
    client_sha256: Any
    created_at: Any


class Awaited(Protocol):
    """What the law needs to know of an `EntryFile` that a receipt may have promised."""

    state: Any
    stands_at: Any
    awaited_until: Any
    landed_at: Any
    refusal: Any


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is handed in, and the dates by which it is: these tell what may land afterwards."""

    at: datetime
    calendar: Calendar


class DigestFixed(DomainError):
    """The receipt names the SHA-256 of this file: no other file may come in its place."""

    code = "upload_digest_fixed"
    status = 409


def may_land_until(file: Upload, when: Moment) -> datetime | None:
    """Return till when an upload may go on once its entry is handed in, or None: it begins before the close."""
    closes_at = when.calendar.closes_at
    if file.state != FileState.uploading or closes_at is None:
        return None
    if phase_at(when.calendar, file.created_at) not in ENTERING:
        return None
    until: datetime = min(closes_at + LANDING_GRACE, file.created_at + ABANDONED_AFTER)
    return until if when.at <= until else None


def awaited_until(file: Upload, when: Moment) -> datetime | None:
    """Return till when a file may land that is handed in on its way; None of one whose SHA-256 nobody knows yet."""
    return may_land_until(file, when) if file.client_sha256 else None


def is_awaited(file: Awaited, entry: EntryState) -> bool:
    """Tell whether a receipt that stands promised this file, and it has not come yet."""
    stands = entry == EntryState.submitted and file.stands_at is not None
    return stands and file.awaited_until is not None and file.state == FileState.uploading


def is_lost(file: Awaited) -> bool:
    """Tell whether a file is gone for good: it was promised, and never came or was another one."""
    is_refused = file.state == FileState.refused and file.awaited_until is not None
    return is_refused and (file.landed_at is None or file.refusal == HASH_DIFFERS)
