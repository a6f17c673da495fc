"""Another e-mail address for an account: asked with the password, done by the link in a letter to the new one."""

from __future__ import annotations

import hashlib

from competition import audit, db
from competition.actor import Actor
from competition.mail import Recipient, queue_letter
from competition.people import queries
from competition.people.models import Person
from competition.people.rules import LinkSpent, Purpose, normal_email
from competition.people.rules.addresses import AddressTaken, SameAddress
from competition.people.services import attempts, errands, passwords, sessions
from competition.people.services.letters import recipient, spaced
from competition.people.services.locks import one_by_one


def ask_new_address(actor: Actor, password: str, email: str) -> None:
    """Write to the new address, and tell the old one. Raises `WrongPassword`, `SameAddress` or `EmailUnusable`.

    Nothing changes before the link in the letter is opened. An address that has an account already gets a letter that
    says so: the answer here is the same for both.
    """
    passwords.prove_password(actor, queries.own_account(actor), password)
    address = normal_email(email)
    with db.transaction():
        one_by_one(address)
        person = queries.own_account(actor)
        if address == person.email:
            raise SameAddress
        known = queries.person_by_email(address)
        token = errands.open_errand(Purpose.new_address, person.id, email=address)
        subject = f"{person.id}:{hashlib.sha256(address.encode()).hexdigest()[:12]}"
        if known is not None:
            queue_letter("people/already_registered", recipient(known), key=spaced("known", known.id, actor.at))
        else:
            to = Recipient(address, person.name, person.locale, person.id)
            queue_letter("people/new_address", to, key=spaced("new-address", subject, actor.at), token=token)
        queue_letter("people/address_asked", recipient(person), key=spaced("address-asked", person.id, actor.at))
        audit.record(actor, "person.address_asked", f"person:{person.id}", new=address)


def change_address(actor: Actor, token: str) -> None:
    """Put the new address in force by the letter's link, once; the session that asks stays, all others end.

    Links that went to the old address are void, and the old one is told. Raises `LinkSpent`, or `AddressTaken` if the
    address has got an account meanwhile.
    """
    with db.transaction() as session:
        errand = errands.spend(Purpose.new_address, token)
        person = session.get(Person, errand.person_id, with_for_update=True, populate_existing=True)
        if person is None or person.erased_at is not None or not errand.email:
            raise LinkSpent
        one_by_one(errand.email)
        if queries.person_by_email(errand.email) is not None:
            raise AddressTaken
        former = recipient(person)
        attempts.lift(person.email)
        person.email, person.email_confirmed_at = errand.email, actor.at
        for purpose in (Purpose.confirm, Purpose.reset, Purpose.new_address):
            errands.forget(purpose, person.id)
        sessions.end_all(person.id, but=actor.sign_in_id if actor.person_id == person.id else None)
        session.flush()
        key = f"address-changed:{person.id}:{actor.at:%Y%m%d%H%M%S}"
        queue_letter("people/address_changed", former, key=key)
        audit.record(actor, "person.address_changed", f"person:{person.id}", before=former.address, after=person.email)
