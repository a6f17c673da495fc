"""The page on which the awards are decided."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from competition.calls.models import Call
from competition.calls.queries import categories_of
from competition.i18n import pick
from competition.results import queries, services
from competition.results.forms import AwardsForm, Offered, awards_form
from competition.results.models import ScoringRun
from competition.results.queries import Decided, RankRow
from competition.results.rules import DECIDERS, Award, Outcome
from competition.results.views.blueprint import Page, blueprint, the_call, the_run
from competition.web import gates
from competition.web.session import current_actor


@blueprint.get("/organise/<call_id>/results/awards")
@gates.call_role(*DECIDERS, fresh=True)
def awards(call_id: str) -> Page:
    """Show the form of the awards."""
    call, run = the_call(call_id), the_run(call_id)
    return _awards_page(call, run, _form(run, call_id))


@blueprint.post("/organise/<call_id>/results/awards")
@gates.call_role(*DECIDERS, fresh=True)
def decide(call_id: str) -> Page:
    """Store the awards."""
    call, run = the_call(call_id), the_run(call_id)
    form = _form(run, call_id)
    if not form.validate_on_submit():
        return _awards_page(call, run, form), 422
    services.decide(current_actor(), call_id, form.to_command())
    flash(gettext("The awards are decided. Nothing is public: that takes a release."), "ok")
    return redirect(url_for("results.overview", call_id=call_id), code=303)


def _awards_page(call: Call, run: ScoringRun, form: AwardsForm) -> str:
    return render_template("results/awards.html", call=call, run=run, form=form)


def is_stale(call_id: str, run: ScoringRun | None) -> bool:
    """Tell whether awards were decided on a run that is not the newest."""
    return any(one.run_id != run.id for one in queries.decisions_of(call_id)) if run else False


def awards_of(call_id: str) -> list[tuple[Any, list[Decided]]]:
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
