"""The law of a call: its states, its calendar, the kinds of question it may ask."""

from __future__ import annotations

from enum import StrEnum


class CallState(StrEnum):
    """Stored by one writer. What follows from the clock alone (open, due, closed) is `phase_at`."""

    draft = "draft"
    published = "published"
    archived = "archived"


class Phase(StrEnum):
    """Where a published call stands at an instant."""

    announced = "announced"
    open = "open"
    late = "late"
    closed = "closed"


class Part(StrEnum):
    """What an institution is on a call. Hosts are of equal rank; partners have no rights by themselves."""

    host = "host"
    sponsor = "sponsor"
    venue = "venue"
    media = "media"


class FieldKind(StrEnum):
    """What an entry form may ask."""

    short_text = "short_text"
    long_text = "long_text"
    choice = "choice"
    yes_no = "yes_no"
    files = "files"


class RoundKind(StrEnum):
    """How a round judges."""

    scored = "scored"


class ReleaseRule(StrEnum):
    """Whose signatures a release needs."""

    organiser = "organiser"
    chair_and_auditor = "chair_and_auditor"
    each_host = "each_host"
