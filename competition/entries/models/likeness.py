"""What pictures look like, and which look alike."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.entries.rules.likeness import BANDS, Sameness


class Likeness(db.Base):
    """The perceptual hash of a picture: 64 bits in hex, and in four bands of 16 by which its like is looked up."""

    __tablename__ = "likeness"
    __table_args__ = tuple(Index(None, band) for band in BANDS)

    id: Mapped[db.Id]
    file_id: Mapped[str] = mapped_column(ForeignKey("entry_file.id"), unique=True)
    bits: Mapped[str] = mapped_column(String(16))
    band_1: Mapped[int]
    band_2: Mapped[int]
    band_3: Mapped[int]
    band_4: Mapped[int]


class Resemblance(db.Base):
    """Two pictures of two entries that look alike, `distance` bits of 64 apart, and what the organisers made of it.

    `file_id` is the one that was read later. A jury never learns of it.
    """

    __tablename__ = "resemblance"
    __table_args__ = (UniqueConstraint("file_id", "other_id"), Index(None, "entry_id"), Index(None, "other_entry_id"))

    id: Mapped[db.Id]
    file_id: Mapped[str] = mapped_column(ForeignKey("entry_file.id"))
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    other_id: Mapped[str] = mapped_column(ForeignKey("entry_file.id"))
    other_entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    distance: Mapped[int]
    found_at: Mapped[db.Instant]
    verdict: Mapped[Sameness | None] = mapped_column(db.enum(Sameness))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
