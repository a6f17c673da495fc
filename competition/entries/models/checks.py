"""The tables of the organisers' check: the verdict on an entry, and what its team was asked to mend."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.entries.rules.checking import Verdict


class EntryCheck(db.Base):
    """The verdict that holds on an entry; `reason` is for its team, of one that is not eligible."""

    __tablename__ = "entry_check"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    verdict: Mapped[Verdict] = mapped_column(db.enum(Verdict))
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[db.Instant]


class FixRequest(db.Base):
    """What a team is asked to mend: `items` lists `{part, words}`. `receipt` is the one that was looked at."""

    __tablename__ = "fix_request"
    __table_args__ = (Index(None, "entry_id", "asked_at"),)

    id: Mapped[db.Id]
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    items: Mapped[list[dict[str, Any]]] = mapped_column(db.Json, default=list)
    receipt: Mapped[int]
    due_at: Mapped[db.Instant]
    asked_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[db.Instant]
    answered_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
