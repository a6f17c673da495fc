"""Reads of the outbox."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from competition import db
from competition.mail.models import Letter


def kept_letters(limit: int = 100) -> Sequence[Letter]:
    """Return the newest letters of the outbox, newest first (the demo's mailbox)."""
    return db.session.scalars(select(Letter).order_by(Letter.created_at.desc(), Letter.id).limit(limit)).all()


def letter(letter_id: str) -> Letter | None:
    """Return one letter, or None."""
    return db.session.get(Letter, letter_id)
