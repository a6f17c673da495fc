"""Codes that organisers hand out: for entry after the close, or for a lower fee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from competition.errors import DomainError

# No letter or figure that is taken for another: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. There are 23 ** 10 codes.
ALPHABET = "ACDEFGHJKMNPQRTWXY34679"
CODE_LENGTH = 10
MOST_USES = 10_000
MOST_VOUCHERS = 500
MOST_NOTE = 200


class VoucherKind(StrEnum):
    """What a code is good for."""

    late = "late"
    discount = "discount"


@dataclass(frozen=True, slots=True)
class NewVoucher:
    """A code as an organiser wants it; a discount is of `percent` or of `cents`."""

    kind: VoucherKind
    uses: int
    until: datetime
    category_id: str | None = None
    note: str = ""
    percent: int | None = None
    cents: int | None = None


class VoucherRow(Protocol):
    """What the law needs to know of a `Voucher`."""

    uses: int
    used: int
    until: datetime
    revoked_at: datetime | None


class VoucherUnknown(DomainError):
    """No such code, or one that was taken back: both look the same."""

    code = "voucher_unknown"


class VoucherOver(DomainError):
    """The code's own deadline has passed."""

    code = "voucher_over"


class VoucherSpent(DomainError):
    """The code was used as often as it may be."""

    code = "voucher_spent"


class VoucherElsewhere(DomainError):
    """The code is for another category."""

    code = "voucher_elsewhere"


class VoucherUsed(DomainError):
    """The entry has a code of this kind already."""

    code = "voucher_used"


class BadVoucher(DomainError):
    """A code needs a deadline to come, at least one use, and a discount one of percent and amount."""

    code = "voucher_bad"


def voucher_code(picks: Sequence[int]) -> str:
    """Return the code that ten random numbers below the alphabet's length spell: `K7M2Q-D4RTA`."""
    letters = "".join(ALPHABET[pick] for pick in picks)
    return f"{letters[: CODE_LENGTH // 2]}-{letters[CODE_LENGTH // 2 :]}"


def typed_code(text: str) -> str:
    """Return a code as it is stored, from what somebody typed: in small letters, with blanks, without its hyphen."""
    letters = "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())
    return f"{letters[: CODE_LENGTH // 2]}-{letters[CODE_LENGTH // 2 :]}"[:20]


def check_new(wanted: NewVoucher, now: datetime) -> None:
    """Refuse a code that could never be used, or that says two things."""
    given = [one for one in (wanted.percent, wanted.cents) if one is not None]
    is_discount = wanted.kind == VoucherKind.discount
    fits = len(given) == 1 and given[0] > 0 if is_discount else not given
    if not fits or (wanted.percent or 0) > 100 or not 0 < wanted.uses <= MOST_USES or wanted.until <= now:
        raise BadVoucher


def refusal_of_voucher(row: VoucherRow | None, now: datetime) -> DomainError | None:
    """Return why a code lets nobody in now, or None."""
    if row is None or row.revoked_at is not None:
        return VoucherUnknown()
    if row.until < now:
        return VoucherOver(until=row.until.isoformat())
    return VoucherSpent() if row.used >= row.uses else None
