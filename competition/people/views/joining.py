"""Registering, confirming the address, and the way back in for one who forgot his password."""

from __future__ import annotations

from flask import flash, redirect, session, url_for

from competition.errors import DomainError
from competition.i18n import gettext as _
from competition.people import queries, services
from competition.people.forms import ForgotForm, RegisterForm, ResetForm
from competition.people.rules import Purpose
from competition.people.views.answers import Answer, carried, home, next_page, page, refuse
from competition.people.views.blueprint import blueprint
from competition.web import gates, limits
from competition.web.fields import FacetForm
from competition.web.session import current_actor

LETTER_TO = "letter_to"


@blueprint.route("/register", methods=["GET", "POST"])
@gates.public
@limits.letters
def register() -> Answer:
    """Ask for an account; what is answered does not tell whether the address is known."""
    if current_actor().is_signed_in:
        return redirect(next_page())
    form = RegisterForm()
    if form.validate_on_submit():
        try:
            services.register(current_actor(), form.to_command(carried().get("next", "")))
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            session[LETTER_TO] = form.email.data
            return redirect(url_for("people.registered"), 303)
    return page("people/register.html", form, carried=carried())


@blueprint.get("/register/sent")
@gates.public
def registered() -> Answer:
    """Say that a letter is on its way."""
    return page("people/letter_sent.html", address=session.get(LETTER_TO, ""), about="register")


@blueprint.get("/confirm/<token>")
@gates.public
def confirm(token: str) -> Answer:
    """Show the button that confirms; looking changes nothing."""
    person = queries.person_of_errand(Purpose.confirm, token)
    done = None if person else queries.person_of_errand(Purpose.confirm, token, done=True)
    status = 200 if person or done else 410
    html = page("people/confirm.html", FacetForm(), person=person or done, done=done is not None, next=carried())
    return html if status == 200 or not isinstance(html, str) else (html, status)


@blueprint.post("/confirm/<token>")
@gates.public
def confirm_now(token: str) -> Answer:
    """Confirm the address."""
    try:
        services.confirm_address(current_actor(), token)
    except DomainError:
        return redirect(url_for("people.confirm", token=token), 303)
    flash(_("Your e-mail address is confirmed."), "ok")
    if current_actor().is_signed_in:
        return redirect(next_page(), 303)
    return redirect(url_for("people.sign_in", **carried()), 303)


@blueprint.post("/account/confirmation")
@gates.signed_in
@limits.letters
def send_confirmation() -> Answer:
    """Send the letter with the link again."""
    services.send_confirmation(current_actor())
    flash(_("The letter is on its way. It may take a minute."), "ok")
    return redirect(url_for("people.account"), 303)


@blueprint.route("/forgot", methods=["GET", "POST"])
@gates.public
@limits.letters
def forgot() -> Answer:
    """Ask for a link that sets a new password; the answer is the same for every address."""
    form = ForgotForm()
    if form.validate_on_submit():
        try:
            services.send_reset(current_actor(), form.email.data)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            session[LETTER_TO] = form.email.data
            return redirect(url_for("people.forgot_sent"), 303)
    return page("people/forgot.html", form, carried=carried())


@blueprint.get("/forgot/sent")
@gates.public
def forgot_sent() -> Answer:
    """Say that a letter is on its way, if there is an account."""
    return page("people/letter_sent.html", address=session.get(LETTER_TO, ""), about="reset")


@blueprint.route("/reset/<token>", methods=["GET", "POST"])
@gates.public
@limits.attempts
def reset(token: str) -> Answer:
    """Set a new password by the letter's link; looking changes nothing."""
    person = queries.person_of_errand(Purpose.reset, token)
    if person is None:
        html = page("people/reset_spent.html")
        return (html, 410) if isinstance(html, str) else html
    form = ResetForm()
    if form.validate_on_submit():
        try:
            services.reset_password(current_actor(), token, form.password.data)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            flash(_("Your new password holds. All your devices were signed out."), "ok")
            return redirect(url_for("people.sign_in"), 303)
    return page("people/reset.html", form, person=person, home=home())
