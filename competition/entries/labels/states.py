"""The words for what an entry and its files can be, may lack and may refuse."""

from __future__ import annotations

from typing import Any

from competition.calls.rules import AnswerFault
from competition.entries.rules.file_words import ALT, CAPTION, CREDIT
from competition.entries.rules.lacking import Fault, FileFault
from competition.entries.rules.proofs import Proof
from competition.entries.rules.states import EntryState, FileState, Scan
from competition.entries.rules.verifying import Finding
from competition.i18n import lazy_gettext as _l

FILE_WORDS: dict[str, Any] = {
    CAPTION: _l("Caption"),
    CREDIT: _l("Credit"),
    ALT: _l("Description for people who cannot see it"),
}
STATES: dict[EntryState, Any] = {
    EntryState.draft: _l("Draft"),
    EntryState.submitted: _l("Handed in"),
    EntryState.withdrawn: _l("Withdrawn"),
    EntryState.not_eligible: _l("Not eligible"),
}
STATE_KINDS = {
    EntryState.draft: "quiet",
    EntryState.submitted: "ok",
    EntryState.withdrawn: "caution",
    EntryState.not_eligible: "error",
}

FILE_STATES: dict[FileState, Any] = {
    FileState.uploading: _l("Upload not finished"),
    FileState.landed: _l("Arrived, being verified"),
    FileState.verified: _l("Verified, preview being made"),
    FileState.scanned: _l("Verified, preview being made"),
    FileState.ready: _l("Verified"),
    FileState.refused: _l("Refused"),
}
FILE_STATE_KINDS = {
    FileState.uploading: "active",
    FileState.landed: "active",
    FileState.verified: "active",
    FileState.scanned: "active",
    FileState.ready: "ok",
    FileState.refused: "error",
}

# What a file that is ready is said to be, by what the scanner for malware made of it.
SCANS: dict[Scan | None, Any] = {
    None: FILE_STATES[FileState.ready],
    Scan.clean: _l("Verified and scanned"),
    Scan.not_scanned: _l("Verified, not scanned"),
    Scan.too_large: _l("Verified, too large to be scanned"),
}

# How far a file's SHA-256 on a receipt is ours.
PROOFS: dict[Proof, Any] = {
    Proof.verified: _l("SHA-256, verified by us"),
    Proof.verified_since: _l("SHA-256 as the browser computed it, verified by us since"),
    Proof.verified_beside: _l("SHA-256, verified by us since; the manifest was made before and does not hold it"),
    Proof.claimed: _l("SHA-256 as the browser computed it; we are still verifying it"),
    Proof.awaited: _l("SHA-256, being verified: look again in a moment"),
    Proof.on_its_way: _l(
        "Still on its way. It may land until %(times)s, if it has the SHA-256 that the browser computed:"
    ),
    Proof.landed: _l("Arrived after you handed in; we are still verifying that it has this SHA-256"),
    Proof.arrived: _l("Arrived after you handed in, and verified by us: it has the SHA-256 that was promised"),
    Proof.refused: _l("This file was refused after it was handed in."),
}

# What is found of a file that is held against a manifest.
FINDINGS: dict[Finding, Any] = {
    Finding.holds: _l("Exactly as handed in"),
    Finding.differs: _l("Not what was handed in"),
    Finding.missing: _l("Missing here"),
    Finding.unproven: _l("The size is right; the manifest holds no SHA-256 of it"),
    Finding.other: _l("Not part of this receipt"),
}
FINDING_KINDS = {
    Finding.holds: "ok",
    Finding.differs: "error",
    Finding.missing: "caution",
    Finding.unproven: "caution",
    Finding.other: "quiet",
}

