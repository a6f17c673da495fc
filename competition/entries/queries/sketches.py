"""What a visitor typed, behind its link."""

from __future__ import annotations

from sqlalchemy import select

from competition import db
from competition.actor import Actor
from competition.entries.models import EntrySketch
from competition.people.queries import token_digest


def sketch_behind(actor: Actor, token: str) -> EntrySketch | None:
    """Return the sketch of a link while it is kept."""
    query = select(EntrySketch).where(EntrySketch.token_digest == token_digest(token))
    return db.session.scalar(query.where(EntrySketch.expires_at > actor.at))
