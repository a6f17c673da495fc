"""Passwords: hashing (Argon2id), the reset by letter, the change by hand."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from competition import audit, db
from competition.actor import Actor
from competition.errors import NotFound
from competition.mail import queue_letter
from competition.people import queries
from competition.people.models import Person
from competition.people.rules import Purpose, WrongPassword, check_password, is_long, normal_email
from competition.people.rules.passwords import normal_password
from competition.people.services import attempts, errands, sessions
from competition.people.services.letters import recipient, spaced
from competition.people.services.locks import one_by_one

_hasher = PasswordHasher()


def digest_of(password: str) -> str:
    """Return the hash to store. Slow by design: never inside a transaction."""
    db.refuse_inside_transaction("hashing a password")
    return _hasher.hash(normal_password(password))


def matches(stored: str | None, password: str) -> bool:
    """Tell whether a password is the one stored; an account that is not there takes just as long."""
    db.refuse_inside_transaction("checking a password")
    try:
        _hasher.verify(stored or _nobodys(), normal_password(password))
    except (VerificationError, InvalidHashError, UnicodeError):
        return False
    return stored is not None


@cache
def _nobodys() -> str:
    return _hasher.hash("the password of nobody at all")


def set_password(person: Person, password: str, digest: str) -> None:
    """Put a password in force inside the running transaction: links for a reset made before are void."""
    person.password_hash = digest
    person.password_is_long = is_long(password)
    errands.forget(Purpose.reset, person.id)
    attempts.lift(person.email)


def send_reset(actor: Actor, email: str) -> None:
    """Send a link to whoever owns that address; an unknown one gets nothing, and the answer is the same."""
    address = normal_email(email)
    with db.transaction():
        one_by_one(address)
        person = queries.person_by_email(address)
        if person is None:
            errands.open_errand(Purpose.reset, None)  # The same work as for a known one: time tells nothing.
            return
        token = errands.open_errand(Purpose.reset, person.id)
        queue_letter("people/reset", recipient(person), key=spaced("reset", person.id, actor.at), token=token)


def reset_password(actor: Actor, token: str, password: str) -> None:
    """Set a new password by a letter's link, once; the link also proves the address, and every session ends.

    What was added to the account while its address was unproved (it may have been a stranger's) is removed.
    """
    asked = queries.person_of_errand(Purpose.reset, token)
    if asked is not None:
        _check(asked, password)
    digest = digest_of(password)
    with db.transaction():
        person = _of_link(token)
        if person.email_confirmed_at is None:
            sessions.remove_factors(person.id)
            person.email_confirmed_at = actor.at
        set_password(person, password, digest)
        sessions.end_all(person.id)
        audit.record(actor, "person.reset_password", f"person:{person.id}")


def change_password(actor: Actor, current: str, password: str) -> None:
    """Replace the password by one who knows it; his other sessions end."""
    person = queries.own_account(actor)
    prove_password(actor, person, current)
    _check(person, password)
    digest = digest_of(password)
    with db.transaction():
        person = queries.own_account(actor)
        set_password(person, password, digest)
        sessions.end_all(person.id, but=actor.sign_in_id)
        audit.record(actor, "person.change_password", f"person:{person.id}")


def prove_password(actor: Actor, person: Person, password: str) -> None:
    """Raise `WrongPassword` unless it is the person's own; wrong guesses lock, as at sign-in."""
    attempt = attempts.begin(attempts.account(person.email), attempts.address(actor.address))
    if not matches(person.password_hash, password):
        raise WrongPassword
    with db.transaction():
        attempts.forgive(attempt)


def _check(person: Person, password: str) -> None:
    has_factor = queries.has_second_factor(person.id)
    check_password(password, email=person.email, name=person.name, has_second_factor=has_factor)


def _of_link(token: str) -> Person:
    errand = errands.spend(Purpose.reset, token)
    person = db.session.get(Person, errand.person_id, with_for_update=True)
    if person is None:
        raise NotFound
    return person
