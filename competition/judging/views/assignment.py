"""The organisers' pages on assignment: a deal that is shown before it is applied, and one juror's entries by hand."""

from __future__ import annotations

import secrets

from flask import abort, flash, redirect, request, url_for

from competition.calls.models import Call
from competition.calls.views.rounds import chosen_position, chosen_round
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.i18n import ngettext
from competition.judging import labels, services
from competition.judging.forms import AssignForm, PerEntryForm, hand_command
from competition.judging.queries import jurors_of
from competition.judging.queries.panel import hand_rows
from competition.judging.rules.panel import DealHasChanged
from competition.judging.views.answers import Answer, page, the_call
from competition.judging.views.blueprint import blueprint, organisers
from competition.web.errors import sentence
from competition.web.session import current_actor


@blueprint.get("/organise/<call_id>/jury/assignment")
@organisers
def assignment(call_id: str) -> Answer:
    """Show how the entries would be shared out; the seed in the address makes it the same again."""
    call, form = the_call(call_id), PerEntryForm(request.args)
    if not form.validate():
        flash(" ".join(form.per_entry.errors), "error")
        return redirect(url_for("judging.jury", call_id=call_id), code=303)
    per_entry, seed = form.per_entry.data, request.args.get("seed", "")[:32]
    if not seed:
        fresh = secrets.token_hex(8)
        return redirect(url_for("judging.assignment", call_id=call_id, per_entry=per_entry, seed=fresh), code=303)
    return _shown(call, per_entry, seed)


@blueprint.post("/organise/<call_id>/jury/assignment")
@organisers
def assign(call_id: str) -> Answer:
    """Apply the deal that was shown."""
    call, form = the_call(call_id), AssignForm()
    if not form.validate():
        abort(422)
    command = form.command()
    try:
        added = services.apply_assignment(current_actor(), call_id, command, chosen_position())
    except DealHasChanged as refusal:
        return _shown(call, command.per_entry, command.seed, refusal)
    flash(ngettext("%(num)d sheet was laid out.", "%(num)d sheets were laid out.", added), "ok")
    return redirect(url_for("judging.jury", call_id=call_id), code=303)


@blueprint.route("/organise/<call_id>/jury/<juror_id>", methods=["GET", "POST"])
@organisers
def by_hand(call_id: str, juror_id: str) -> Answer:
    """Show the entries with ticks at those that lie before one juror, and store the ticks."""
    call, scored = the_call(call_id), chosen_round(call_id)
    juror = next((one for one in jurors_of(call_id) if one.id == juror_id), None)
    if juror is None or scored is None:
        abort(404)
    refusal: DomainError | None = None
    if request.method == "POST":
        command = hand_command(request.form.getlist("shown"), request.form.getlist("chosen"))
        try:
            services.assign_by_hand(current_actor(), call_id, juror_id, command, scored.position)
        except NotFound:
            raise
        except DomainError as fault:
            refusal = fault
        else:
            flash(_("The entries of %(name)s are saved.", name=juror.name), "ok")
            return redirect(url_for("judging.jury", call_id=call_id), code=303)
    rows = hand_rows(scored, juror_id)
    return page("judging/by_hand.html", call=call, refusal=refusal, juror=juror, rows=rows, states=labels.WORK_STATES)


def _shown(call: Call, per_entry: int, seed: str, refusal: DomainError | None = None) -> Answer:
    try:
        proposal = services.propose_assignment(current_actor(), call.id, per_entry, seed, chosen_position())
    except NotFound:
        raise
    except DomainError as fault:
        flash(sentence(fault), "error")
        return redirect(url_for("judging.jury", call_id=call.id), code=303)
    form = AssignForm(formdata=None, data={"per_entry": per_entry, "seed": seed, "digest": proposal.dealt.digest})
    return page(
        "judging/assignment.html",
        call=call,
        refusal=refusal,
        form=form,
        proposal=proposal,
        again=PerEntryForm(formdata=None, data={"per_entry": per_entry}),
        jurors=jurors_of(call.id),
        most=max(proposal.dealt.loads.values(), default=0),
    )