FAULTS: dict[Fault, Any] = {
    AnswerFault.missing: _l("Still missing"),
    AnswerFault.wrong_kind: _l("Needs another kind of answer"),
    AnswerFault.too_long: _l("Too long"),
    AnswerFault.unknown_choice: _l("Choose one of the list"),
    AnswerFault.too_few_choices: _l("More answers are needed"),
    AnswerFault.too_many_choices: _l("Too many answers"),
    AnswerFault.not_a_number: _l("Needs a number"),
    AnswerFault.too_precise: _l("Too many decimals"),
    AnswerFault.too_small: _l("Too small"),
    AnswerFault.too_large: _l("Too large"),
    AnswerFault.not_positive: _l("More than zero is needed"),
    AnswerFault.incomplete: _l("Not complete"),
    AnswerFault.not_a_date: _l("Needs a day"),
    AnswerFault.too_early: _l("Too early"),
    AnswerFault.too_late: _l("Too late"),
    AnswerFault.not_an_address: _l("Needs a web address"),
    AnswerFault.too_many_rows: _l("Too many materials"),
    AnswerFault.too_few_files: _l("More files are needed"),
    AnswerFault.too_many_files: _l("Too many files"),
    FileFault.still_uploading: _l("A file is not finished yet"),
    FileFault.replacement_on_its_way: _l("A file that replaces another is on its way: wait for it, or cancel it"),
    FileFault.not_hashed: _l("The fingerprint of a file on its way is still being computed: look again in a moment"),
    FileFault.refused_file: _l("A file was refused: replace it"),
}

REFUSALS: dict[str, Any] = {
    "entry_call_not_open": _l("This call does not take entries yet."),
    "entry_call_closed": _l("This call is closed: its hard close has passed. Your draft is kept as it is."),
    "entry_round_not_open": _l("This round does not ask its questions yet."),
    "entry_round_due": _l("This round takes no more answers: they were due before. What you handed in stands."),
    "entry_past_due": _l("The due time has passed. What you handed in stands, and nothing about it can change now."),
    "entry_needs_confirmed_address": _l(
        "Confirm your e-mail address first: the receipt goes there. Your draft is kept meanwhile."
    ),
    "entry_too_many": _l("You lead %(most)s entries in this call already; that is as many as one person may."),
    "entry_translation_stale": _l(
        "Another organiser saved this translation meanwhile. Nothing was overwritten: yours is in the form, the newer"
        " one stands beside it. Saving now puts yours in its place."
    ),
    "entry_stale": _l("Somebody saved a newer version meanwhile. Nothing was overwritten; both versions are kept."),
    "entry_wrong_state": _l("This cannot be done with this entry now. Nothing was changed."),
    "entry_incomplete": _l("This entry is not complete yet. Nothing was handed in; your draft is kept."),
    "entry_content_changed": _l(
        "The entry was changed after this page was shown. Look at it once more, then hand it in."
    ),
    "entry_wording_changed": _l(
        "A wording was changed after this page was shown. Nothing was saved: read it anew, then answer."
    ),
    "entry_already_handed_in": _l("Nothing has changed since you handed it in: receipt %(number)s stands."),
    "entry_key_reused": _l(
        "This page was used before for another version. Look at the entry once more, then hand it in."
    ),
    "upload_kind_not_accepted": _l("This kind of file is not taken here. Accepted: %(formats)s."),
    "upload_too_large": _l("This file is too large: at most %(megabytes)s MB are taken here."),
    "upload_empty": _l("This file is empty. Choose another one."),
    "upload_too_many_files": _l("At most %(most)s files are taken here. Remove one first."),
    "upload_model_in_parts": _l(
        "A .gltf file keeps its parts in other files. Export the model as one binary file (.glb) and send that."
    ),
    "upload_entry_full": _l(
        "Your entry has room for %(megabytes)s MB more, and this file is larger. Remove another file first, or send a"
        " smaller one."
    ),
    "upload_person_full": _l(
        "Your entries to all calls together have room for %(megabytes)s MB more, and this file is larger. Remove files"
        " of other drafts first."
    ),
    "upload_call_full": _l("This call has no room for this file. Its organisers can make room: write to them."),
    "upload_slot_closed": _l("This upload can no longer go on. Choose the file again."),
    "upload_digest_fixed": _l(
        "This is not the file that your receipt names. Choose that very file: no other may come in its place."
    ),
    "upload_bad_request": _l("This does not belong to the upload that was begun. Choose the file again."),
    "upload_bad_input": _l("This could not be understood. Reload the page; nothing that was saved is lost."),
    "upload_not_arrived": _l("The file has not arrived yet."),
    "upload_store_down": _l("The store for files does not answer. Nothing is lost; we keep trying."),
}


def file_words(state: FileState, scan: Scan | None) -> Any:
    """Return the words for where a file is on its way."""
    return SCANS[scan] if state == FileState.ready else FILE_STATES[state]
