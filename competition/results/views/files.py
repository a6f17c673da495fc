"""What organisers, chair and auditor take away: the ranking as a table, and a run that anyone can compute again."""

from __future__ import annotations

from flask import Response, abort
from flask_babel import gettext

from competition.i18n import pick
from competition.results import queries, services
from competition.results.queries import RankRow
from competition.results.rules import tables
from competition.results.views.blueprint import blueprint, readers, the_call, the_run


@blueprint.get("/organise/<call_id>/results/ranking.csv")
@readers
def ranking_csv(call_id: str) -> Response:
    """Return the newest ranking as CSV for a spreadsheet, in the reader's language; no cell can be a formula."""
    call, run = the_call(call_id), the_run(call_id)
    rows = [_head(), *(_cells(row) for row in queries.rank_rows(run))]
    return _attached(tables.as_csv(rows).encode("utf-8-sig"), "text/csv", f"{call.slug}-{run.number}.csv")


@blueprint.get("/organise/<call_id>/results/runs/<run_id>.zip")
@readers
def bundle(call_id: str, run_id: str) -> Response:
    """Return a run in one file, under codes and pseudonyms."""
    call, run = the_call(call_id), queries.run_of(call_id, run_id)
    if run is None or run.computed_at is None:
        abort(404)
    return _attached(services.bundle_of(run), "application/zip", f"{call.slug}-{run.number}.zip")


def _attached(content: bytes, media_type: str, name: str) -> Response:
    response = Response(content, mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _head() -> list[tables.Cell]:
    return [
        gettext("Rank"),
        gettext("Rank in its category"),
        gettext("Code"),
        gettext("Title"),
        gettext("Category"),
        gettext("Jurors"),
        gettext("Mean"),
        gettext("Adjusted"),
        gettext("Highest place"),
        gettext("Lowest place"),
        gettext("Chance to be first"),
    ]


def _cells(row: RankRow) -> list[tables.Cell]:
    named = (row.code, row.title, str(pick(row.category)))
    return [
        row.rank,
        row.own.rank,
        *named,
        row.n,
        row.mean,
        row.level,
        row.place.low,
        row.place.high,
        row.place.p_first,
    ]
