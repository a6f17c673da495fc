"""After the winners are published a team may complain, once for an entry, while the days last; and is answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from competition import audit, clock, db
from competition.entries.models import Entry, EntryMember
from competition.errors import NotFound
from competition.judging.models import Assignment, ScoreSheet
from competition.mail.models import Letter
from competition.people.models import Person
from competition.publication import services
from competition.publication.queries import complaints
from competition.publication.rules import (
    AnsweredAlready,
    ComplainedAlready,
    ComplaintsClosed,
    NoWords,
    complaints_until,
    may_complain,
)
from tests.factories.counting import counted
from tests.factories.people import a_browser, a_person
from tests.factories.publication import Judged, a_judged_call, announce, decide_best
from tests.factories.web import post

pytestmark = pytest.mark.integration

WORDS = "Canary: the winner is on the jury chair's payroll."


def the(judged: Judged, role: str) -> Person:
    others = {"juror": judged.jurors[0], "maker": judged.makers[0]}
    return a_person() if role == "stranger" else others.get(role) or getattr(judged, role)


def complain(judged: Judged, place: int = 1, text: str = WORDS) -> str:
    actor = judged.actor(judged.makers[place])
    return services.complain(actor, judged.id, judged.entries[place].id, text)


def entrant_page(judged: Judged) -> str:
    return f"/en/calls/{judged.call.slug}/complaint"


def inside(judged: Judged, tail: str = "") -> str:
    return f"/en/organise/{judged.id}/complaints{tail}"


def test_the_days_are_counted_from_the_publication() -> None:
    now = clock.now()
    until = complaints_until(now, 30)
    assert until == now + timedelta(days=30)
    assert [may_complain(until, now + timedelta(days=days)) for days in (0, 30, 31)] == [True, True, False]
    assert (complaints_until(now, 0), may_complain(None, now)) == (None, False)


def test_a_team_complains_once_and_reads_the_answer(app: Flask) -> None:
    judged = a_judged_call()
    announce(judged)
    browser = a_browser(app, judged.makers[1])
    data = {"entry": judged.entries[1].id, "text": WORDS}
    assert post(browser, entrant_page(judged), data).status_code == 303
    shown = browser.get(entrant_page(judged)).get_data(as_text=True)
    assert ("Canary" in shown, "It is not answered yet." in shown, "Send the complaint" in shown) == (True, True, False)
    db.session.rollback()  # The browser wrote in a transaction of its own.
    (one,) = complaints.complaints_of(judged.id)
    assert one.complaint is not None
    reader = a_browser(app, judged.auditor)
    assert "Canary" in reader.get(inside(judged)).get_data(as_text=True)
    given = {f"{one.complaint.id}-text": "The chair stepped back from that work."}
    assert post(reader, inside(judged, f"/{one.complaint.id}"), given, page=inside(judged)).status_code == 303
    assert "The chair stepped back" in browser.get(entrant_page(judged)).get_data(as_text=True)
    db.session.rollback()
    with pytest.raises(ComplainedAlready):
        complain(judged)
    with pytest.raises(AnsweredAlready):
        services.answer_complaint(judged.actor(), judged.id, one.complaint.id, "Again.")


def test_nobody_complains_before_the_publication_or_after_the_days(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    with pytest.raises(ComplaintsClosed):
        complain(judged)
    assert a_browser(app, judged.makers[1]).get(entrant_page(judged)).status_code == 404
    judged = a_judged_call(complaint_days=2)
    announce(judged)
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        with pytest.raises(ComplaintsClosed):
            complain(judged)
        shown = a_browser(app, judged.makers[1]).get(entrant_page(judged)).get_data(as_text=True)
    assert ("The days in which entrants could complain are over." in shown, "Send the complaint" in shown) == (
        True,
        False,
    )


def test_a_call_without_such_days_names_none(app: Flask, client: FlaskClient) -> None:
    for days, is_named in ((30, True), (0, False)):
        judged = a_judged_call(complaint_days=days)
        announce(judged)
        page = client.get(f"/en/calls/{judged.call.slug}/winners").get_data(as_text=True)
        assert ("Who entered this call can complain of the result until" in page) == is_named


def test_only_for_an_own_entry_and_in_words(app: Flask) -> None:
    judged = a_judged_call()
    announce(judged)
    with pytest.raises(NotFound):
        services.complain(judged.actor(judged.makers[0]), judged.id, judged.entries[1].id, WORDS)
    with pytest.raises(NoWords):
        complain(judged, text="  ")
    answer = post(a_browser(app, judged.makers[1]), entrant_page(judged), {"entry": judged.entries[1].id, "text": ""})
    assert (answer.status_code, "Write it in words." in answer.get_data(as_text=True)) == (422, True)


def test_an_answer_without_words_comes_back_at_its_complaint(app: Flask) -> None:
    judged = a_judged_call()
    announce(judged)
    complaint_id = complain(judged)
    browser = a_browser(app, judged.owner)
    answer = post(browser, inside(judged, f"/{complaint_id}"), {f"{complaint_id}-text": ""}, page=inside(judged))
    assert (answer.status_code, f'id="{complaint_id}-text-error"' in answer.get_data(as_text=True)) == (422, True)


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("owner", (404, 200, 303)),
        ("chair", (404, 200, 303)),
        ("auditor", (404, 200, 303)),
        ("juror", (404, 404, 404)),
        ("maker", (200, 404, 404)),
        ("stranger", (404, 404, 404)),
    ],
)
def test_the_matrix(app: Flask, role: str, statuses: tuple[int, ...]) -> None:
    """Open the entrant's page, read all complaints, answer one."""
    judged = a_judged_call()
    announce(judged)
    complaint_id = complain(judged)
    browser, given = a_browser(app, the(judged, role)), {f"{complaint_id}-text": "We looked into it."}
    assert (
        browser.get(entrant_page(judged)).status_code,
        browser.get(inside(judged)).status_code,
        post(browser, inside(judged, f"/{complaint_id}"), given, page="/en/account").status_code,
    ) == statuses


