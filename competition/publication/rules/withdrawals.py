"""An award that is taken back after it was published: one proposes it, another person confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from competition.errors import DomainError
from competition.publication.rules.signatures import Seat, Standing, may_sign

MOST_REASON = 2000


@dataclass(frozen=True, slots=True)
class WithdrawAward:
    """That a work shall lose an award, and what the public is told of it."""

    award_id: str
    work_id: str
    reason: str


class NoReason(DomainError):
    """The public is told why an award was withdrawn."""

    code = "withdrawal_without_reason"


class AlreadyWithdrawn(DomainError):
    """This is proposed already, or done."""

    code = "withdrawal_already_there"
    status = 409


class NeedsAnother(DomainError):
    """Who proposed a withdrawal does not confirm it, nor does one who could sign no release of the call."""

    code = "withdrawal_needs_another"
    status = 409


def may_confirm(standing: Standing, seats: Sequence[Seat], proposer_id: str) -> bool:
    """Tell whether a person may confirm a withdrawal: another than who proposed it, and one who may sign a release."""
    return standing.person_id != proposer_id and any(may_sign(standing, seat) for seat in seats)
