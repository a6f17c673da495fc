"""Join by a link that was sent to one's address: the link proves it, so account and session are there at once."""

from __future__ import annotations

from competition import audit, clock
from competition.actor import Actor
from competition.people import queries
from competition.people.models import Person
from competition.people.rules import Registration, WrongSignIn, check_password
from competition.people.services import accounts, passwords, sessions
from competition.people.services.locks import one_by_one
from competition.people.services.signing_in import SignedIn


def digest_for(account: Registration) -> str:
    """Check a new account's password and return its hash. Slow by design: never inside a transaction."""
    check_password(account.password, email=account.email, name=account.name)
    return passwords.digest_of(account.password)


def join_by_link(actor: Actor, account: Registration, digest: str) -> Person:
    """Make an account whose address the link has proved, inside the running transaction.

    Raises `WrongSignIn` if the address has an account meanwhile: its owner signs in instead.
    """
    one_by_one(account.email)
    if queries.person_by_email(account.email) is not None:
        raise WrongSignIn
    person = accounts.new_person(actor, account, digest, account.email)
    person.email_confirmed_at = clock.now()
    audit.record(actor, "person.register", f"person:{person.id}")
    return person


def open_first_session(actor: Actor, person: Person, user_agent: str) -> SignedIn:
    """Sign the newcomer in, inside the same transaction and last in it: a role that is granted ends open sessions."""
    return SignedIn(sessions.open_session(actor, person.id, user_agent, factor=False))
