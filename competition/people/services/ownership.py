"""The owner proves himself again before he changes how he signs in, and never ends with too weak a rest."""

from __future__ import annotations

from competition import db
from competition.actor import Actor
from competition.people import queries
from competition.people.rules import AddressUnconfirmed
from competition.people.rules.passwords import LEAST_ALONE, PasswordTooShortAlone
from competition.people.services import passwords


def prove(actor: Actor, password: str) -> None:
    """Ask for the password of one who has no second factor yet; the gate has asked the others for theirs.

    A factor cannot be added while the address is unproved: a stranger could leave one behind in an account
    that he made under another's address.
    """
    if not actor.email_confirmed:
        raise AddressUnconfirmed
    if not actor.has_second_factor:
        person = queries.own_account(actor)
        passwords.prove_password(actor, person, password)


def check_what_is_left(actor: Actor) -> None:
    """Refuse to remove the last second factor beside a short password; called after the removal, before the commit."""
    db.session.flush()
    person = queries.own_account(actor)
    if not queries.has_second_factor(person.id) and not person.password_is_long:
        raise PasswordTooShortAlone(least=LEAST_ALONE)
