"""What the page on the jury says: how each juror marks, whether that changes, what one more juror would buy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from competition import clock, db
from competition.entries.models import Entry
from competition.judging.models import Assignment, ScoreSheet, SheetVersion
from competition.results import engine, queries, services
from competition.results.engine.record import canonical
from competition.results.models import ScoringRun
from competition.results.rules import Remark, pseudonym, remarks_on
from tests.factories.people import a_browser
from tests.factories.publication import Judged, a_judged_call, an_entry_of

SECTIONS = ("How each juror marks", "From the first entry to the last", "What one more juror would buy")


def a_run(judged: Judged) -> ScoringRun:
    run = queries.run_by_id(services.compute(judged.actor(), judged.id))
    assert run is not None
    return run


def shown(app: Flask, judged: Judged, language: str = "en") -> str:
    answer = a_browser(app, judged.chair).get(f"/{language}/organise/{judged.id}/results/jury")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def a_jury_that_drifts() -> Judged:
    """Six entries of middling worth; the first juror gives the first three a point less and the last three one more."""
    judged = a_judged_call(entries=0)
    for _ in range(6):
        an_entry_of(judged, judged.categories[0], points=3)
    codes = {entry.id: at for at, entry in enumerate(judged.entries)}
    with db.transaction() as session:
        for sheet, row in session.execute(
            select(ScoreSheet, Assignment).join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        ):
            at = codes[row.entry_id]
            points = (2 if at < 3 else 4) if row.juror_id == judged.jurors[0].id else 3
            sheet.marks = dict.fromkeys(sheet.marks, points)
            # Of all others the worth goes up and down, so that an error can be seen.
            if row.juror_id == judged.jurors[1].id and at in {1, 4}:
                sheet.marks = dict.fromkeys(sheet.marks, 4)
    return judged


def reorder(judged: Judged, codes: list[str]) -> None:
    """Let the first juror have begun with the entries in this order, one a minute."""
    begun = clock.now() - timedelta(hours=1)
    query = (
        select(SheetVersion, Entry.code)
        .join(ScoreSheet, ScoreSheet.id == SheetVersion.sheet_id)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Assignment.juror_id == judged.jurors[0].id)
    )
    with db.transaction() as session:
        for version, code in session.execute(query):
            version.saved_at = begun + timedelta(minutes=codes.index(code))


@pytest.mark.integration
def test_a_run_holds_the_order_of_judging_by_codes_and_pseudonyms(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    codes = [judged.entries[at].code for at in (2, 0, 1)]
    reorder(judged, codes)
    run = a_run(judged)
    names = [pseudonym(judged.id, juror.id) for juror in judged.jurors]
    assert sorted(run.inputs["orders"]) == sorted(names)
    assert run.inputs["orders"][names[0]] == codes
    assert {tuple(sorted(order)) for order in run.inputs["orders"].values()} == {tuple(sorted(codes))}


@pytest.mark.integration
def test_a_sheet_that_is_taken_up_again_keeps_its_place(app: Flask) -> None:
    judged = a_judged_call(entries=2)
    codes = [entry.code for entry in judged.entries]
    reorder(judged, codes)
    with db.transaction() as session:
        first = session.scalars(select(SheetVersion).order_by(SheetVersion.saved_at)).first()
        assert first is not None
        row = {"sheet_id": first.sheet_id, "content": first.content, "saved_by": first.saved_by}
        session.add(SheetVersion(id=db.new_id(), number=2, saved_at=clock.now(), **row))
    assert a_run(judged).inputs["orders"][pseudonym(judged.id, judged.jurors[0].id)] == codes


@pytest.mark.integration
def test_the_page_says_who_grows_milder_and_whether_that_may_be_chance(app: Flask) -> None:
    judged = a_jury_that_drifts()
    reorder(judged, [entry.code for entry in judged.entries])
    run = a_run(judged)
    row = next(row for row in queries.juror_rows(run) if row.name == judged.jurors[0].name)
    assert row.drift is not None
    assert (row.drift.points > 1, row.drift.entries, row.drift.is_clear) == (True, 6, True)
    assert f"Marks get milder by {row.drift.points:.2f} points from the first entry to the last; that is" in shown(
        app, judged
    )


@pytest.mark.integration
@pytest.mark.parametrize("language", ["en", "nl", "fr", "zh"])
def test_all_that_the_engine_knows_is_on_the_page(app: Flask, language: str) -> None:
    judged = a_jury_that_drifts()
    a_run(judged)
    page = shown(app, judged, language)
    assert [f'id="{part}"' in page for part in ("marking-title", "drift-title", "one-more-title")] == [True] * 3
    if language == "en":
        assert [
            words in page for words in (*SECTIONS, "Infit", "Outfit", "3 jurors an entry", "6 jurors an entry")
        ] == [True] * 7


@pytest.mark.integration
def test_runs_of_an_older_engine_are_shown_without_what_they_lack(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    run_id = a_run(judged).id
    with db.transaction() as session:
        run = session.get_one(ScoringRun, run_id)
        outputs = {name: found for name, found in run.outputs.items() if name not in {"slopes", "precision"}}
        uncertainty = outputs["methods"]["additive"]["uncertainty"]
        outputs["methods"]["additive"]["uncertainty"] = {
            name: value for name, value in uncertainty.items() if not name.startswith("undecided")
        }
        run.inputs = {name: value for name, value in run.inputs.items() if name != "orders"}
        run.outputs, run.engine_version = outputs, "2"
    page = shown(app, judged)
    assert [words in page for words in SECTIONS] == [True, False, False]
    browser = a_browser(app, judged.chair)
    for tail in ("", "/methods", "/ranking.xlsx", f"/entries/{judged.entries[0].code}", f"/runs/{run_id}.zip"):
        assert browser.get(f"/en/organise/{judged.id}/results{tail}").status_code == 200
    told = app.test_cli_runner().invoke(args=["results", "recompute", run_id])
    words = f"{run_id}: engine 2 computed it and this is engine {engine.ENGINE_VERSION}: use that version\n"
    assert (told.exit_code, told.output) == (1, words)


@pytest.mark.integration
def test_after_a_new_engine_the_same_marks_are_computed_again(app: Flask) -> None:
    judged = a_judged_call()
    first = a_run(judged)
    with db.transaction() as session:
        session.get_one(ScoringRun, first.id).engine_version = "2"
    assert a_run(judged).number == first.number + 1


@pytest.mark.integration
def test_a_run_stays_small(app: Flask) -> None:
    """What is kept of the order of judging is a fraction of the marks."""
    judged = a_judged_call(entries=10, pictures=0)
    run = a_run(judged)
    assert len(canonical(run.inputs["orders"])) < len(canonical(run.inputs["rows"])) / 3
    assert len(canonical([run.outputs["slopes"], run.outputs["precision"]])) < 1000


FIGURES = {"scale": 1.0, "infit": 1.0, "outfit": 1.0, "spearman_rest": 0.7}


@pytest.mark.parametrize(
    ("figures", "halo", "remarks"),
    [
        ({}, 0.5, (Remark.usual,)),
        ({"scale": 0.5}, 0.5, (Remark.narrow,)),
        ({"scale": 2.0, "infit": 2.0, "outfit": 2.0}, None, (Remark.wide, Remark.straying)),
        ({"outfit": 2.0}, None, (Remark.surprising,)),
        ({"infit": 0.2}, 0.95, (Remark.even, Remark.one_verdict)),
        ({"spearman_rest": -0.1}, None, (Remark.unlike,)),
        (dict.fromkeys(FIGURES), None, (Remark.usual,)),
    ],
)
def test_what_is_said_of_a_juror(
    figures: dict[str, float | None], halo: float | None, remarks: tuple[Remark, ...]
) -> None:
    assert remarks_on(5, {**FIGURES, **figures}, halo) == remarks
    assert remarks_on(4, {**FIGURES, **figures}, halo) == (Remark.few,)
