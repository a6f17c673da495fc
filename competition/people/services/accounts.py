"""Accounts: registering, confirming the address, the profile; the operator's own way to make one."""

from __future__ import annotations

from dataclasses import asdict

from competition import audit, clock, db
from competition.actor import Actor
from competition.mail import queue_letter
from competition.people import queries
from competition.people.models import Person
from competition.people.rules import (
    LinkSpent,
    NewPerson,
    Profile,
    Purpose,
    Registration,
    check_password,
    is_long,
    normal_email,
)
from competition.people.services import errands, passwords
from competition.people.services.letters import recipient, spaced
from competition.people.services.locks import one_by_one


def register(actor: Actor, registration: Registration) -> None:
    """Make an account whose address awaits confirmation; a known address gets a letter that says so instead.

    The answer, and the time it takes, are the same for both.
    """
    email = normal_email(registration.email)
    check_password(registration.password, email=email, name=registration.name)
    digest = passwords.digest_of(registration.password)
    with db.transaction():
        one_by_one(email)
        known = queries.person_by_email(email)
        if known is not None:
            key = spaced("known", known.id, actor.at)
            queue_letter("people/already_registered", recipient(known), key=key)
            return
        person = new_person(actor, registration, digest, email)
        _send_confirmation(actor, person, registration.next)
        audit.record(actor, "person.register", f"person:{person.id}")


def new_person(actor: Actor, registration: Registration, digest: str, email: str) -> Person:
    """Add the row of a person inside the running transaction."""
    person = Person(
        id=db.new_id(),
        email=email,
        name=registration.name,
        locale=actor.locale,
        time_zone=registration.time_zone,
        password_hash=digest,
        password_is_long=is_long(registration.password),
        created_at=clock.now(),
    )
    db.session.add(person)
    db.session.flush()
    return person


def send_confirmation(actor: Actor) -> None:
    """Send the letter with the link again, to a person who is signed in and has not confirmed yet."""
    with db.transaction():
        person = queries.own_account(actor)
        if person.email_confirmed_at is None:
            _send_confirmation(actor, person, "")


def confirm_address(actor: Actor, token: str) -> None:
    """Confirm an address by the letter's link; doing it again changes nothing."""
    done = queries.person_of_errand(Purpose.confirm, token, done=True)
    if done is not None and done.email_confirmed_at is not None:
        return
    with db.transaction() as session:
        errand = errands.spend(Purpose.confirm, token)
        person = session.get(Person, errand.person_id, with_for_update=True)
        if person is None:
            raise LinkSpent
        person.email_confirmed_at = person.email_confirmed_at or actor.at
        audit.record(actor, "person.confirm", f"person:{person.id}")


def change_profile(actor: Actor, profile: Profile) -> None:
    """Change how a person is named and written to, and what he says of himself."""
    with db.transaction():
        person = queries.own_account(actor)
        for name, value in asdict(profile).items():
            setattr(person, name, value)
        audit.record(actor, "person.change_profile", f"person:{person.id}")


def create_person(actor: Actor, new: NewPerson) -> str:
    """Make an account whose address counts as confirmed, and return its id; a known address keeps its account."""
    email = normal_email(new.email)
    check_password(new.password, email=email, name=new.name)
    digest = passwords.digest_of(new.password)
    with db.transaction():
        one_by_one(email)
        known = queries.person_by_email(email)
        if known is not None:
            return known.id
        registration = Registration(email, new.name, new.password, new.time_zone)
        person = new_person(actor, registration, digest, email)
        person.locale, person.email_confirmed_at = new.locale, clock.now()
        audit.record(actor, "person.create", f"person:{person.id}")
    return person.id


def _send_confirmation(actor: Actor, person: Person, then: str) -> None:
    token = errands.open_errand(Purpose.confirm, person.id)
    key = spaced("confirm", person.id, actor.at)
    queue_letter("people/confirm", recipient(person), key=key, token=token, next=then)
