"""Pictures leave the public pages with the consent, and come with it; none is shown before its makers' day."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import clock, db
from competition.calls.rules import ClauseKind
from competition.entries import services as entries
from competition.entries.rules.agreeing import ChangeConsents
from competition.publication import services
from competition.publication.models import PublishedWork
from competition.publication.rules.showing import Showing, showing
from competition.queueing.models import Job
from tests.factories.people import a_browser, an_actor
from tests.factories.publication import Judged, a_judged_call, an_entry_of, announce
from tests.factories.terms import a_clause, the_clause

STORY = "A story of a stone."


def seen(client: FlaskClient) -> tuple[bool, bool, bool]:
    """Return whether the work's page shows its title, its story, a picture."""
    work = db.session.scalars(select(PublishedWork).execution_options(populate_existing=True)).one()
    page = client.get(f"/en/works/{work.id}").get_data(as_text=True)
    return "Work 0" in page, STORY in page, "<img" in page


def consent(judged: Judged, *, given: bool) -> None:
    web = the_clause(judged.call, ClauseKind.web)
    actor = an_actor(judged.makers[0])
    entries.change_consents(actor, judged.entries[0].id, ChangeConsents({web.id: given}, {web.id: 1}))


@pytest.mark.integration
def test_a_consent_taken_back_takes_pictures_and_words_off_every_page(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call()
    announce(judged)
    assert seen(client) == (True, True, True)
    consent(judged, given=False)
    assert seen(client) == (True, False, False)
    assert "Work 0" not in client.get("/en/gallery").get_data(as_text=True)
    work = db.session.scalars(select(PublishedWork)).one()
    assert client.get(f"/works/{work.id}/pictures/0/800").status_code == 404
    assert "publication.remove_copies" in set(db.session.scalars(select(Job.name)))
    consent(judged, given=True)
    assert seen(client) == (True, True, True)


@pytest.mark.integration
def test_no_picture_is_public_before_its_makers_day(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call(entries=0)
    novelty = a_clause(judged.call, ClauseKind.novelty)
    day = clock.now() + timedelta(days=10)
    an_entry_of(judged, judged.categories[0], agreed={novelty.id: {"not_before": day.date().isoformat()}})
    announce(judged)
    assert seen(client) == (True, True, False)
    work = db.session.scalars(select(PublishedWork)).one()
    assert (work.pictures, work.has_pictures, len(work.withheld["pictures"])) == ([], False, 1)
    assert work.veiled_until is not None
    with time_machine.travel(work.veiled_until - timedelta(milliseconds=1), tick=False):
        services.settle_work(work.id)
        assert seen(client) == (True, True, False)
    with time_machine.travel(work.veiled_until, tick=False):
        services.settle_work(work.id)
        assert seen(client) == (True, True, True)


NOW = clock.now()
SOON, PAST = NOW + timedelta(days=1), NOW - timedelta(days=1)


@pytest.mark.parametrize(
    ("consents", "until", "veiled", "found"),
    [
        (False, None, None, Showing(words=False, pictures=False, changes_at=None)),
        (True, None, None, Showing(words=True, pictures=True, changes_at=None)),
        (True, SOON, None, Showing(words=True, pictures=True, changes_at=SOON)),
        (True, NOW, None, Showing(words=False, pictures=False, changes_at=None)),
        (True, None, SOON, Showing(words=True, pictures=False, changes_at=SOON)),
        (True, None, NOW, Showing(words=True, pictures=True, changes_at=None)),
        (False, None, SOON, Showing(words=False, pictures=False, changes_at=None)),
        (True, SOON + timedelta(days=1), SOON, Showing(words=True, pictures=False, changes_at=SOON)),
        (True, None, PAST, Showing(words=True, pictures=True, changes_at=None)),
    ],
)
def test_what_may_be_shown_when(consents: bool, until: object, veiled: object, found: Showing) -> None:  # noqa: FBT001
    assert showing(consents=consents, until=until, veiled_until=veiled, now=NOW) == found  # type: ignore[arg-type]


@pytest.mark.integration
def test_the_public_and_a_blind_jury_never_read_who_the_entrant_is(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call(entries=0)
    novelty, guardian = a_clause(judged.call, ClauseKind.novelty), a_clause(judged.call, ClauseKind.guardian)
    signs = ["1999-12-31", "Canary-School-4711", "canary-guardian@example.org", "Canary-Number-4711"]
    about = {"birth_date": signs[0], "school": signs[1]}
    agreed = {novelty.id: {"value": "yes", "number": signs[3]}, guardian.id: {"name": "G", "email": signs[2]}}
    entry = an_entry_of(judged, judged.categories[0], about=about, agreed=agreed)
    juror = a_browser(app, judged.jurors[0])
    told = [juror.get(path).get_data(as_text=True) for path in (
        f"/en/jury/{judged.id}/", f"/en/jury/{judged.id}/entries/{entry.id}", f"/en/entries/{entry.id}",
    )]  # fmt: skip
    assert entry.code in told[0] + told[1]
    announce(judged)
    work = db.session.scalars(select(PublishedWork)).one()
    pages = (
        f"/en/works/{work.id}",
        f"/en/calls/{judged.call.slug}/winners",
        "/en/gallery",
        f"/en/calls/{judged.call.slug}",
    )
    told += [client.get(path).get_data(as_text=True) for path in pages]
    assert [sign for sign in signs for page in told if sign in page] == []
