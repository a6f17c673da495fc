"""Reads of people, sign-ins and memberships."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from competition import clock, db
from competition.actor import Actor
from competition.people.models import Authenticator, Membership, Passkey, Person, SignIn

FRESH_FOR = timedelta(minutes=15)


def token_digest(token: str) -> str:
    """Return what a row keeps of a secret token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def actor_for(token: str) -> Actor | None:
    """Return the actor behind a browser's token, in two queries; None once it is revoked or expired."""
    now = clock.now()
    has_passkey = exists().where(Passkey.person_id == Person.id)
    has_totp = exists().where(Authenticator.person_id == Person.id, Authenticator.confirmed_at.is_not(None))
    query = (
        select(SignIn.id, SignIn.factor_at, Person, (has_passkey | has_totp).label("second"))
        .join(Person, Person.id == SignIn.person_id)
        .where(SignIn.token_digest == token_digest(token), SignIn.expires_at > now)
    )
    row = db.session.execute(query).first()
    if row is None:
        return None
    person: Person = row.Person
    return Actor(
        at=now,
        person_id=person.id,
        name=person.name,
        email=person.email,
        email_confirmed=person.email_confirmed_at is not None,
        sign_in_id=row.id,
        locale=person.locale,
        roles=roles_of(person.id),
        has_second_factor=bool(row.second),
        fresh_second_factor=_is_fresh(row.factor_at, now),
    )


def roles_of(person_id: str) -> frozenset[tuple[str, str, str]]:
    """Return `(scope kind, scope id, role)` for all that a person is."""
    query = select(Membership.scope_kind, Membership.scope_id, Membership.role).where(Membership.person_id == person_id)
    return frozenset((str(kind), scope, str(role)) for kind, scope, role in db.session.execute(query))


def _is_fresh(factor_at: datetime | None, now: datetime) -> bool:
    return factor_at is not None and now - factor_at <= FRESH_FOR
