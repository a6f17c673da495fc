"""Second factors: passkeys, the authenticator app, recovery codes."""

from __future__ import annotations

import segno
from flask import flash, redirect, url_for

from competition.errors import DomainError
from competition.i18n import gettext as _
from competition.people import queries, services
from competition.people.forms import CodeForm, OwnerForm, PasskeyForm
from competition.people.views.answers import Answer, carried, next_page, page, passkeys_work, refuse, words_of
from competition.people.views.blueprint import blueprint
from competition.web import gates, limits
from competition.web.fields import FacetForm
from competition.web.session import current_actor


@blueprint.get("/account/passkeys/new")
@gates.fresh_if_any
def new_passkey() -> Answer:
    """Show how a passkey is added; the page's script talks to the browser."""
    form = PasskeyForm()
    if current_actor().has_second_factor:
        del form.current
    return page("people/passkey.html", form, carried=carried(), passkeys_work=passkeys_work())


@blueprint.post("/account/passkeys/<passkey_id>/remove")
@gates.fresh_if_any
def remove_passkey(passkey_id: str) -> Answer:
    """Remove a passkey."""
    try:
        services.remove_passkey(current_actor(), passkey_id)
    except DomainError as refusal:
        flash(words_of(refusal), "error")
    else:
        flash(_("The passkey is removed."), "ok")
    return redirect(url_for("people.account", _anchor="factors"), 303)


@blueprint.route("/account/authenticator", methods=["GET", "POST"])
@gates.fresh_if_any
@limits.attempts
def authenticator() -> Answer:
    """Begin to set the authenticator app up: the owner proves himself, then gets a secret for it."""
    form: FacetForm = FacetForm() if current_actor().has_second_factor else OwnerForm()
    if form.validate_on_submit():
        try:
            services.begin_authenticator(current_actor(), form.data.get("current") or "")
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            return redirect(url_for("people.authenticator_code", **carried()), 303)
    found = queries.authenticator_of(str(current_actor().person_id))
    in_use = found is not None and found.confirmed_at is not None
    return page("people/authenticator.html", form, in_use=in_use, carried=carried())


@blueprint.route("/account/authenticator/code", methods=["GET", "POST"])
@gates.fresh_if_any
@limits.attempts
def authenticator_code() -> Answer:
    """Show the secret as a picture and in letters, and take the first code."""
    actor = current_actor()
    found = queries.authenticator_of(str(actor.person_id))
    if found is None or found.confirmed_at is not None:
        return redirect(url_for("people.authenticator", **carried()), 303)
    form = CodeForm()
    if form.validate_on_submit():
        try:
            codes = services.confirm_authenticator(actor, form.code.data)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            return _after_app(codes)
    picture = segno.make(services.uri_for(found, actor.email), error="m").svg_data_uri(scale=5, border=2, light="#fff")
    return page("people/authenticator_code.html", form, picture=picture, secret=found.secret, carried=carried())


def _after_app(codes: list[str]) -> Answer:
    flash(_("Your authenticator app is in use. Your other devices were signed out."), "ok")
    if codes:
        return page("people/recovery_codes_new.html", codes=codes, then=next_page(url_for("people.account")))
    return redirect(next_page(url_for("people.account")), 303)


@blueprint.post("/account/authenticator/remove")
@gates.fresh_if_any
def remove_authenticator() -> Answer:
    """Take the authenticator app out of use."""
    try:
        services.remove_authenticator(current_actor())
    except DomainError as refusal:
        flash(words_of(refusal), "error")
    else:
        flash(_("The authenticator app is no longer in use."), "ok")
    return redirect(url_for("people.account", _anchor="factors"), 303)


@blueprint.get("/account/recovery-codes")
@gates.fresh_if_any
def recovery_codes() -> Answer:
    """Say how many codes are left."""
    left = queries.count_recovery_codes(str(current_actor().person_id))
    return page("people/recovery_codes.html", FacetForm(), left=left, carried=carried())


@blueprint.post("/account/recovery-codes")
@gates.fresh_if_any
def renew_recovery_codes() -> Answer:
    """Make new codes and show them, this once."""
    codes = services.renew_codes(current_actor())
    return page("people/recovery_codes_new.html", codes=codes, then=next_page(url_for("people.account")))
