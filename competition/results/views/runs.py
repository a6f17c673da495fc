"""The organisers' pages of results: runs, the table, and the awards."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from competition.calls.models import Call
from competition.calls.queries import call_by_id, categories_of
from competition.errors import NotFound
from competition.i18n import pick
from competition.people.rules import Role
from competition.results import labels, queries, services
from competition.results.forms import AwardsForm, Offered, awards_form
from competition.results.models import ScoringRun
from competition.results.queries import Decided, RankRow
from competition.results.rules import DECIDERS, READERS, Award, Outcome
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
        awards=_awards(call_id),
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


@blueprint.get("/organise/<call_id>/results/awards")
@gates.call_role(*DECIDERS, fresh=True)
def awards(call_id: str) -> Page:
    """Show the form of the awards."""
    call, run = _call(call_id), _run(call_id)
    return _awards_page(call, run, _form(run, call_id))


@blueprint.post("/organise/<call_id>/results/awards")
@gates.call_role(*DECIDERS, fresh=True)
def decide(call_id: str) -> Page:
    """Store the awards."""
    call, run = _call(call_id), _run(call_id)
    form = _form(run, call_id)
    if not form.validate_on_submit():
        return _awards_page(call, run, form), 422
    services.decide(current_actor(), call_id, form.to_command())
    flash(gettext("The awards are decided. Nothing is public: that takes a release."), "ok")
    return redirect(url_for("results.overview", call_id=call_id), code=303)


def _awards_page(call: Call, run: ScoringRun, form: AwardsForm) -> str:
    return render_template("results/awards.html", call=call, run=run, form=form)


def _call(call_id: str) -> Call:
    call = call_by_id(call_id)
    if call is None:
        raise NotFound
    return call


def _run(call_id: str) -> ScoringRun:
    run = queries.latest_run(call_id)
    if run is None:
        raise NotFound
    return run


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


def _awards(call_id: str) -> list[tuple[Any, list[Decided]]]:
    """Return each category with what was decided for it."""
    decided = queries.decided_of(call_id)
    return [(one, [d for d in decided if d.category_id == one.id]) for one in categories_of(call_id)]


def _form(run: ScoringRun, call_id: str) -> AwardsForm:
    rows = [row for row in queries.rank_rows(run) if row.entry_id and row.rank is not None]
    offered = [
        Offered(
            category.id,
            str(pick(category.name)),
            [(row.entry_id or "", _words(row)) for row in rows if row.category_id == category.id],
        )
        for category in categories_of(call_id)
    ]
    return awards_form(offered, run.id, _decided(call_id))


def _words(row: RankRow) -> str:
    return str(gettext("%(rank)s. %(title)s (%(code)s)", rank=row.rank, title=row.title, code=row.code))


def _decided(call_id: str) -> dict[str, Award]:
    found: dict[str, Award] = {}
    for one in queries.decided_of(call_id):
        before = found.get(one.category_id, Award(one.category_id))
        winners = (*before.winners, one.entry_id) if one.entry_id else before.winners
        found[one.category_id] = Award(one.category_id, winners, one.outcome == Outcome.withheld)
    return found
