"""The law of flags: what a juror points out about an entry that is not for him to judge."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from competition.errors import DomainError


class FlagKind(StrEnum):
    """What a flag is about."""

    authorship = "authorship"
    rules = "rules"
    quality = "quality"
    rights = "rights"


@dataclass(frozen=True, slots=True)
class FlagCommand:
    """A flag as a juror raises it."""

    kind: FlagKind
    reason: str


class FlagNeedsReason(DomainError):
    """Whoever raises a flag, or settles one, says why."""

    code = "flag_needs_reason"


class FlagIsSettled(DomainError):
    """A flag is settled once."""

    code = "flag_settled"
    status = 409
