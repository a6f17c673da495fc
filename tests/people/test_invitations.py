"""Invitations: looking changes nothing, accepting gives the role, and only those may offer one who hold one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from competition import audit, clock, db, facts
from competition.calls.models import Call
from competition.errors import NotFound
from competition.people import queries, services
from competition.people.models import Invitation, Person
from competition.people.rules import InvitationClosed, Invite, Role
from competition.people.services import passwords
from tests.factories.calls import a_call
from tests.factories.letters import last_link, sent_letters
from tests.factories.people import a_browser, a_membership, a_person, an_actor, an_institution
from tests.factories.web import post

pytestmark = pytest.mark.integration

PASSWORD = "a quiet river of glass"


@pytest.fixture
def call(app: Flask) -> Call:
    return a_call(title={"en": "Moon brooch", "zh": "月亮胸针"})


@pytest.fixture
def owner(call: Call) -> Person:
    person = a_person(name="Lin Yue")
    a_membership(person, call.id, Role.owner)
    return person


@pytest.fixture
def accepted(app: Flask) -> Iterator[list[Any]]:
    """Return the facts of acceptance, as a domain downstream gets them."""
    found: list[Any] = []
    before = dict(db.desk.subscribers)
    db.subscribe({facts.InvitationAccepted: (found.append,)})
    yield found
    db.subscribe(before)


def offer(owner: Person, call: Call, role: Role = Role.juror, **values: Any) -> Invitation:
    given: dict[str, Any] = {"email": "Zoe@example.org", "name": "Zoë", "locale": "zh", "scope_name": call.title}
    return services.invite(an_actor(owner), Invite(**{**given, **values}, role=role, call_id=call.id))


def roles(email: str = "zoe@example.org") -> set[tuple[str, str, str]]:
    db.session.rollback()
    person = queries.person_by_email(email)
    return set(queries.roles_of(person.id)) if person else set()


def test_the_letter_says_who_invites_to_what_in_the_readers_language(app: Flask, call: Call, owner: Person) -> None:
    offer(owner, call)
    letter = sent_letters(app)[-1]
    assert (letter.to, letter.locale, "月亮胸针" in letter.subject, "Lin Yue" in letter.text) == (
        "zoe@example.org",
        "zh",
        True,
        True,
    )
    assert last_link(app).startswith("/zh/invitations/")


def test_scanners_change_nothing_and_the_person_joins(
    app: Flask, client: FlaskClient, call: Call, owner: Person, accepted: list[Any]
) -> None:
    house = an_institution()
    offer(owner, call, institution_id=house.id)
    link = last_link(app).replace("/zh/", "/en/")
    looks = [client.get(link).status_code, client.head(link).status_code, app.test_client().get(link).status_code]
    page = client.get(link).get_data(as_text=True)
    before = roles()
    answer = post(client, link, {"name": "Zoë Wouters", "password": PASSWORD})
    db.session.rollback()
    person = queries.person_by_email("zoe@example.org")
    assert person is not None
    assert (looks, before) == ([200, 200, 200], set())
    assert ("Lin Yue invites you to sit on the jury" in page, 'value="Zoë"' in page) == (True, True)
    assert (answer.status_code, answer.location, roles()) == (303, "/en/jury/", {("call", call.id, "juror")})
    assert client.get("/en/jury/").status_code == 200
    assert (person.email_confirmed_at is not None, client.get("/en/account").status_code) == (True, 200)
    assert accepted == [facts.InvitationAccepted(call.id, person.id, "juror")]
    assert (audit.verify(call.id), audit.head_of(call.id)[0]) == (None, 3)


def test_a_visit_after_acceptance_says_so(app: Flask, client: FlaskClient, call: Call, owner: Person) -> None:
    offer(owner, call)
    link = last_link(app)
    post(client, link, {"name": "Zoë", "password": PASSWORD})
    page = app.test_client().get(link.replace("/zh/", "/en/"))
    again = post(app.test_client(), link, {"name": "Eve", "password": PASSWORD}, page="/zh/sign-in")
    assert (page.status_code, b"was accepted" in page.data, again.status_code) == (200, True, 200)
    assert queries.people_with_role(call.id, Role.juror)[0].name == "Zoë"


def test_one_who_is_signed_in_accepts_at_once_and_again_without_harm(
    app: Flask, call: Call, owner: Person, accepted: list[Any]
) -> None:
    zoe = a_person(email="zoe@example.org", email_confirmed_at=None)
    offer(owner, call)
    link = last_link(app)
    browser, phone = a_browser(app, zoe), a_browser(app, zoe)
    answers = [post(browser, f"{link}/accept", page=page).status_code for page in (link, "/en/account")]
    assert (answers, len(accepted), roles()) == ([303, 303], 1, {("call", call.id, "juror")})
    assert (browser.get("/en/account").status_code, phone.get("/en/account").status_code) == (200, 303)
    db.session.rollback()
    found = queries.person_by_email("zoe@example.org")
    assert found is not None
    assert found.email_confirmed_at is not None


def test_one_who_has_an_account_is_asked_to_sign_in(app: Flask, client: FlaskClient, call: Call, owner: Person) -> None:
    a_person(email="zoe@example.org", password_hash=passwords.digest_of(PASSWORD))
    offer(owner, call)
    link = last_link(app)
    page = client.get(link).get_data(as_text=True)
    assert (f"/zh/sign-in?next={link}" in page, 'name="password"' in page) == (True, False)
    post(client, link, {"name": "Eve", "password": PASSWORD}, page="/en/sign-in")
    assert roles() == set()


def test_another_account_cannot_take_it(app: Flask, call: Call, owner: Person) -> None:
    eve = a_person(email="eve@example.org")
    offer(owner, call)
    link = last_link(app).replace("/zh/", "/en/")
    browser = a_browser(app, eve)
    answer = post(browser, f"{link}/accept", page=link)
    assert (answer.status_code, roles("eve@example.org")) == (303, set())
    assert "You are signed in as eve@example.org" in browser.get(link).get_data(as_text=True)


def test_it_ends_after_thirty_days(app: Flask, client: FlaskClient, call: Call, owner: Person) -> None:
    offer(owner, call)
    link = last_link(app)
    with time_machine.travel(clock.now() + timedelta(days=31)):
        page = client.get(link)
        post(client, link, {"name": "Zoë", "password": PASSWORD}, page="/en/sign-in")
    assert (page.status_code, roles()) == (410, set())


def test_it_can_be_taken_back(app: Flask, client: FlaskClient, call: Call, owner: Person) -> None:
    invitation = offer(owner, call)
    services.revoke_invitation(an_actor(owner), call.id, invitation.id)
    assert client.get(last_link(app)).status_code == 410
    with pytest.raises(InvitationClosed):
        services.resend_invitation(an_actor(owner), call.id, invitation.id)


def test_sent_again_it_has_a_new_link_and_the_old_one_ends(
    app: Flask, client: FlaskClient, call: Call, owner: Person
) -> None:
    invitation = offer(owner, call)
    old = last_link(app)
    services.resend_invitation(an_actor(owner), call.id, invitation.id)
    new = last_link(app)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_inviting_the_same_person_again_makes_no_second_offer(app: Flask, call: Call, owner: Person) -> None:
    first, second = offer(owner, call), offer(owner, call)
    assert (first.id == second.id, len(queries.invitations_of(call.id))) == (True, 1)


@pytest.mark.parametrize("role", [None, Role.juror, Role.entrant, Role.auditor])
def test_who_holds_no_such_role_offers_none(app: Flask, call: Call, role: Role | None) -> None:
    person = a_person()
    if role:
        a_membership(person, call.id, role)
    with pytest.raises(NotFound):
        offer(person, call)
    assert sent_letters(app) == []


def test_an_organiser_of_another_call_reaches_nothing(app: Flask, call: Call, owner: Person) -> None:
    invitation = offer(owner, call)
    stranger, other = a_person(), a_call()
    a_membership(stranger, other.id, Role.owner)
    for verb in (services.resend_invitation, services.revoke_invitation):
        for call_id in (call.id, other.id):
            with pytest.raises(NotFound):
                verb(an_actor(stranger), call_id, invitation.id)


def test_an_unknown_link_is_not_there(client: FlaskClient, app: Flask) -> None:
    assert client.get("/en/invitations/nothing").status_code == 404


def test_people_s_text_stays_text(app: Flask, client: FlaskClient, call: Call) -> None:
    owner = a_person(name="<b>Lin</b> {{ 7777*7777 }}")
    a_membership(owner, call.id, Role.owner)
    offer(owner, call, scope_name={"en": "<script>alert(1)</script>\nBcc: all@example.org"})
    letter = sent_letters(app)[-1]
    page = client.get(last_link(app)).get_data(as_text=True)
    assert re.findall(r"<b>|<script>alert|60481729", letter.html + page) == []
    assert "\n" not in letter.subject
