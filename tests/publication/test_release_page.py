"""The page of the release: who reads it, who acts on it, and what it says when something is refused."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import clock, db
from competition.calls.rules import ReleaseRule
from competition.people.models import Person
from competition.people.rules import Role
from competition.publication.models import Release
from competition.publication.queries import releases
from competition.publication.rules import ReleaseState
from tests.factories.counting import counted
from tests.factories.people import a_browser, a_membership, a_person
from tests.factories.publication import Judged, a_judged_call, decide_best, schedule_release
from tests.factories.web import post

pytestmark = pytest.mark.integration

ROLES = ("owner", "second", "chair", "auditor", "juror", "maker", "stranger")


def the(judged: Judged, role: str) -> Person:
    others = {"juror": judged.jurors[0], "maker": judged.makers[0]}
    return a_person() if role == "stranger" else others.get(role) or getattr(judged, role)


def page_of(judged: Judged, tail: str = "") -> str:
    return f"/en/organise/{judged.id}/release{tail}"


def active_release(judged: Judged) -> Release | None:
    db.session.rollback()  # The browser wrote in a transaction of its own.
    return releases.active_release(judged.id)


def in_zone(judged: Judged, hours: int) -> str:
    at = (clock.now() + timedelta(hours=hours)).astimezone(ZoneInfo(judged.call.time_zone))
    return at.strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("owner", (200, 422, 303, 303)),
        ("second", (200, 422, 303, 303)),
        ("chair", (200, 422, 303, 303)),
        ("auditor", (200, 404, 303, 404)),
        ("juror", (404, 404, 404, 404)),
        ("maker", (404, 404, 404, 404)),
        ("stranger", (404, 404, 404, 404)),
    ],
)
def test_the_matrix(app: Flask, role: str, statuses: tuple[int, int, int, int]) -> None:
    """Read, propose, sign, call off; the call's own page lends its token to those who see no form."""
    judged = a_judged_call()
    decide_best(judged)
    browser = a_browser(app, the(judged, role), fresh=True)
    token = "/en/account"
    assert (
        browser.get(page_of(judged)).status_code,
        post(browser, page_of(judged), {"publish_at": ""}, page=token).status_code,
        post(browser, page_of(judged, "/signature"), {"content": "x"}, page=token).status_code,
        post(browser, page_of(judged, "/end"), page=token).status_code,
    ) == statuses


def test_a_visitor_is_asked_to_sign_in(app: Flask, client: FlaskClient) -> None:
    answer = client.get(page_of(a_judged_call()))
    assert (answer.status_code, answer.location.split("?")[0]) == (303, "/en/sign-in")


def test_acting_asks_for_a_fresh_second_factor(app: Flask) -> None:
    judged = a_judged_call()
    browser = a_browser(app, judged.owner)
    for tail in ("", "/signature", "/end"):
        answer = post(browser, page_of(judged, tail), page=page_of(judged))
        assert (answer.status_code, "step-up" in answer.location or "prove" in answer.location) == (303, True)
    assert releases.latest_release(judged.id) is None


def test_from_proposal_to_schedule_and_off(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    browser = a_browser(app, judged.owner, fresh=True)
    assert post(browser, page_of(judged), {"publish_at": in_zone(judged, 5)}).status_code == 303
    release = active_release(judged)
    assert release is not None
    shown = browser.get(page_of(judged)).get_data(as_text=True)
    assert [word in shown for word in ("Waiting for signatures", "Sign this release", "Work 0", "Maker 0")] == [
        True
    ] * 4
    post(browser, page_of(judged, "/signature"), {"content": release.content_digest}, page=page_of(judged))
    assert "Signed and scheduled" in browser.get(page_of(judged)).get_data(as_text=True)
    post(browser, page_of(judged, "/end"), page=page_of(judged))
    shown = browser.get(page_of(judged)).get_data(as_text=True)
    assert ("The release is called off." in shown, active_release(judged)) == (True, None)


def test_a_time_that_is_past_or_skipped_is_said_at_its_field(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    browser = a_browser(app, judged.owner, fresh=True)
    for given, words in ((in_zone(judged, -1), "This time is past."), ("2027-03-28T02:30", "This time does not exist")):
        answer = post(browser, page_of(judged), {"publish_at": given})
        assert (answer.status_code, words in answer.get_data(as_text=True)) == (422, True)
        assert f'value="{given}"' in answer.get_data(as_text=True)
    assert releases.latest_release(judged.id) is None


def test_what_stands_in_the_way_is_said(app: Flask) -> None:
    judged = a_judged_call()
    browser = a_browser(app, judged.owner, fresh=True)
    assert "Not every prize is decided yet." in browser.get(page_of(judged)).get_data(as_text=True)
    answer = post(browser, page_of(judged), {"publish_at": in_zone(judged, 5)})
    assert "The awards cannot be announced as they stand." in answer.get_data(as_text=True)


def test_signing_something_else_than_one_saw_is_refused(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    browser = a_browser(app, judged.owner, fresh=True)
    post(browser, page_of(judged), {"publish_at": in_zone(judged, 5)})
    post(browser, page_of(judged, "/signature"), {"content": "0" * 64}, page=page_of(judged))
    assert "The awards changed since you opened this page." in browser.get(page_of(judged)).get_data(as_text=True)
    release = active_release(judged)
    assert release is not None
    assert (release.state, releases.signatures_of(release.id)) == (ReleaseState.proposed, [])


def test_an_auditor_who_organises_is_told_why_he_has_no_button(app: Flask) -> None:
    judged = a_judged_call(release_rule=ReleaseRule.chair_and_auditor)
    a_membership(judged.auditor, judged.id, Role.organiser, judged.hosts[0])
    decide_best(judged)
    schedule_release(judged)
    browser, words = a_browser(app, judged.auditor, fresh=True), "you also organise it or sit on its jury"
    shown = browser.get(page_of(judged)).get_data(as_text=True)
    assert (words in shown, "Sign this release" in shown) == (True, False)
    release = active_release(judged)
    assert release is not None
    post(browser, page_of(judged, "/signature"), {"content": release.content_digest}, page=page_of(judged))
    assert browser.get(page_of(judged)).get_data(as_text=True).count(words) == 2  # What was refused, and why.
    assert [one.capacity for one in releases.signatures_of(release.id)] == ["chair"]


def test_another_calls_release_is_not_there(app: Flask) -> None:
    judged, other = a_judged_call(), a_judged_call()
    assert a_browser(app, judged.owner, fresh=True).get(page_of(other)).status_code == 404


def test_queries_do_not_grow_with_the_entries(app: Flask) -> None:
    asked = []
    for number in (1, 30):
        judged = a_judged_call(entries=1, categories=number, pictures=0)
        decide_best(judged)
        schedule_release(judged)
        browser = a_browser(app, judged.owner, fresh=True)
        browser.get(page_of(judged))
        with counted(app) as count:
            assert browser.get(page_of(judged)).status_code == 200
        asked.append(count.queries)
        assert count.fetched_few(number)
    assert asked[0] == asked[1]
