"""The law of release: `states`, `signatures` (whose it needs), `content` (what it announces), `refusals`;
`withdrawals` of what was announced, `complaints` about it, `comments` of the jury that teams read.
"""

from competition.publication.rules.comments import CommentsChanged, ReleaseComments, digest_of
from competition.publication.rules.complaints import (
    MOST_COMPLAINT,
    AnsweredAlready,
    ComplainedAlready,
    ComplaintsClosed,
    NoWords,
    complaints_until,
    may_complain,
)
from competition.publication.rules.content import STATEMENT, Content, Obstacle, check_time, joined, obstacles, opening
from competition.publication.rules.refusals import (
    AlreadyProposed,
    AlreadyReleased,
    AuditorTookPart,
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
    is_partial,
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
    "MOST_COMPLAINT",
    "MOST_REASON",
    "PROPOSERS",
    "READERS",
    "REQUIRED_SIGNATURES",
    "STATEMENT",
    "AlreadyProposed",
    "AlreadyReleased",
    "AlreadyWithdrawn",
    "AnsweredAlready",
    "AuditorTookPart",
    "CommentsChanged",
    "ComplainedAlready",
    "ComplaintsClosed",
    "Content",
    "ContentChanged",
    "MayNotSign",
    "NeedsAnother",
    "NoReason",
    "NoWords",
    "NobodyCanSign",
    "NotReadyToRelease",
    "NothingToCallOff",
    "Obstacle",
    "ReleaseComments",
    "ReleaseSigned",
    "ReleaseState",
    "Seat",
    "Standing",
    "TimeIsPast",
    "WithdrawAward",
    "check_time",
    "complaints_until",
    "digest_of",
    "is_partial",
    "joined",
    "may_complain",
    "may_confirm",
    "may_sign",
    "missing_signatures",
    "obstacles",
    "opening",
    "seat_for",
    "seats_of",
]
