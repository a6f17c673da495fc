"""The chair rules on vetoes: an entry that jurors vetoed stays out, or stays in."""

from __future__ import annotations

from dataclasses import dataclass

from competition.errors import DomainError


@dataclass(frozen=True, slots=True)
class RuleCommand:
    """A ruling on an entry, and why."""

    entry_id: str
    stays_in: bool
    reason: str


class RulingNeedsReason(DomainError):
    """A ruling says why, in at most `most` characters."""

    code = "ruling_needs_reason"


class NothingToRule(DomainError):
    """The chair rules where as many vetoes stand against an entry as the round says."""

    code = "nothing_to_rule"
    status = 409
