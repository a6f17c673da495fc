"""Having one's account erased: asked with the password, done in a week, called off until then."""

from __future__ import annotations

from flask import flash, redirect, url_for

from competition.errors import DomainError
from competition.i18n import gettext as _
from competition.people import queries, services
from competition.people.forms import EraseForm
from competition.people.views.answers import Answer, page, refuse
from competition.people.views.blueprint import blueprint
from competition.web import gates, limits
from competition.web.session import current_actor


@blueprint.route("/account/erase", methods=["GET", "POST"])
@gates.fresh_if_any
@limits.attempts
def erase() -> Answer:
    """Say what erasing means, and take the wish."""
    actor = current_actor()
    form = EraseForm()
    if form.validate_on_submit():
        try:
            services.ask_erasure(actor, form.current.data)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            flash(_("Your account will be erased in a week. Until then you can keep it."), "ok")
            return redirect(url_for("people.account", _anchor="data"), 303)
    return page("people/erase.html", form, erasure=queries.erasure_of(str(actor.person_id)))


@blueprint.post("/account/erase/cancel")
@gates.signed_in
def cancel_erasure() -> Answer:
    """Keep the account."""
    services.cancel_erasure(current_actor())
    flash(_("Your account is kept."), "ok")
    return redirect(url_for("people.account", _anchor="data"), 303)
