"""From votes to who goes on: what a run counts, what its round decides, what the chair rules, who reads it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from competition import db
from competition.judging.rules.kinds import OthersRule, RoundHow, RoundKind
from competition.judging.rules.rubric import CommentRule, RubricCommand
from competition.judging.rules.rulings import RuleCommand
from competition.judging.services import rule_veto, save_rubric
from competition.people.rules import Role
from competition.results import queries
from competition.results import services as results
from competition.results.engine.bundle import faults, unpack
from competition.results.models import ScoringRun
from competition.results.rules import Advance, AdvanceBy, AdvanceRule, DepartureNeedsReason
from tests.factories.calls import a_round
from tests.factories.judging import a_juror, a_sheet, an_assignment
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post
from tests.judging.conftest import Room, new_room

pytestmark = pytest.mark.integration


@pytest.fixture
def room(app: Flask) -> Room:
    """Return a jury room with three entries."""
    room = new_room()
    for _ in range(3):
        room.entry()
    return room


def voted(room: Room, kind: RoundKind, votes: list[list[int]], **how: Any) -> ScoringRun:
    """Make it a round of this kind, let each juror vote on each entry, and compute; a grave answer says why."""
    from competition.judging.queries import criteria_of

    command = RubricCommand(1, True, CommentRule.optional, (), RoundHow(kind, **how))
    save_rubric(room.as_organiser, room.call.id, command)
    [question] = criteria_of(room.round.id)
    jurors = [a_juror(room.call) for _ in votes[0]]
    for entry, given in zip(room.entries, votes, strict=True):
        for juror, points in zip(jurors, given, strict=True):
            a_sheet(an_assignment(room.round, entry, juror), {question.id: points}, comment="SECRETREASON")
    run = queries.run_by_id(results.compute(room.as_organiser, room.call.id))
    assert run is not None
    return run


def passes(run: ScoringRun) -> dict[str, bool | None]:
    return {row.code: row.passes for row in queries.rank_rows(run)}


def test_who_has_votes_enough_goes_on(room: Room) -> None:
    from datetime import timedelta

    assert room.round.closes_at is not None
    opens = room.round.closes_at + timedelta(days=1)
    final = a_round(room.call, position=2, opens_at=opens, closes_at=opens + timedelta(days=5))
    run = voted(room, RoundKind.screening, [[2, 2, 0], [2, 1, 1], [0, 0, 0]], threshold=2)
    a, b, c = room.entries
    assert (run.method, passes(run)) == ("votes", {a.code: True, b.code: False, c.code: False})
    rule = AdvanceRule(AdvanceBy.verdict)
    with pytest.raises(DepartureNeedsReason):
        results.advance(room.as_organiser, room.call.id, Advance(run.id, rule, frozenset({a.id, b.id})))
    assert results.advance(room.as_organiser, room.call.id, Advance(run.id, rule, frozenset({a.id}))) == 1
    db.session.rollback()
    assert queries.admitted_to(final.id) == {a.id}


def test_anyone_can_count_the_votes_again(room: Room) -> None:
    run = voted(room, RoundKind.eligibility, [[1, 1], [1, 0], [0, 0]], threshold=2, least_marks=2)
    assert results.recompute(run.id)
    found, marks = unpack(results.bundle_of(run))
    assert faults(found, marks, run.engine_version) == []
    assert [(one["yes"], one["passes"]) for one in found["outputs"]["verdicts"]] == sorted(
        [(2, True), (1, False), (0, False)], key=lambda pair: _place(found, pair)
    )


def _place(found: dict[str, Any], pair: tuple[int, bool]) -> int:
    return [(one["yes"], one["passes"]) for one in found["outputs"]["verdicts"]].index(pair)


def test_half_stars_are_computed_as_halves(room: Room) -> None:
    run = voted(room, RoundKind.stars, [[9, 10], [2, 3], [6, 6]], size=5, has_halves=True)
    means = {one["entry"]: one["raw_mean"] for one in run.outputs["methods"]["mean"]["entries"]}
    a, b, c = (entry.code for entry in room.entries)
    assert means == {a: 4.75, b: 1.25, c: 3.0}
    assert run.inputs["criteria"][0]["scale"] == [1, 5]


def test_a_vetoed_entry_stays_out_until_the_chair_lets_it_in(room: Room) -> None:
    run = voted(room, RoundKind.veto, [[0, 0], [1, 1], [1, 0]], threshold=2)
    a, b, c = room.entries
    assert passes(run) == {a.code: True, b.code: False, c.code: True}
    aside = {row.code for row in queries.rank_rows(run) if row.votes and row.votes.is_aside}
    assert aside == {b.code}
    a_membership(chair := a_person(), room.call.id, Role.chair)
    rule_veto(an_actor(chair), room.call.id, RuleCommand(b.id, True, "Not a copy."))
    db.session.rollback()
    assert passes(run)[b.code] is True
    rule_veto(an_actor(chair), room.call.id, RuleCommand(b.id, False, "A copy after all."))
    db.session.rollback()
    assert passes(run)[b.code] is False
    assert results.recompute(run.id)


def test_the_pages_show_counts_reasons_and_no_juror(app: Flask, room: Room) -> None:
    voted(room, RoundKind.veto, [[0, 0], [1, 1], [1, 0]], threshold=2)
    a_membership(chair := a_person(), room.call.id, Role.chair)
    b = room.entries[1]
    url = f"/en/organise/{room.call.id}/results"
    page = a_browser(app, room.organiser).get(url).get_data(as_text=True)
    assert page.count("SECRETREASON") == 3
    assert (page.count("Put aside"), page.count("Goes on")) == (1, 2)
    vetoes = f"/en/organise/{room.call.id}/vetoes"
    shown = a_browser(app, room.organiser).get(vetoes).get_data(as_text=True)
    assert (shown.count("SECRETREASON"), "Keep the ruling" in shown, "J-" in shown) == (3, False, False)
    browser = a_browser(app, chair)
    assert "Keep the ruling" in browser.get(vetoes).get_data(as_text=True)
    act = f"{vetoes}/{b.id}"
    assert post(browser, act, {"ruling": "in", "reason": ""}, page=vetoes).status_code == 422
    assert post(browser, act, {"ruling": "in", "reason": "Not a copy."}, page=vetoes).status_code == 303
    assert post(a_browser(app, room.organiser), act, {"ruling": "in", "reason": "x"}, page=vetoes).status_code == 404


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [(OthersRule.never, False, False), (OthersRule.after_own, False, True), (OthersRule.always, True, True)],
)
def test_a_juror_sees_what_others_gave_only_as_the_round_says(
    app: Flask, room: Room, rule: OthersRule, *, before: bool, after: bool
) -> None:
    from competition.judging.queries import criteria_of
    from competition.judging.rules.sheets import SheetCommand
    from competition.judging.services import hand_in

    voted(room, RoundKind.stars, [[9, 9], [9, 9], [9, 9]], size=5, has_halves=True, others=rule)
    [question] = criteria_of(room.round.id)
    laid = an_assignment(room.round, room.entries[0], room.juror)
    browser, url = a_browser(app, room.juror), f"/en/jury/{room.call.id}/entries/{laid.id}"

    def sees() -> bool:
        page = browser.get(url).get_data(as_text=True)
        assert "SECRETREASON" not in page
        return "4½ · 4½" in page

    assert sees() is before
    hand_in(room.as_juror, laid.id, SheetCommand(0, {question.id: 4}))
    assert sees() is after


@pytest.mark.parametrize(
    ("kind", "votes", "told"),
    [
        (RoundKind.eligibility, [[1, 1], [0, 1], [0, 0]], ("Yes,No", "2,0,Goes on")),
        (RoundKind.screening, [[2, 1], [0, 1], [0, 0]], ("Yes,Maybe,No", "1,1,0,Goes on")),
        (RoundKind.veto, [[1, 0], [0, 0], [0, 0]], ("Vetoes,Without a veto", "1,1,Put aside")),
    ],
)
def test_tables_have_the_columns_of_their_kind(
    app: Flask, room: Room, kind: RoundKind, votes: list[list[int]], told: tuple[str, str]
) -> None:
    run = voted(room, kind, votes)
    browser, page = a_browser(app, room.organiser), f"/en/organise/{room.call.id}/results"
    lines = browser.get(f"{page}/ranking.csv").get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert lines[0] == f"Code,Title,Category,Jurors,{told[0]},What the votes decide"
    assert [line.split(",", 4)[4] for line in lines if line.startswith(room.entries[0].code)] == [told[1]]
    assert len(lines) == 1 + len(queries.rank_rows(run))
    assert browser.get(f"{page}/ranking.xlsx").status_code == 200
