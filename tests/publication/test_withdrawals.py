"""An award that is taken back after it was published: two persons, a reason that the public reads, nobody follows."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import audit, clock, db
from competition.calls.rules import ReleaseRule
from competition.errors import NotFound
from competition.mail.interface import MemoryPost
from competition.people.models import Person
from competition.publication import services
from competition.publication.models import PublishedWork
from competition.publication.queries import withdrawals
from competition.publication.queries.withdrawals import Received
from competition.publication.rules import AlreadyWithdrawn, NeedsAnother, NoReason, WithdrawAward
from competition.queueing.services import run_due
from tests.factories.counting import counted
from tests.factories.people import a_browser, a_person
from tests.factories.publication import SOON, Judged, a_judged_call, announce, decide_proposed, release_now
from tests.factories.web import post

pytestmark = pytest.mark.integration

REASON = "The work had been shown before, against article 4."


def the(judged: Judged, role: str) -> Person:
    others = {"juror": judged.jurors[0], "maker": judged.makers[0]}
    return a_person() if role == "stranger" else others.get(role) or getattr(judged, role)


def the_award(judged: Judged) -> Received:
    db.session.rollback()
    return withdrawals.received_of(judged.id)[0]


def page_of(judged: Judged, tail: str = "") -> str:
    one = the_award(judged)
    return f"/en/organise/{judged.id}/release/awards/{one.award.id}/{one.work.id}{tail}"


def propose(judged: Judged, person: Person | None = None, reason: str = REASON) -> None:
    one = the_award(judged)
    services.propose_withdrawal(judged.actor(person), judged.id, WithdrawAward(one.award.id, one.work.id, reason))


def confirm(judged: Judged, person: Person) -> None:
    one = the_award(judged)
    services.confirm_withdrawal(judged.actor(person), judged.id, one.award.id, one.work.id)


def public_pages(client: FlaskClient, judged: Judged) -> list[str]:
    work = the_award(judged).work.id
    return [
        client.get(address).get_data(as_text=True)
        for address in (f"/en/calls/{judged.call.slug}/winners", f"/en/works/{work}")
    ]


def test_neither_of_two_persons_withdraws_alone(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call()
    announce(judged)
    propose(judged)
    with pytest.raises(NeedsAnother):
        confirm(judged, judged.owner)
    assert [REASON in page for page in public_pages(client, judged)] == [False, False]
    confirm(judged, judged.second)
    winners, work = public_pages(client, judged)
    assert (REASON in winners, REASON in work) == (True, True)
    assert ("This award was withdrawn." in winners, "The jury withheld" in winners) == (True, False)
    assert "“Category 1” was withdrawn from “Work 0” on" in winners


def test_who_could_sign_no_release_confirms_nothing(app: Flask) -> None:
    judged = a_judged_call(release_rule=ReleaseRule.chair_and_auditor)
    decide_proposed(judged)
    release_now(judged)
    propose(judged)
    with pytest.raises(NeedsAnother):
        confirm(judged, judged.second)
    confirm(judged, judged.auditor)
    assert the_award(judged).confirmer == judged.auditor.name


def test_the_work_keeps_its_page_without_the_award(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call(categories=2)
    announce(judged)
    work = the_award(judged).work
    propose(judged)
    confirm(judged, judged.second)
    page = client.get(f"/en/works/{work.id}").get_data(as_text=True)
    label = page[page.index('class="wall-label-award"') :].split("</p>")[0]
    assert ("Category 1" in label, client.get("/en/gallery").get_data(as_text=True).count("Work 0")) == (False, 2)
    assert client.get("/en/feed.xml").status_code == 200
    assert db.session.scalars(select(PublishedWork.title).order_by(PublishedWork.title)).all() == ["Work 0", "Work 2"]


def test_the_next_in_line_is_shown_and_receives_nothing(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call(entries=3)
    announce(judged)
    following = withdrawals.next_in_line(the_award(judged))
    assert following is not None
    assert (following.entry.title, following.rank) == ("Work 1", 2)
    propose(judged)
    confirm(judged, judged.second)
    shown = a_browser(app, judged.auditor).get(page_of(judged)).get_data(as_text=True)
    assert ("Work 1" in shown, "Withdrawn" in shown) == (True, True)
    assert "Work 1" not in public_pages(client, judged)[0]


def test_the_team_is_written_to(app: Flask, post: MemoryPost) -> None:
    judged = a_judged_call()
    announce(judged)
    propose(judged)
    confirm(judged, judged.second)
    with time_machine.travel(clock.now() + SOON + timedelta(minutes=1), tick=False):
        run_due()
    told = [(message.to, message.subject) for message in post.sent if REASON in message.text]
    assert told == [(judged.makers[0].email, "An award of “Work 0” was withdrawn")]


def test_it_is_proposed_once_can_be_dropped_and_is_final_once_confirmed(app: Flask) -> None:
    judged = a_judged_call()
    announce(judged)
    one = the_award(judged)
    with pytest.raises(NoReason):
        propose(judged, reason="  ")
    propose(judged)
    with pytest.raises(AlreadyWithdrawn):
        propose(judged, judged.second)
    services.drop_withdrawal(judged.actor(), judged.id, one.award.id, one.work.id)
    with pytest.raises(NotFound):
        confirm(judged, judged.second)
    propose(judged, judged.chair)
    confirm(judged, judged.owner)
    for again in (services.confirm_withdrawal, services.drop_withdrawal):
        with pytest.raises(AlreadyWithdrawn):
            again(judged.actor(), judged.id, one.award.id, one.work.id)
    kinds = db.session.scalars(
        select(audit.AuditEvent.kind)
        .where(audit.AuditEvent.chain == judged.id, audit.AuditEvent.kind.like("withdrawal%"))
        .order_by(audit.AuditEvent.number)
    ).all()
    steps = ("proposed", "dropped", "proposed", "confirmed")
    assert (list(kinds), audit.verify(judged.id)) == ([f"withdrawal.{step}" for step in steps], None)


def test_an_award_of_another_call_is_not_there(app: Flask) -> None:
    judged, other = a_judged_call(), a_judged_call()
    announce(judged)
    announce(other)
    one = the_award(other)
    with pytest.raises(NotFound):
        services.propose_withdrawal(judged.actor(), judged.id, WithdrawAward(one.award.id, one.work.id, REASON))


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("owner", (200, 303, 303, 303)),
        ("chair", (200, 303, 303, 303)),
        ("auditor", (200, 404, 303, 404)),
        ("juror", (404, 404, 404, 404)),
        ("maker", (404, 404, 404, 404)),
        ("stranger", (404, 404, 404, 404)),
    ],
)
def test_the_matrix(app: Flask, role: str, statuses: tuple[int, ...]) -> None:
    """Read, propose, confirm, drop: by a proposal of the second organiser."""
    judged = a_judged_call()
    announce(judged)
    browser, token = a_browser(app, the(judged, role), fresh=True), "/en/account"
    propose(judged, judged.second)
    assert (
        browser.get(page_of(judged)).status_code,
        post(browser, page_of(judged), {"reason": "x"}, page=token).status_code,
        post(browser, page_of(judged, "/confirmation"), page=token).status_code,
        post(browser, page_of(judged, "/end"), page=token).status_code,
    ) == statuses


def test_a_fresh_second_factor_is_asked_of_both(app: Flask) -> None:
    judged = a_judged_call()
    announce(judged)
    post(a_browser(app, judged.owner), page_of(judged), {"reason": REASON}, page="/en/account")
    assert the_award(judged).withdrawal is None
    propose(judged)
    post(a_browser(app, judged.second), page_of(judged, "/confirmation"), page="/en/account")
    row = the_award(judged).withdrawal
    assert row is not None
    assert row.confirmed_at is None


def test_the_page_asks_for_a_reason(app: Flask) -> None:
    judged = a_judged_call()
    announce(judged)
    browser = a_browser(app, judged.owner, fresh=True)
    answer = post(browser, page_of(judged), {"reason": ""})
    assert (answer.status_code, "the public reads it" in answer.get_data(as_text=True)) == (422, True)


def test_queries_do_not_grow_with_the_awards(app: Flask) -> None:
    asked = []
    for number in (1, 30):
        judged = a_judged_call(entries=1, categories=number, pictures=0)
        announce(judged)
        address, browser = page_of(judged), a_browser(app, judged.owner)
        browser.get(address)
        with counted(app) as count:
            assert browser.get(address).status_code == 200
        asked.append(count.queries)
        assert count.fetched_few(number)
    assert asked[0] == asked[1]
