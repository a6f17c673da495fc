"""Invite many to the jury at once: a list is read, shown as it was understood, and only then sent."""

from __future__ import annotations

from flask import flash, redirect, request, url_for

from competition.calls.models import Call
from competition.calls.queries import institutions_of
from competition.calls.rules import Part
from competition.i18n import locale, ngettext, pick
from competition.judging import labels, services
from competition.judging.forms.inviting import GuestsForm
from competition.judging.queries.inviting import Known, known_to_jury
from competition.judging.views.answers import Answer, page, the_call
from competition.judging.views.blueprint import blueprint, organisers
from competition.web.session import current_actor


@blueprint.get("/organise/<call_id>/jury/invitations")
@organisers
def guests(call_id: str) -> Answer:
    """Ask for the list."""
    call = the_call(call_id)
    return _shown(call, _form(call))


@blueprint.post("/organise/<call_id>/jury/invitations")
@organisers
def invite_guests(call_id: str) -> Answer:
    """Show how the list was understood or, once exactly that was seen and has no fault, send the invitations."""
    call = the_call(call_id)
    form = _form(call)
    if not form.validate():
        return _shown(call, form)
    known = known_to_jury(call_id, {one.email for one in form.guests})
    is_seen = request.form.get("act") == "send" and request.form.get("seen") == form.digest
    if not is_seen or any(one.fault for one in form.guests):
        return _shown(call, form, known)
    chosen = [one for one in form.commands(call_id, call.title) if known.get(one.email) != Known.seated]
    services.invite_jurors(current_actor(), chosen)
    number = len(chosen)
    flash(ngettext("%(num)d invitation is on its way.", "%(num)d invitations are on their way.", number), "ok")
    return redirect(url_for("judging.jury", call_id=call_id), code=303)


def _form(call: Call) -> GuestsForm:
    form = GuestsForm(data={"locale": locale()})
    hosts = [institution for part, institution in institutions_of(call.id) if part.part == Part.host]
    form.offer([(one.id, str(pick(one.name))) for one in hosts])
    return form


def _shown(call: Call, form: GuestsForm, known: dict[str, Known] | None = None) -> Answer:
    guests = form.guests if known is not None else []
    return page(
        "judging/guests.html",
        call=call,
        form=form,
        guests=guests,
        known=known or {},
        faults=labels.GUEST_FAULTS,
        wrong=sum(one.fault is not None for one in guests),
        new=sum(one.fault is None and (known or {}).get(one.email) != Known.seated for one in guests),
    )
