"""Dates that move in the open: which moves are told, and which need a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from competition.calls.rules.calendar import FURTHER_DATES, OWN_DATES
from competition.errors import DomainError

MOST_REASON = 600
# What entrants wait for. When the jury sits is the organisers' and the jurors' own.
TOLD = ("opens_at", "due_at", "closes_at", *FURTHER_DATES, "announcement_at")


@dataclass(frozen=True, slots=True)
class Move:
    """A date of a call (or of one of its categories) that moved; empty means that there was or is none."""

    name: str
    before: datetime | None
    after: datetime | None

    @property
    def is_earlier(self) -> bool:
        """Tell whether entrants have less time than they were told."""
        if self.name not in OWN_DATES or self.before is None or self.after is None:
            return False
        return self.after < self.before


class ReasonNeeded(DomainError):
    """A date that entrants count on was moved to an earlier moment (`dates`: names) after the call opened."""

    code = "call_reason_needed"


def told(moves: Sequence[Move]) -> list[Move]:
    """Return the moves that the public page shows and that entrants get a letter about."""
    return [move for move in moves if move.name in TOLD]


def require_reason(moves: Sequence[Move], opened_at: datetime | None, now: datetime, *, reason: str) -> None:
    """Refuse to take time away from those who have begun, unless a reason is given."""
    sooner = [move.name for move in moves if move.is_earlier]
    if sooner and not reason.strip() and opened_at is not None and now >= opened_at:
        raise ReasonNeeded(dates=sooner)
