"""Erase an account: asked for by its owner, done by a job a week later, called off until then.

What else the person left lies downstream: `PersonErased` tells each domain, in the same transaction.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from competition import audit, clock, db, mail, queueing
from competition.actor import Actor, system
from competition.facts import PersonErased
from competition.mail import queue_letter
from competition.people import queries
from competition.people.models import Erasure, Errand, FailedSignIn, Invitation, Membership, Person
from competition.people.rules import ErasureAsked, OwnsCalls, Role, ScopeKind
from competition.people.rules.erasing import NOBODY, WAIT, blank_address
from competition.people.services import attempts, passwords, sessions
from competition.people.services.letters import recipient

# Marks stay in the tally, so those who gave them stay jurors of their call; no other role outlives its person.
_KEPT_ROLES = (Role.juror, Role.chair, Role.auditor)


def ask_erasure(actor: Actor, password: str) -> None:
    """Ask for one's own account to be erased in a week. Raises `WrongPassword`, `OwnsCalls` or `ErasureAsked`.

    Who has a second factor has just shown it: the gate asks for it; the password is asked of everybody.
    """
    passwords.prove_password(actor, queries.own_account(actor), password)
    with db.transaction() as session:
        person = _locked(str(actor.person_id))
        if _owns_alone(person.id):
            raise OwnsCalls
        if session.get(Erasure, person.id) is not None:
            raise ErasureAsked
        due_at = actor.at + WAIT
        session.add(Erasure(person_id=person.id, asked_at=actor.at, due_at=due_at))
        session.flush()
        queueing.schedule("people.erase_person", due_at=due_at, key=_key(person.id, due_at), person_id=person.id)
        audit.record(actor, "person.erasure_asked", f"person:{person.id}")
        key = f"erasure-asked:{person.id}:{due_at:%Y%m%d%H%M%S}"
        queue_letter("people/erasure_asked", recipient(person), key=key, due_at=due_at.isoformat())


def cancel_erasure(actor: Actor) -> None:
    """Keep the account; once it is erased nobody can."""
    with db.transaction() as session:
        person = _locked(str(actor.person_id))
        asked = session.get(Erasure, person.id)
        if asked is None:
            return
        queueing.services.cancel(_key(person.id, asked.due_at))
        session.delete(asked)
        audit.record(actor, "person.erasure_called_off", f"person:{person.id}")
        key = f"erasure-called-off:{person.id}:{asked.due_at:%Y%m%d%H%M%S}"
        queue_letter("people/erasure_called_off", recipient(person), key=key)


def erase_person(person_id: str) -> None:
    """Erase a person whose week has passed, and everything that was his; doing it again changes nothing.

    His row stays without a name, so that what others gave and got keeps its place; the log keeps its chain
    and loses his words, with their salts.
    """
    now = clock.now()
    with db.transaction() as session:
        asked = session.get(Erasure, person_id, with_for_update=True, populate_existing=True)
        if asked is None or asked.due_at > now:
            return
        person = _locked(person_id)
        email = person.email
        session.delete(asked)
        _forget_account(person)
        _forget_traces(person_id, email)
        audit.forget(actor_id=person_id, subjects=[f"person:{person_id}"])
        audit.record(system(now), "person.erased", f"person:{person_id}")
        person.erased_at = now
        db.announce(PersonErased(person_id=person_id, email=email))


def _forget_account(person: Person) -> None:
    sessions.end_all(person.id)
    sessions.remove_factors(person.id)
    db.session.execute(delete(Errand).where(Errand.person_id == person.id))
    kept = Membership.role.in_(_KEPT_ROLES)
    db.session.execute(delete(Membership).where(Membership.person_id == person.id, ~kept))
    blank: dict[str, Any] = {"email": blank_address(person.id), "name": NOBODY, "time_zone": "UTC", "locale": "en"}
    blank |= {"country": "", "school": "", "employer": "", "password_hash": None, "email_confirmed_at": None}
    for name, value in blank.items():
        setattr(person, name, value)
    db.session.flush()


def _forget_traces(person_id: str, email: str) -> None:
    """Forget what stands under the address elsewhere: letters, invitations, failed sign-ins."""
    mail.forget_letters(person_id, email)
    subject = attempts.account(email).digest
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.subject == subject))
    for invitation in db.session.scalars(select(Invitation).where(Invitation.email == email)):
        invitation.email, invitation.name = blank_address(person_id), ""
        invitation.revoked_at = invitation.revoked_at or clock.now()


def _owns_alone(person_id: str) -> bool:
    """Tell whether a call has no owner but this person."""
    owners = select(Membership.scope_id).where(
        Membership.scope_kind == ScopeKind.call, Membership.role == Role.owner, Membership.person_id == person_id
    )
    shared = select(Membership.scope_id).where(
        Membership.scope_kind == ScopeKind.call, Membership.role == Role.owner, Membership.person_id != person_id
    )
    return db.session.scalar(owners.where(Membership.scope_id.not_in(shared)).limit(1)) is not None


def _locked(person_id: str) -> Person:
    return db.session.get_one(Person, person_id, with_for_update=True, populate_existing=True)


def _key(person_id: str, due_at: Any) -> str:
    return f"erase-person:{person_id}:{due_at:%Y%m%d%H%M%S}"
