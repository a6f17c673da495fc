"""The table of the archives that people take their own data out with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from competition import db


class DataExport(db.Base):
    """One taking out. `parts` lists `{key, size, sha256, files}` once all of them are whole (`ready_at`), not before.

    `missing` names the files whose bytes the bucket does not have any more: nothing is left out unsaid.
    """

    __tablename__ = "data_export"
    __table_args__ = (Index(None, "person_id", "asked_at"),)

    id: Mapped[db.Id]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    folder: Mapped[str] = mapped_column(String(60))
    parts: Mapped[list[dict[str, Any]]] = mapped_column(db.Json, default=list)
    missing: Mapped[list[str]] = mapped_column(db.Json, default=list)
    asked_at: Mapped[db.Instant]
    ready_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
