"""People, institutions, memberships, and browsers that are signed in."""

from __future__ import annotations

import itertools
import secrets
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from competition import clock, db
from competition.actor import Actor
from competition.people.models import Authenticator, Institution, Membership, Person, SignIn
from competition.people.queries import actor_for, token_digest
from competition.people.rules import Role, ScopeKind

_numbers = itertools.count(1)


def a_person(**values: Any) -> Person:
    """Add a person with a confirmed address."""
    number = next(_numbers)
    now = clock.now()
    given = {"email": f"person{number}@example.org", "name": f"Person {number}", "created_at": now}
    person = Person(**{**given, "email_confirmed_at": now, "id": db.new_id(), **values})
    with db.transaction() as session:
        session.add(person)
    return person


def an_institution(**values: Any) -> Institution:
    """Add an institution."""
    number = next(_numbers)
    given = {"name": {"en": f"House {number}"}, "created_at": clock.now()}
    institution = Institution(**{**given, "id": db.new_id(), **values})
    with db.transaction() as session:
        session.add(institution)
    return institution


def a_membership(person: Person, call_id: str, role: Role, institution: Institution | None = None) -> Membership:
    """Give a person a role on a call."""
    membership = Membership(
        id=db.new_id(),
        person_id=person.id,
        scope_kind=ScopeKind.call,
        scope_id=call_id,
        role=role,
        institution_id=institution.id if institution else None,
        created_at=clock.now(),
    )
    with db.transaction() as session:
        session.add(membership)
    return membership


def a_sign_in(person: Person, *, fresh: bool = False) -> str:
    """Sign a person in; return the token. With `fresh`, he has a second factor and has just shown it."""
    token, now = secrets.token_urlsafe(32), clock.now()
    with db.transaction() as session:
        sign_in = SignIn(
            id=db.new_id(),
            token_digest=token_digest(token),
            person_id=person.id,
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(days=1),
            factor_at=now if fresh else None,
        )
        session.add(sign_in)
        if fresh and session.get(Authenticator, person.id) is None:
            session.add(Authenticator(person_id=person.id, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", confirmed_at=now))
    return token


def a_browser(app: Flask, person: Person, *, fresh: bool = False) -> FlaskClient:
    """Return a browser in which the person is signed in."""
    client = app.test_client()
    with client.session_transaction(base_url="http://127.0.0.1:8000") as session:
        session["_user_id"] = a_sign_in(person, fresh=fresh)
        session["_fresh"] = True
    return client


def an_actor(person: Person, *, fresh: bool = False) -> Actor:
    """Return the person as the actor of a verb, with his roles of now."""
    actor = actor_for(a_sign_in(person, fresh=fresh))
    assert actor is not None
    return actor
