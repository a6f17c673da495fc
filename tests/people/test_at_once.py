"""What is sent at the same moment: guesses all count, and what serves once serves one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from competition import clock, db
from competition.actor import Actor
from competition.errors import DomainError
from competition.people import queries, services
from competition.people.models import Person
from competition.people.rules import Credentials, Invite, Registration, Role
from competition.people.services import authenticators, passwords
from tests.factories.calls import a_call
from tests.factories.letters import last_link
from tests.factories.people import a_membership, a_person, an_actor

pytestmark = pytest.mark.integration

PASSWORD = "a quiet river of glass"


@pytest.fixture
def zoe(app: Flask) -> Person:
    return a_person(email="zoe@example.org", password_hash=passwords.digest_of(PASSWORD), password_is_long=True)


def at_once(app: Flask, act: Callable[[], object], times: int = 12) -> Counter[str]:
    """Run an act in as many threads; return how often each refusal, or `done`, was the outcome."""

    def run(_number: int) -> str:
        with app.app_context():
            try:
                act()
            except DomainError as refusal:
                return refusal.code
            return "done"

    db.session.rollback()
    with ThreadPoolExecutor(times) as pool:
        return Counter(pool.map(run, range(times)))


def _visitor() -> Actor:
    return Actor(at=clock.now(), address="192.0.2.1")


def test_a_burst_of_guesses_gets_no_more_tries_than_one_after_the_other(app: Flask, zoe: Person) -> None:
    guess = Credentials("zoe@example.org", "wrong")
    assert at_once(app, lambda: services.sign_in(_visitor(), guess, "")) == {"wrong_sign_in": 5, "locked_out": 7}


def test_a_recovery_code_opens_one_door(app: Flask, zoe: Person) -> None:
    code = authenticators.renew_codes(an_actor(zoe))[0]
    zoe_id = zoe.id
    outcomes = at_once(app, lambda: authenticators.prove_code(_visitor(), zoe_id, code), 4)
    assert outcomes == {"done": 1, "wrong_code": 3}


def test_an_address_makes_one_account(app: Flask) -> None:
    wish = Registration("new@example.org", "New", PASSWORD)
    assert at_once(app, lambda: services.register(_visitor(), wish), 6) == {"done": 6}
    assert queries.person_by_email("new@example.org") is not None


def test_an_invitation_is_accepted_once(app: Flask) -> None:
    call, owner = a_call(), a_person()
    a_membership(owner, call.id, Role.owner)
    services.invite(an_actor(owner), Invite("new@example.org", Role.juror, call.id, call.title))
    token = last_link(app).rsplit("/", 1)[1]
    outcomes = at_once(app, lambda: services.accept_as_new(_visitor(), token, "New", PASSWORD, ""), 6)
    assert (outcomes["done"], len(queries.people_with_role(call.id, Role.juror))) == (1, 1)
