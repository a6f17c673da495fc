"""The page on which the awards are decided: what the rule of each prize proposes, and what the jury gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from competition.calls.models import Call
from competition.errors import DomainError
from competition.i18n import pick
from competition.results import queries, services
from competition.results.forms import AwardsForm, Offered, awards_form
from competition.results.labels.decisions import DEPARTURES, REASONS
from competition.results.models import ScoringRun
from competition.results.queries import Proposed, Ranked
from competition.results.queries.meeting import carried_of
from competition.results.rules import DECIDERS, Award, Departure, Minutes
from competition.results.views.blueprint import Page, blueprint, the_call, the_final_run
from competition.web import gates
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.session import current_actor

# So many entries of a prize lie open; the others are unfolded.
OPEN_ENTRIES = 8
OF_MOTION = {"results_motion_needed", "results_bad_motion"}


@blueprint.get("/organise/<call_id>/results/awards")
@gates.call_role(*DECIDERS, fresh=True)
def awards(call_id: str) -> Page:
    """Show the form of the awards."""
    call, run = the_call(call_id), the_final_run(call_id)
    before = queries.awards_of(call_id)
    proposals = queries.proposals_of(run, {honour_id: award.winners for honour_id, award in before.items()})
    return _page(call, run, _form(call, run, proposals, before), proposals)


@blueprint.post("/organise/<call_id>/results/awards")
@gates.call_role(*DECIDERS, fresh=True)
def decide(call_id: str) -> Page:
    """Store the awards; what comes back stands beside what the rules say of the choices made."""
    call, run = the_call(call_id), the_final_run(call_id)
    form = _form(call, run, queries.proposals_of(run), {})
    if not form.validate_on_submit() or not _is_decided(call_id, form):
        return _page(call, run, form, queries.proposals_of(run, form.chosen())), 422
    flash(gettext("The awards are decided. Nothing is public: that takes a release."), "ok")
    return redirect(url_for("results.overview", call_id=call_id), code=303)


def _is_decided(call_id: str, form: AwardsForm) -> bool:
    """Decide; a refusal about one prize is put at its place."""
    try:
        services.decide(current_actor(), call_id, form.to_command())
    except DomainError as refusal:
        at, why = refusal.values.get("at"), refusal.values.get("why")
        name = f"{'motion' if refusal.code in OF_MOTION else 'withheld'}_{at}"
        if name not in form:
            raise
        attach_error(form, name, DEPARTURES[Departure(why)] if why else sentence(refusal))
        return False
    return True


def _form(call: Call, run: ScoringRun, proposals: list[Proposed], before: dict[str, Award]) -> AwardsForm:
    carried = carried_of(call)
    offered = [
        Offered(
            one.honour.id,
            str(pick(one.named.name)),
            [(each.entry.id, _words(each)) for each in one.entries],
            _with_motion(before.get(one.honour.id) or _advised(one), carried),
        )
        for one in proposals
    ]
    return awards_form(offered, run.id)


def _with_motion(award: Award, carried: Mapping[str, Minutes]) -> Award:
    """Return an award with the motion that was carried for it in a meeting, unless another one stands."""
    return award if award.minutes else replace(award, minutes=carried.get(award.honour_id))


def _advised(one: Proposed) -> Award:
    """Return what a rule proposes where nothing was decided; a tie is left to the jury."""
    return Award(one.honour.id, one.proposal.entries, is_withheld=one.proposal.is_withheld)


def _words(one: Ranked) -> str:
    return str(gettext("%(rank)s. %(title)s (%(code)s)", rank=one.rank, title=one.entry.title, code=one.entry.code))


def _page(call: Call, run: ScoringRun, form: AwardsForm, proposals: list[Proposed]) -> str:
    return render_template(
        "results/awards.html",
        call=call,
        run=run,
        form=form,
        parts=list(zip(form.offered, proposals, strict=True)),
        open_entries=OPEN_ENTRIES,
        reasons=REASONS,
    )
