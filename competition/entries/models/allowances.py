"""The tables of the time that one entry has beyond the calendar, and of the codes that its team used."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.calls.rules.vouchers import VoucherKind


class Extension(db.Base):
    """More time for one entry, or for what a later round asks of it (`round_id`); of several the latest counts.

    An organiser gives it with a reason; where it names a voucher, the team took it by typing that code in a round.
    """

    __tablename__ = "entry_extension"
    __table_args__ = (Index(None, "entry_id"),)

    id: Mapped[db.Id]
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    round_id: Mapped[str | None] = mapped_column(ForeignKey("round.id"))
    voucher_id: Mapped[str | None] = mapped_column(ForeignKey("voucher.id"))
    until: Mapped[db.Instant]
    reason: Mapped[str] = mapped_column(String(600))
    granted_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[db.Instant]


class VoucherUse(db.Base):
    """A code that an entry's team typed in: one of each kind. `until` is the code's own deadline as it was then."""

    __tablename__ = "voucher_use"
    __table_args__ = (Index(None, "voucher_id"),)

    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    kind: Mapped[VoucherKind] = mapped_column(db.enum(VoucherKind), primary_key=True)
    voucher_id: Mapped[str] = mapped_column(ForeignKey("voucher.id"))
    until: Mapped[db.Instant]
    category_id: Mapped[str | None] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))
    used_at: Mapped[datetime] = mapped_column(db.UtcDateTime)
