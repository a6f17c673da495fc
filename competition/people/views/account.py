"""The account: profile, password, devices that are signed in."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from flask import flash, redirect, url_for
from flask_babel import get_locale
from wtforms.fields.choices import SelectChoice

from competition.errors import DomainError
from competition.i18n import gettext as _
from competition.people import queries, services
from competition.people.forms import PasswordForm, ProfileForm
from competition.people.labels import device_words
from competition.people.views.answers import Answer, page, passkeys_work, refuse
from competition.people.views.blueprint import blueprint
from competition.web import gates, limits
from competition.web.places import country_choices
from competition.web.session import current_actor

PARTS_OF_THE_WORLD = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@blueprint.route("/account", methods=["GET", "POST"])
@gates.signed_in
def account() -> Answer:
    """Show the account; change the profile."""
    actor = current_actor()
    person = queries.own_account(actor)
    form = ProfileForm(obj=person)
    form.time_zone.choices = _time_zones(str(get_locale()))
    form.country.choices = country_choices()
    if form.validate_on_submit():
        services.change_profile(actor, form.to_command())
        flash(_("Your profile is saved."), "ok")
        return redirect(url_for("people.account"), 303)
    return page(
        "people/account.html",
        form,
        person=person,
        passkeys=queries.passkeys_of(person.id),
        authenticator=queries.authenticator_of(person.id),
        codes_left=queries.count_recovery_codes(person.id),
        sign_ins=queries.sign_ins_of(actor),
        erasure=queries.erasure_of(person.id),
        device_words=device_words,
        passkeys_work=passkeys_work(),
    )


@blueprint.route("/account/password", methods=["GET", "POST"])
@gates.signed_in
@limits.attempts
def password() -> Answer:
    """Replace the password; the other devices are signed out."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            services.change_password(current_actor(), form.current.data, form.password.data)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            flash(_("Your new password holds. Your other devices were signed out."), "ok")
            return redirect(url_for("people.account"), 303)
    return page("people/password.html", form)


@blueprint.post("/account/sessions/<sign_in_id>/end")
@gates.signed_in
def end_session(sign_in_id: str) -> Answer:
    """Sign one device out."""
    services.end_session(current_actor(), sign_in_id)
    flash(_("The device is signed out."), "ok")
    return redirect(url_for("people.account", _anchor="sessions"), 303)


@blueprint.post("/account/sessions/end-others")
@gates.signed_in
def end_other_sessions() -> Answer:
    """Sign all devices out but this one."""
    services.end_other_sessions(current_actor())
    flash(_("All your other devices are signed out."), "ok")
    return redirect(url_for("people.account", _anchor="sessions"), 303)


@cache
def _time_zones(_locale: str) -> list[SelectChoice]:
    """Return every zone by its city in the reader's language, under the name of its part of the world."""
    names = sorted(name for name in available_timezones() if name.split("/")[0] in PARTS_OF_THE_WORLD)
    return [SelectChoice("UTC", "UTC"), *(_zone(name) for name in names)]


def _zone(name: str) -> SelectChoice:
    part, _slash, place = name.partition("/")
    city = get_locale().time_zones.get(name, {}).get("city")
    return SelectChoice(name, city or place.replace("_", " "), optgroup=part)
