"""The organisers' pages of results: runs, the table, and what was decided on them."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from competition.calls.models import Call
from competition.calls.queries import call_by_id
from competition.errors import NotFound
from competition.people.rules import Role
from competition.results import labels, queries, services
from competition.results.models import ScoringRun
from competition.results.rules import DECIDERS, READERS
from competition.results.views.blueprint import blueprint
from competition.web import gates
from competition.web.session import current_actor

Page = str | tuple[str, int] | Response


@blueprint.get("/results/")
@gates.any_call_role(Role.chair, Role.auditor)
def index() -> Page:
    """Show the calls whose results the actor reads as chair or auditor."""
    return render_template("results/index.html", calls=queries.calls_judged_by(current_actor()))


@blueprint.get("/organise/<call_id>/results")
@gates.call_role(*READERS)
def overview(call_id: str) -> Page:
    """Show the newest run, the runs before it, and what was decided."""
    call = _call(call_id)
    run = queries.latest_run(call_id)
    return render_template(
        "results/overview.html",
        call=call,
        run=run,
        runs=queries.runs_of(call_id),
        open_sheets=queries.open_sheets(call_id),
        awards=queries.shown_awards(call_id),
        is_stale=_is_stale(call_id, run),
        may_decide=current_actor().has_role(gates.CALL, call_id, *DECIDERS),
        **_figures(run),
    )


@blueprint.post("/organise/<call_id>/results/runs")
@gates.call_role(*DECIDERS)
def compute(call_id: str) -> Response:
    """Compute a run and show it."""
    before = queries.latest_run(call_id)
    run_id = services.compute(current_actor(), call_id)
    is_new = before is None or before.id != run_id
    flash(
        gettext("A new result was computed.") if is_new else gettext("Nothing has changed since the newest result."),
        "ok",
    )
    return redirect(url_for("results.overview", call_id=call_id), code=303)


def _call(call_id: str) -> Call:
    call = call_by_id(call_id)
    if call is None:
        raise NotFound
    return call


def _figures(run: ScoringRun | None) -> dict[str, Any]:
    if run is None:
        return {"rows": [], "jurors": [], "caveats": []}
    outcome = run.outputs["additive"]
    return {
        "rows": queries.rank_rows(run),
        "jurors": queries.juror_rows(run),
        "caveats": [labels.caveat(one["code"], one["number"]) for one in outcome["warnings"]],
        "is_common": outcome["has_common_ranking"],
    }


def _is_stale(call_id: str, run: ScoringRun | None) -> bool:
    """Tell whether awards were decided on a run that is not the newest."""
    return any(one.run_id != run.id for one in queries.decisions_of(call_id)) if run else False
