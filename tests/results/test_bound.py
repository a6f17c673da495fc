"""Whoever is bound to an entry learns neither its marks nor its place, on no page of results and in no file."""

from __future__ import annotations

import pytest
from flask import Flask

from competition import clock, db
from competition.entries.models import Entry
from competition.judging.models import Conflict
from competition.judging.queries import criteria_of
from competition.judging.rules import CommentRule, ConflictState, RoundHow, RoundKind, ShutOut
from competition.judging.rules.rubric import RubricCommand
from competition.judging.rules.rulings import RuleCommand
from competition.judging.services import rule_veto, save_rubric
from competition.people.models import Person
from competition.people.rules import Role
from competition.results import queries, services
from competition.results.queries.shut import moved_told, rows_told, shut_to
from competition.results.rules import Advance, AdvanceBy, AdvanceRule, Decide
from tests.factories.calls import a_round
from tests.factories.judging import a_sheet, an_assignment
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.publication import Judged, a_judged_call, decide_best, honour_of
from tests.factories.web import post
from tests.judging.conftest import new_room

pytestmark = pytest.mark.integration

SENTENCE = "You are bound to a work that this is about."


def bind(judged: Judged, person: Person, entry: Entry) -> None:
    """Find a person to be in conflict with an entry."""
    now, maker = clock.now(), judged.makers[judged.entries.index(entry)]
    row = Conflict(id=db.new_id(), call_id=judged.id, entry_id=entry.id, juror_id=person.id, maker_id=maker.id)
    row.grounds, row.state, row.asked_at, row.settled_at, row.reason = [], ConflictState.confirmed, now, now, "Friends."
    with db.transaction() as session:
        session.add(row)


def page_of(judged: Judged, tail: str = "") -> str:
    return f"/en/organise/{judged.id}/results{tail}"


def run_in(judged: Judged) -> str:
    return services.compute(judged.actor(), judged.id)


def test_its_row_is_empty_and_last_and_the_places_of_the_others_do_not_tell(app: Flask) -> None:
    judged = a_judged_call(entries=4)
    bind(judged, judged.owner, judged.entries[1])
    run = queries.run_by_id(run_in(judged))
    assert run is not None
    shut = shut_to(run, judged.owner.id)
    rows = rows_told(run, shut)
    codes = [judged.entries[at].code for at in (0, 2, 3, 1)]
    assert [(row.code, row.rank, row.own.rank, row.is_shut) for row in rows] == [
        (codes[0], 1, 1, False),
        (codes[1], 2, 2, False),
        (codes[2], 3, 3, False),
        (codes[3], None, None, True),
    ]
    last = rows[-1]
    assert (last.n, last.mean, last.level, last.votes) == (0, None, None, None)
    assert {(row.place.low, row.place.high, row.place.p_first) for row in rows} == {(None, None, None)}
    moved = moved_told(run, shut)
    assert [one.row.code for one in moved] == codes
    assert {tuple(one.ranks[name] for one in moved) for name in moved[0].ranks} == {(1, 2, 3, None)}
    assert [row.rank for row in rows_told(run, frozenset())] == [1, 2, 3, 4]


@pytest.mark.parametrize("role", ["owner", "second", "chair", "auditor"])
def test_every_page_and_file_is_without_it_or_shut(app: Flask, role: str) -> None:
    judged = a_judged_call(entries=3)
    decide_best(judged)
    person, (best, other, _third) = getattr(judged, role), judged.entries
    run_id = run_in(judged)
    bind(judged, person, best)
    browser = a_browser(app, person, fresh=True)
    shown = browser.get(page_of(judged)).get_data(as_text=True)
    assert [">5.00<" in shown, ">4.00<" in shown, "Closed to you" in shown] == [False, True, True]
    assert [f"{tail}" in shown for tail in (f"runs/{run_id}.zip", "/results/jury", "results-winner")] == [False] * 3
    table = browser.get(page_of(judged, "/ranking.csv")).get_data(as_text=True)
    assert [line.split(",")[0] for line in table.splitlines()[1:]] == ["1", "2", ""]
    assert best.code in table
    assert "5.0" not in table
    assert b"<v>5</v>" not in browser.get(page_of(judged, "/ranking.xlsx")).get_data()
    methods = browser.get(page_of(judged, "/methods")).get_data(as_text=True)
    assert "3</td>" not in methods
    shut = ["/jury", f"/runs/{run_id}.zip", f"/entries/{best.code}"]
    shut += [] if role == "auditor" else ["/awards"]
    answers = [browser.get(page_of(judged, tail)) for tail in shut]
    assert [(one.status_code, SENTENCE in one.get_data(as_text=True)) for one in answers] == [(403, True)] * len(shut)
    assert browser.get(page_of(judged, f"/entries/{other.code}")).status_code == 200


