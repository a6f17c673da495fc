"""Another e-mail address: nothing changes before the new one is proved, and then the old one opens nothing any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from competition import audit, clock, db
from competition.people import services
from competition.people.models import Person
from competition.people.rules import LinkSpent
from competition.people.rules.addresses import AddressTaken, SameAddress
from competition.people.services import passwords
from tests.factories.letters import link_in, sent_letters
from tests.factories.people import a_browser, a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration

PASSWORD = "three calm words here"
OLD, NEW = "old@example.org", "new@example.org"


@pytest.fixture
def person(app: Flask) -> Person:
    return a_person(email=OLD, password_hash=passwords.digest_of(PASSWORD))


def ask(browser: FlaskClient, email: str = NEW, password: str = PASSWORD) -> int:
    return post(browser, "/en/account/email", {"email": email, "current": password}).status_code


def link_to(app: Flask, address: str = NEW) -> str:
    return link_in(next(letter for letter in reversed(sent_letters(app)) if letter.to == address))


def address_of(person: Person) -> str:
    db.session.rollback()
    return db.session.get_one(Person, person.id, populate_existing=True).email


def test_the_address_changes_by_the_letter_to_the_new_one_and_the_old_is_told(app: Flask, person: Person) -> None:
    desk, phone = a_browser(app, person), a_browser(app, person)
    assert ask(desk) == 303
    assert address_of(person) == OLD
    assert sorted(letter.to for letter in sent_letters(app)) == [NEW, OLD]
    link = link_to(app)
    looks = [desk.get(link).status_code, desk.head(link).status_code, desk.get(link).status_code]
    assert (looks, address_of(person)) == ([200, 200, 200], OLD)
    assert post(desk, link).status_code == 303
    assert address_of(person) == NEW
    assert [letter.to for letter in sent_letters(app)][-1] == OLD
    assert (desk.get("/en/account").status_code, phone.get("/en/account").status_code) == (200, 303)
    assert (desk.get(link).status_code, audit.verify(audit.PLATFORM)) == (410, None)
    fresh = app.test_client()
    assert post(fresh, "/en/sign-in", {"email": OLD, "password": PASSWORD}).status_code == 422
    assert post(fresh, "/en/sign-in", {"email": NEW, "password": PASSWORD}).status_code == 303


def test_a_wrong_password_the_same_address_and_nonsense_are_refused(app: Flask, person: Person) -> None:
    browser = a_browser(app, person)
    assert [ask(browser, password="wrong words here"), ask(browser, OLD.upper()), ask(browser, "no address")] == [
        422
    ] * 3
    assert sent_letters(app) == []
    with pytest.raises(SameAddress):
        services.ask_new_address(an_actor(person), PASSWORD, OLD)


def test_a_known_address_gets_one_answer_and_a_letter_that_says_so(app: Flask, person: Person) -> None:
    a_person(email=NEW)
    assert ask(a_browser(app, person)) == 303
    letters = {letter.to: letter.subject for letter in sent_letters(app)}
    assert (set(letters), "Confirm" in letters[NEW]) == ({OLD, NEW}, False)


def test_an_address_that_was_taken_meanwhile_stays_its_owner_s(app: Flask, person: Person) -> None:
    browser = a_browser(app, person)
    ask(browser)
    link = link_to(app)
    a_person(email=NEW)
    assert post(browser, link).status_code == 303
    assert address_of(person) == OLD
    with pytest.raises(AddressTaken):
        services.change_address(an_actor(person), link.rsplit("/", 1)[1])


def test_the_link_holds_a_day_and_only_one_of_several_serves(app: Flask, person: Person) -> None:
    browser = a_browser(app, person)
    ask(browser, "first@example.org")
    ask(browser)
    first, second = (link_to(app, one).rsplit("/", 1)[1] for one in ("first@example.org", NEW))
    with time_machine.travel(clock.now() + timedelta(days=1, seconds=1)), pytest.raises(LinkSpent):
        services.change_address(an_actor(person), second)
    services.change_address(an_actor(person), second)
    with pytest.raises(LinkSpent):
        services.change_address(an_actor(person), first)
    assert address_of(person) == NEW


def test_a_stranger_who_opens_the_link_signs_nobody_in_and_ends_every_session(app: Flask, person: Person) -> None:
    browser, stranger = a_browser(app, person), app.test_client()
    ask(browser)
    assert post(stranger, link_to(app)).location == "/en/sign-in"
    assert (stranger.get("/en/account").status_code, browser.get("/en/account").status_code) == (303, 303)


def test_no_mailbox_is_flooded(app: Flask, person: Person) -> None:
    actor = an_actor(person)
    for _ in range(3):
        services.ask_new_address(replace(actor), PASSWORD, NEW)
    assert sorted(letter.to for letter in sent_letters(app)) == [NEW, OLD]
