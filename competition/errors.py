"""What a domain may refuse, in a form that every surface can translate."""

from __future__ import annotations

from typing import Any, ClassVar


class DomainError(Exception):
    """A verb was refused for a reason that the person who asked should read.

    Subclasses stand in a domain's `rules.py`. `code` is stable and goes into logs and API answers;
    the sentence for the reader is found by it in the domain's `labels.py`. `values` fill that sentence's
    placeholders. `status` is the HTTP status that a surface answers with.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 422

    def __init__(self, **values: Any) -> None:
        super().__init__(self.code, values)
        self.values = values


class NotFound(DomainError):
    """The thing is not there, or not for this reader: both look the same from outside."""

    code = "not_found"
    status = 404


class Stale(DomainError):
    """Somebody saved a newer version meanwhile; nothing was overwritten, both are kept."""

    code = "stale"
    status = 409
