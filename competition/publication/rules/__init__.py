"""The law of release: `states`, `signatures` (whose it needs), `content` (what it announces), `refusals`."""

from competition.publication.rules.content import Content, Obstacle, check_time, joined, obstacles, opening
from competition.publication.rules.refusals import (
    AlreadyProposed,
    AlreadyReleased,
    ContentChanged,
    MayNotSign,
    NobodyCanSign,
    NothingToCallOff,
    NotReadyToRelease,
    ReleaseSigned,
    TimeIsPast,
)
from competition.publication.rules.signatures import (
    REQUIRED_SIGNATURES,
    Seat,
    Standing,
    may_sign,
    missing_signatures,
    seat_for,
    seats_of,
)
from competition.publication.rules.states import ACTIVE, PROPOSERS, READERS, ReleaseState

__all__ = [
    "ACTIVE",
    "PROPOSERS",
    "READERS",
    "REQUIRED_SIGNATURES",
    "AlreadyProposed",
    "AlreadyReleased",
    "Content",
    "ContentChanged",
    "MayNotSign",
    "NobodyCanSign",
    "NotReadyToRelease",
    "NothingToCallOff",
    "Obstacle",
    "ReleaseSigned",
    "ReleaseState",
    "Seat",
    "Standing",
    "TimeIsPast",
    "check_time",
    "joined",
    "may_sign",
    "missing_signatures",
    "obstacles",
    "opening",
    "seat_for",
    "seats_of",
]
