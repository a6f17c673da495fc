"""What an entry owes and what was paid of it: sums, states and what may be recorded, in whole cents. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from competition.calls.rules.fees import FeeStatus
from competition.errors import DomainError

MOST_REASON = 300
MOST_ADDRESS = 600


class ChargeState(StrEnum):
    """Where a charge stands; follows from its sums alone (`state_of`)."""

    nothing = "nothing"
    owed = "owed"
    part_paid = "part_paid"
    paid = "paid"
    waived = "waived"
    refunded = "refunded"


# An entry whose fee stands so may go to a jury that judges only what is paid.
SETTLED = (ChargeState.nothing, ChargeState.paid, ChargeState.waived)


class PaymentKind(StrEnum):
    """What is recorded: money that came, money that was given back, and what is not asked for."""

    payment = "payment"
    refund = "refund"
    waiver = "waiver"


class Method(StrEnum):
    """How money came."""

    transfer = "transfer"
    card = "card"
    cash = "cash"
    other = "other"


class Recorded(Protocol):
    """What the law needs to know of a `Payment`."""

    kind: Any
    cents: Any
    struck_at: Any


@dataclass(frozen=True, slots=True)
class Sums:
    """What was recorded of a charge, by kind, without what was struck out."""

    paid: int = 0
    waived: int = 0
    refunded: int = 0

    @property
    def kept(self) -> int:
        """Return what the host has of it."""
        return self.paid - self.refunded


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who is to stand on the invoice; `country` is a code of ISO 3166, empty where nobody was asked."""

    name: str
    address: str
    vat: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class ChooseFee:
    """What a team says for its fee; `voucher` is a discount code as it was typed, or empty."""

    status: FeeStatus
    buyer: Buyer
    voucher: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What an organiser records of a charge; `key` is that of the form."""

    key: str
    kind: PaymentKind
    cents: int
    on: date
    method: str = ""
    reference: str = ""
    reason: str = ""


class TooMuch(DomainError):
    """More cannot be given back than was paid, nor waived than is owed (`most`: cents)."""

    code = "fee_too_much"


class NoReason(DomainError):
    """Money given back, a fee waived and a line struck out carry a reason."""

    code = "fee_needs_reason"


class PaymentStands(DomainError):
    """A payment that was given back in part cannot be struck out."""

    code = "fee_payment_stands"


class FeeStands(DomainError):
    """The fee is paid or on an invoice: what it was made from stands."""

    code = "fee_stands"


def sums_of(payments: Iterable[Recorded]) -> Sums:
    """Return what was recorded, by kind."""
    found = dict.fromkeys(PaymentKind, 0)
    for one in payments:
        if one.struck_at is None:
            found[PaymentKind(one.kind)] += one.cents
    return Sums(found[PaymentKind.payment], found[PaymentKind.waiver], found[PaymentKind.refund])


def outstanding(cents: int, sums: Sums) -> int:
    """Return what is still to be paid. Giving money back revives no debt: it ends one."""
    return max(0, cents - sums.waived - sums.paid)


def entitled(cents: int, sums: Sums) -> int:
    """Return what the host may keep: what is asked, without what was given back of it. Too much returned first."""
    asked = max(0, cents - sums.waived)
    over = max(0, sums.paid - asked)
    return max(0, asked - max(0, sums.refunded - over))


def state_of(cents: int, sums: Sums) -> ChargeState:
    """Return where a charge of so many cents stands."""
    if sums.paid and sums.kept == 0:
        return ChargeState.refunded
    if cents == 0:
        return ChargeState.nothing
    if outstanding(cents, sums) == 0:
        return ChargeState.paid if sums.paid else ChargeState.waived
    return ChargeState.part_paid if sums.paid or sums.waived else ChargeState.owed


def check_record(wanted: Record, cents: int, sums: Sums) -> None:
    """Refuse to record what cannot be: more given back than came, more waived than is owed, either without a reason.

    Money that came is recorded whatever it is: who pays too much is told so, and gets it back.
    """
    if wanted.kind == PaymentKind.payment:
        return
    if not wanted.reason.strip():
        raise NoReason
    most = sums.kept if wanted.kind == PaymentKind.refund else outstanding(cents, sums)
    if wanted.cents > most:
        raise TooMuch(most=most)


def check_strike(struck: Recorded, sums: Sums, reason: str) -> None:
    """Refuse to strike a line out without a reason, or one that a refund rests on."""
    if not reason.strip():
        raise NoReason
    if struck.kind == PaymentKind.payment and sums.kept < struck.cents:
        raise PaymentStands
