"""The verbs of entries, split by noun: drafts, uploads, files, submission, inspection of files, clean-up."""

from competition.entries.services.answers import on_answer_published
from competition.entries.services.drafts import begin_entry, reopen_entry, save_draft, withdraw_entry
from competition.entries.services.files import remove_file, reorder_files
from competition.entries.services.submission import submit_entry
from competition.entries.services.terms import change_consents
from competition.entries.services.uploads import finish_upload, open_slot, sign

__all__ = [
    "begin_entry",
    "change_consents",
    "finish_upload",
    "on_answer_published",
    "open_slot",
    "remove_file",
    "reopen_entry",
    "reorder_files",
    "save_draft",
    "sign",
    "submit_entry",
    "withdraw_entry",
]
