"""A visitor's first words: kept for a day while he makes an account, then a draft of his."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select

from competition import clock, db, queueing
from competition.actor import Actor
from competition.entries.models import Entry, EntrySketch
from competition.entries.queries import sketch_behind
from competition.entries.rules.drafting import MOST_SKETCH_BYTES, SKETCH_KEPT_FOR, Draft
from competition.entries.rules.receipts import canonical_bytes
from competition.entries.rules.refusals import EntryNotFound, SketchTooLong
from competition.entries.services.drafts import begin_entry, require_beginning, save_draft
from competition.people.queries import token_digest


def keep_sketch(actor: Actor, call_id: str, draft: Draft) -> str:
    """Keep what a visitor typed and return the secret of the link that leads back to it.

    Raises what keeps an entry from being begun now, or `SketchTooLong`: an account lifts that limit.
    """
    content = draft.content()
    if len(canonical_bytes(content)) > MOST_SKETCH_BYTES:
        raise SketchTooLong
    token = secrets.token_urlsafe(32)
    with db.transaction() as session:
        require_beginning(actor, call_id)
        expires_at = actor.at + SKETCH_KEPT_FOR
        session.add(
            EntrySketch(
                id=db.new_id(), token_digest=token_digest(token), call_id=call_id, locale=actor.locale,
                content=content, expires_at=expires_at,
            )
        )  # fmt: skip
        hour = expires_at.replace(minute=59, second=59, microsecond=0)
        queueing.schedule("entries.forget_sketches", due_at=hour, key=f"forget-sketches:{hour:%Y%m%d%H}")
    return token


def claim_sketch(actor: Actor, token: str) -> Entry:
    """Make a draft of the actor's own from what he typed as a visitor; again, the same draft is returned."""
    with db.transaction() as session:
        found = sketch_behind(actor, token)
        if found is None or not actor.is_signed_in:
            raise EntryNotFound
        sketch = session.get_one(EntrySketch, found.id, with_for_update=True, populate_existing=True)
        key = f"sketch:{sketch.id}"
        if sketch.claimed_at is not None:
            return _claimed(actor, key)
        entry = begin_entry(actor, sketch.call_id, key=key)
        entry.locale = sketch.locale
        session.flush()
        entry = save_draft(actor, entry.id, Draft(version=entry.version, **sketch.content))
        sketch.claimed_at, sketch.content = actor.at, {}
    return entry


def forget_sketches() -> None:
    """Throw away what nobody came back for within a day."""
    with db.transaction() as session:
        session.execute(delete(EntrySketch).where(EntrySketch.expires_at < clock.now()))


def _claimed(actor: Actor, key: str) -> Entry:
    """Return the draft that was made of it to the person who made it; to anybody else there is nothing here."""
    entry = db.session.scalar(select(Entry).where(Entry.begin_key == f"{actor.person_id}:{key}"))
    if entry is None:
        raise EntryNotFound
    return entry
