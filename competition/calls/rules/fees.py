"""What entering costs: the law of the fee table, in whole cents. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from competition.errors import DomainError

# Currencies of two decimals, which is what a cent means here.
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CNY", "HKD")
MOST_CENTS = 100_000_00
MOST_VAT_RATE = 50_00


class FeePer(StrEnum):
    """What a fee is owed for: each entry, or a lead's first entry in the call (the others are free)."""

    entry = "entry"
    lead = "lead"


class FeeStatus(StrEnum):
    """What an entrant says that he is; a student without a price of his own pays the other's."""

    professional = "professional"
    student = "student"


class FeeTier(StrEnum):
    """When an entry was handed in: until the early date, until its due time, after it."""

    early = "early"
    regular = "regular"
    late = "late"


class FeeRow(Protocol):
    """What the law needs to know of a `Fee`."""

    category_id: str | None
    status: FeeStatus
    tier: FeeTier
    cents: int


@dataclass(frozen=True, slots=True)
class Discount:
    """What a code takes off: a share in percent, or an amount in cents."""

    percent: int | None = None
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What is owed, and by which line of the table: `base` before the discount, `cents` after it."""

    tier: FeeTier
    status: FeeStatus
    base: int
    discount: int

    @property
    def cents(self) -> int:
        """Return what is to be paid."""
        return self.base - self.discount


@dataclass(frozen=True, slots=True)
class EditFees:
    """How a call charges, as an organiser writes it."""

    version: int
    currency: str
    per: FeePer
    early_until: datetime | None
    only_paid_judged: bool
    issuer_id: str
    issuer_name: str
    issuer_address: str
    issuer_vat: str
    vat_rate: int
    how_to_pay: dict[str, str] = field(default_factory=dict)
    vat_note: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetFee:
    """One price of the table; none (`cents` empty) takes the line away."""

    category_id: str | None
    status: FeeStatus
    tier: FeeTier
    cents: int | None


class BadFees(DomainError):
    """The schedule says something that cannot be (`at`: what)."""

    code = "fees_bad"


class CurrencyStands(DomainError):
    """Fees are owed in this currency already: it cannot change under them."""

    code = "fees_currency_stands"


def tier_at(early_until: datetime | None, due_at: datetime | None, at: datetime) -> FeeTier:
    """Return the tier of what is handed in at `at`; both limits belong to the earlier tier, as everywhere."""
    if due_at is not None and at > due_at:
        return FeeTier.late
    return FeeTier.early if early_until is not None and at <= early_until else FeeTier.regular


def base_price(rows: Sequence[FeeRow], category_id: str | None, status: FeeStatus, tier: FeeTier) -> int:
    """Return the price in cents; what the table does not say costs nothing.

    The nearest line counts: the status before the category before the tier. A tier without a line has the regular
    price, a category without one that of all categories, a student without any the professional's.
    """
    statuses = (status, FeeStatus.professional)
    wanted = [
        (one, category, when)
        for one in statuses
        for category in (category_id, None)
        for when in (tier, FeeTier.regular)
    ]
    lines = {(row.status, row.category_id, row.tier): row.cents for row in rows}
    return next((lines[key] for key in wanted if key in lines), 0)


def discount_of(base: int, discount: Discount | None) -> int:
    """Return what a code takes off a price, in cents, half a cent up; never more than the price."""
    if discount is None:
        return 0
    off = discount.cents if discount.cents is not None else half_up(base * (discount.percent or 0), 100)
    return min(base, off)


def half_up(numerator: int, denominator: int) -> int:
    """Return a quotient of whole numbers in whole cents, a half away from zero.

    It is rule B of ISO 80000-1:2009, annex B, the commercial rounding. Union law leaves the choice of a rule for VAT
    to the member states (Court of Justice, C-302/07 J D Wetherspoon, 5 March 2009); we round each line of an invoice
    by itself, so that the lines always make the total.
    """
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    numerator, denominator = abs(numerator), abs(denominator)
    return sign * ((2 * numerator + denominator) // (2 * denominator))


def vat_in(gross: int, rate: int) -> int:
    """Return the VAT that a price contains, in cents; `rate` is in hundredths of a percent."""
    return half_up(gross * rate, 100_00 + rate)
