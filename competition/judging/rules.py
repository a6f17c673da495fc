"""The law of the jury room."""

from __future__ import annotations

from enum import StrEnum


class CommentRule(StrEnum):
    """Whether a score sheet asks for words."""

    off = "off"
    optional = "optional"
    required = "required"


class SheetState(StrEnum):
    """A sheet is saved as a draft with every change; handing it in is one act, open to change until the close."""

    draft = "draft"
    submitted = "submitted"
