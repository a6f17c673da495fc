"""Sign-ins: opening, listing, ending. What ends one holds at the next request, for the row is looked up each time."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete, select

from competition import audit, clock, db
from competition.actor import Actor
from competition.people.models import Authenticator, Passkey, RecoveryCode, SignIn
from competition.people.queries import token_digest

LIFETIME = timedelta(days=30)


def open_session(actor: Actor, person_id: str, user_agent: str, *, factor: bool) -> str:
    """Open a sign-in inside the running transaction and return its token; `factor`: a second one was just shown."""
    token, now = secrets.token_urlsafe(32), clock.now()
    db.session.execute(delete(SignIn).where(SignIn.expires_at < now))
    db.session.add(
        SignIn(
            token_digest=token_digest(token),
            person_id=person_id,
            created_at=now,
            seen_at=now,
            expires_at=now + LIFETIME,
            factor_at=now if factor else None,
            user_agent=user_agent[:300],
            address=actor.address[:60],
        )
    )
    db.session.flush()
    return token


def sign_out(actor: Actor) -> None:
    """End the actor's own sign-in."""
    with db.transaction() as session:
        session.execute(delete(SignIn).where(SignIn.id == actor.sign_in_id))


def end_session(actor: Actor, sign_in_id: str) -> None:
    """End one of the actor's sign-ins; another person's is not there."""
    with db.transaction() as session:
        own = select(SignIn.id).where(SignIn.id == sign_in_id, SignIn.person_id == actor.person_id)
        if session.scalar(own) is None:
            return
        session.execute(delete(SignIn).where(SignIn.id == sign_in_id))
        audit.record(actor, "sign_in.end", f"person:{actor.person_id}")


def end_other_sessions(actor: Actor) -> None:
    """End all sign-ins of the actor but the one he acts in."""
    with db.transaction():
        end_all(str(actor.person_id), but=actor.sign_in_id)
        audit.record(actor, "sign_in.end_others", f"person:{actor.person_id}")


def end_all(person_id: str, but: str | None = None) -> None:
    """End a person's sign-ins inside the running transaction, but the one that is named."""
    gone = delete(SignIn).where(SignIn.person_id == person_id)
    db.session.execute(gone.where(SignIn.id != but) if but else gone)


def mark_factor(actor: Actor) -> None:
    """Write down, inside the running transaction, that a second factor was shown in this sign-in now."""
    sign_in = db.session.get(SignIn, actor.sign_in_id) if actor.sign_in_id else None
    if sign_in is not None:
        sign_in.factor_at = clock.now()


def remove_factors(person_id: str) -> None:
    """Remove passkeys, authenticator and recovery codes of a person inside the running transaction."""
    for table in (Passkey, Authenticator, RecoveryCode):
        db.session.execute(delete(table).where(table.person_id == person_id))
