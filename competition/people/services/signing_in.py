"""Signing in: a password, then the second factor where there is one, and only then a session."""

from __future__ import annotations

from dataclasses import dataclass, field

from competition import db
from competition.actor import Actor
from competition.people import queries
from competition.people.rules import Credentials, EmailUnusable, Purpose, WrongSignIn, normal_email
from competition.people.services import attempts, authenticators, errands, passwords, sessions


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The session is open; the browser keeps `token`."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NeedsFactor:
    """The password was right; `slip` opens the second step for ten minutes."""

    slip: str = field(repr=False)


def sign_in(actor: Actor, credentials: Credentials, user_agent: str) -> SignedIn | NeedsFactor:
    """Check a password. Raises `WrongSignIn`, the same for unknown addresses, or `LockedOut`."""
    email = _spelled(credentials.email)
    attempt = attempts.begin(attempts.account(email), attempts.address(actor.address))
    person = queries.person_by_email(email)
    if not passwords.matches(person.password_hash if person else None, credentials.password) or person is None:
        raise WrongSignIn
    with db.transaction():
        attempts.forgive(attempt)
        if queries.has_second_factor(person.id):
            return NeedsFactor(errands.open_errand(Purpose.second_step, person.id))
        return SignedIn(sessions.open_session(actor, person.id, user_agent, factor=False))


def finish_with_code(actor: Actor, slip: str, code: str, user_agent: str) -> SignedIn:
    """Open the session by an authenticator's or a recovery code. Raises `LinkSpent`, `WrongCode` or `LockedOut`."""
    person_id = queries.person_id_of_errand(Purpose.second_step, slip)
    authenticators.prove_code(actor, person_id, code)
    return open_after_slip(actor, slip, user_agent)


def open_after_slip(actor: Actor, slip: str, user_agent: str) -> SignedIn:
    """Open the session of a second step whose factor was just shown."""
    with db.transaction():
        errand = errands.spend(Purpose.second_step, slip)
        return SignedIn(sessions.open_session(actor, str(errand.person_id), user_agent, factor=True))


def step_up_with_code(actor: Actor, code: str) -> None:
    """Write down that the actor has just shown his second factor."""
    authenticators.prove_code(actor, str(actor.person_id), code)
    with db.transaction():
        sessions.mark_factor(actor)


def _spelled(email: str) -> str:
    """Return the address in its one spelling; an impossible one stays as it is and will not be found."""
    try:
        return normal_email(email)
    except EmailUnusable:
        return email.strip().lower()
