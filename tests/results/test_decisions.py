"""Awards by their rules, and the motions that carry what departs from them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from competition import audit, clock, db
from competition.results import queries, services
from competition.results.models import ScoringRun
from competition.results.rules import (
    Award,
    BadMotion,
    Decide,
    Departure,
    HoldsAnother,
    HonourKind,
    HonourRule,
    MotionNeeded,
    NotOfThisRun,
    Ruled,
)
from tests.factories.people import a_browser
from tests.factories.publication import (
    Judged,
    a_judged_call,
    an_entry_of,
    an_honour,
    award,
    decide_proposed,
    honour_of,
    minutes,
)
from tests.factories.web import post

pytestmark = pytest.mark.integration

IDS = st.frozensets(st.sampled_from("abcde"))


def a_run(judged: Judged) -> ScoringRun:
    run = queries.run_by_id(services.compute(judged.actor(), judged.id))
    assert run is not None
    return run


def proposed(judged: Judged, run: ScoringRun) -> list[tuple[str, list[str]]]:
    """Return each prize with the titles that its rule proposes."""
    return [
        (one.named.name["en"], [each.entry.title for each in one.those(one.proposal.entries)])
        for one in queries.proposals_of(run)
    ]


def decide(judged: Judged, run: ScoringRun, *awards: Award) -> None:
    services.decide(judged.actor(), judged.id, Decide(run.id, awards))


def decided(judged: Judged) -> list[tuple[str, str]]:
    db.session.rollback()
    names = {one.id: one.name["en"] for one in queries.honours_of(judged.id)}
    return [(names[one.honour_id], one.title or "withheld") for one in queries.decided_of(judged.id)]


@given(IDS, IDS, IDS, st.integers(1, 5), IDS)
def test_what_is_proposed_and_not_tied_needs_no_motion_and_all_else_does(
    rule: frozenset[str], tied: frozenset[str], below: frozenset[str], most: int, chosen: frozenset[str]
) -> None:
    """The proposals of the engine hold no more than the rule allows, none that is tied and none that lies below."""
    names = frozenset(sorted(rule - tied - below)[:most])
    ruled = Ruled(names, tied, below, most)
    departure = ruled.departure(Award("h", tuple(sorted(chosen)), is_withheld=not chosen))
    assert (departure is None) == (chosen == names and not tied)


def test_a_prize_that_is_left_open_needs_no_motion() -> None:
    assert Ruled(frozenset("a"), frozenset(), frozenset(), 1).departure(Award("h")) is None


def test_the_order_of_the_prizes_rules_who_is_passed_over(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    honour_id = an_honour(judged)
    run = a_run(judged)
    assert proposed(judged, run) == [("Grand prix", ["Work 0"]), ("Category 1", ["Work 1"])]
    with pytest.raises(HoldsAnother) as refusal:
        decide(
            judged,
            run,
            Award(honour_id, (judged.entries[0].id,)),
            award(judged, judged.categories[0], judged.entries[0], minutes=minutes()),
        )
    assert refusal.value.values == {"at": honour_of(judged, judged.categories[0])}


def test_an_entry_holds_several_prizes_where_their_rules_let_it(app: Flask) -> None:
    judged = a_judged_call(entries=2)
    an_honour(judged, place=1, rule=HonourRule(may_join=True))
    decide_proposed(judged)
    assert decided(judged) == [("Category 1", "Work 0"), ("Grand prix", "Work 0")]


def test_those_decided_before_hold_their_prize_for_the_rules_after_it(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    honour_id = an_honour(judged)
    run = a_run(judged)
    second, first = Award(honour_id, (judged.entries[1].id,), minutes=minutes()), judged.entries[0]
    decide(judged, run, second, award(judged, judged.categories[0], first))
    assert decided(judged) == [("Grand prix", "Work 1"), ("Category 1", "Work 0")]
    assert list(queries.motions_of(judged.id)) == [honour_id]


def test_a_tie_is_left_to_the_jury(app: Flask) -> None:
    judged = a_judged_call(entries=0)
    for _place in range(2):
        an_entry_of(judged, judged.categories[0], points=4)
    run, category = a_run(judged), judged.categories[0]
    (one,) = queries.proposals_of(run)
    assert (one.proposal.entries, set(one.proposal.open)) == ((), {entry.id for entry in judged.entries})
    with pytest.raises(MotionNeeded) as refusal:
        decide(judged, run, award(judged, category, judged.entries[1]))
    assert refusal.value.values == {"at": one.honour.id, "why": "tie"}
    decide(judged, run, award(judged, category, judged.entries[1], minutes=minutes("Work 1 is the bolder one.")))
    assert (decided(judged), queries.motions_of(judged.id)[one.honour.id].text) == (
        [("Category 1", "Work 1")],
        "Work 1 is the bolder one.",
    )


@pytest.mark.parametrize(
    ("rule", "winners", "why"),
    [
        (HonourRule(), (0, 1), Departure.more),
        (HonourRule(threshold=4.5), (1,), Departure.below),
        (HonourRule(), (1,), Departure.other),
        (HonourRule(), (), Departure.other),
        (HonourRule(threshold=9), (), None),
        (HonourRule(most=2), (0, 1), None),
    ],
)
def test_what_departs_from_the_rule_takes_a_motion(
    app: Flask, rule: HonourRule, winners: tuple[int, ...], why: Departure | None
) -> None:
    judged = a_judged_call(entries=3)
    honour_id = an_honour(judged, rule=rule)
    run = a_run(judged)
    chosen: dict[str, Any] = {
        "winners": tuple(judged.entries[place].id for place in winners),
        "is_withheld": not winners,
    }
    if why is not None:
        with pytest.raises(MotionNeeded) as refusal:
            decide(judged, run, Award(honour_id, **chosen))
        assert (refusal.value.values, decided(judged)) == ({"at": honour_id, "why": str(why)}, [])
    decide(judged, run, Award(honour_id, **chosen, minutes=minutes()))
    assert (len(decided(judged)), honour_id in queries.motions_of(judged.id)) == (max(1, len(winners)), why is not None)


@pytest.mark.parametrize(
    "wrong", [{"text": " "}, {"in_favour": 1}, {"in_favour": -1, "against": -2}, {"held_on": clock.now().date()}]
)
def test_a_motion_that_was_not_carried_carries_nothing(app: Flask, wrong: dict[str, Any]) -> None:
    judged = a_judged_call()
    if "held_on" in wrong:
        wrong = {"held_on": clock.now().date() + timedelta(days=2)}
    run = a_run(judged)
    with pytest.raises(BadMotion):
        decide(judged, run, award(judged, judged.categories[0], judged.entries[1], minutes=minutes(**wrong)))
    assert decided(judged) == []


def test_a_special_prize_goes_only_where_it_is_open_to(app: Flask) -> None:
    judged = a_judged_call(entries=1, categories=2)
    honour_id = an_honour(judged, kind=HonourKind.special, category_id=judged.categories[1].id)
    run = a_run(judged)
    with pytest.raises(NotOfThisRun):
        decide(judged, run, Award(honour_id, (judged.entries[0].id,), minutes=minutes()))


def test_another_rule_or_order_lets_what_was_decided_fall(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    honour_id = an_honour(judged)
    decide_proposed(judged)
    assert len(decided(judged)) == 2
    services.move_honour(judged.actor(), judged.id, honour_id, 1)
    assert decided(judged) == []
    decide_proposed(judged)
    services.remove_honour(judged.actor(), judged.id, honour_id)
    assert decided(judged) == [("Category 1", "Work 0")]


def test_motions_stand_in_the_log(app: Flask) -> None:
    judged = a_judged_call()
    run = a_run(judged)
    decide(judged, run, award(judged, judged.categories[0], judged.entries[1], minutes=minutes("Canary words")))
    query = select(audit.AuditDetail.detail).join(audit.AuditEvent).where(audit.AuditEvent.kind == "awards.decided")
    (detail,) = db.session.scalars(query)
    assert ("Canary words" in str(detail["after"]), audit.verify(judged.id)) == (True, None)


def page_of(judged: Judged) -> str:
    return f"/en/organise/{judged.id}/results/awards"


def test_the_page_ticks_what_the_rule_proposes_until_something_is_decided(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    an_honour(judged, rule=HonourRule(threshold=9))
    run = a_run(judged)
    browser = a_browser(app, judged.owner, fresh=True)
    shown = browser.get(page_of(judged)).get_data(as_text=True)
    assert (shown.count(" checked"), "By the rule nobody receives it." in shown) == (2, True)
    assert ("it lies below the least points" in shown, "proposed by the rule" in shown) == (True, True)
    decide(judged, run, award(judged, judged.categories[0], judged.entries[1], minutes=minutes("Bold.")))
    shown = browser.get(page_of(judged)).get_data(as_text=True)
    assert ("Bold." in shown, '<details class="award-motion" open>' in shown) == (True, True)


def test_a_departure_without_a_motion_is_refused_at_its_place_and_keeps_the_choices(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    run, browser = a_run(judged), a_browser(app, judged.owner, fresh=True)
    honour_id = honour_of(judged, judged.categories[0])
    data = {"run_id": run.id, f"winners_{honour_id}": [judged.entries[0].id, judged.entries[2].id]}
    answer = post(browser, page_of(judged), data)
    shown = answer.get_data(as_text=True)
    assert (answer.status_code, shown.count(" checked"), decided(judged)) == (422, 2, [])
    assert "These are more works than the rule of this prize allows" in shown
    half = {**data, f"motion_{honour_id}": "Both, for different reasons."}
    answer = post(browser, page_of(judged), half)
    shown = answer.get_data(as_text=True)
    assert (answer.status_code, "The minutes of a motion name this." in shown) == (422, True)
    assert "Both, for different reasons." in shown
    whole = {**half, f"in_favour_{honour_id}": "3", f"held_on_{honour_id}": "2026-01-09"}
    assert post(browser, page_of(judged), whole).status_code == 303
    shown = browser.get(page_of(judged).removesuffix("/awards")).get_data(as_text=True)
    assert "By a motion of the jury on January 9, 2026: 3 in favour, 0 against, 0 abstained." in shown
    assert "Both, for different reasons." in shown


def test_a_work_ticked_for_two_prizes_is_refused_at_the_second(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    first, second = an_honour(judged), honour_of(judged, judged.categories[0])
    run, browser = a_run(judged), a_browser(app, judged.owner, fresh=True)
    best = judged.entries[0].id
    answer = post(browser, page_of(judged), {"run_id": run.id, f"winners_{first}": [best], f"winners_{second}": [best]})
    shown = answer.get_data(as_text=True)
    assert (answer.status_code, f'id="withheld_{second}-error"' in shown) == (422, True)
    assert "A work chosen here receives an earlier prize" in shown
