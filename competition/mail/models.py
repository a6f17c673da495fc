"""The outbox."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from competition import db


class LetterState(StrEnum):
    """A letter waits, was handed to the post, or (where no post is configured) is kept here."""

    waiting = "waiting"
    sent = "sent"
    kept = "kept"


class Letter(db.Base):
    """One letter to one address. `event` names its template, `context` fills it until it is sent."""

    __tablename__ = "letter"
    __table_args__ = (Index(None, "created_at"), Index(None, "person_id"))

    id: Mapped[db.Id]
    event: Mapped[str] = mapped_column(String(80))
    key: Mapped[str | None] = mapped_column(String(160), unique=True)
    person_id: Mapped[str | None] = mapped_column(String(26))
    name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(320))
    locale: Mapped[str] = mapped_column(String(5))
    context: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    state: Mapped[str] = mapped_column(String(10), default=LetterState.waiting)
    subject: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[db.Instant]
    sent_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
