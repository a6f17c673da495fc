"""The organisers' pages of results: who reads them, what they say, what they ask of the database."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from competition import db
from competition.judging.models import Assignment, ScoreSheet
from competition.judging.rules import SheetState
from competition.people.models import Person
from competition.queueing.services import run_due
from competition.results import queries, services
from tests.factories.counting import counted
from tests.factories.people import a_browser, a_person
from tests.factories.publication import Judged, a_judged_call, an_entry_of, decide_best, honour_of
from tests.factories.web import post

pytestmark = pytest.mark.integration


def the(judged: Judged, role: str) -> Person:
    others = {"juror": judged.jurors[0], "maker": judged.makers[0]}
    return a_person() if role == "stranger" else others.get(role) or getattr(judged, role)


def decided_of(judged: Judged) -> list[queries.Decided]:
    db.session.rollback()  # The browser wrote in a transaction of its own.
    return queries.decided_of(judged.id)


def motion(honour_id: str) -> dict[str, str]:
    words = {"motion": "Two works of one hand.", "in_favour": "4", "against": "1", "held_on": "2026-05-04"}
    return {f"{name}_{honour_id}": value for name, value in words.items()}


def page_of(judged: Judged, tail: str = "") -> str:
    return f"/en/organise/{judged.id}/results{tail}"


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("owner", (200, 200, 303, 303)),
        ("second", (200, 200, 303, 303)),
        ("chair", (200, 200, 303, 303)),
        ("auditor", (200, 404, 404, 404)),
        ("juror", (404, 404, 404, 404)),
        ("maker", (404, 404, 404, 404)),
        ("stranger", (404, 404, 404, 404)),
    ],
)
def test_the_matrix(app: Flask, role: str, statuses: tuple[int, int, int, int]) -> None:
    """Read, open the awards, compute, decide."""
    judged = a_judged_call()
    run_id = services.compute(judged.actor(), judged.id)
    browser = a_browser(app, the(judged, role), fresh=True)
    token = "/en/account"
    assert (
        browser.get(page_of(judged)).status_code,
        browser.get(page_of(judged, "/awards")).status_code,
        post(browser, page_of(judged, "/runs"), page=token).status_code,
        post(browser, page_of(judged, "/awards"), {"run_id": run_id}, page=token).status_code,
    ) == statuses


@pytest.mark.parametrize(("role", "status"), [("chair", 200), ("auditor", 200), ("owner", 404), ("juror", 404)])
def test_chairs_and_auditors_have_a_list(app: Flask, role: str, status: int) -> None:
    judged = a_judged_call()
    answer = a_browser(app, the(judged, role)).get("/en/results/")
    assert (answer.status_code, page_of(judged) in answer.get_data(as_text=True)) == (status, status == 200)


def test_deciding_asks_for_a_fresh_second_factor_before_anything_is_filled_in(app: Flask) -> None:
    judged = a_judged_call()
    services.compute(judged.actor(), judged.id)
    answer = a_browser(app, judged.owner).get(page_of(judged, "/awards"))
    assert answer.status_code == 303


def test_before_the_first_run(app: Flask) -> None:
    judged = a_judged_call()
    browser = a_browser(app, judged.owner, fresh=True)
    assert "No result was computed yet." in browser.get(page_of(judged)).get_data(as_text=True)
    assert browser.get(page_of(judged, "/awards")).status_code == 404


def test_computing_shows_the_ranking(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    browser = a_browser(app, judged.owner)
    post(browser, page_of(judged, "/runs"), page=page_of(judged))
    waiting = browser.get(page_of(judged)).get_data(as_text=True)
    assert ["The result is being computed." in waiting, "data-awaited" in waiting] == [True, True]
    run_due()
    shown = browser.get(page_of(judged)).get_data(as_text=True)
    codes = [entry.code for entry in judged.entries]
    assert "data-awaited" not in shown
    assert sorted(codes, key=shown.index) == codes
    assert [f">{mean}.00<" in shown for mean in (5, 4, 3)] == [True] * 3


def test_figures_are_written_as_the_reader_writes_them(app: Flask) -> None:
    judged = a_judged_call(entries=1)
    services.compute(judged.actor(), judged.id)
    browser = a_browser(app, judged.owner)
    assert ">5,00<" in browser.get(page_of(judged).replace("/en/", "/nl/")).get_data(as_text=True)


def test_a_call_without_sheets_says_that_there_is_nothing(app: Flask) -> None:
    judged = a_judged_call(entries=0)
    browser = a_browser(app, judged.owner)
    answer = post(browser, page_of(judged, "/runs"), page=page_of(judged))
    assert (answer.status_code, "No score sheet was handed in yet" in answer.get_data(as_text=True)) == (409, True)


def test_warnings_are_said_in_words(app: Flask) -> None:
    judged = a_judged_call(entries=2)
    an_entry_of(judged, judged.categories[0])
    kept = {(judged.entries[place].id, judged.jurors[place].id) for place in range(2)}
    with db.transaction() as session:
        for sheet, row in session.execute(
            select(ScoreSheet, Assignment).where(Assignment.id == ScoreSheet.assignment_id)
        ):
            if (row.entry_id, row.juror_id) not in kept:
                sheet.state = SheetState.draft
    services.compute(judged.actor(), judged.id)
    shown = a_browser(app, judged.owner).get(page_of(judged)).get_data(as_text=True)
    assert "The jury fell into 2 groups that share no entry." in shown
    assert "1 entry has no score sheet and no place." in shown
    assert "2 entries were marked by fewer than three jurors" in shown
    assert "7 score sheets are still open." in shown
    assert ">Group<" in shown


def test_awards_are_given_and_withheld_and_shown(app: Flask) -> None:
    judged = a_judged_call(categories=2)
    run_id = services.compute(judged.actor(), judged.id)
    one, two = judged.categories
    first, second = judged.entries[0], judged.entries[1]
    browser = a_browser(app, judged.owner, fresh=True)
    first_award, second_award = honour_of(judged, one), honour_of(judged, two)
    data = {
        "run_id": run_id,
        f"winners_{first_award}": [first.id, second.id],
        f"withheld_{second_award}": "y",
        **motion(first_award),
        **motion(second_award),
    }
    assert post(browser, page_of(judged, "/awards"), data).status_code == 303
    decided = [(one.honour_id, one.code) for one in decided_of(judged)]
    assert sorted(decided) == sorted([(first_award, first.code), (first_award, second.code), (second_award, "")])
    shown = browser.get(page_of(judged)).get_data(as_text=True)
    assert ("The awards are decided." in shown, "The award is withheld." in shown) == (True, True)
    form = browser.get(page_of(judged, "/awards")).get_data(as_text=True)
    assert form.count(" checked") == 3


def test_an_award_both_given_and_withheld_comes_back_with_its_choices(app: Flask) -> None:
    judged = a_judged_call()
    run_id = services.compute(judged.actor(), judged.id)
    (one,) = judged.categories
    browser = a_browser(app, judged.owner, fresh=True)
    given = honour_of(judged, one)
    data = {"run_id": run_id, f"winners_{given}": [judged.entries[0].id], f"withheld_{given}": "y"}
    answer = post(browser, page_of(judged, "/awards"), data)
    shown = answer.get_data(as_text=True)
    assert (answer.status_code, "Take the winners away" in shown, shown.count(" checked")) == (422, True, 2)
    assert decided_of(judged) == []


def test_an_entry_that_was_not_offered_is_refused(app: Flask) -> None:
    judged, other = a_judged_call(), a_judged_call()
    run_id = services.compute(judged.actor(), judged.id)
    browser = a_browser(app, judged.owner, fresh=True)
    data = {"run_id": run_id, f"winners_{honour_of(judged, judged.categories[0])}": [other.entries[0].id]}
    assert post(browser, page_of(judged, "/awards"), data).status_code == 422
    assert decided_of(judged) == []


def test_decisions_on_an_older_run_are_refused_and_marked(app: Flask) -> None:
    judged = a_judged_call()
    old = decide_best(judged)
    an_entry_of(judged, judged.categories[0])
    services.compute(judged.actor(), judged.id)
    browser = a_browser(app, judged.owner, fresh=True)
    assert "The awards below were decided on an older result." in browser.get(page_of(judged)).get_data(as_text=True)
    answer = post(browser, page_of(judged, "/awards"), {"run_id": old})
    assert (answer.status_code, "A newer result was computed" in answer.get_data(as_text=True)) == (409, True)


def test_queries_do_not_grow_with_the_entries(app: Flask) -> None:
    asked = []
    for number in (1, 30):
        judged = a_judged_call(entries=number, pictures=0)
        decide_best(judged)
        browser = a_browser(app, judged.owner, fresh=True)
        found = []
        code = judged.entries[0].code
        for tail in ("", f"?category={judged.categories[0].id}", "/awards", "/jury", "/methods", f"/entries/{code}"):
            browser.get(page_of(judged, tail))
            with counted(app) as count:
                assert browser.get(page_of(judged, tail)).status_code == 200
            found.append(count.queries)
            assert count.fetched_few(number)
        asked.append(found)
    assert asked[0] == asked[1]


def test_the_page_of_one_entry_reads_one(app: Flask) -> None:
    fetched = []
    for number in (1, 30):
        judged = a_judged_call(entries=number, pictures=0)
        services.compute(judged.actor(), judged.id)
        browser = a_browser(app, judged.owner)
        page = page_of(judged, f"/entries/{judged.entries[0].code}")
        browser.get(page)
        with counted(app) as count:
            assert browser.get(page).status_code == 200
        fetched.append(count.rows)
    assert fetched[0] == fetched[1]
