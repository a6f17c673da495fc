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
from competition.judging.forms import DealForm, hand_command
from competition.judging.queries import jurors_of
from competition.judging.queries.dealing import codes_of, proposal_of
from competition.judging.queries.panel import hand_rows
from competition.judging.rules.dealing import DealHasChanged
from competition.judging.views.answers import Answer, page, the_call
from competition.judging.views.blueprint import blueprint, organisers
from competition.judging.views.panel import shown_jury
from competition.web.session import current_actor


@blueprint.post("/organise/<call_id>/jury/assignment")
@organisers
def ask_for_deal(call_id: str) -> Answer:
    """Let a deal be worked out, and show it once it is."""
    call, form = the_call(call_id), DealForm()
    if not form.validate():
        return shown_jury(call, deal_form=form)
    try:
        proposal_id = services.request_deal(
            current_actor(), call_id, form.command(secrets.token_hex(8)), chosen_position()
        )
    except NotFound:
        raise
    except DomainError as refusal:
        return shown_jury(call, deal_form=form, refusal=refusal)
    return redirect(url_for("judging.assignment", call_id=call_id, proposal_id=proposal_id), code=303)


@blueprint.get("/organise/<call_id>/jury/assignment/<proposal_id>")
@organisers
def assignment(call_id: str, proposal_id: str) -> Answer:
    """Show how the entries would be shared out, or that it is being worked out."""
    return _shown(the_call(call_id), proposal_id)


@blueprint.post("/organise/<call_id>/jury/assignment/<proposal_id>")
@organisers
def assign(call_id: str, proposal_id: str) -> Answer:
    """Apply the deal that was shown."""
    try:
        added = services.apply_deal(current_actor(), call_id, proposal_id)
    except DealHasChanged as refusal:
        return _shown(the_call(call_id), proposal_id, refusal)
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


def _shown(call: Call, proposal_id: str, refusal: DomainError | None = None) -> Answer:
    proposal, _round = proposal_of(call.id, proposal_id) or abort(404)
    content = proposal.content or {}
    return page(
        "judging/assignment.html",
        call=call,
        refusal=refusal,
        proposal=proposal,
        content=content,
        wanted=proposal.wanted,
        again=DealForm(formdata=None, data=proposal.wanted),
        jurors=jurors_of(call.id),
        unread=codes_of(content.get("unread", [])),
        most=max(content.get("loads", {}).values(), default=0),
    )
