"""The table of invitations to a team; who is on one stands with the entries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.entries.rules import Rights


class EntryInvitation(db.Base):
    """An offer of a place on an entry's team, by a link. Looking never uses it up; it is answered once."""

    __tablename__ = "entry_invitation"
    __table_args__ = (Index(None, "entry_id"), Index(None, "email"))

    id: Mapped[db.Id]
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(320))
    name: Mapped[str] = mapped_column(String(200), default="")
    rights: Mapped[Rights] = mapped_column(db.enum(Rights), default=Rights.edit)
    invited_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[db.Instant]
    expires_at: Mapped[db.Instant]
    accepted_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    accepted_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    declined_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
