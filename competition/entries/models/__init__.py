"""The tables of entries, by noun: `entries` (an entry, its team, files, receipts), `team` (invitations), `checks`,
`likeness` (pictures that look alike).
"""

from competition.entries.models.checks import EntryCheck, FixRequest
from competition.entries.models.entries import (
    Agreement,
    Derivative,
    Entry,
    EntryFile,
    EntryMember,
    LaterEntry,
    Submission,
)
from competition.entries.models.likeness import Likeness, Resemblance
from competition.entries.models.team import EntryInvitation

__all__ = [
    "Agreement",
    "Derivative",
    "Entry",
    "EntryCheck",
    "EntryFile",
    "EntryInvitation",
    "EntryMember",
    "FixRequest",
    "LaterEntry",
    "Likeness",
    "Resemblance",
    "Submission",
]
