"""The tables of what entries owe, what was paid, and of invoices. Amounts are whole cents."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.calls.rules.fees import FeeStatus
from competition.entries.rules.fees import ChargeState, PaymentKind
from competition.entries.rules.invoices import InvoiceKind


class FeeChoice(db.Base):
    """What an entry's team says for its fee: whose price it asks for, and who is to stand on the invoice."""

    __tablename__ = "fee_choice"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    status: Mapped[FeeStatus] = mapped_column(db.enum(FeeStatus), default=FeeStatus.professional)
    buyer_name: Mapped[str] = mapped_column(String(200), default="")
    buyer_address: Mapped[str] = mapped_column(Text, default="")
    buyer_vat: Mapped[str] = mapped_column(String(30), default="")
    buyer_country: Mapped[str] = mapped_column(String(2), default="")


class Charge(db.Base):
    """What is owed for an entry, or by a lead for all his entries in a call; `key` makes it one.

    `cents` and `rule` (the line of the fee table that made it, with its words) are fixed when the entry is handed in.
    `paid`, `waived`, `refunded` and `state` are the sums of its payments, written with each of them by one service.
    """

    __tablename__ = "charge"
    __table_args__ = (
        Index(None, "call_id", "state"),
        CheckConstraint("cents >= 0 AND paid >= 0 AND waived >= 0 AND refunded >= 0 AND refunded <= paid", name="sums"),
    )

    id: Mapped[db.Id]
    key: Mapped[str] = mapped_column(String(80), unique=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    currency: Mapped[str] = mapped_column(String(3))
    cents: Mapped[int] = mapped_column(BigInteger)
    rule: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    fixed_at: Mapped[db.Instant]
    paid: Mapped[int] = mapped_column(BigInteger, default=0)
    waived: Mapped[int] = mapped_column(BigInteger, default=0)
    refunded: Mapped[int] = mapped_column(BigInteger, default=0)
    state: Mapped[ChargeState] = mapped_column(db.enum(ChargeState), default=ChargeState.owed)


class ChargedEntry(db.Base):
    """An entry, and the charge that covers it."""

    __tablename__ = "charged_entry"
    __table_args__ = (Index(None, "charge_id"),)

    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    charge_id: Mapped[str] = mapped_column(ForeignKey("charge.id"))


class Payment(db.Base):
    """What an organiser recorded of a charge: money that came, money given back, or what is not asked for.

    A row is never changed; a mistake is struck out with a reason and stays to be read. `key` is its form's: sent
    again, it records nothing twice.
    """

    __tablename__ = "payment"
    __table_args__ = (UniqueConstraint("charge_id", "key"), CheckConstraint("cents > 0", name="cents"))

    id: Mapped[db.Id]
    charge_id: Mapped[str] = mapped_column(ForeignKey("charge.id"))
    key: Mapped[str] = mapped_column(String(64))
    kind: Mapped[PaymentKind] = mapped_column(db.enum(PaymentKind))
    cents: Mapped[int] = mapped_column(BigInteger)
    on: Mapped[date] = mapped_column("on_day", Date)
    method: Mapped[str] = mapped_column(String(40), default="")
    reference: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    recorded_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[db.Instant]
    struck_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    struck_reason: Mapped[str] = mapped_column(String(300), default="")


class InvoiceSeries(db.Base):
    """The numbers of a host's invoices in a year; its row is their lock."""

    __tablename__ = "invoice_series"

    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


class Invoice(db.Base):
    """An invoice or a credit note, numbered without a gap. `sheet` holds all its words in each language; never changed.

    `digest` is the SHA-256 of the sheet. A credit note has negative `cents` and names what it `corrects`.
    """

    __tablename__ = "invoice"
    __table_args__ = (UniqueConstraint("institution_id", "year", "number"), Index(None, "charge_id"))

    id: Mapped[db.Id]
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"))
    year: Mapped[int]
    number: Mapped[int]
    kind: Mapped[InvoiceKind] = mapped_column(db.enum(InvoiceKind))
    charge_id: Mapped[str] = mapped_column(ForeignKey("charge.id"))
    corrects: Mapped[str | None] = mapped_column(ForeignKey("invoice.id"))
    cents: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    sheet: Mapped[dict[str, Any]] = mapped_column(db.Json)
    digest: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[db.Instant]
