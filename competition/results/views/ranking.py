"""The first page of results, and the act that asks for a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import format_decimal, gettext
from werkzeug.wrappers import Response

from competition.calls.models import Round
from competition.calls.queries import categories_of
from competition.calls.views.rounds import chosen_round
from competition.judging.queries import how_judged, rules_of
from competition.judging.queries.rulings import reasons_of
from competition.judging.rules import RoundKind
from competition.people.rules import Role
from competition.results import labels, queries, services
from competition.results.labels.advancing import rule_in_words
from competition.results.models import ScoringRun
from competition.results.queries import Place, RankRow
from competition.results.rules import DECIDERS, METHODS_OF
from competition.results.views.blueprint import Page, blueprint, deciders, readers, the_call
from competition.web import gates
from competition.web.session import current_actor

# The methods whose figures are no points on the scale of the marks, and go by their own name.
RANKED_BY = METHODS_OF[RoundKind.ranking]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the ranking with the place that is shown: among all entries, or inside one category.

    `brace` joins neighbours of whom the jury cannot tell who is inside the prize: "begin", "middle", "end" or nothing.
    """

    row: RankRow
    rank: int | None
    place: Place
    brace: str = ""
    is_cut: bool = False


@blueprint.get("/results/")
@gates.any_call_role(Role.chair, Role.auditor)
def index() -> Page:
    """Show the calls whose results the actor reads as chair or auditor."""
    return render_template("results/index.html", calls=queries.calls_judged_by(current_actor()))


@blueprint.get("/organise/<call_id>/results")
@readers
def overview(call_id: str) -> Page:
    """Show the newest run, of all entries or of one category; the runs before it, and what was decided."""
    call, scored = the_call(call_id), chosen_round(call_id) or abort(404)
    run, newest = queries.latest_run(scored.id), queries.runs_of(scored.id)
    shut = queries.shut_to(run, current_actor().person_id) if run else frozenset()
    rows = queries.rows_told(run, shut) if run else []
    return render_template(
        "results/overview.html",
        call=call,
        run=run,
        runs=newest,
        is_pending=bool(newest) and newest[0].computed_at is None,
        open_sheets=queries.open_sheets(scored.id),
        shut=shut,
        awards=queries.awards_told(call_id, rows),
        **_onward(scored),
        **_edition(scored, run),
        is_stale=_is_stale(call_id, run),
        may_decide=current_actor().has_role(gates.CALL, call_id, *DECIDERS),
        categories=categories_of(call_id),
        chosen=request.args.get("category", ""),
        **_figures(scored, run, rows),
    )


@blueprint.post("/organise/<call_id>/results/runs")
@deciders
def compute(call_id: str) -> Response:
    """Ask for a run; a job computes it."""
    scored = chosen_round(call_id) or abort(404)
    before = queries.newest_run(scored.id)
    run_id = services.request_run(current_actor(), call_id, scored.position)
    is_new = before is None or before.id != run_id
    flash(
        gettext("The result is being computed.") if is_new else gettext("Nothing has changed since the newest result."),
        "ok",
    )
    return redirect(url_for("results.overview", call_id=call_id), code=303)


def _onward(scored: Round) -> dict[str, Any]:
    """Return the round that follows, if one does, and who goes on into it."""
    following = queries.next_round(scored)
    stored = queries.advancement_to(following.id) if following else None
    if following is None or stored is None:
        return {"following": following, "advancement": None}
    return {
        "following": following,
        "advancement": stored,
        "admitted": len(queries.admitted_to(following.id)),
        "advance_rule": rule_in_words(stored.rule, format_decimal(stored.value or 0)),
    }


def _edition(scored: Round, run: ScoringRun | None) -> dict[str, Any]:
    """Return the edition of the rubric that a run was computed by, and the one in force."""
    rules = rules_of(scored.id)
    return {"edition": run.inputs.get("edition", 1) if run else 1, "in_force": rules.edition if rules else 1}


def _is_stale(call_id: str, run: ScoringRun | None) -> bool:
    """Tell whether awards were decided on a run that is not the newest."""
    return any(one.run_id != run.id for one in queries.decisions_of(call_id)) if run else False


def _figures(scored: Round, run: ScoringRun | None, rows: list[RankRow]) -> dict[str, Any]:
    category_id = request.args.get("category", "")
    if run is None:
        return {"lines": [], "caveats": []}
    outcome = run.outputs["methods"][run.method]
    lines = _lines([row for row in rows if row.category_id == category_id] if category_id else rows, bool(category_id))
    return {
        "lines": lines,
        "last": max((line.place.high or line.place.rank or 1 for line in lines), default=1),
        "caveats": [labels.caveat(one["code"], one["number"]) for one in outcome["warnings"]],
        "is_common": outcome["has_common_ranking"],
        "uncertainty": outcome["uncertainty"],
        "method_short": labels.METHODS_SHORT[run.method if run.method in RANKED_BY else "additive"],
        "method": labels.METHODS[run.method],
        "kind": how_judged(run.round_id).kind,
        "why": _why(scored, rows) if run.outputs.get("verdicts") else {},
        "interval": labels.interval,
        "rules": queries.rules_of(run.round_id),
    }


def _why(scored: Round, rows: list[RankRow]) -> dict[str, list[str]]:
    """Return why jurors said no to the entries that are not shut."""
    shut = {row.entry_id for row in rows if row.is_shut}
    return {entry: words for entry, words in reasons_of(scored).items() if entry not in shut}


def _lines(rows: list[RankRow], in_category: bool) -> list[Line]:  # noqa: FBT001 - which of its two places a row shows
    """Return the lines in their order. Inside a category the prize goes to the first: the line is drawn below it."""
    shown = [Line(row, row.own.rank, row.own) if in_category else Line(row, row.rank, row.place) for row in rows]
    if in_category:
        shown.sort(key=lambda line: (line.rank is None, line.rank or 0, line.row.code))
    return [_marked(shown, place, in_category) for place in range(len(shown))]


def _marked(lines: list[Line], place: int, in_category: bool) -> Line:  # noqa: FBT001 - as above
    def is_open(at: int) -> bool:
        return 0 <= at < len(lines) and lines[at].place.is_open

    line = lines[place]
    brace = ""
    if is_open(place) and (is_open(place - 1) or is_open(place + 1)):
        brace = "middle" if is_open(place - 1) and is_open(place + 1) else "end" if is_open(place - 1) else "begin"
    after = lines[place + 1].rank if place + 1 < len(lines) else None
    is_cut = in_category and line.rank == 1 and after is not None and after != 1
    return Line(line.row, line.rank, line.place, brace, is_cut)
