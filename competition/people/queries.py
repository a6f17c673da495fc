"""Reads of people: who acts, who is who, how each signs in, what is open to a link."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select

from competition import clock, db
from competition.actor import Actor
from competition.errors import NotFound
from competition.people.models import (
    Authenticator,
    Erasure,
    Errand,
    Institution,
    Invitation,
    Membership,
    Passkey,
    Person,
    RecoveryCode,
    SignIn,
)
from competition.people.rules import LinkSpent, Purpose, Role, ScopeKind

FRESH_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation with the name of who made it."""

    invitation: Invitation
    inviter: str


def token_digest(token: str) -> str:
    """Return what a row keeps of a secret token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def actor_for(token: str) -> Actor | None:
    """Return the actor behind a browser's token, in two queries; None once it is revoked or expired."""
    now = clock.now()
    query = (
        select(SignIn.id, SignIn.factor_at, Person, _has_factor().label("second"))
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


def person_by_id(person_id: str) -> Person | None:
    """Return a person."""
    return db.session.get(Person, person_id)


def erasure_of(person_id: str) -> Erasure | None:
    """Return what a person asked for, if his account waits to be erased."""
    return db.session.get(Erasure, person_id)


def person_by_email(email: str) -> Person | None:
    """Return the person of an address in its one spelling (`rules.normal_email`)."""
    return db.session.scalar(select(Person).where(Person.email == email))


def own_account(actor: Actor) -> Person:
    """Return the actor's own row; raise `NotFound` if nobody is signed in."""
    person = db.session.get(Person, actor.person_id) if actor.person_id else None
    if person is None:
        raise NotFound
    return person


def people_with_role(call_id: str, role: Role) -> Sequence[Person]:
    """Return those who hold a role on a call, by name."""
    query = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.scope_kind == ScopeKind.call, Membership.scope_id == call_id, Membership.role == role)
    )
    return db.session.scalars(query.order_by(Person.name, Person.id)).all()


def house_stood_for(person_id: str, call_id: str) -> str | None:
    """Return the host that a person stands for on a call, if he stands for one."""
    query = select(Membership.institution_id).where(Membership.person_id == person_id, Membership.scope_id == call_id)
    return db.session.scalar(query.where(Membership.institution_id.is_not(None)).order_by(Membership.id).limit(1))


def has_second_factor(person_id: str) -> bool:
    """Tell whether a person has a passkey or a confirmed authenticator."""
    return bool(db.session.scalar(select(_has_factor()).where(Person.id == person_id)))


def passkeys_of(person_id: str) -> Sequence[Passkey]:
    """Return a person's passkeys, oldest first."""
    return db.session.scalars(
        select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.created_at, Passkey.id)
    ).all()


def authenticator_of(person_id: str) -> Authenticator | None:
    """Return a person's authenticator, in force or still to be confirmed."""
    return db.session.get(Authenticator, person_id)


def count_recovery_codes(person_id: str) -> int:
    """Return how many recovery codes a person has left."""
    query = select(func.count()).where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(query) or 0


def sign_ins_of(actor: Actor) -> Sequence[SignIn]:
    """Return the actor's open sign-ins, newest first."""
    query = select(SignIn).where(SignIn.person_id == actor.person_id, SignIn.expires_at > clock.now())
    return db.session.scalars(query.order_by(SignIn.created_at.desc(), SignIn.id)).all()


def person_of_errand(purpose: Purpose, token: str, *, done: bool = False) -> Person | None:
    """Return the person whom an open link is for; with `done`, one that was used already."""
    state = Errand.done_at.is_not(None) if done else Errand.done_at.is_(None) & (Errand.expires_at > clock.now())
    query = select(Person).join(Errand, Errand.person_id == Person.id)
    return db.session.scalar(query.where(Errand.purpose == purpose, Errand.digest == token_digest(token), state))


def new_address_behind(token: str) -> str | None:
    """Return the address that an open link would give an account."""
    is_open = Errand.done_at.is_(None) & (Errand.expires_at > clock.now())
    query = select(Errand.email).where(Errand.purpose == Purpose.new_address, Errand.digest == token_digest(token))
    return db.session.scalar(query.where(is_open))


def person_id_of_errand(purpose: Purpose, token: str) -> str:
    """Return the id of that person; raise `LinkSpent` if the link is not open."""
    person = person_of_errand(purpose, token)
    if person is None:
        raise LinkSpent
    return person.id


def offer_by_token(token: str) -> Offer | None:
    """Return the invitation behind a link, in whatever state, and who made it."""
    query = select(Invitation, Person.name).join(Person, Person.id == Invitation.invited_by)
    row = db.session.execute(query.where(Invitation.token_digest == token_digest(token))).first()
    return Offer(row[0], row[1]) if row else None


def invitations_of(call_id: str) -> Sequence[Invitation]:
    """Return all invitations to a call, newest first."""
    query = select(Invitation).where(Invitation.scope_kind == ScopeKind.call, Invitation.scope_id == call_id)
    return db.session.scalars(query.order_by(Invitation.created_at.desc(), Invitation.id)).all()


def institution_by_id(institution_id: str) -> Institution | None:
    """Return an institution."""
    return db.session.get(Institution, institution_id)


def institutions() -> Sequence[Institution]:
    """Return all institutions, in the order they were added."""
    return db.session.scalars(select(Institution).order_by(Institution.created_at, Institution.id)).all()


def _has_factor() -> ColumnElement[bool]:
    has_passkey = exists().where(Passkey.person_id == Person.id)
    has_totp = exists().where(Authenticator.person_id == Person.id, Authenticator.confirmed_at.is_not(None))
    return has_passkey | has_totp


def _is_fresh(factor_at: datetime | None, now: datetime) -> bool:
    return factor_at is not None and now - factor_at <= FRESH_FOR
