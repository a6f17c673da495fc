"""The law of leaving a jury in mid-round: what becomes of a juror's marks."""

from __future__ import annotations

from dataclasses import dataclass

from competition.errors import DomainError
from competition.judging.rules.reasons import stated


@dataclass(frozen=True, slots=True)
class LeaveCommand:
    """A juror leaves the jury: why, and whether the sheets that he handed in are set aside or count on."""

    reason: str
    sets_aside: bool = False


class LeavingNeedsReason(DomainError):
    """Whoever takes a juror from the jury says why."""

    code = "leaving_needs_reason"


class OnlyChairSetsAside(DomainError):
    """Marks that were handed in are set aside by the chair of the jury and nobody else."""

    code = "only_chair_sets_aside"
    status = 403


def check_leave(command: LeaveCommand, *, is_chair: bool) -> str:
    """Return the reason; refuse a leave without one, and marks that are set aside by somebody else."""
    reason = stated(command.reason, LeavingNeedsReason)
    if command.sets_aside and not is_chair:
        raise OnlyChairSetsAside
    return reason
