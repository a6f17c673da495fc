"""The table of jobs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from competition import db


class JobState(StrEnum):
    """A job waits, runs under a lease, is done, or is parked after too many failures."""

    waiting = "waiting"
    running = "running"
    done = "done"
    parked = "parked"


class Job(db.Base):
    """One piece of work, due at an instant. `key` makes a second request for the same work no job."""

    __tablename__ = "job"
    __table_args__ = (Index(None, "state", "due_at"),)

    id: Mapped[db.Id]
    name: Mapped[str] = mapped_column(String(80))
    arguments: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    key: Mapped[str | None] = mapped_column(String(160), unique=True)
    state: Mapped[str] = mapped_column(String(10), default=JobState.waiting)
    due_at: Mapped[db.Instant]
    created_at: Mapped[db.Instant]
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None] = mapped_column(String(26))
    leased_until: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    fault: Mapped[str | None] = mapped_column(Text)
