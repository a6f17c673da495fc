"""What stands behind the ranking: one entry explained, the jury, the methods side by side."""

from __future__ import annotations

from collections.abc import Iterable

from flask import abort, render_template

from competition.judging.queries import how_judged
from competition.judging.rules import ShutOut
from competition.results import labels, queries
from competition.results.rules import METHODS_OF
from competition.results.views.blueprint import Page, blueprint, readers, the_call, the_run, the_unbound_run
from competition.web.session import current_actor


@blueprint.get("/organise/<call_id>/results/entries/<code>")
@readers
def entry(call_id: str, code: str) -> Page:
    """Show how an entry came to its adjusted score, juror by juror, adding up as shown."""
    call, run = the_call(call_id), the_run(call_id)
    found, shut = queries.explained(run, code), queries.shut_to(run, current_actor().person_id)
    if found is None:
        abort(404)
    if code in shut:
        raise ShutOut
    explanation, lines = found
    row = queries.row_told(run, code, shut) if shut else queries.rank_row(run, code)
    return render_template("results/entry.html", call=call, run=run, row=row, explanation=explanation, lines=lines)


@blueprint.get("/organise/<call_id>/results/jury")
@readers
def jury(call_id: str) -> Page:
    """Show how severe each juror is and how he marks, how far the jury agrees and how finely it measures."""
    call, run = the_call(call_id), the_unbound_run(call_id)
    jurors, drift = queries.juror_rows(run), queries.drift_of(run)
    agreement = [(words, run.outputs["agreement"][name]) for name, words in labels.AGREEMENT.items()]
    return render_template(
        "results/jury.html",
        call=call,
        run=run,
        jurors=jurors,
        reach=max(
            (abs(one.severity) + 2 * (one.found["severity_se"] or 0) for one in jurors if one.severity), default=1
        ),
        remarks=labels.REMARKS,
        drift=drift,
        drift_reach=_reach((one.points, one.error or 0) for one in [drift, *(row.drift for row in jurors)] if one),
        agreement=[(name, help_, value) for (name, help_), value in agreement if value is not None],
        affinities=queries.affinities_of(run),
        shared=labels.SHARED,
        one_more=queries.one_more(run),
        decisive=queries.decisive_of(run),
    )


@blueprint.get("/organise/<call_id>/results/methods")
@readers
def methods(call_id: str) -> Page:
    """Show each entry's place by every method: who moves if the jury's marks are read another way."""
    call, run = the_call(call_id), the_run(call_id)
    shut = queries.shut_to(run, current_actor().person_id)
    moved = queries.moved_told(run, shut)
    names = METHODS_OF[how_judged(run.round_id).kind]
    ranking = [name for name in names if moved and name in moved[0].ranks]
    refused = [name for name in names if name not in ranking]
    return render_template(
        "results/methods.html",
        call=call,
        run=run,
        shut=shut,
        moved=moved,
        ranking=ranking,
        refused=refused,
        labels=labels,
    )


def _reach(lines: Iterable[tuple[float, float]]) -> float:
    """Return how far from the middle the longest of some lines reaches: to a point, and its error beyond."""
    return max((abs(point) + error for point, error in lines), default=1)
