"""The demo's own pages: its parts to play, its mailbox, the parts that pages are made of."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.calls.queries import known_institutions
from competition.calls.views.answers import Page, carried_out
from competition.desk import forms, labels, queries, services
from competition.i18n import gettext as _
from competition.i18n import locale, pick
from competition.mail import queries as mail_queries
from competition.people.rules import ORGANISERS
from competition.web import gates, session
from competition.web.session import current_actor

# How far ahead a call is proposed to open.
DAYS_AHEAD = 30

blueprint = Blueprint("desk", __name__)


@blueprint.get("/demo")
@gates.demo_only
def demo() -> str:
    """List the parts that a newcomer may play."""
    accounts = queries.demo_accounts(current_actor().at)
    return render_template("desk/demo.html", accounts=accounts, names=labels.ROLE_NAMES, tasks=labels.ROLE_TASKS)


@blueprint.post("/demo/<key>")
@gates.demo_only
def enter(key: str) -> Response:
    """Step into a part, and begin where its person would."""
    token, role = services.enter(current_actor(), key, request.user_agent.string)
    session.begin(token)
    return redirect(url_for(role.endpoint), code=303)


@blueprint.get("/demo/mailbox")
@gates.demo_only
def mailbox() -> str:
    """List the letters that the demo would have sent, newest first."""
    return render_template("desk/mailbox.html", letters=mail_queries.kept_letters())


@blueprint.get("/demo/mailbox/<letter_id>")
@gates.demo_only
def letter(letter_id: str) -> str:
    """Show one letter as its reader would get it."""
    found = mail_queries.letter(letter_id)
    if found is None:
        abort(404)
    return render_template("desk/letter.html", letter=found)


@blueprint.get("/organise/presets")
@gates.signed_in
def presets() -> str:
    """Show the ways in which awards are run, to begin a call from one."""
    return render_template("desk/presets.html", presets=queries.presets().values())


@blueprint.route("/organise/presets/<key>", methods=["GET", "POST"])
@gates.signed_in
def preset(key: str) -> Page:
    """Begin a call from a preset."""
    actor, chosen = current_actor(), queries.presets().get(key) or abort(404)
    usual = {"call_languages": ["en"], "time_zone": "Europe/Brussels", "host_zone": "Europe/Brussels"}
    begins = (actor.at + timedelta(days=DAYS_AHEAD)).date().isoformat()
    form = forms.preset_form(data={**usual, "opens_on": begins})
    form.offer([(one.id, str(pick(one.name))) for one in known_institutions(actor)])
    made: list[str] = []
    at = {"call_needs_confirmed_address": "", "call_unknown_zone": "time_zone"}

    def begin() -> None:
        made.append(services.begin_from(actor, form.command(locale()), chosen, form.first_day()))

    if carried_out(form, begin, at):
        flash(_("A draft that is whole. Go through its rooms and make its words your own."), "ok")
        return redirect(url_for("calls.overview", call_id=made[0]), code=303)
    html = render_template("desk/preset.html", form=form, preset=chosen)
    return (html, 422) if form.errors else html


@blueprint.post("/organise/<call_id>/duplicate")
@gates.call_role(*ORGANISERS)
def duplicate(call_id: str) -> Response:
    """Copy a call into a draft for its next edition."""
    copy = services.duplicate_call(current_actor(), call_id)
    flash(_("A draft for the next edition. Its dates are a proposal, a year later on the same weekdays."), "ok")
    return redirect(url_for("calls.overview", call_id=copy), code=303)


@blueprint.get("/demo/parts")
@gates.demo_only
def parts() -> str:
    """Show every part in every state."""
    return render_template("demo/parts.html", form=forms.half_answered(), at=current_actor().at)
