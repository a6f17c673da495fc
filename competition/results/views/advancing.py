"""The page on which it is chosen who goes on into the next round: a rule, what it would do, and the choice."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import format_decimal

from competition.calls.models import Round
from competition.calls.queries import fields_of
from competition.calls.views.rounds import chosen_round
from competition.errors import DomainError, NotFound
from competition.i18n import ngettext, pick
from competition.results import queries, services
from competition.results.forms import AdvanceForm, AdvanceRuleForm
from competition.results.labels.advancing import rule_in_words
from competition.results.models import Advancement, ScoringRun
from competition.results.queries import Place, RankRow
from competition.results.rules import DECIDERS, AdvanceBy, AdvanceRule, DepartureNeedsReason, advancing
from competition.results.views.blueprint import Page, blueprint, the_call, the_unbound_run
from competition.web import gates
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.session import current_actor

USUAL_SHARE = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may go on; `is_open` where its interval lies on both sides of the cut."""

    row: RankRow
    place: Place
    is_proposed: bool
    is_chosen: bool
    is_open: bool


@blueprint.get("/organise/<call_id>/results/advance")
@gates.call_role(*DECIDERS, fresh=True)
def advance(call_id: str) -> Page:
    """Show who would go on by a rule; without one in the address, by the one that was chosen before."""
    run, following = the_unbound_run(call_id), _following(call_id)
    rows, stored = _rows(run), queries.advancement_to(following.id)
    form = AdvanceRuleForm(request.args) if "by" in request.args else _usual(run, stored)
    is_good = "by" not in request.args or form.validate()
    rule = form.rule() if is_good else AdvanceRule(AdvanceBy.hand)
    is_anew = "by" in request.args or stored is None
    chosen = advancing(queries.standings_of(rows), rule) if is_anew else queries.admitted_to(following.id)
    choice = AdvanceForm(
        formdata=None, data={"run_id": run.id, "reason": "" if is_anew or not stored else stored.reason}
    )
    choice.chosen.data = sorted(chosen)
    return _page(run, following, rows, (form, choice, rule)), 200 if is_good else 422


@blueprint.post("/organise/<call_id>/results/advance")
@gates.call_role(*DECIDERS, fresh=True)
def let_advance(call_id: str) -> Page:
    """Let the chosen entries into the next round. The rule stands in the address."""
    run, following = the_unbound_run(call_id), _following(call_id)
    form, choice = AdvanceRuleForm(request.args), AdvanceForm()
    if not form.validate() or not choice.validate():
        return _page(run, following, _rows(run), (form, choice, AdvanceRule(AdvanceBy.hand))), 422
    try:
        number = services.advance(current_actor(), call_id, choice.command(form.rule()))
    except NotFound:
        raise
    except DomainError as refusal:
        attach_error(choice, "reason" if isinstance(refusal, DepartureNeedsReason) else None, sentence(refusal))
        return _page(run, following, _rows(run), (form, choice, form.rule())), refusal.status
    words = {"round": pick(following.name)}
    flash(
        ngettext(
            "%(num)d entry goes on into “%(round)s”.",
            "%(num)d entries go on into “%(round)s”.",
            number,
            **words,
        ),
        "ok",
    )
    return redirect(url_for("results.overview", call_id=call_id), code=303)


def _following(call_id: str) -> Round:
    scored = chosen_round(call_id)
    following = queries.next_round(scored) if scored else None
    if following is None:
        raise NotFound
    return following


def _usual(run: ScoringRun, stored: Advancement | None) -> AdvanceRuleForm:
    """Return the rule that was chosen, else what votes decide, else the better half."""
    by_votes = AdvanceRule(AdvanceBy.verdict) if run.outputs.get("verdicts") else None
    usual = by_votes or AdvanceRule(value=max(1, len(run.inputs["entries"]) // USUAL_SHARE))
    rule = stored.rule if stored else usual
    data = {"by": str(rule.by), "value": rule.value, "is_per_category": rule.is_per_category}
    return AdvanceRuleForm(formdata=None, data=data)


def _rows(run: ScoringRun) -> list[RankRow]:
    """Return the entries of a run that can go on: those that were not withdrawn since."""
    return [row for row in queries.rank_rows(run) if row.entry_id]


def _page(
    run: ScoringRun,
    following: Round,
    rows: list[RankRow],
    forms: tuple[AdvanceRuleForm, AdvanceForm, AdvanceRule],
) -> str:
    form, choice, rule = forms
    proposed = advancing(queries.standings_of(rows), rule)
    lines = [_candidate(row, rule, proposed, set(choice.chosen.data or ())) for row in rows]
    return render_template(
        "results/advance.html",
        call=the_call(run.call_id),
        run=run,
        following=following,
        asked=len(fields_of(run.call_id, following.id)),
        form=form,
        choice=choice,
        rule=rule,
        rule_words=rule_in_words(rule, format_decimal(rule.value or 0)),
        lines=lines,
        proposed=len(proposed),
        has_open=any(line.is_open for line in lines),
    )


def _candidate(row: RankRow, rule: AdvanceRule, proposed: frozenset[str], chosen: set[str]) -> Candidate:
    place = row.own if rule.is_per_category else row.place
    is_open = (
        rule.by == AdvanceBy.places
        and rule.value is not None
        and place.low is not None
        and place.high is not None
        and place.low <= rule.value < place.high
    )
    return Candidate(row, place, row.entry_id in proposed, row.entry_id in chosen, is_open)
