"""Reads of entries, by audience: the team, the organisers, and those downstream who see what stands."""

from competition.entries.queries.answered import answers_in_words, written_of
from competition.entries.queries.checks import (
    CheckRow,
    check_counts,
    check_of,
    check_rows,
    fixes_of,
    receipt_numbered,
)
from competition.entries.queries.given import answer_counts
from competition.entries.queries.later import Later, later_for, later_in_words, later_of
from competition.entries.queries.likeness import count_alike, pair_alike, pairs_alike
from competition.entries.queries.members import (
    Teammate,
    TeamOffer,
    invitation_behind,
    invitations_of_entry,
    offer_behind,
    offers_for,
    own_member,
    teammates_of,
)
from competition.entries.queries.organisers import (
    EntryRow,
    any_entry_of_call,
    count_of_call,
    entries_of_call,
    entry_of_call,
    original_link,
    standing_files,
)
from competition.entries.queries.receipts import files_named, latest_receipt, receipt_for, receipts_of
from competition.entries.queries.shown import jury_files, shown_files, team_files
from competition.entries.queries.standing import (
    jury_entry,
    makers_of,
    submitted_entries,
    submitted_entry,
    team_sayings,
    title_for,
)
from competition.entries.queries.team import (
    EntryLine,
    broken_file,
    broken_files,
    entries_for,
    entry_for,
    file_states,
    files_of,
)
from competition.entries.queries.times import allowance_of, extensions_of, times_of
from competition.entries.queries.words import texts_of
from competition.entries.queries.working import Opening, content_in_form, files_in_form, open_fix, opening_of

__all__ = [
    "CheckRow",
    "EntryLine",
    "EntryRow",
    "Later",
    "Opening",
    "TeamOffer",
    "Teammate",
    "allowance_of",
    "answer_counts",
    "answers_in_words",
    "any_entry_of_call",
    "broken_file",
    "broken_files",
    "check_counts",
    "check_of",
    "check_rows",
    "content_in_form",
    "count_alike",
    "count_of_call",
    "entries_for",
    "entries_of_call",
    "entry_for",
    "entry_of_call",
    "extensions_of",
    "file_states",
    "files_in_form",
    "files_named",
    "files_of",
    "fixes_of",
    "invitation_behind",
    "invitations_of_entry",
    "jury_entry",
    "jury_files",
    "later_for",
    "later_in_words",
    "later_of",
    "latest_receipt",
    "makers_of",
    "offer_behind",
    "offers_for",
    "open_fix",
    "opening_of",
    "original_link",
    "own_member",
    "pair_alike",
    "pairs_alike",
    "receipt_for",
    "receipt_numbered",
    "receipts_of",
    "shown_files",
    "standing_files",
    "submitted_entries",
    "submitted_entry",
    "team_files",
    "team_sayings",
    "teammates_of",
    "texts_of",
    "times_of",
    "title_for",
    "written_of",
]
