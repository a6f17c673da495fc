"""The tables of entries, by noun: `entries` (an entry, its team, files and receipts), `team` (invitations to it)."""

from competition.entries.models.entries import (
    Agreement,
    Derivative,
    Entry,
    EntryFile,
    EntryMember,
    LaterEntry,
    Submission,
)
from competition.entries.models.team import EntryInvitation

__all__ = [
    "Agreement",
    "Derivative",
    "Entry",
    "EntryFile",
    "EntryInvitation",
    "EntryMember",
    "LaterEntry",
    "Submission",
]
