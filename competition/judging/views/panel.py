"""The organisers' page on the jury: who sits in it, who was asked, how far everybody is."""

from __future__ import annotations

from flask import flash, redirect, url_for

from competition.calls.models import Call
from competition.calls.views.rounds import chosen_round
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.i18n import locale
from competition.judging import labels, services
from competition.judging.forms import DealForm, InviteForm, OutcomeForm
from competition.judging.queries import entries_in
from competition.judging.queries.conflicts import count_conflicts
from competition.judging.queries.dealing import newest_proposal
from competition.judging.queries.flags import flags_of
from competition.judging.queries.panel import invitations_of, jury_hosts, panel_of, recusals_of
from competition.judging.rules import ConflictState
from competition.judging.rules.sheets import Session, session_at
from competition.judging.views.answers import Answer, page, the_call
from competition.judging.views.blueprint import blueprint, organisers, overseers
from competition.people.rules import ORGANISERS, ScopeKind
from competition.web.errors import sentence
from competition.web.fields import FacetForm, attach_error
from competition.web.session import current_actor

USUAL_PER_ENTRY = 3


@blueprint.get("/organise/<call_id>/jury")
@overseers
def jury(call_id: str) -> Answer:
    """Show the jury."""
    return shown_jury(the_call(call_id))


@blueprint.post("/organise/<call_id>/jury")
@organisers
def invite(call_id: str) -> Answer:
    """Invite a juror."""
    call, form = the_call(call_id), InviteForm()
    if not form.validate():
        return shown_jury(call, invite_form=form)
    try:
        services.invite_juror(current_actor(), form.command(call_id, call.title))
    except NotFound:
        raise
    except DomainError as refusal:
        attach_error(form, "email", sentence(refusal))
        return shown_jury(call, invite_form=form)
    flash(_("The invitation is on its way to %(address)s.", address=form.email.data), "ok")
    return redirect(url_for("judging.jury", call_id=call_id), code=303)


def shown_jury(
    call: Call, *, flag_id: str | None = None, refusal: DomainError | None = None, **came_back: FacetForm
) -> Answer:
    """Return the page, with the form that came back."""
    scored, actor = chosen_round(call.id), current_actor()
    jurors = panel_of(call.id, scored.id if scored else None)
    return page(
        "judging/jury.html",
        call=call,
        refusal=refusal,
        form=next(iter(came_back.values()), None),
        **(_fresh_forms(len(jurors)) | came_back),
        flag_id=flag_id,
        flags=flags_of(scored.id, actor.person_id) if scored else [],
        open_conflicts=count_conflicts(call.id)[ConflictState.open],
        may_organise=actor.has_role(ScopeKind.call, call.id, *ORGANISERS),
        labels=labels,
        jurors=jurors,
        asked_by=jury_hosts(call.id),
        invitations=invitations_of(call.id),
        recusals=recusals_of(scored.id) if scored else [],
        entries=len(entries_in(scored)) if scored else 0,
        assigned=sum(juror.progress.assigned for juror in jurors),
        submitted=sum(juror.progress.submitted for juror in jurors),
        proposal=newest_proposal(scored.id) if scored else None,
        round=scored,
        session=session_at(scored.opens_at, scored.closes_at, actor.at) if scored else Session.before,
        now=actor.at,
    )


def _fresh_forms(jurors: int) -> dict[str, FacetForm]:
    return {
        "invite_form": InviteForm(formdata=None, data={"locale": locale()}),
        "deal_form": DealForm(formdata=None, data={"per_entry": min(USUAL_PER_ENTRY, jurors or 1)}),
        "outcome_form": OutcomeForm(formdata=None),
    }
