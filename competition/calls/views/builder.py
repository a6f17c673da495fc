"""The organisers' pages on a call as a whole: their list, a new one, its overview, words, rule of release."""

from __future__ import annotations

from functools import partial

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls import forms, labels, queries, services
from competition.calls.models import Call
from competition.calls.rules import CallState
from competition.calls.views.answers import UNPROCESSABLE, Page, acted, carried_out, newer, page, saved, the_call
from competition.calls.views.blueprint import blueprint
from competition.calls.views.clocks import clocks_of
from competition.calls.views.dates import dates_of
from competition.i18n import locale, pick
from competition.people.rules import ORGANISERS
from competition.web import gates
from competition.web.session import current_actor

organisers = gates.call_role(*ORGANISERS)


@blueprint.get("/organise/")
@gates.signed_in
def organised() -> str:
    """Show the calls that the actor organises."""
    calls = queries.with_hosts(queries.calls_for(current_actor()))
    return render_template("calls/organised.html", calls=calls, labels=labels)


@blueprint.route("/organise/new", methods=["GET", "POST"])
@gates.signed_in
def new() -> Page:
    """Begin a call."""
    actor = current_actor()
    form = forms.new_call_form(
        data={"call_languages": ["en"], "time_zone": "Europe/Brussels", "host_zone": "Europe/Brussels"}
    )
    form.offer([(one.id, str(pick(one.name))) for one in queries.known_institutions(actor)])
    made: list[str] = []
    at = {"call_needs_confirmed_address": "", "call_unknown_zone": "time_zone"}
    if carried_out(form, lambda: made.append(services.create_call(actor, form.command(locale()))), at):
        return redirect(url_for("calls.overview", call_id=made[0]), code=303)
    html = render_template("calls/new.html", form=form)
    return (html, UNPROCESSABLE) if form.errors else html


@blueprint.get("/organise/<call_id>/")
@organisers
def overview(call_id: str) -> Page:
    """Show where a call stands, and what it still lacks."""
    return _overview(the_call(call_id))


def _overview(call: Call) -> Page:
    actor = current_actor()
    hosts = queries.with_hosts([call])[0].hosts
    return page(
        "calls/overview.html",
        call,
        labels=labels,
        missing=queries.missing_of(call, actor.at) if call.state == CallState.draft else [],
        dates=dates_of(call, queries.rounds_of(call.id)),
        now=actor.at,
        hosts=hosts,
        logos=queries.logos_of(hosts, current_actor().at),
        clocks=clocks_of(call, hosts),
    )


@blueprint.post("/organise/<call_id>/publish")
@organisers
def publish(call_id: str) -> Response:
    """Show the call to the public."""
    verb = partial(services.publish_call, current_actor(), call_id)
    return acted(verb, _("The call is published."), "calls.overview", call_id=call_id)


@blueprint.route("/organise/<call_id>/texts", methods=["GET", "POST"])
@organisers
def texts(call_id: str) -> Page:
    """Write a call's words."""
    call = the_call(call_id)
    stored = {
        "slug": call.slug,
        **forms.data_of({"title": call.title, "summary": call.summary, "brief": call.brief, "rules": call.rules}),
    }
    form = forms.texts_form(data={"version": call.version, "call_languages": call.languages, **stored})
    at = {"call_bad_slug": "slug", "call_slug_taken": "slug", "call_slug_locked": "slug"}
    if carried_out(form, lambda: services.edit_texts(current_actor(), call_id, form.command()), at):
        return saved("calls.texts", call_id=call_id)
    return page("calls/texts.html", call, form, newer=newer(form, stored))


@blueprint.route("/organise/<call_id>/release-rule", methods=["GET", "POST"])
@organisers
def release_rule(call_id: str) -> Page:
    """Choose whose signatures a release needs, and what entrants get after it."""
    call = the_call(call_id)
    stored = {"rule": str(call.release_rule), "complaint_days": call.complaint_days, "feedback": str(call.feedback)}
    form = forms.ReleaseRuleForm(data={"version": call.version, **stored})
    if carried_out(form, lambda: services.choose_release_rule(current_actor(), call_id, form.command())):
        return saved("calls.release_rule", call_id=call_id)
    return page("calls/release_rule.html", call, form, labels=labels)
