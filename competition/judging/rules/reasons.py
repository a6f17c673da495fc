"""The reasons that the law of the jury room asks for, of whoever points out, settles or decides something."""

from __future__ import annotations

from competition.errors import DomainError

MOST_REASON = 1000


def stated(reason: str, otherwise: type[DomainError], most: int = MOST_REASON) -> str:
    """Return a reason without blanks around it; raise `otherwise` for none, and for more than `most` characters."""
    reason = reason.strip()
    if not 0 < len(reason) <= most:
        raise otherwise(most=most)
    return reason
