"""The tables of entries, by noun: `entries` (an entry, its team, files and receipts)."""

from competition.entries.models.entries import (
    Derivative,
    Entry,
    EntryFile,
    EntryMember,
    Submission,
)

__all__ = [
    "Derivative",
    "Entry",
    "EntryFile",
    "EntryMember",
    "Submission",
]
