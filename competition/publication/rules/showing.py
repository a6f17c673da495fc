"""What the public sees of a published work: as much as its makers consent to, and no picture before its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from competition.entries.rules.versions import TITLE

WORDS = ("statement", "details", "versions")
PICTURES = ("pictures",)
PARTS = (*WORDS, *PICTURES)


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
    """Return the parts as they are shown, and whole those that are not. The title stays, in all its languages."""
    title = {piece: words for piece, words in whole["versions"].items() if piece == TITLE}
    without: dict[str, Any] = {"statement": "", "details": [], "versions": title, "pictures": []}
    may_show = {**dict.fromkeys(WORDS, seen.words), **dict.fromkeys(PICTURES, seen.pictures)}
    shown = {name: whole[name] if may else without[name] for name, may in may_show.items()}
    return shown, {name: whole[name] for name, may in may_show.items() if not may and whole[name] != without[name]}


def veil_ends(day: str | None, zone: str) -> datetime | None:
    """Return the instant at which a day begins in the zone of the call: from then on its pictures may be public."""
    return datetime.combine(date.fromisoformat(day), time(), ZoneInfo(zone)) if day else None
