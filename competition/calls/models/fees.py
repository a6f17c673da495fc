"""The tables of what entering a call costs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.calls.rules.fees import FeePer, FeeStatus, FeeTier
from competition.i18n import Texts


class FeeSchedule(db.Base):
    """How a call charges: once an entry or once a lead, in which currency, who sends the invoices, how one pays.

    `vat_rate` is in hundredths of a percent (2100 is 21 %); prices are what is paid, VAT in them.
    `version` grows with each change of the schedule or of a price; once `is_charged` the currency stands.
    """

    __tablename__ = "fee_schedule"

    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"), primary_key=True)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    per: Mapped[FeePer] = mapped_column(db.enum(FeePer), default=FeePer.entry)
    early_until: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    only_paid_judged: Mapped[bool] = mapped_column(default=False)
    how_to_pay: Mapped[Texts] = mapped_column(db.Json, default=dict)
    issuer_id: Mapped[str | None] = mapped_column(ForeignKey("institution.id"))
    issuer_name: Mapped[str] = mapped_column(String(200), default="")
    issuer_address: Mapped[str] = mapped_column(Text, default="")
    issuer_vat: Mapped[str] = mapped_column(String(30), default="")
    vat_rate: Mapped[int] = mapped_column(default=0)
    vat_note: Mapped[Texts] = mapped_column(db.Json, default=dict)
    is_charged: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class Fee(db.Base):
    """A price: of a category or (empty) of all, of a status, early, regular or late. In cents of the currency."""

    __tablename__ = "fee"
    __table_args__ = (Index(None, "call_id"), CheckConstraint("cents >= 0", name="cents"))

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    category_id: Mapped[str | None] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))
    status: Mapped[FeeStatus] = mapped_column(db.enum(FeeStatus))
    tier: Mapped[FeeTier] = mapped_column(db.enum(FeeTier))
    cents: Mapped[int] = mapped_column(BigInteger)
