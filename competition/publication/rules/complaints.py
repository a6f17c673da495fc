"""For how long entrants may complain after the winners are published."""

from __future__ import annotations

from datetime import datetime, timedelta

from competition.errors import DomainError

MOST_COMPLAINT = 4000


class ComplaintsClosed(DomainError):
    """The days in which entrants may complain are over, or there were none."""

    code = "complaints_closed"
    status = 409


class ComplainedAlready(DomainError):
    """A team complains once for an entry."""

    code = "complaint_there_already"
    status = 409


class AnsweredAlready(DomainError):
    """A complaint is answered once: the team has read the answer."""

    code = "complaint_answered_already"
    status = 409


class NoWords(DomainError):
    """A complaint and an answer have words."""

    code = "complaint_without_words"


def complaints_until(published_at: datetime, days: int) -> datetime | None:
    """Return when the last day ends, so many days after the publication; None where there are none."""
    return published_at + timedelta(days=days) if days > 0 else None


def may_complain(until: datetime | None, at: datetime) -> bool:
    """Tell whether a complaint can still be made."""
    return until is not None and at <= until
