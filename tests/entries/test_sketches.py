"""A visitor enters: he writes at once, makes an account when he saves, and lands in his draft with every word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import clock, db
from competition.calls.models import Call
from competition.calls.rules import FieldKind
from competition.entries import services
from competition.entries.models import Entry, EntrySketch
from competition.entries.rules import Draft
from competition.entries.rules.refusals import CallClosed, EntryNotFound, SketchTooLong
from competition.people.models import Person
from competition.people.services.passwords import digest_of
from tests.entries.test_at_once import AT_ONCE, at_once
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.letters import last_link
from tests.factories.people import a_browser, a_person, an_actor
from tests.factories.web import post as send
from tests.factories.web import token_on

pytestmark = pytest.mark.integration
PASSWORD = "three calm words"


class Stand:
    """An open call with a category and two questions."""

    def __init__(self) -> None:
        self.call: Call = a_call()
        self.category = a_category(self.call)
        self.idea = a_field(self.call, FieldKind.long_text, 1)
        self.views = a_field(self.call, FieldKind.files, 2)
        self.page = f"/en/calls/{self.call.slug}/enter/form"

    def typed(self, **more: Any) -> dict[str, Any]:
        words = {"version": 1, "title": "Moon 月", "category": self.category.id, f"answer-{self.idea.id}": "Light"}
        return {**words, **more}

    def holds(self, entry: Entry) -> bool:
        content = (entry.title, entry.category_id, entry.answers)
        return content == ("Moon 月", self.category.id, {self.idea.id: "Light"})


def visitor_keeps(stand: Stand, browser: FlaskClient) -> str:
    """Let a visitor write and save; return the address that leads back to his words."""
    answer = send(browser, stand.page, stand.typed())
    assert answer.status_code == 303
    return str(answer.location)


def the_entry() -> Entry:
    db.session.rollback()
    return db.session.query(Entry).one()


def test_from_the_first_word_through_a_new_account_into_the_draft(app: Flask, client: FlaskClient) -> None:
    stand = Stand()
    assert stand.page in client.get(f"/en/calls/{stand.call.slug}/enter").text
    kept = visitor_keeps(stand, client)
    assert f"/en/register?next={kept}" in client.get(kept).text
    form = {"name": "Zoë", "email": "zoe@example.org", "password": PASSWORD}
    assert send(client, f"/en/register?next={kept}", form).status_code == 303
    other_device = app.test_client()
    confirm = last_link(app)
    confirmed = send(other_device, confirm)
    signed_in = send(other_device, confirmed.location, {"email": "zoe@example.org", "password": PASSWORD})
    assert signed_in.location == kept
    draft = send(other_device, kept)
    assert draft.status_code == 303
    assert "Moon 月" in other_device.get(draft.location).text
    assert stand.holds(the_entry())


def test_from_the_first_word_through_an_own_account_into_the_draft(app: Flask, client: FlaskClient) -> None:
    stand = Stand()
    a_person(email="known@example.org", password_hash=digest_of(PASSWORD))
    kept = visitor_keeps(stand, client)
    signed_in = send(client, f"/en/sign-in?next={kept}", {"email": "known@example.org", "password": PASSWORD})
    assert signed_in.location == kept
    assert send(client, kept).status_code == 303
    assert stand.holds(the_entry())


def test_looking_changes_nothing_and_a_lost_answer_makes_no_second_draft(app: Flask, client: FlaskClient) -> None:
    stand, person = Stand(), a_person()
    kept, browser = visitor_keeps(stand, client), a_browser(app, person)
    assert [one.get(kept).status_code for one in (client, browser, client, browser)] == [200] * 4
    assert db.session.query(Entry).count() == 0
    token = token_on(browser, kept)
    answers = [browser.post(kept, data={"csrf_token": token}) for _ in range(3)]
    assert {answer.location for answer in answers} == {f"/en/entries/{the_entry().id}"}
    # Its words are a draft now, and nobody else's: the link opens nothing for another.
    assert db.session.query(EntrySketch.content).one() == ({},)
    with pytest.raises(EntryNotFound):
        services.claim_sketch(an_actor(a_person()), kept.rsplit("/", 1)[1])


def test_several_claims_at_once_make_one_draft(app: Flask, client: FlaskClient) -> None:
    stand, actor = Stand(), an_actor(a_person())
    token = visitor_keeps(stand, client).rsplit("/", 1)[1]
    ids = at_once(app, lambda _number: services.claim_sketch(actor, token).id)
    assert ids == [the_entry().id] * AT_ONCE


def test_several_beginnings_with_one_key_make_one_draft(app: Flask) -> None:
    call_id, actor = a_call().id, an_actor(a_person())
    ids = at_once(app, lambda _number: services.begin_entry(actor, call_id, key="k" * 32).id)
    assert ids == [the_entry().id] * AT_ONCE
    assert services.begin_entry(an_actor(a_person()), call_id, key="k" * 32).id != ids[0]


def test_what_is_not_claimed_within_a_day_is_gone(app: Flask, client: FlaskClient, monkeypatch: Any) -> None:
    stand = Stand()
    kept, later = visitor_keeps(stand, client), clock.now() + timedelta(hours=24, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(kept).status_code == 404
    services.sketches.forget_sketches()
    assert db.session.query(EntrySketch).count() == 0


def test_what_cannot_be_kept_says_so_and_keeps_what_was_typed(app: Flask, client: FlaskClient) -> None:
    stand, visitor = Stand(), clock.now()
    answer = send(client, stand.page, stand.typed(title="Moon \u202e"))
    assert (answer.status_code, "invisible control characters" in answer.text, "Light" in answer.text) == (
        422,
        True,
        True,
    )
    actor = an_actor(a_person())
    with pytest.raises(SketchTooLong):
        services.keep_sketch(actor, stand.call.id, Draft(version=1, answers={stand.idea.id: "x" * 300_001}))
    closed = a_call(due_at=visitor - timedelta(hours=2), closes_at=visitor - timedelta(hours=1))
    with pytest.raises(CallClosed):
        services.keep_sketch(actor, closed.id, Draft(version=1))
    assert client.get(f"/en/calls/{closed.slug}/enter/form").status_code == 303
    assert db.session.query(EntrySketch).count() == 0


def test_the_link_holds_no_words_and_the_row_no_secret(app: Flask, client: FlaskClient) -> None:
    token = visitor_keeps(Stand(), client).rsplit("/", 1)[1]
    sketch = db.session.query(EntrySketch).one()
    assert (token == sketch.token_digest, token in str(sketch.content), "Moon" in token) == (False, False, False)
    assert db.session.query(Person).count() == 0
