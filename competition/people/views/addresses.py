"""Another e-mail address for one's account."""

from __future__ import annotations

from flask import flash, redirect, url_for

from competition.errors import DomainError
from competition.i18n import gettext as _
from competition.people import queries, services
from competition.people.forms import AddressForm
from competition.people.views.answers import Answer, page, refuse
from competition.people.views.blueprint import blueprint
from competition.web import gates, limits
from competition.web.errors import sentence
from competition.web.fields import FacetForm
from competition.web.session import current_actor


@blueprint.route("/account/email", methods=["GET", "POST"])
@gates.fresh_if_any
@limits.letters
def new_address() -> Answer:
    """Ask for the new address and the password, and write to it."""
    form = AddressForm()
    if form.validate_on_submit():
        try:
            services.ask_new_address(current_actor(), form.current.data, form.email.data)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            told = _("We wrote to %(address)s. The address changes once you open the link there.")
            flash(told % {"address": form.email.data}, "ok")
            return redirect(url_for("people.account"), 303)
    return page("people/new_address.html", form)


@blueprint.get("/account/email/<token>")
@gates.public
def confirm_address(token: str) -> Answer:
    """Show the button that changes the address; looking changes nothing."""
    email = queries.new_address_behind(token)
    html = page("people/confirm_address.html", FacetForm(), email=email)
    return html if email or not isinstance(html, str) else (html, 410)


@blueprint.post("/account/email/<token>")
@gates.public
@limits.attempts
def change_address(token: str) -> Answer:
    """Change it."""
    try:
        services.change_address(current_actor(), token)
    except DomainError as refusal:
        flash(sentence(refusal), "error")
        return redirect(url_for("people.confirm_address", token=token), 303)
    flash(_("Your new e-mail address holds. Your other devices were signed out."), "ok")
    return redirect(url_for("people.account" if current_actor().is_signed_in else "people.sign_in"), 303)
