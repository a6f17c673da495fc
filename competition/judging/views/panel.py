"""The organisers' page on the jury: who sits in it, who was asked, how far everybody is."""

from __future__ import annotations

from flask import flash, redirect, url_for

from competition.calls.models import Call
from competition.calls.views.rounds import chosen_round
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.i18n import locale
from competition.judging import services
from competition.judging.forms import DealForm, InviteForm
from competition.judging.queries import entries_in
from competition.judging.queries.dealing import newest_proposal
from competition.judging.queries.panel import invitations_of, panel_of, recusals_of
from competition.judging.rules.sheets import Session, session_at
from competition.judging.views.answers import Answer, page, the_call
from competition.judging.views.blueprint import blueprint, organisers
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.session import current_actor

USUAL_PER_ENTRY = 3


@blueprint.get("/organise/<call_id>/jury")
@organisers
def jury(call_id: str) -> Answer:
    """Show the jury."""
    return shown_jury(the_call(call_id))


@blueprint.post("/organise/<call_id>/jury")
@organisers
def invite(call_id: str) -> Answer:
    """Invite a juror."""
    call, form = the_call(call_id), InviteForm()
    if not form.validate():
        return shown_jury(call, form)
    try:
        services.invite_juror(current_actor(), form.command(call_id, call.title))
    except NotFound:
        raise
    except DomainError as refusal:
        attach_error(form, "email", sentence(refusal))
        return shown_jury(call, form)
    flash(_("The invitation is on its way to %(address)s.", address=form.email.data), "ok")
    return redirect(url_for("judging.jury", call_id=call_id), code=303)


def shown_jury(
    call: Call, form: InviteForm | None = None, deal_form: DealForm | None = None, refusal: DomainError | None = None
) -> Answer:
    """Return the page, with the form that came back."""
    scored, now = chosen_round(call.id), current_actor().at
    jurors = panel_of(call.id, scored.id if scored else None)
    came_back = next((one for one in (form, deal_form) if one), None)
    return page(
        "judging/jury.html",
        call=call,
        refusal=refusal,
        form=came_back,
        invite_form=form or InviteForm(formdata=None, data={"locale": locale()}),
        deal_form=deal_form or DealForm(formdata=None, data={"per_entry": min(USUAL_PER_ENTRY, len(jurors) or 1)}),
        jurors=jurors,
        invitations=invitations_of(call.id),
        recusals=recusals_of(scored.id) if scored else [],
        entries=len(entries_in(scored)) if scored else 0,
        assigned=sum(juror.progress.assigned for juror in jurors),
        submitted=sum(juror.progress.submitted for juror in jurors),
        proposal=newest_proposal(scored.id) if scored else None,
        round=scored,
        session=session_at(scored.opens_at, scored.closes_at, now) if scored else Session.before,
        now=now,
    )
