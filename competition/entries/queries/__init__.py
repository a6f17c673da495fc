"""Reads of entries, by audience: the team, the organisers, and those downstream who see what stands."""

from competition.entries.queries.organisers import EntryRow, count_of_call, entries_of_call, entry_of_call
from competition.entries.queries.receipts import latest_receipt, receipt_for, receipts_of
from competition.entries.queries.shown import shown_files, team_files
from competition.entries.queries.standing import jury_entry, makers_of, submitted_entries
from competition.entries.queries.team import EntryLine, entries_for, entry_for, files_of, is_of_team

__all__ = [
    "EntryLine",
    "EntryRow",
    "count_of_call",
    "entries_for",
    "entries_of_call",
    "entry_for",
    "entry_of_call",
    "files_of",
    "is_of_team",
    "jury_entry",
    "latest_receipt",
    "makers_of",
    "receipt_for",
    "receipts_of",
    "shown_files",
    "submitted_entries",
    "team_files",
]
