"""Two requests at the same moment: one sheet, one rubric, one pledge; none lost, none doubled."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from competition import audit, db
from competition.judging.models import Pledge, RoundRules, ScoreSheet, SheetVersion
from competition.judging.rules.panel import PledgeCommand
from competition.judging.rules.rubric import CommentRule, CriterionDraft, RubricCommand, RubricIsLocked
from competition.judging.rules.sheets import SheetCommand, SheetIsStale, UnknownCriterion
from competition.judging.services import accept_pledge, save_rubric, save_sheet
from tests.factories.judging import a_juror
from tests.factories.people import an_actor
from tests.judging.conftest import Room

pytestmark = pytest.mark.integration


def at_once(app: Flask, *acts: Callable[[], Any]) -> list[Any]:
    """Run all acts at the same moment, each in a context of its own; return what each gave or raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        with app.app_context():
            start.wait()
            try:
                return act()
            except Exception as fault:  # noqa: BLE001 - the outcome is what is looked at
                return type(fault)

    db.session.rollback()
    with ThreadPoolExecutor(len(acts)) as pool:
        outcomes = list(pool.map(run, acts))
    db.session.rollback()  # What this session read meanwhile is older than what the acts wrote.
    return outcomes


def test_of_two_first_saves_one_wins_and_the_other_is_told(app: Flask, room: Room) -> None:
    laid, actor = room.laid().id, room.as_juror
    first, second = (SheetCommand(0, room.marks(points)) for points in (2, 4))
    outcomes = at_once(app, lambda: save_sheet(actor, laid, first), lambda: save_sheet(actor, laid, second))
    assert [outcome for outcome in outcomes if isinstance(outcome, type)] == [SheetIsStale]
    assert db.session.scalar(select(func.count()).select_from(ScoreSheet)) == 1
    assert db.session.scalars(select(SheetVersion.number)).all() == [1]
    assert audit.verify(room.call.id) is None


def test_saves_of_many_jurors_all_stand_in_one_chain(app: Flask, room: Room) -> None:
    jurors = [a_juror(room.call) for _ in range(6)]
    laid = [(an_actor(juror), room.laid(juror).id) for juror in jurors]
    command = SheetCommand(0, room.marks(3, 3))
    outcomes = at_once(app, *(lambda who=who, what=what: save_sheet(who, what, command) for who, what in laid))
    assert [outcome.version for outcome in outcomes] == [1] * 6
    assert audit.head_of(room.call.id)[0] == 6
    assert audit.verify(room.call.id) is None


def test_a_first_mark_and_a_new_rubric_do_not_pass_each_other(app: Flask, room: Room) -> None:
    laid, call, juror, organiser = room.laid().id, room.call.id, room.as_juror, room.as_organiser
    fresh = CriterionDraft({"en": "Fresh"}, {}, 1, 0, 2)
    rubric = RubricCommand(1, is_blind=True, comments=CommentRule.off, criteria=(fresh,))
    marks = {room.criteria[1].id: 5}
    outcomes = at_once(
        app,
        lambda: save_sheet(juror, laid, SheetCommand(0, marks)),
        lambda: save_rubric(organiser, call, rubric),
    )
    refused = {outcome for outcome in outcomes if isinstance(outcome, type)}
    rules = db.session.get_one(RoundRules, room.round.id)
    # Either the mark came first and locks the rubric, or the rubric did and the mark's criterion is gone.
    assert (refused, rules.locked_at is not None) in [({RubricIsLocked}, True), ({UnknownCriterion}, False)]


def test_a_pledge_sent_twice_at_once_is_one(app: Flask, room: Room) -> None:
    actor, call = an_actor(a_juror(room.call, pledged=False)), room.call.id
    command = PledgeCommand(keeps_confidence=True, keeps_conduct=True)
    assert at_once(app, *[lambda: accept_pledge(actor, call, command)] * 3) == [None] * 3
    query = select(func.count()).where(Pledge.person_id == actor.person_id)
    assert db.session.scalar(query) == 1
