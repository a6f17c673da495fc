"""Complaints about a published result: a team makes one, those who release the results read and answer it."""

from __future__ import annotations

from functools import partial

from flask import abort, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from competition.calls.views.answers import Page, acted, carried_out, the_call
from competition.i18n import pick
from competition.publication import services
from competition.publication.forms import AnswerForm, ComplainForm
from competition.publication.queries import complaints as queries
from competition.publication.queries import public
from competition.publication.rules import READERS, may_complain
from competition.publication.views.blueprints import blueprint
from competition.web import gates
from competition.web.session import current_actor


@blueprint.route("/calls/<slug>/complaint", methods=["GET", "POST"])
@gates.signed_in
def complaint(slug: str) -> Page:
    """Complain for an entry of one's own, and read the answer. Who handed nothing in finds nothing."""
    call, actor = public.released_call(slug) or abort(404), current_actor()
    own = queries.own_entries(actor.person_id or "", call.id) or abort(404)
    form, until = ComplainForm(), queries.complaints_end(call.id)
    form.offer((one.entry.id, f"{one.title} ({one.entry.code})") for one in own if one.complaint is None)
    verb = partial(services.complain, actor, call.id, form.entry.data or "", form.text.data or "")
    if carried_out(form, verb):
        return redirect(url_for("publication.complaint", slug=slug), code=303)
    is_open = may_complain(until, actor.at) and any(one.complaint is None for one in own)
    html = render_template(
        "publication/complaint.html",
        call=call,
        own=own,
        form=form,
        until=until,
        is_open=is_open,
        named=pick(call.title),
    )
    return (html, 422) if form.errors else html


@blueprint.get("/organise/<call_id>/complaints")
@gates.call_role(*READERS)
def complaints(call_id: str) -> Page:
    """Show the complaints of a call."""
    return _page(call_id)


@blueprint.post("/organise/<call_id>/complaints/<complaint_id>")
@gates.call_role(*READERS)
def answer(call_id: str, complaint_id: str) -> Page:
    """Answer one."""
    form = AnswerForm(prefix=complaint_id)
    if not form.validate_on_submit():
        return _page(call_id, form, complaint_id), 422
    verb = partial(services.answer_complaint, current_actor(), call_id, complaint_id, form.text.data or "")
    return _answered(call_id, verb)


def _answered(call_id: str, verb: partial[None]) -> Response:
    return acted(verb, gettext("The answer is given: the team reads it."), "publication.complaints", call_id=call_id)


def _page(call_id: str, form: AnswerForm | None = None, complaint_id: str = "") -> str:
    found = queries.complaints_of(call_id)
    forms = {
        one.complaint.id: form
        if form and one.complaint.id == complaint_id
        else AnswerForm(None, prefix=one.complaint.id)
        for one in found
        if one.complaint
    }
    return render_template(
        "publication/complaints.html",
        call=the_call(call_id),
        complaints=found,
        forms=forms,
        until=queries.complaints_end(call_id),
    )
