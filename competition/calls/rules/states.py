"""What a call, its parts and its rounds can be."""

from __future__ import annotations

from enum import StrEnum


class CallState(StrEnum):
    """Stored by one writer. What follows from the clock alone (open, due, closed) is `phase_at`."""

    draft = "draft"
    published = "published"
    archived = "archived"


class Part(StrEnum):
    """What an institution is on a call. Hosts are of equal rank; partners have no rights by themselves."""

    host = "host"
    sponsor = "sponsor"
    venue = "venue"
    media = "media"


PARTNERS = (Part.sponsor, Part.venue, Part.media)


class RoundKind(StrEnum):
    """How a round judges."""

    scored = "scored"


class ReleaseRule(StrEnum):
    """Whose signatures a release needs."""

    organiser = "organiser"
    chair_and_auditor = "chair_and_auditor"
    each_host = "each_host"


class Feedback(StrEnum):
    """What a team may see of its own entry's judging, once the winners are published."""

    none = "none"
    scores = "scores"
    scores_and_comments = "scores_and_comments"
