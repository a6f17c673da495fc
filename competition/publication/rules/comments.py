"""Which comments of the jury a team may read: the chair chooses before the announcement, one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from competition.errors import DomainError


@dataclass(frozen=True, slots=True)
class ReleaseComments:
    """Of the comments that a page showed, by sheet with the digest of what stood there, those to be released."""

    shown: Mapping[str, str]
    chosen: frozenset[str]


class CommentsChanged(DomainError):
    """A juror wrote something else meanwhile: nobody releases words that he did not read."""

    code = "comments_changed"
    status = 409


def digest_of(text: str) -> str:
    """Return the SHA-256 of a comment: what was read, and an order that nobody can trace to a juror."""
    return hashlib.sha256(text.encode()).hexdigest()
