"""A juror's order: what is stored and refused, what counts of it, who sees its page, and what comes out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from competition import audit, db
from competition.errors import NotFound
from competition.judging.models import Ballot, BallotVersion, ScoreSheet
from competition.judging.queries.ranking import ranked_by, rankings_of
from competition.judging.rules.giving import HandedInByRanking, HandedInStands
from competition.judging.rules.kinds import RoundHow, RoundKind
from competition.judging.rules.panel import PledgeIsMissing
from competition.judging.rules.ranking import (
    BallotCommand,
    BallotIsStale,
    CodeTwice,
    CodeUnknown,
    NotARanking,
    RankedInStaysWhole,
    RankingIsIncomplete,
    TooManyPlaces,
    WorksLackComments,
    worths,
)
from competition.judging.rules.rubric import CommentRule, RubricCommand
from competition.judging.rules.sheets import HandedInStaysWhole, RoundIsClosed, SheetCommand, SheetState
from competition.judging.services import hand_in, hand_in_ranking, recuse, save_ranking, save_rubric, save_sheet
from competition.people.rules import Role
from competition.results import queries
from competition.results import services as results
from tests.factories.counting import counted
from tests.factories.judging import a_juror, an_assignment
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post
from tests.judging.conftest import Room

pytestmark = pytest.mark.integration


def ranked(room: Room, entries: int = 4, comments: CommentRule = CommentRule.optional, **how: Any) -> list[str]:
    """Make the round a ranking of so many entries before the juror; return their codes."""
    command = RubricCommand(1, True, comments, (), RoundHow(RoundKind.ranking, **how))
    save_rubric(room.as_organiser, room.call.id, command)
    for _ in range(entries):
        room.laid()
    db.session.rollback()
    return [entry.code for entry in room.entries]


def save(room: Room, version: int, *codes: str) -> int:
    return save_ranking(room.as_juror, room.call.id, BallotCommand(version, codes)).version


def stored() -> list[tuple[int, int, str]]:
    db.session.rollback()
    db.session.expire_all()
    rows = db.session.scalars(select(Ballot))
    return [(row.version, len(row.order), row.state.value) for row in rows]


def test_each_order_is_a_version_and_stands_in_the_log(room: Room) -> None:
    a, b, c, d = ranked(room)
    assert [save(room, 0, a), save(room, 1, b, a), save(room, 1, b, a)] == [1, 2, 2]
    saved = hand_in_ranking(room.as_juror, room.call.id, BallotCommand(2, (b, a, d, c)))
    assert (saved.version, saved.state) == (3, SheetState.submitted)
    assert hand_in_ranking(room.as_juror, room.call.id, BallotCommand(2, (b, a, d, c))).version == 3
    assert save(room, 3, a, b, c, d) == 4
    assert stored() == [(4, 4, "submitted")]
    ids = {entry.code: entry.id for entry in room.entries}
    versions = db.session.scalars(select(BallotVersion).order_by(BallotVersion.number)).all()
    assert [row.content["order"] for row in versions] == [
        [ids[code] for code in order] for order in ((a,), (b, a), (b, a, d, c), (a, b, c, d))
    ]
    kinds = (
        select(audit.AuditEvent.kind).where(audit.AuditEvent.kind.like("ranking.%")).order_by(audit.AuditEvent.number)
    )
    assert list(db.session.scalars(kinds)) == [
        "ranking.saved",
        "ranking.saved",
        "ranking.handed_in",
        "ranking.saved",
    ]
    assert {sheet.state for sheet in db.session.scalars(select(ScoreSheet))} == {SheetState.submitted}
    assert audit.verify(room.call.id) is None


def test_a_stale_order_is_refused_and_brings_the_newer_one(room: Room) -> None:
    a, b, *_rest = ranked(room)
    save(room, 0, a, b)
    with pytest.raises(BallotIsStale) as refusal:
        save(room, 0, b, a)
    assert refusal.value.values == {"version": 1, "state": "draft", "theirs": {"order": f"{a}\n{b}"}}
    assert stored() == [(1, 2, "draft")]


def test_what_is_no_order_is_refused(room: Room) -> None:
    a, b, c, _d = ranked(room, size=2)
    for codes, fault in (((a, "NOBODY"), CodeUnknown), ((a, a), CodeTwice), ((a, b, c), TooManyPlaces)):
        with pytest.raises(fault):
            save(room, 0, *codes)
    with pytest.raises(RankingIsIncomplete) as refusal:
        hand_in_ranking(room.as_juror, room.call.id, BallotCommand(0, (a,)))
    assert refusal.value.values == {"missing": 1}
    assert stored() == []


def test_an_order_that_was_handed_in_stays_whole_or_stands(room: Room) -> None:
    a, b, *_rest = ranked(room, size=2)
    hand_in_ranking(room.as_juror, room.call.id, BallotCommand(0, (a, b)))
    with pytest.raises(RankedInStaysWhole):
        save(room, 1, a)


def test_where_the_round_says_so_it_stands(room: Room) -> None:
    a, b, *_rest = ranked(room, size=2, may_change=False)
    hand_in_ranking(room.as_juror, room.call.id, BallotCommand(0, (a, b)))
    with pytest.raises(HandedInStands):
        save(room, 1, b, a)
    assert save(room, 1, a, b) == 1


def test_who_may_not(room: Room) -> None:
    a, *_rest = ranked(room)
    laid = an_assignment(room.round, room.entries[0], a_juror(room.call, pledged=False))
    for nobody in (room.as_organiser, an_actor(room.maker), an_actor(a_person())):
        with pytest.raises(NotFound):
            save_ranking(nobody, room.call.id, BallotCommand(0, (a,)))
    from competition.people.models import Person

    with pytest.raises(PledgeIsMissing):
        save_ranking(an_actor(db.session.get_one(Person, laid.juror_id)), room.call.id, BallotCommand(0, (a,)))
    assert room.round.closes_at is not None
    with pytest.raises(RoundIsClosed):
        save_ranking(replace(room.as_juror, at=room.round.closes_at), room.call.id, BallotCommand(0, (a,)))
    with pytest.raises(HandedInByRanking):
        hand_in(room.as_juror, db.session.scalars(select(Ballot.id)).first() or laid_of(room), SheetCommand(0, {}))


def laid_of(room: Room) -> str:
    from competition.judging.models import Assignment

    found = db.session.scalar(select(Assignment.id).where(Assignment.juror_id == room.juror.id).limit(1))
    return str(found)


def test_a_round_of_scores_has_no_order(room: Room) -> None:
    room.laid()
    with pytest.raises(NotARanking):
        save(room, 0, room.entries[0].code)


def test_worths_are_borda_and_what_is_left_out_shares_the_places_after() -> None:
    # Of five, two are placed; the other three share places 3 to 5, each above one of the others on average.
    found = worths(["b", "a"], {"a", "b", "c", "d", "e"})
    assert {name: float(worth) for name, worth in found.items()} == {"b": 4, "a": 3, "c": 1, "d": 1, "e": 1}
    # An entry that no longer counts moves up who stood below it.
    assert worths(["b", "x", "a"], {"a", "b"}) == {"b": 1, "a": 0}


def test_what_a_juror_stepped_back_from_leaves_his_order(room: Room) -> None:
    a, b, c = ranked(room, 3)
    hand_in_ranking(room.as_juror, room.call.id, BallotCommand(0, (a, b, c)))
    from competition.judging.models import Assignment

    laid = db.session.scalar(select(Assignment.id).where(Assignment.entry_id == room.entries[1].id))
    recuse(room.as_juror, str(laid), "A friend")
    db.session.rollback()
    ids = [entry.id for entry in room.entries]
    found = {(entry, worth) for entry, _juror, worth in rankings_of(room.round.id)}
    assert found == {(ids[0], 1.0), (ids[2], 0.0)}


def test_from_orders_to_a_result_that_anyone_can_compute_again(app: Flask, room: Room) -> None:
    a, b, c = ranked(room, 3)
    jurors = [room.juror, a_juror(room.call), a_juror(room.call)]
    for juror in jurors[1:]:
        for entry in room.entries:
            an_assignment(room.round, entry, juror)
    for juror, order in zip(jurors, ((a, b, c), (a, c, b), (b, a, c)), strict=True):
        hand_in_ranking(an_actor(juror), room.call.id, BallotCommand(0, order))
    run_id = results.compute(room.as_organiser, room.call.id)
    run = queries.run_by_id(run_id)
    assert run is not None
    assert run.method == "borda"
    # By hand: a has 2 + 2 + 1 points, b 1 + 0 + 2, c 0 + 1 + 0.
    led = run.outputs["methods"]["borda"]["entries"]
    assert [(one["entry"], one["rank"], one["score"]) for one in led] == [(a, 1, 5.0), (b, 2, 3.0), (c, 3, 1.0)]
    assert all(one["rank_low"] <= one["rank"] <= one["rank_high"] for one in led)
    assert [(one["entry"], one["rank"]) for one in run.outputs["standings"]] == [(a, 1), (b, 2), (c, 3)]
    assert results.recompute(run_id)
    table = a_browser(app, room.organiser).get(f"/en/organise/{room.call.id}/results/ranking.csv")
    assert table.get_data(as_text=True).splitlines()[0].split(",")[5:8] == ["Jurors", "Mean", "Borda"]


def test_who_reads_the_page_and_that_it_costs_the_same_for_one_and_thirty(app: Flask, room: Room) -> None:
    ranked(room, 1)
    url = f"/en/jury/{room.call.id}/ranking"
    a_membership(chair := a_person(), room.call.id, Role.chair)
    expected = {room.juror: 200, a_juror(room.call): 200, room.organiser: 404, chair: 404, room.maker: 404}
    assert {who: a_browser(app, who).get(url).status_code for who in expected} == expected
    assert "/sign-in" in (app.test_client().get(url).location or "")
    browser = a_browser(app, room.juror)
    with counted(app) as one:
        browser.get(url)
    for _ in range(29):
        room.laid()
    with counted(app) as thirty:
        page = browser.get(url).get_data(as_text=True)
    assert page.count('class="rank-item') == 30
    assert thirty.queries == one.queries, "\n".join(thirty.statements)
    assert thirty.fetched_few(30), thirty.rows


def test_it_works_without_scripts(app: Flask, room: Room) -> None:
    a, b, c = ranked(room, 3)
    browser, url = a_browser(app, room.juror), f"/en/jury/{room.call.id}/ranking"
    answer = post(browser, url, {"version": "0", "order": f"{b}\r\n{a}", "act": "hand_in"})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "places are still open (1)" in page, f"{b}\n{a}\n" in page) == (422, True, True)
    assert post(browser, url, {"version": "0", "order": f"{b}, {a} {c}", "act": "hand_in"}).status_code == 303
    assert stored() == [(1, 3, "submitted")]


def test_where_comments_are_required_an_order_waits_for_them_and_is_kept_meanwhile(app: Flask, room: Room) -> None:
    a, b, c = ranked(room, 3, comments=CommentRule.required)
    laid = {code: one.id for one, code in ranked_by(room.round.id, room.juror.id)}
    save_sheet(room.as_juror, laid[a], SheetCommand(0, {}, comment="Clear and calm."))
    with pytest.raises(WorksLackComments) as refusal:
        hand_in_ranking(room.as_juror, room.call.id, BallotCommand(0, (b, a, c)))
    assert sorted(refusal.value.values["codes"].split(", ")) == sorted([b, c])
    assert stored() == []
    browser, url = a_browser(app, room.juror), f"/zh/jury/{room.call.id}/ranking"
    data = {"version": "0", "order": f"{b} {a} {c}", "act": "hand_in"}
    answer = post(browser, url, data)
    shown = answer.get_data(as_text=True)
    assert (answer.status_code, shown.count("rank-lacks"), f"{b}\n{a}\n{c}\n" in shown) == (422, 2, True)
    assert "This round asks" not in shown
    assert stored() == [(1, 3, "draft")]
    for code in (b, c):
        save_sheet(room.as_juror, laid[code], SheetCommand(0, {}, comment=" Strong."))
    assert post(browser, url, {**data, "version": "1"}).status_code == 303
    assert stored() == [(2, 3, "submitted")]
    with pytest.raises(HandedInStaysWhole):
        save_sheet(room.as_juror, laid[a], SheetCommand(2, {}, comment=" "))


def test_where_comments_are_required_a_stale_order_is_not_kept(app: Flask, room: Room) -> None:
    a, b = ranked(room, 2, comments=CommentRule.required)
    save(room, 0, a, b)
    browser, url = a_browser(app, room.juror), f"/en/jury/{room.call.id}/ranking"
    answer = post(browser, url, {"version": "0", "order": f"{b} {a}", "act": "hand_in"})
    assert (answer.status_code, "Saved elsewhere" in answer.get_data(as_text=True)) == (409, True)
    assert stored() == [(1, 2, "draft")]
