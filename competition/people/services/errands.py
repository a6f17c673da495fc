"""Secrets that end in another request what one began. Each verb here runs inside its caller's transaction."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select

from competition import clock, db
from competition.people.models import Errand
from competition.people.queries import token_digest
from competition.people.rules import LIFETIME, LinkSpent, Purpose


def open_errand(purpose: Purpose, person_id: str | None, token: str | None = None, *, email: str | None = None) -> str:
    """Write down a new errand and return its secret; those that ran out long ago are swept."""
    now = clock.now()
    token = token or secrets.token_urlsafe(32)
    db.session.execute(delete(Errand).where(Errand.expires_at < now - LIFETIME[Purpose.confirm]))
    db.session.add(
        Errand(
            purpose=purpose,
            digest=token_digest(token),
            person_id=person_id,
            email=email,
            created_at=now,
            expires_at=now + LIFETIME[purpose],
        )
    )
    db.session.flush()
    return token


def spend(purpose: Purpose, token: str) -> Errand:
    """Mark the errand of this secret as done and return it; raise `LinkSpent` unless it is open."""
    now = clock.now()
    query = select(Errand).where(Errand.digest == token_digest(token), Errand.purpose == purpose)
    found = db.session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if found is None or found.done_at is not None or found.expires_at <= now:
        raise LinkSpent
    found.done_at = now
    return found


def forget(purpose: Purpose, person_id: str) -> None:
    """Make every errand of a person for that purpose void."""
    db.session.execute(delete(Errand).where(Errand.purpose == purpose, Errand.person_id == person_id))