def test_both_stand_in_the_log(app: Flask) -> None:
    judged = a_judged_call()
    announce(judged)
    services.answer_complaint(judged.actor(judged.chair), judged.id, complain(judged), "No.")
    query = select(audit.AuditEvent.kind).where(audit.AuditEvent.kind.like("complaint%"))
    kinds = db.session.scalars(query.order_by(audit.AuditEvent.number)).all()
    assert (list(kinds), audit.verify(judged.id)) == (["complaint.filed", "complaint.answered"], None)


def test_queries_do_not_grow_with_the_complaints(app: Flask) -> None:
    asked = []
    for number in (1, 30):
        judged = a_judged_call(entries=number, pictures=0)
        maker = judged.makers[0]
        with db.transaction() as session:
            session.execute(update(EntryMember).values(person_id=maker.id))
        announce(judged)
        for entry in judged.entries:
            services.complain(judged.actor(maker), judged.id, entry.id, WORDS)
        found = []
        for person, page in ((maker, entrant_page(judged)), (judged.owner, inside(judged))):
            browser = a_browser(app, person)
            browser.get(page)
            with counted(app) as count:
                assert browser.get(page).status_code == 200
            found.append(count.queries)
            assert count.fetched_few(number)
        asked.append(found)
    assert asked[0] == asked[1]


def letters(event: str) -> dict[str, str]:
    db.session.rollback()
    found = db.session.scalars(select(Letter).where(Letter.event == f"publication/{event}"))
    return {one.address: str(one.context) for one in found}


def test_the_team_gets_a_receipt_and_a_word_of_the_answer_and_those_who_release_a_notice(app: Flask) -> None:
    judged = a_judged_call()
    entry, maker = judged.entries[1], judged.makers[1]
    with db.transaction():
        stored = db.session.get_one(Entry, entry.id)
        stored.languages, stored.translations = ["nl"], {"nl": {"title": "Werk een"}}
        db.session.get_one(Person, maker.id).locale = "nl"
    announce(judged)
    complaint_id = complain(judged)
    received, filed = letters("complaint_received"), letters("complaint_filed")
    assert (list(received), "Werk een" in received[maker.email], WORDS in received[maker.email]) == (
        [maker.email], True, True
    )  # fmt: skip
    assert set(filed) >= {judged.owner.email, judged.chair.email, judged.auditor.email}
    assert [one for one in filed.values() if WORDS in one or entry.title in one] == []
    services.answer_complaint(judged.actor(judged.chair), judged.id, complaint_id, "Canary answer")
    answered = letters("complaint_answered")
    assert (list(answered), "Canary answer" in answered[maker.email]) == ([maker.email], False)


def test_those_who_read_complaints_and_comments_read_titles_in_their_language(app: Flask) -> None:
    judged = a_judged_call()
    with db.transaction():
        stored = db.session.get_one(Entry, judged.entries[1].id)
        stored.languages, stored.translations = ["zh"], {"zh": {"title": "作品一"}}
        sheet = db.session.scalars(
            select(ScoreSheet).join(Assignment).where(Assignment.entry_id == judged.entries[1].id)
        ).first()
        assert sheet
        sheet.comment = "Good"
    comments = f"/zh/organise/{judged.id}/results/comments"
    assert "作品一" in a_browser(app, judged.chair).get(comments).text
    announce(judged)
    complain(judged)
    browser = a_browser(app, judged.chair)
    pages = [browser.get(f"/{code}/organise/{judged.id}/complaints").text for code in ("zh", "fr")]
    assert ["作品一" in page for page in pages] == [True, False]
    assert "作品一" in a_browser(app, judged.makers[1]).get(f"/zh/calls/{judged.call.slug}/complaint").text
