"""The tables of a call's dates: how they moved, and the codes that let somebody in after them or for less."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.calls.rules.vouchers import VoucherKind
from competition.i18n import Texts


class DateMove(db.Base):
    """A date that moved after the call was published; those of one save share their `change_id`.

    `category_id` is empty for the call's own dates. A row is never changed: the public page shows what it says.
    """

    __tablename__ = "date_move"
    __table_args__ = (Index(None, "call_id", "moved_at"), Index(None, "change_id"))

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    category_id: Mapped[str | None] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))
    change_id: Mapped[str] = mapped_column(String(26))
    name: Mapped[str] = mapped_column(String(20))
    before: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    after: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    reason: Mapped[Texts] = mapped_column(db.Json, default=dict)
    moved_at: Mapped[db.Instant]


class Voucher(db.Base):
    """A code that an organiser hands out: for entry until a time of its own (`late`), or for a lower fee (`discount`).

    `used` is counted by the database, never past `uses`. A discount is of `percent` or of `cents`.
    """

    __tablename__ = "voucher"
    __table_args__ = (
        UniqueConstraint("call_id", "code"),
        CheckConstraint("used >= 0 AND used <= uses", name="used"),
    )

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    kind: Mapped[VoucherKind] = mapped_column(db.enum(VoucherKind))
    code: Mapped[str] = mapped_column(String(20))
    category_id: Mapped[str | None] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))
    uses: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)
    until: Mapped[db.Instant]
    percent: Mapped[int | None]
    cents: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[db.Instant]
    revoked_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
