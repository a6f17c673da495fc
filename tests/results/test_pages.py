"""What stands behind the ranking: the explanation, the jury, other methods, files to take away, how it is computed."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from flask import Flask

from competition import audit, db
from competition.entries.rules.tables import as_csv
from competition.people.models import Person
from competition.results import queries, services
from competition.results.engine import METHODS
from competition.results.engine.bundle import faults, unpack
from competition.results.engine.record import digest_of
from competition.results.engine.tiebreak import TieRule
from competition.results.models import ScoringRun
from competition.results.rules import METHODS as OFFERED
from competition.results.rules import TIE_RULES, ChangeHow, HowComputed, RulesAreStale
from tests.factories.people import a_browser, a_person
from tests.factories.publication import Judged, a_judged_call, an_entry_of
from tests.factories.web import post

pytestmark = pytest.mark.integration


def page_of(judged: Judged, tail: str = "") -> str:
    return f"/en/organise/{judged.id}/results{tail}"


def a_run(judged: Judged) -> ScoringRun:
    run = queries.run_by_id(services.compute(judged.actor(), judged.id))
    assert run is not None
    return run


def the(judged: Judged, role: str) -> Person:
    others = {"juror": judged.jurors[0], "maker": judged.makers[0]}
    return a_person() if role == "stranger" else others.get(role) or getattr(judged, role)


@pytest.mark.parametrize(
    ("role", "may_read", "may_change"),
    [
        ("owner", True, True),
        ("second", True, True),
        ("chair", True, True),
        ("auditor", True, False),
        ("juror", False, False),
        ("maker", False, False),
        ("stranger", False, False),
    ],
)
def test_the_matrix(app: Flask, role: str, may_read: bool, may_change: bool) -> None:  # noqa: FBT001 - cases
    judged = a_judged_call()
    run = a_run(judged)
    browser = a_browser(app, the(judged, role))
    read = (
        "/jury",
        "/methods",
        f"/entries/{judged.entries[0].code}",
        "/ranking.csv",
        "/ranking.xlsx",
        f"/runs/{run.id}.zip",
    )
    assert {browser.get(page_of(judged, tail)).status_code for tail in read} == {200 if may_read else 404}
    assert browser.get(page_of(judged, "/how")).status_code == (200 if may_change else 404)
    sent = {"method": "median", "version": "0", "reason": "As the rules of the call say."}
    answer = post(browser, page_of(judged, "/how"), sent, page="/en/account")
    assert answer.status_code == (303 if may_change else 404)


def test_a_run_of_another_call_is_not_there(app: Flask) -> None:
    judged, other = a_judged_call(), a_judged_call()
    run = a_run(other)
    assert a_browser(app, judged.owner).get(page_of(judged, f"/runs/{run.id}.zip")).status_code == 404


def test_an_explanation_adds_up_as_it_is_printed(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    run = a_run(judged)
    for entry in judged.entries:
        found = queries.explained(run, entry.code)
        assert found is not None
        whole, lines = found
        corrections = sum((Decimal(line.correction) for line in lines), Decimal(0))
        assert Decimal(whole["raw_mean"]) + corrections == Decimal(whole["level"])
        assert sorted(line.name for line in lines) == sorted(juror.name for juror in judged.jurors)


def test_a_category_shows_its_own_places(app: Flask) -> None:
    judged = a_judged_call(entries=2, categories=2)
    a_run(judged)
    second = judged.categories[1]
    shown = a_browser(app, judged.owner).get(page_of(judged, f"?category={second.id}")).get_data(as_text=True)
    assert [entry.code in shown.split('id="awards"')[0] for entry in judged.entries] == [False, False, True, True]


def test_the_table_holds_what_the_page_shows_and_no_formula(app: Flask) -> None:
    judged = a_judged_call(entries=1)
    an_entry_of(judged, judged.categories[0], points=2, title="=HYPERLINK(1)")
    a_run(judged)
    answer = a_browser(app, judged.owner).get(page_of(judged, "/ranking.csv"))
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [row[:4] for row in rows[1:]] == [
        ["1", "1", judged.entries[0].code, "Work 0"],
        ["2", "2", judged.entries[1].code, "'=HYPERLINK(1)"],
    ]
    assert answer.headers["Content-Disposition"] == f"attachment; filename={judged.call.slug}-1.csv"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_begins_a_formula(text: str) -> None:
    assert next(csv.reader(io.StringIO(as_csv([[text]]), newline=""))) == [f"'{text}"]


def test_a_negative_number_stays_a_number() -> None:
    assert as_csv([[-1.5, None, "a"]]) == "-1.5,,a\r\n"


def test_a_run_in_a_file_can_be_computed_again_without_our_database(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    run = a_run(judged)
    content = a_browser(app, judged.auditor).get(page_of(judged, f"/runs/{run.id}.zip")).get_data()
    found, marks = unpack(content)
    assert faults(found, marks, run.engine_version) == []
    assert found["inputs_digest"] == digest_of(run.inputs)
    length, head = audit.head_of(judged.id)
    assert found["log"] == {"chain": judged.id, "length": length, "head": head}
    people = [*judged.jurors, *judged.makers, judged.owner]
    text = audit.canonical(found) + marks
    assert [word for person in people for word in (person.id, person.name, person.email) if word in text] == []


def test_a_changed_way_to_compute_makes_another_run_and_is_told(app: Flask) -> None:
    judged = a_judged_call(entries=2)
    first = a_run(judged)
    why = "The brief promised the median."
    services.change_how(judged.actor(), judged.id, ChangeHow(0, HowComputed("median", (("raw_mean", ""),)), why))
    second = a_run(judged)
    assert [(run.number, run.method) for run in (first, second)] == [(1, "additive"), (2, "median")]
    assert second.options["ties"] == [["raw_mean", ""]]
    shown = a_browser(app, judged.auditor).get(page_of(judged)).get_data(as_text=True)
    assert why in shown


def test_after_the_first_sheet_a_change_needs_a_reason(app: Flask) -> None:
    judged = a_judged_call()
    browser = a_browser(app, judged.owner)
    answer = post(browser, page_of(judged, "/how"), {"method": "median", "version": "0", "tie_1": "median"})
    shown = answer.get_data(as_text=True)
    assert (answer.status_code, "Say why the way of computing is changed" in shown) == (422, True)
    assert 'selected value="median">Median' in shown


def test_a_stale_change_is_refused_and_keeps_what_was_chosen(app: Flask) -> None:
    judged = a_judged_call()
    services.change_how(judged.actor(), judged.id, ChangeHow(0, HowComputed("mean"), "First."))
    with pytest.raises(RulesAreStale):
        services.change_how(judged.actor(), judged.id, ChangeHow(0, HowComputed("median"), "Second."))
    sent = {"method": "median", "version": "0", "reason": "Second."}
    answer = post(a_browser(app, judged.owner), page_of(judged, "/how"), sent)
    shown = answer.get_data(as_text=True)
    assert (answer.status_code, "Somebody else changed meanwhile" in shown, "Second." in shown) == (409, True, True)
    db.session.rollback()
    assert queries.how_computed(judged.round.id) == HowComputed("mean")


@pytest.mark.parametrize(
    "sent",
    [{"method": "dice"}, {"tie_1": "dice"}, {"tie_1": "criterion:nothing"}, {"version": "x" * 5, "method": "dice"}],
)
def test_what_is_not_on_the_list_is_refused(app: Flask, sent: dict[str, str]) -> None:
    judged = a_judged_call()
    form = {"method": "mean", "version": "0", "reason": "Why not.", **sent}
    assert post(a_browser(app, judged.owner), page_of(judged, "/how"), form).status_code == 422
    db.session.rollback()
    assert queries.how_computed(judged.round.id) == HowComputed()


def test_the_offer_is_what_the_engine_knows() -> None:
    assert sorted(OFFERED) == sorted(METHODS)
    assert sorted(TIE_RULES) == sorted(TieRule)
