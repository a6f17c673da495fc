"""The table of what visitors typed before they had an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from competition import db


class EntrySketch(db.Base):
    """A form that a visitor filled in, kept for a day under a link's secret; once it is a draft, its words are gone."""

    __tablename__ = "entry_sketch"
    __table_args__ = (Index(None, "expires_at"),)

    id: Mapped[db.Id]
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    locale: Mapped[str] = mapped_column(String(5))
    content: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    expires_at: Mapped[db.Instant]
    claimed_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
