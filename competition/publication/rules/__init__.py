"""The law of release: `states`, `signatures` (whose it needs), `content` (what it announces), `refusals`;
`withdrawals` of what was announced.
"""

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
from competition.publication.rules.withdrawals import (
    MOST_REASON,
    AlreadyWithdrawn,
    NeedsAnother,
    NoReason,
    WithdrawAward,
    may_confirm,
)

__all__ = [
    "ACTIVE",
    "MOST_REASON",
    "PROPOSERS",
    "READERS",
    "REQUIRED_SIGNATURES",
    "AlreadyProposed",
    "AlreadyReleased",
    "AlreadyWithdrawn",
    "Content",
    "ContentChanged",
    "MayNotSign",
    "NeedsAnother",
    "NoReason",
    "NobodyCanSign",
    "NotReadyToRelease",
    "NothingToCallOff",
    "Obstacle",
    "ReleaseSigned",
    "ReleaseState",
    "Seat",
    "Standing",
    "TimeIsPast",
    "WithdrawAward",
    "check_time",
    "joined",
    "may_confirm",
    "may_sign",
    "missing_signatures",
    "obstacles",
    "opening",
    "seat_for",
    "seats_of",
]
