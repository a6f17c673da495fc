"""What the public sees of a published work: as much as its makers consent to, and no picture before its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

WORDS = ("statement", "details")
PICTURES = ("pictures",)
EMPTY: dict[str, Any] = {"statement": "", "details": [], "pictures": []}


@dataclass(frozen=True, slots=True)
class Showing:
    """What may be shown of a work at an instant, and when that changes by itself (None: never)."""

    words: bool
    pictures: bool
    changes_at: datetime | None


def showing(*, consents: bool, until: datetime | None, veiled_until: datetime | None, now: datetime) -> Showing:
    """Return what may be shown: nothing without a consent that holds, no picture while the work is veiled."""
    holds = consents and (until is None or now < until)
    is_veiled = veiled_until is not None and now < veiled_until
    ends = [at for at in (until, veiled_until) if at is not None and holds and now < at]
    return Showing(holds, holds and not is_veiled, min(ends, default=None))


def split(whole: Mapping[str, Any], seen: Showing) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the parts that are shown, each of them empty where it is not, and those that are withheld."""
    may_show = {**dict.fromkeys(WORDS, seen.words), **dict.fromkeys(PICTURES, seen.pictures)}
    shown = {name: whole[name] if may else EMPTY[name] for name, may in may_show.items()}
    return shown, {name: whole[name] for name, may in may_show.items() if not may and whole[name]}


def veil_ends(day: str | None, zone: str) -> datetime | None:
    """Return the instant at which a day begins in the zone of the call: from then on its pictures may be public."""
    return datetime.combine(date.fromisoformat(day), time(), ZoneInfo(zone)) if day else None
