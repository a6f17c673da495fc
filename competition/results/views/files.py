"""What organisers, chair and auditor take away: the ranking as a table, and a run that anyone can compute again."""

from __future__ import annotations

from flask import Response, abort
from flask_babel import gettext

from competition.calls.models import Call
from competition.entries.rules.tables import Cell, as_csv
from competition.i18n import pick
from competition.results import labels, queries, services
from competition.results.models import ScoringRun
from competition.results.rules.tables import Kind
from competition.results.views.blueprint import blueprint, readers, the_call, the_run
from competition.results.views.columns import Told, columns_of
from competition.web.session import current_actor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/organise/<call_id>/results/ranking.csv")
@readers
def ranking_csv(call_id: str) -> Response:
    """Return the newest ranking as CSV for a spreadsheet, in the reader's language; no cell can be a formula."""
    call, run = the_call(call_id), the_run(call_id)
    told = columns_of(run)
    head: list[Cell] = [one.column.head for one in told]
    return _attached(
        as_csv([head, *_cells(run, told)]).encode("utf-8-sig"), "text/csv", f"{call.slug}-{run.number}.csv"
    )


@blueprint.get("/organise/<call_id>/results/ranking.xlsx")
@readers
def ranking_xlsx(call_id: str) -> Response:
    """Return the same rows as a workbook, with numbers as numbers, and a sheet that says which result they are of."""
    call, run = the_call(call_id), the_run(call_id)
    told = columns_of(run)
    name = gettext("Votes") if run.outputs.get("verdicts") else gettext("Ranking")
    table = services.Table(name, [one.column for one in told], _cells(run, told))
    content = services.workbook_of(table, _about(call, run), run.created_at)
    return _attached(content, XLSX, f"{call.slug}-{run.number}.xlsx")


@blueprint.get("/organise/<call_id>/results/runs/<run_id>.zip")
@readers
def bundle(call_id: str, run_id: str) -> Response:
    """Return a run in one file, under codes and pseudonyms."""
    call, run = the_call(call_id), queries.run_of(call_id, run_id)
    if run is None or run.computed_at is None:
        abort(404)
    services.require_unbound(current_actor(), run)
    return _attached(services.bundle_of(run), "application/zip", f"{call.slug}-{run.number}.zip")


def _cells(run: ScoringRun, told: list[Told]) -> list[list[Cell]]:
    rows = queries.rows_told(run, queries.shut_to(run, current_actor().person_id))
    return [[one.cell(row) for one in told] for row in rows]


def _attached(content: bytes, media_type: str, name: str) -> Response:
    response = Response(content, mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _about(call: Call, run: ScoringRun) -> services.About:
    lines = (
        (gettext("Call"), Kind.text, str(pick(call.title))),
        (gettext("Number of the result"), Kind.whole, run.number),
        (gettext("Method"), Kind.text, str(labels.METHODS[run.method])),
        (gettext("Marks as of"), Kind.moment, run.created_at),
        (gettext("Digest of the marks"), Kind.text, run.inputs_digest),
        (gettext("Version of the engine"), Kind.text, run.engine_version),
    )
    return services.About(gettext("About"), lines)