def test_on_the_page_of_another_entry_its_place_is_counted_without_it(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    run_in(judged)
    bind(judged, judged.owner, judged.entries[0])
    shown = a_browser(app, judged.owner).get(page_of(judged, f"/entries/{judged.entries[1].code}"))
    assert "Place 1 of all." in shown.get_data(as_text=True)


def test_others_read_all_of_it(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    decide_best(judged)
    bind(judged, judged.owner, judged.entries[0])
    browser = a_browser(app, judged.second, fresh=True)
    shown = browser.get(page_of(judged)).get_data(as_text=True)
    assert [">5.00<" in shown, "results-winner" in shown, "Closed to you" in shown] == [True, True, False]
    assert [browser.get(page_of(judged, tail)).status_code for tail in ("/jury", "/awards")] == [200, 200]


def test_whoever_is_bound_neither_decides_nor_says_who_goes_on(app: Flask) -> None:
    judged = a_judged_call(entries=2)
    following = a_round(judged.call, position=2, opens_at=None, closes_at=None)
    run_id = run_in(judged)
    bind(judged, judged.chair, judged.entries[1])
    browser = a_browser(app, judged.chair, fresh=True)
    assert browser.get(page_of(judged, "/advance")).status_code == 403
    chosen = frozenset({judged.entries[0].id})
    command = Advance(run_id, AdvanceRule(AdvanceBy.places, 1), chosen, "")
    with pytest.raises(ShutOut):
        services.advance(judged.actor(judged.chair), judged.id, command)
    assert services.advance(judged.actor(), judged.id, command) == 1
    assert queries.admitted_to(following.id) == chosen


def test_the_verb_of_awards_is_shut_too(app: Flask) -> None:
    judged = a_judged_call()
    run_id = run_in(judged)
    bind(judged, judged.chair, judged.entries[1])
    with pytest.raises(ShutOut):
        services.decide(judged.actor(judged.chair), judged.id, Decide(run_id, ()))
    browser = a_browser(app, judged.chair, fresh=True)
    data = {"run_id": run_id, f"winners_{honour_of(judged, judged.categories[0])}": [judged.entries[0].id]}
    assert post(browser, page_of(judged, "/awards"), data, page="/en/account").status_code == 403
    assert queries.decisions_of(judged.id) == []


def test_in_a_ranking_round_nothing_is_left_from_which_its_place_follows(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    run = queries.run_by_id(run_in(judged))
    assert run is not None
    run.method = "borda"
    run.outputs["methods"]["borda"] = run.outputs["methods"]["mean"]
    rows = rows_told(run, frozenset({judged.entries[0].code}))
    assert [(row.rank, row.level, row.mean) for row in rows] == [(1, None, None), (2, None, None), (None, None, None)]


def test_a_conflict_with_an_entry_of_another_round_shuts_nothing(app: Flask) -> None:
    judged, other = a_judged_call(), a_judged_call()
    run = queries.run_by_id(run_in(judged))
    bind(other, judged.owner, other.entries[0])
    assert run is not None
    assert shut_to(run, judged.owner.id) == frozenset()


def test_votes_and_reasons_are_shut_too(app: Flask) -> None:
    room = new_room()
    chair = a_person()
    a_membership(chair, room.call.id, Role.chair)
    for _ in range(2):
        room.entry()
    command = RubricCommand(1, True, CommentRule.optional, (), RoundHow(RoundKind.veto, threshold=1))
    save_rubric(room.as_organiser, room.call.id, command)
    [question] = criteria_of(room.round.id)
    for entry, words in zip(room.entries, ("FIRSTREASON", "SECONDREASON"), strict=True):
        a_sheet(an_assignment(room.round, entry, room.juror), {question.id: 1}, comment=words)
    services.compute(room.as_organiser, room.call.id)
    bound, other = room.entries
    conflict = Conflict(id=db.new_id(), call_id=room.call.id, entry_id=bound.id, juror_id=chair.id, reason="Friends.")
    conflict.maker_id, conflict.state, conflict.asked_at = room.maker.id, ConflictState.confirmed, clock.now()
    with db.transaction() as session:
        session.add(conflict)
    browser = a_browser(app, chair, fresh=True)
    pages = [
        browser.get(f"/en/organise/{room.call.id}/{tail}").get_data(as_text=True) for tail in ("results", "vetoes")
    ]
    assert [("FIRSTREASON" in page, "SECONDREASON" in page) for page in pages] == [(False, True)] * 2
    assert ["Closed to you" in page for page in pages] == [True, False]
    with pytest.raises(ShutOut):
        rule_veto(an_actor(chair), room.call.id, RuleCommand(bound.id, True, "It is fine."))
    rule_veto(an_actor(chair), room.call.id, RuleCommand(other.id, True, "It is fine."))
