"""The law of an entry: its states and those of its files."""

from __future__ import annotations

from enum import StrEnum


class EntryState(StrEnum):
    """A draft is handed in, may be edited until the due time, and may be withdrawn."""

    draft = "draft"
    submitted = "submitted"
    withdrawn = "withdrawn"


class FileState(StrEnum):
    """A file on its way: uploading → landed → verified → scanned → ready, or refused."""

    uploading = "uploading"
    landed = "landed"
    verified = "verified"
    scanned = "scanned"
    ready = "ready"
    refused = "refused"


class Form(StrEnum):
    """What a derivative of a file is."""

    picture = "picture"
    poster = "poster"
    page = "page"
    video = "video"
