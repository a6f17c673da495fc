"""Runs that are stored once and never change, and decisions that stand on the newest of them."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from competition import audit, db
from competition.calls.models import Category
from competition.entries.models import Entry
from competition.errors import NotFound
from competition.judging.models import ScoreSheet
from competition.judging.rules import SheetState
from competition.queueing.services import run_due
from competition.results import queries, services
from competition.results.models import Decision, ScoringRun
from competition.results.rules import (
    Award,
    AwardContradicts,
    Decide,
    NothingToScore,
    NotOfThisRun,
    RunIsOld,
)
from tests.factories.people import a_person
from tests.factories.publication import Judged, a_judged_call, an_entry_of, award, decide_best, minutes

pytestmark = pytest.mark.integration


def a_run(judged: Judged) -> ScoringRun:
    run = queries.run_by_id(services.compute(judged.actor(), judged.id))
    assert run is not None
    return run


def decide(judged: Judged, run_id: str, *awards: Award) -> None:
    services.decide(judged.actor(), judged.id, Decide(run_id, awards))


def winners(judged: Judged) -> list[tuple[str, str | None]]:
    return [(str(one.outcome), one.entry_id) for one in queries.decisions_of(judged.id)]


def test_a_run_holds_codes_and_pseudonyms_only(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    run = a_run(judged)
    assert run.number == 1
    assert run.inputs["entries"] == sorted(entry.code for entry in judged.entries)
    stored = audit.canonical([run.inputs, run.outputs])
    people = [*judged.jurors, *judged.makers]
    assert [word for person in people for word in (person.id, person.name, person.email) if word in stored] == []


def test_both_methods_rank(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    rows = queries.rank_rows(a_run(judged))
    assert [(row.title, row.rank, row.mean_rank, row.mean, row.n) for row in rows] == [
        ("Work 0", 1, 1, 5.0, 3),
        ("Work 1", 2, 2, 4.0, 3),
        ("Work 2", 3, 3, 3.0, 3),
    ]
    assert [row.difference for row in rows] == pytest.approx([0, 0, 0])


def test_one_row_is_the_row_of_all(app: Flask) -> None:
    run = a_run(a_judged_call(entries=2, categories=2))
    rows = queries.rank_rows(run)
    assert [queries.rank_row(run, row.code) for row in rows] == rows


def test_the_same_marks_give_the_same_run(app: Flask) -> None:
    judged = a_judged_call()
    assert a_run(judged).id == a_run(judged).id


def test_new_marks_give_a_new_run_and_the_old_one_stays(app: Flask) -> None:
    judged = a_judged_call()
    first = a_run(judged)
    before = audit.canonical([first.inputs, first.outputs])
    an_entry_of(judged, judged.categories[0])
    second = a_run(judged)
    db.session.expire_all()
    assert (first.number, second.number) == (1, 2)
    assert audit.canonical([first.inputs, first.outputs]) == before


def test_open_sheets_do_not_count(app: Flask) -> None:
    judged = a_judged_call()
    with db.transaction() as session:
        sheet = session.scalars(select(ScoreSheet).order_by(ScoreSheet.id)).first()
        assert sheet is not None
        sheet.state = SheetState.draft
    assert len(a_run(judged).inputs["rows"]) == (2 * 3 - 1) * 2
    assert queries.open_sheets(judged.round.id) == 1


def test_a_run_is_computed_again_to_the_same_bytes(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    run_id = a_run(judged).id
    db.session.expire_all()
    result = app.test_cli_runner().invoke(args=["results", "recompute", run_id])
    assert (result.exit_code, result.output) == (0, f"{run_id}: the same\n")


def test_a_run_that_was_changed_is_found_out(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    run = a_run(judged)
    with db.transaction() as session:
        stored = session.get(ScoringRun, run.id)
        assert stored is not None
        outputs = stored.outputs
        stored.outputs = {**outputs, "halo": {}}
    result = app.test_cli_runner().invoke(args=["results", "recompute", run.id])
    assert (result.exit_code, result.output) == (1, f"{run.id}: DIFFERENT from what is stored\n")


def test_an_unknown_run_is_said_to_be_unknown(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["results", "recompute", "nothing"])
    assert (result.exit_code, result.output) == (2, "There is no run nothing.\n")


def test_a_run_is_of_the_marks_as_they_were_when_it_was_asked_for(app: Flask) -> None:
    judged = a_judged_call()
    run_id = services.request_run(judged.actor(), judged.id)
    an_entry_of(judged, judged.categories[0])
    services.carry_out(run_id)
    run = queries.run_by_id(run_id)
    assert run is not None
    assert [len(run.inputs["entries"]), len(run.outputs["methods"]["mean"]["entries"])] == [2, 2]


def test_a_run_that_was_asked_for_is_computed_by_a_job_once(app: Flask) -> None:
    judged = a_judged_call()
    run_id = services.request_run(judged.actor(), judged.id)
    assert queries.latest_run(judged.round.id) is None
    assert services.request_run(judged.actor(), judged.id) == run_id
    run_due()
    run = queries.latest_run(judged.round.id)
    assert run is not None
    computed_at, outputs = run.computed_at, audit.canonical(run.outputs)
    services.carry_out(run_id)
    db.session.expire_all()
    assert (run.id, run.computed_at, audit.canonical(run.outputs)) == (run_id, computed_at, outputs)


def test_nobody_chooses_the_seed(app: Flask) -> None:
    run = a_run(a_judged_call())
    assert run.options["seed"] == int(run.inputs_digest[:8], 16)


def test_places_inside_a_category_have_their_own_intervals(app: Flask) -> None:
    judged = a_judged_call(entries=2, categories=2)
    rows = queries.rank_rows(a_run(judged))
    assert sorted((row.title, row.rank, row.own.rank) for row in rows) == [
        ("Work 0", 1, 1),
        ("Work 1", 3, 2),
        ("Work 2", 1, 1),
        ("Work 3", 3, 2),
    ]


def test_without_a_sheet_there_is_nothing_to_compute(app: Flask) -> None:
    judged = a_judged_call(entries=0)
    with pytest.raises(NothingToScore):
        services.compute(judged.actor(), judged.id)


def test_decisions_replace_those_before(app: Flask) -> None:
    judged = a_judged_call(categories=2)
    run_id = decide_best(judged)
    first, second, third, _fourth = judged.entries
    one, two = judged.categories
    assert winners(judged) == [("winner", first.id), ("winner", third.id)]
    many, none = (
        award(judged, one, first, second, minutes=minutes()),
        award(judged, two, is_withheld=True, minutes=minutes()),
    )
    decide(judged, run_id, many, none)
    assert sorted(winners(judged)) == sorted([("winner", first.id), ("winner", second.id), ("withheld", None)])
    decide(judged, run_id, award(judged, one))
    assert winners(judged) == []


def test_an_award_that_cannot_be_is_refused(app: Flask) -> None:
    judged, other = a_judged_call(categories=2), a_judged_call()
    run_id = a_run(judged).id
    one, two = judged.categories
    elsewhere: list[tuple[Category, Entry]] = [(two, judged.entries[0]), (one, other.entries[0])]
    for category, entry in elsewhere:
        with pytest.raises(NotOfThisRun):
            decide(judged, run_id, award(judged, category, entry))
    with pytest.raises(NotOfThisRun):
        decide(judged, run_id, award(other, other.categories[0], is_withheld=True))
    with pytest.raises(AwardContradicts):
        decide(judged, run_id, award(judged, one, judged.entries[0], is_withheld=True))
    with pytest.raises(AwardContradicts):
        decide(judged, run_id, award(judged, one), award(judged, one, is_withheld=True))
    assert winners(judged) == []


def test_only_the_newest_run_is_decided_on(app: Flask) -> None:
    judged = a_judged_call()
    old = decide_best(judged)
    late = an_entry_of(judged, judged.categories[0])
    with pytest.raises(NotOfThisRun):
        decide(judged, old, award(judged, judged.categories[0], late))
    a_run(judged)
    with pytest.raises(RunIsOld):
        decide(judged, old, award(judged, judged.categories[0], is_withheld=True))


def test_whoever_does_not_decide_finds_nothing(app: Flask) -> None:
    judged = a_judged_call()
    run_id = a_run(judged).id
    for person in (judged.auditor, judged.jurors[0], judged.makers[0], a_person()):
        with pytest.raises(NotFound):
            services.compute(judged.actor(person), judged.id)
        with pytest.raises(NotFound):
            services.decide(judged.actor(person), judged.id, Decide(run_id, ()))


def test_runs_and_decisions_stand_in_the_log(app: Flask) -> None:
    judged = a_judged_call()
    run_id = decide_best(judged)
    decide_best(judged)
    kinds = db.session.scalars(
        select(audit.AuditEvent.kind)
        .where(audit.AuditEvent.subject == f"run:{run_id}")
        .order_by(audit.AuditEvent.number)
    ).all()
    assert kinds == ["run.requested", "run.stored", "awards.decided"]
    assert audit.verify(judged.id) is None
    assert db.session.scalars(select(Decision)).all() != []
