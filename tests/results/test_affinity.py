"""What jurors share with entrants, by what accounts say; never told to anyone but those who read results."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from competition import db
from competition.judging.models import Assignment, ScoreSheet
from competition.people.models import Person
from competition.people.rules import said_of
from competition.results import queries, services
from competition.results.models import ScoringRun
from competition.results.rules import pseudonym
from tests.factories.people import a_browser
from tests.factories.publication import Judged, a_judged_call
from tests.factories.web import post


def say(person: Person, **words: str) -> None:
    with db.transaction():
        for name, value in words.items():
            setattr(db.session.get_one(Person, person.id), name, value)


def a_run(judged: Judged) -> ScoringRun:
    run = queries.run_by_id(services.compute(judged.actor(), judged.id))
    assert run is not None
    return run


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Académie Royale", "  academie   ROYALE "),
        ("ＡＢＣ", "abc"),
        ("上海大学", "上海大学"),
        ("Straße", "STRASSE"),
    ],
)
def test_two_who_mean_the_same_say_the_same(one: str, other: str) -> None:
    assert said_of(Person(country="", school=one, employer="")) == said_of(
        Person(country="", school=other, employer="")
    )


@given(st.text(max_size=40))
def test_what_is_said_is_said_again_alike(words: str) -> None:
    said = said_of(Person(country="", school=words, employer="")).get("school", "")
    assert said_of(Person(country="", school=said, employer="")).get("school", "") == said


@pytest.mark.integration
class TestRun:
    def test_the_pairs_that_share_something_are_counted_and_nothing_else_is_told(self, app: Flask) -> None:
        judged = a_judged_call(entries=3)
        say(judged.jurors[0], school="CANARY Academy", country="BE")
        say(judged.makers[1], school="canary academy", country="CN")
        run = a_run(judged)
        name = pseudonym(judged.id, judged.jurors[0].id)
        assert run.inputs["shared"] == {
            "country": [],
            "school": [[name, judged.entries[1].code]],
            "employer": [],
        }
        assert [(one.attribute, one.n) for one in queries.affinities_of(run)] == [("school", 1)]
        assert "canary" not in str([run.inputs, run.outputs]).casefold()

    def test_who_favours_his_own_is_seen(self, app: Flask) -> None:
        judged = a_judged_call(entries=6)
        for person in (judged.jurors[0], *judged.makers[3:]):
            say(person, country="BE")
        favour(judged)
        [one] = queries.affinities_of(a_run(judged))
        assert one.points is not None
        assert (one.attribute, one.n, one.points > 1, one.is_clear) == ("country", 3, True, True)

    def test_the_page_says_so_and_an_empty_one_too(self, app: Flask) -> None:
        judged = a_judged_call(entries=6)
        a_run(judged)
        page = f"/en/organise/{judged.id}/results/jury"
        browser = a_browser(app, judged.owner)
        assert "no juror shares a country" in browser.get(page).text
        for person in (judged.jurors[0], *judged.makers[3:]):
            say(person, country="BE")
        favour(judged)
        a_run(judged)
        assert "That is more than chance explains: look at these scores." in browser.get(page).text


def favour(judged: Judged) -> None:
    """Let the first juror give the last three entries all that there is to give."""
    ids = [entry.id for entry in judged.entries[3:]]
    with db.transaction() as session:
        query = select(ScoreSheet).join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        own = query.where(Assignment.juror_id == judged.jurors[0].id, Assignment.entry_id.in_(ids))
        for sheet in session.scalars(own):
            sheet.marks = dict.fromkeys(sheet.marks, 5)


@pytest.mark.integration
def test_a_person_says_where_he_belongs_and_nobody_else_reads_it(app: Flask) -> None:
    judged = a_judged_call()
    juror = judged.jurors[0]
    browser = a_browser(app, juror)
    sent = {"name": juror.name, "locale": "en", "time_zone": "UTC", "country": "BE"}
    more = {"school": "CANARY School", "employer": "CANARY House"}
    assert post(browser, "/en/account", {**sent, **more}).status_code == 303
    db.session.rollback()
    found = db.session.get_one(Person, juror.id, populate_existing=True)
    assert (found.country, found.school, found.employer) == ("BE", "CANARY School", "CANARY House")
    a_run(judged)
    pages = [
        f"/en/organise/{judged.id}/results/jury",
        f"/en/organise/{judged.id}/jury",
        f"/en/calls/{judged.call.slug}",
    ]
    owner = a_browser(app, judged.owner)
    assert ["CANARY" in owner.get(page).text for page in pages] == [False, False, False]
