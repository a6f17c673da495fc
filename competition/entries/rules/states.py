"""The states of entries and of their files, and the moves between them."""

from __future__ import annotations

from enum import StrEnum


class EntryState(StrEnum):
    """A draft is handed in, may be edited until the due time, and may be withdrawn.

    Only what is `submitted` goes to a jury; the organisers' check may find it not eligible, and take that back.
    """

    draft = "draft"
    submitted = "submitted"
    withdrawn = "withdrawn"
    not_eligible = "not_eligible"


class FileState(StrEnum):
    """A file on its way: uploading → landed → verified → scanned → ready, or refused."""

    uploading = "uploading"
    landed = "landed"
    verified = "verified"
    scanned = "scanned"
    ready = "ready"
    refused = "refused"


class Scan(StrEnum):
    """What the scanner for malware made of a file: found nothing, there was none, or the file is too large for it."""

    clean = "clean"
    not_scanned = "not_scanned"
    too_large = "too_large"


class Form(StrEnum):
    """What a derivative of a file is."""

    picture = "picture"
    poster = "poster"
    page = "page"
    video = "video"
    model = "model"


ENTRY_MOVES: dict[EntryState, frozenset[EntryState]] = {
    EntryState.draft: frozenset({EntryState.submitted, EntryState.withdrawn}),
    EntryState.submitted: frozenset({EntryState.submitted, EntryState.withdrawn, EntryState.not_eligible}),
    EntryState.withdrawn: frozenset({EntryState.draft}),
    EntryState.not_eligible: frozenset({EntryState.submitted, EntryState.withdrawn}),
}

FILE_MOVES: dict[FileState, frozenset[FileState]] = {
    FileState.uploading: frozenset({FileState.landed, FileState.refused}),
    FileState.landed: frozenset({FileState.verified, FileState.refused}),
    FileState.verified: frozenset({FileState.scanned, FileState.refused}),
    FileState.scanned: frozenset({FileState.ready, FileState.refused}),
    FileState.ready: frozenset(),
    FileState.refused: frozenset(),
}

# The bucket has these whole, at the size that was announced; what is left is our own reading of them.
ARRIVED = frozenset({FileState.landed, FileState.verified, FileState.scanned, FileState.ready})
# We have read these ourselves, so their SHA-256 is a fact.
VERIFIED = frozenset({FileState.verified, FileState.scanned, FileState.ready})


def may_become(before: EntryState, after: EntryState) -> bool:
    """Tell whether an entry may move so."""
    return after in ENTRY_MOVES[before]


def file_may_become(before: FileState, after: FileState) -> bool:
    """Tell whether a file may move so. A refused one stays refused; another file takes its place."""
    return after in FILE_MOVES[before]
