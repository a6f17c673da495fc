"""Before the publishing commit no surface says anything of a winner; after it, every one does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import db
from competition.mail.models import Letter
from competition.publication.models import PublishedWork
from competition.queueing.services import run_due
from competition.web.gates import gate_of
from tests.factories.entries import say_of_picture
from tests.factories.people import a_browser, a_person
from tests.factories.publication import Judged, a_judged_call, an_entry_of, decide_best, schedule_release

pytestmark = pytest.mark.integration

TITLE, STORY = "Canary-Title-4711", "Canary-Story-4711"
CAPTION, CREDIT = "Canary-Caption-4711", "Canary-Photographer-4711"


@pytest.fixture
def judged(app: Flask) -> Judged:
    """Return a call whose first entry would be known by its title, story, maker, code or id."""
    judged = a_judged_call(entries=0)
    story = {judged.fields["story"].id: STORY, judged.fields["secret"].id: "Canary-Phone-4711"}
    an_entry_of(judged, judged.categories[0], points=5, title=TITLE, answers=story)
    say_of_picture(judged.entries[0], caption=CAPTION, credit=CREDIT, alt=CAPTION)
    an_entry_of(judged, judged.categories[0], points=2)
    return judged


def signs_of(judged: Judged) -> list[str]:
    entry, maker = judged.entries[0], judged.makers[0]
    return [TITLE, STORY, CAPTION, CREDIT, maker.name, entry.code, entry.id, maker.email, "Canary-Phone-4711"]


def surfaces(app: Flask, slug: str) -> Iterator[str]:
    """Yield every address that a visitor can make up: those whose gate asks for no sign-in, with the call's slug."""
    for rule in app.url_map.iter_rules():
        gate = gate_of(app, rule.endpoint)
        if "GET" not in (rule.methods or ()) or gate is None or gate.needs_sign_in:
            continue
        if rule.arguments <= {"lang", "slug"}:
            for lang in ("en", "zh") if "lang" in rule.arguments else ("",):
                yield rule.build({"lang": lang, "slug": slug})[1]  # type: ignore[index]  # it always builds


def told(client: FlaskClient, address: str, signs: list[str]) -> list[str]:
    answer = client.get(address)
    assert answer.status_code != 500, address
    text = answer.get_data(as_text=True) + str(answer.headers)
    return [f"{address}: {sign}" for sign in signs if sign in text]


def leaks(client: FlaskClient, judged: Judged) -> list[str]:
    signs = signs_of(judged)
    found = [one for address in surfaces(client.application, judged.call.slug) for one in told(client, address, signs)]
    letters = db.session.scalars(select(Letter))
    return found + [letter.event for letter in letters if TITLE in str(letter.context) + letter.text]


def test_nothing_is_told_at_any_step_before(app: Flask, client: FlaskClient, judged: Judged) -> None:
    assert leaks(client, judged) == []
    decide_best(judged)
    assert leaks(client, judged) == []
    at = schedule_release(judged)
    assert leaks(client, judged) == []
    with time_machine.travel(at + timedelta(minutes=5), tick=False):
        # The time has passed and the worker has not run: nothing goes public by the clock alone.
        assert leaks(client, judged) == []


def test_a_stranger_and_a_losing_maker_are_told_nothing_before(app: Flask, judged: Judged) -> None:
    decide_best(judged)
    schedule_release(judged)
    for person in (a_person(), judged.makers[1]):
        assert leaks(a_browser(app, person), judged) == []


def test_every_surface_tells_it_after(app: Flask, client: FlaskClient, judged: Judged) -> None:
    decide_best(judged)
    at = schedule_release(judged)
    slug, signs = judged.call.slug, [TITLE, "Maker 0"]
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        run_due()
        work_id = db.session.scalars(select(PublishedWork.id)).one()
        for address in ("/en/", "/zh/gallery", f"/en/calls/{slug}/winners", f"/fr/works/{work_id}", "/nl/feed.xml"):
            assert told(client, address, signs) == [f"{address}: {sign}" for sign in signs]
        assert len(told(client, "/sitemap.xml", [work_id, f"{slug}/winners"])) == 2


def test_what_is_not_for_the_public_stays_so(app: Flask, client: FlaskClient, judged: Judged) -> None:
    decide_best(judged)
    at = schedule_release(judged)
    secrets = ["Canary-Phone-4711", judged.makers[0].email, judged.makers[1].email, judged.entries[1].title]
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        run_due()
        addresses = [one for one in surfaces(app, judged.call.slug) if "/demo/" not in one]
        assert [one for address in addresses for one in told(client, address, secrets)] == []


def test_the_winners_page_is_not_there_before(app: Flask, client: FlaskClient, judged: Judged) -> None:
    address = f"/en/calls/{judged.call.slug}/winners"
    before = client.get(address)
    unknown = client.get("/en/calls/no-such-call/winners")
    assert (before.status_code, before.headers["Cache-Control"]) == (404, "private, no-store")
    assert before.get_data(as_text=True).count("\n") == unknown.get_data(as_text=True).count("\n")
    assert client.get(f"/en/works/{judged.entries[0].id}").status_code == 404
    assert client.get(f"/works/{judged.entries[0].id}/pictures/0/800").status_code == 404
