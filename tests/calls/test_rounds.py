"""The rounds of a call: they follow one another, the last can go while nothing happened in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from competition import audit, clock, db
from competition.calls import queries, services
from competition.calls.models import Call
from competition.calls.rules import (
    Calendar,
    CallState,
    RoundDraft,
    RoundsOutOfOrder,
    RoundStands,
    check_rounds,
    current_of,
)
from competition.calls.rules.refusals import BadTexts, DatesMissing, TooMany
from competition.errors import NotFound, Stale
from competition.people.models import Person
from competition.people.rules import Role
from tests.factories.calls import a_call, a_category, a_round
from tests.factories.counting import counted
from tests.factories.entries import a_submitted_entry
from tests.factories.judging import a_juror, a_rubric, an_assignment
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post

START = datetime.fromisoformat("2027-03-01T12:00+00:00")


@dataclass
class Days:
    """A round by the days after the start on which it opens and closes."""

    opens_at: datetime | None
    closes_at: datetime | None


def days(opens: int | None, closes: int | None) -> Days:
    return Days(*(None if day is None else START + timedelta(days=day) for day in (opens, closes)))


def calendar(closes: int = 0, announced: int | None = 100) -> Calendar:
    announcement = None if announced is None else START + timedelta(days=announced)
    return Calendar(None, None, START + timedelta(days=closes), announcement_at=announcement)


@pytest.mark.parametrize(
    ("rounds", "is_good"),
    [
        ([days(1, 2)], True),
        ([days(1, 2), days(3, 4)], True),
        ([days(1, 2), days(None, None), days(3, 4)], True),
        ([days(1, 2), days(2, 4)], False),
        ([days(1, 3), days(2, 4)], False),
        ([days(0, 2)], False),
        ([days(1, 100)], False),
        ([days(2, 1)], False),
        ([days(1, 2), days(3, 101)], False),
    ],
)
def test_rounds_lie_one_after_the_other_between_close_and_announcement(rounds: list[Days], is_good: bool) -> None:  # noqa: FBT001
    if is_good:
        check_rounds(calendar(), rounds)
        return
    with pytest.raises(RoundsOutOfOrder):
        check_rounds(calendar(), rounds)


@given(st.lists(st.one_of(st.none(), st.integers(0, 50)), max_size=5), st.integers(0, 50))
def test_the_current_round_is_the_last_that_opened_else_the_first(opens: list[int | None], now: int) -> None:
    rounds = [days(day, None) for day in sorted(opens, key=lambda day: (day is None, day))]
    found = current_of(rounds, START + timedelta(days=now))
    opened = [one for one in rounds if one.opens_at and one.opens_at <= START + timedelta(days=now)]
    assert found is (opened[-1] if opened else rounds[0] if rounds else None)


@pytest.fixture
def call(app: Flask) -> Call:
    now = clock.now()
    dates = {"due_at": now - timedelta(days=2), "closes_at": now - timedelta(days=1)}
    made = a_call(**dates, opens_at=now - timedelta(days=9), announcement_at=now + timedelta(days=60))
    a_round(made)
    return made


@pytest.fixture
def owner(call: Call) -> Person:
    person = a_person()
    a_membership(person, call.id, Role.owner)
    return person


def fresh(call: Call) -> Call:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Call, call.id)


def a_draft(call: Call, name: str = "Final", first: int = 20, last: int = 25) -> RoundDraft:
    now = clock.now()
    return RoundDraft(fresh(call).version, {"en": name}, now + timedelta(days=first), now + timedelta(days=last))


@pytest.mark.integration
class TestVerbs:
    def test_a_round_is_added_after_the_others_and_stands_in_the_log(self, call: Call, owner: Person) -> None:
        round_id = services.add_round(an_actor(owner), call.id, a_draft(call))
        rows = queries.rounds_of(call.id)
        kinds = list(db.session.scalars(select(audit.AuditEvent.kind).where(audit.AuditEvent.chain == call.id)))
        assert [(row.position, row.name) for row in rows] == [(1, {"en": "Jury"}), (2, {"en": "Final"})]
        assert (rows[1].id, kinds) == (round_id, ["round.added"])

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [({"name": {}}, BadTexts), ({"opens_at": None}, DatesMissing), ({"version": 99}, Stale)],
    )
    def test_bad_input(self, call: Call, owner: Person, change: dict[str, object], refusal: type[Exception]) -> None:
        draft = a_draft(call)
        values = {name: getattr(draft, name) for name in ("version", "name", "opens_at", "closes_at")}
        with pytest.raises(refusal):
            services.add_round(an_actor(owner), call.id, RoundDraft(**{**values, **change}))
        assert len(queries.rounds_of(call.id)) == 1

    def test_one_that_begins_before_the_one_before_has_closed_is_refused(self, call: Call, owner: Person) -> None:
        with pytest.raises(RoundsOutOfOrder):
            services.add_round(an_actor(owner), call.id, a_draft(call, first=3))
        assert len(queries.rounds_of(call.id)) == 1

    def test_there_are_six_at_most(self, call: Call, owner: Person) -> None:
        for number in range(5):
            services.add_round(an_actor(owner), call.id, a_draft(call, first=20 + 2 * number, last=21 + 2 * number))
        with pytest.raises(TooMany):
            services.add_round(an_actor(owner), call.id, a_draft(call, first=40, last=41))

    def test_only_the_last_goes_and_the_first_stays(self, call: Call, owner: Person) -> None:
        actor = an_actor(owner)
        with pytest.raises(RoundStands):
            services.remove_round(actor, call.id, queries.rounds_of(call.id)[0].id)
        services.add_round(actor, call.id, a_draft(call))
        with pytest.raises(RoundStands):
            services.remove_round(actor, call.id, queries.rounds_of(call.id)[0].id)
        a_rubric(queries.rounds_of(call.id)[1])
        services.remove_round(actor, call.id, queries.rounds_of(call.id)[1].id)
        assert [row.position for row in queries.rounds_of(call.id)] == [1]

    def test_one_with_work_before_a_juror_stands(self, call: Call, owner: Person) -> None:
        services.add_round(an_actor(owner), call.id, a_draft(call))
        entry = a_submitted_entry(call, a_person(), a_category(call))
        an_assignment(queries.rounds_of(call.id)[1], entry, a_juror(call))
        with pytest.raises(RoundStands):
            services.remove_round(an_actor(owner), call.id, queries.rounds_of(call.id)[1].id)
        assert len(queries.rounds_of(call.id)) == 2

    @pytest.mark.parametrize("role", [Role.juror, Role.chair, Role.auditor, None])
    def test_only_organisers(self, call: Call, role: Role | None) -> None:
        person = a_person()
        if role:
            a_membership(person, call.id, role)
        with pytest.raises(NotFound):
            services.add_round(an_actor(person), call.id, a_draft(call))

    def test_another_calls_round_is_not_there(self, call: Call, owner: Person) -> None:
        other = a_round(a_call())
        with pytest.raises(NotFound):
            services.edit_round(an_actor(owner), call.id, other.id, a_draft(call))


@pytest.mark.integration
class TestPages:
    def test_a_round_is_added_renamed_and_removed_in_the_browser(self, app: Flask, call: Call, owner: Person) -> None:
        with db.transaction():
            db.session.get_one(Call, call.id).state = CallState.draft
        browser, url = a_browser(app, owner), f"/en/organise/{call.id}/rounds"
        sent = {"name_en": "Final", "version": str(fresh(call).version)}
        assert post(browser, url, sent).status_code == 303
        db.session.rollback()
        last = queries.rounds_of(call.id)[1]
        sent = {"name_en": "The final", "version": str(fresh(call).version)}
        assert post(browser, f"{url}/{last.id}", sent).status_code == 303
        assert "The final" in browser.get(url).text
        assert post(browser, f"{url}/{last.id}/remove", page=url).status_code == 303
        db.session.rollback()
        assert [row.position for row in queries.rounds_of(call.id)] == [1]

    def test_what_was_typed_comes_back_with_a_sentence(self, app: Flask, call: Call, owner: Person) -> None:
        browser, url = a_browser(app, owner), f"/en/organise/{call.id}/rounds"
        answer = post(browser, url, {"name_en": "Final", "opens_at": "2027-05-01T10:00", "version": "1"})
        assert answer.status_code == 422
        assert 'value="Final"' in answer.text
        assert 'value="2027-05-01T10:00"' in answer.text

    def test_the_pages_of_a_round_stay_with_it(self, app: Flask, call: Call, owner: Person) -> None:
        services.add_round(an_actor(owner), call.id, a_draft(call))
        browser = a_browser(app, owner)
        second = browser.get(f"/en/organise/{call.id}/rubric?round=2").text
        assert f'href="/en/organise/{call.id}/jury?round=2"' in second
        assert f'action="/en/organise/{call.id}/rubric?round=2"' in second
        first = browser.get(f"/en/organise/{call.id}/rubric").text
        assert f'href="/en/organise/{call.id}/jury"' in first
        assert f'href="/en/organise/{call.id}/rubric?round=2"' in first

    def test_one_round_and_six_cost_the_same(self, app: Flask, call: Call, owner: Person) -> None:
        browser, url = a_browser(app, owner), f"/en/organise/{call.id}/rounds"
        browser.get(url)
        with counted(app) as one:
            browser.get(url)
        for number in range(5):
            services.add_round(an_actor(owner), call.id, a_draft(call, first=20 + 2 * number, last=21 + 2 * number))
        browser.get(url)
        with counted(app) as six:
            browser.get(url)
        assert six.queries == one.queries, six.statements
