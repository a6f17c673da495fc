"""Who goes on into the next round: by places, by a threshold, by hand; a choice that is kept, and its reasons."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from competition import audit, clock, db
from competition.calls.models import Round
from competition.errors import DomainError, NotFound
from competition.results import queries, services
from competition.results.rules import (
    Advance,
    AdvanceBy,
    AdvanceRule,
    BadAdvanceRule,
    DepartureNeedsReason,
    NobodyAdvances,
    NoNextRound,
    NotOfThisRun,
    RunIsOld,
    Standing,
    advancing,
    check_advance_rule,
)
from tests.factories.calls import a_round
from tests.factories.counting import counted
from tests.factories.judging import a_rubric, a_sheet, an_assignment
from tests.factories.people import a_browser
from tests.factories.publication import Judged, a_judged_call, an_entry_of
from tests.factories.web import post

STANDINGS = (
    Standing("a", 1, 1, 4.5),
    Standing("b", 2, 1, 4.0),
    Standing("c", 2, 2, 4.0),
    Standing("d", 4, 2, 3.0),
    Standing("e", None, None, None),
)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (AdvanceRule(AdvanceBy.places, 1), "a"),
        (AdvanceRule(AdvanceBy.places, 2), "abc"),
        (AdvanceRule(AdvanceBy.places, 3), "abc"),
        (AdvanceRule(AdvanceBy.places, 9), "abcd"),
        (AdvanceRule(AdvanceBy.places, 1, is_per_category=True), "ab"),
        (AdvanceRule(AdvanceBy.threshold, 4.0), "abc"),
        (AdvanceRule(AdvanceBy.threshold, 4.01), "a"),
        (AdvanceRule(AdvanceBy.hand), ""),
    ],
)
def test_the_rule(rule: AdvanceRule, found: str) -> None:
    assert "".join(sorted(advancing(STANDINGS, rule))) == found


@given(st.integers(1, 6), st.integers(0, 3), st.booleans())
def test_whoever_goes_on_with_few_goes_on_with_more(places: int, more: int, each: bool) -> None:  # noqa: FBT001
    few, many = (
        advancing(STANDINGS, AdvanceRule(AdvanceBy.places, n, is_per_category=each)) for n in (places, places + more)
    )
    assert few <= many


@pytest.mark.parametrize("value", [None, 0, -1, 1.5, 1e9, float("nan"), float("inf")])
def test_a_number_of_places_is_a_whole_number(value: float | None) -> None:
    with pytest.raises(BadAdvanceRule):
        check_advance_rule(AdvanceRule(AdvanceBy.places, value))


@pytest.mark.parametrize("value", [None, -0.1, float("nan"), float("inf")])
def test_a_threshold_is_a_number_of_points(value: float | None) -> None:
    with pytest.raises(BadAdvanceRule):
        check_advance_rule(AdvanceRule(AdvanceBy.threshold, value))


def a_final(judged: Judged) -> Round:
    now = clock.now()
    dates = {"opens_at": now + timedelta(days=20), "closes_at": now + timedelta(days=25)}
    return a_round(judged.call, position=2, name={"en": "Final"}, **dates)


def by_places(run_id: str, judged: Judged, *places: int, **values: str) -> Advance:
    chosen = frozenset(judged.entries[place].id for place in places)
    return Advance(run_id, AdvanceRule(AdvanceBy.places, 2), chosen, **values)


@pytest.mark.integration
class TestAdvance:
    def test_what_the_rule_says_goes_on(self, app: Flask) -> None:
        judged = a_judged_call(entries=4)
        final = a_final(judged)
        run_id = services.compute(judged.actor(), judged.id)
        assert services.advance(judged.actor(), judged.id, by_places(run_id, judged, 0, 1)) == 2
        stored = queries.advancement_to(final.id)
        assert stored is not None
        assert (stored.run_id, stored.rule, stored.reason) == (run_id, AdvanceRule(AdvanceBy.places, 2.0), "")
        assert queries.admitted_to(final.id) == {judged.entries[0].id, judged.entries[1].id}
        [event] = db.session.scalars(select(audit.AuditEvent).where(audit.AuditEvent.kind == "entries.advanced"))
        assert (event.chain, event.subject) == (judged.id, f"round:{final.id}")

    def test_others_go_on_only_with_a_reason_and_the_choice_can_be_made_anew(self, app: Flask) -> None:
        judged = a_judged_call(entries=4)
        final = a_final(judged)
        run_id = services.compute(judged.actor(), judged.id)
        with pytest.raises(DepartureNeedsReason):
            services.advance(judged.actor(), judged.id, by_places(run_id, judged, 0, 3))
        services.advance(judged.actor(), judged.id, by_places(run_id, judged, 0, 3, reason="The jury asked for it."))
        services.advance(judged.actor(), judged.id, by_places(run_id, judged, 0, 1))
        stored = queries.advancement_to(final.id)
        assert stored is not None
        assert (stored.reason, len(queries.admitted_to(final.id))) == ("", 2)

    def test_refusals(self, app: Flask) -> None:
        judged, other = a_judged_call(entries=3), a_judged_call()
        run_id = services.compute(judged.actor(), judged.id)
        foreign = Advance(run_id, AdvanceRule(AdvanceBy.hand), frozenset({other.entries[0].id}), "Why not.")
        nobody = Advance(run_id, AdvanceRule(AdvanceBy.hand), frozenset(), "None was good.")

        def refused(command: Advance) -> type[DomainError]:
            with pytest.raises(DomainError) as caught:
                services.advance(judged.actor(), judged.id, command)
            db.session.rollback()
            return caught.type

        assert refused(by_places(run_id, judged, 0, 1)) is NoNextRound
        final = a_final(judged)
        assert refused(foreign) is NotOfThisRun
        assert refused(nobody) is NobodyAdvances
        assert refused(by_places("nothing", judged, 0, 1)) is RunIsOld
        an_entry_of(judged, judged.categories[0])
        services.compute(judged.actor(), judged.id)
        assert refused(by_places(run_id, judged, 0, 1)) is RunIsOld
        assert queries.admitted_to(final.id) == frozenset()

    @pytest.mark.parametrize("role", ["auditor", "stranger"])
    def test_only_deciders(self, app: Flask, role: str) -> None:
        judged = a_judged_call(entries=3)
        a_final(judged)
        run_id = services.compute(judged.actor(), judged.id)
        person = judged.auditor if role == "auditor" else judged.makers[0]
        with pytest.raises(NotFound):
            services.advance(judged.actor(person), judged.id, by_places(run_id, judged, 0, 1))

    def test_the_next_round_is_computed_from_its_own_sheets_and_decided_on(self, app: Flask) -> None:
        judged = a_judged_call(entries=3)
        first = services.compute(judged.actor(), judged.id)
        final = a_final(judged)
        services.advance(judged.actor(), judged.id, by_places(first, judged, 0, 1))
        criteria = a_rubric(final, 1)
        for place, points in ((0, 2), (1, 5)):
            for juror in judged.jurors:
                a_sheet(an_assignment(final, judged.entries[place], juror), {criteria[0].id: points})
        assert queries.final_run(judged.id) is None
        run_id = services.compute(judged.actor(), judged.id, 2)
        run = queries.final_run(judged.id)
        assert run is not None
        assert (run.id, run.number, run.inputs["entries"]) == (run_id, 1, sorted(e.code for e in judged.entries[:2]))
        assert [row.code for row in queries.rank_rows(run)] == [judged.entries[1].code, judged.entries[0].code]
        assert queries.latest_run(judged.round.id).id == first  # type: ignore[union-attr]


@pytest.mark.integration
class TestPage:
    def page(self, judged: Judged, query: str = "") -> str:
        return f"/en/organise/{judged.id}/results/advance{query}"

    def test_the_rule_is_shown_and_the_choice_stored(self, app: Flask) -> None:
        judged = a_judged_call(entries=4)
        final = a_final(judged)
        run_id = services.compute(judged.actor(), judged.id)
        browser = a_browser(app, judged.owner, fresh=True)
        shown = browser.get(self.page(judged, "?by=places&value=1")).text
        assert shown.count("data-choose checked") == 1
        sent = {"run_id": run_id, "chosen": [judged.entries[0].id]}
        assert post(browser, self.page(judged, "?by=places&value=1"), sent).status_code == 303
        db.session.rollback()
        assert queries.admitted_to(final.id) == {judged.entries[0].id}
        assert "the first" in browser.get(f"/en/organise/{judged.id}/results").text

    def test_a_departure_without_reason_comes_back_with_its_ticks(self, app: Flask) -> None:
        judged = a_judged_call(entries=4)
        final = a_final(judged)
        run_id = services.compute(judged.actor(), judged.id)
        browser = a_browser(app, judged.owner, fresh=True)
        sent = {"run_id": run_id, "chosen": [judged.entries[3].id]}
        answer = post(browser, self.page(judged, "?by=places&value=1"), sent)
        assert answer.status_code == 422
        assert (
            f'value="{judged.entries[3].id}" aria-label="{judged.entries[3].code}" data-choose checked' in answer.text
        )
        assert "This is not what the rule says." in answer.text
        db.session.rollback()
        assert queries.admitted_to(final.id) == frozenset()

    @pytest.mark.parametrize("query", ["?by=places&value=0", "?by=places&value=x", "?by=nonsense", "?by=threshold"])
    def test_nonsense_in_the_address_is_said_to_be_nonsense(self, app: Flask, query: str) -> None:
        judged = a_judged_call(entries=3)
        a_final(judged)
        services.compute(judged.actor(), judged.id)
        assert a_browser(app, judged.owner, fresh=True).get(self.page(judged, query)).status_code == 422

    @pytest.mark.parametrize(
        ("role", "status"), [("owner", 200), ("chair", 200), ("auditor", 404), ("juror", 404), ("maker", 404)]
    )
    def test_who_sees_it(self, app: Flask, role: str, status: int) -> None:
        judged = a_judged_call(entries=2)
        a_final(judged)
        services.compute(judged.actor(), judged.id)
        others = {"juror": judged.jurors[0], "maker": judged.makers[0]}
        browser = a_browser(app, others.get(role) or getattr(judged, role), fresh=True)
        assert browser.get(self.page(judged)).status_code == status

    def test_two_entries_and_thirty_cost_the_same(self, app: Flask) -> None:
        judged = a_judged_call(entries=2)
        a_final(judged)
        services.compute(judged.actor(), judged.id)
        browser = a_browser(app, judged.owner, fresh=True)
        browser.get(self.page(judged))
        with counted(app) as two:
            browser.get(self.page(judged))
        for _ in range(28):
            an_entry_of(judged, judged.categories[0])
        services.compute(judged.actor(), judged.id)
        browser.get(self.page(judged))
        with counted(app) as thirty:
            browser.get(self.page(judged))
        assert thirty.queries == two.queries, thirty.statements
        assert thirty.fetched_few(30), thirty.rows
