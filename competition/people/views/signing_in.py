"""Signing in, the second step, signing out, and proving oneself again."""

from __future__ import annotations

from flask import flash, redirect, session, url_for
from werkzeug.wrappers import Response

from competition.errors import DomainError
from competition.i18n import gettext as _
from competition.people import queries, services
from competition.people.forms import CodeForm, SignInForm
from competition.people.rules import LinkSpent, Purpose
from competition.people.services import NeedsFactor, SignedIn
from competition.people.views.answers import (
    Answer,
    carried,
    home,
    next_page,
    page,
    passkeys_work,
    refuse,
    user_agent,
)
from competition.people.views.blueprint import blueprint
from competition.web import gates, limits
from competition.web import session as web_session
from competition.web.session import current_actor

SLIP = "slip"


@blueprint.route("/sign-in", methods=["GET", "POST"])
@gates.public
@limits.attempts
def sign_in() -> Answer:
    """Ask for address and password, or a passkey."""
    if current_actor().is_signed_in:
        return redirect(next_page())
    form = SignInForm()
    if form.validate_on_submit():
        try:
            outcome = services.sign_in(current_actor(), form.to_command(), user_agent())
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            return _after_password(outcome)
    return page("people/sign_in.html", form, carried=carried(), passkeys_work=passkeys_work())


def _after_password(outcome: NeedsFactor | SignedIn) -> Response:
    if isinstance(outcome, NeedsFactor):
        session[SLIP] = outcome.slip
        return redirect(url_for("people.second_step", **carried()), 303)
    return enter(outcome)


def enter(signed_in: SignedIn) -> Response:
    """Bind the browser to the session that was opened, and go where the person was going."""
    target = next_page()
    web_session.begin(signed_in.token)
    return redirect(target, 303)


@blueprint.route("/sign-in/second", methods=["GET", "POST"])
@gates.public
@limits.attempts
def second_step() -> Answer:
    """Ask for the second factor of one whose password was right."""
    person = queries.person_of_errand(Purpose.second_step, session.get(SLIP, ""))
    if person is None:
        return redirect(url_for("people.sign_in", **carried()), 303)
    form = CodeForm()
    if form.validate_on_submit():
        try:
            return enter(services.finish_with_code(current_actor(), session[SLIP], form.code.data, user_agent()))
        except LinkSpent:
            return redirect(url_for("people.sign_in", **carried()), 303)
        except DomainError as refusal:
            refuse(form, refusal)
    return page("people/second_step.html", form, carried=carried(), **_ways(person.id))


@blueprint.post("/sign-out")
@gates.public
def sign_out() -> Answer:
    """End this browser's sign-in; one that has ended already is no fault."""
    services.sign_out(current_actor())
    web_session.end()
    flash(_("You are signed out."), "ok")
    return redirect(home(), 303)


@blueprint.route("/step-up", methods=["GET", "POST"])
@gates.signed_in
@limits.attempts
def step_up() -> Answer:
    """Ask for the second factor again before a sensitive act; who has none is told how to add one."""
    actor = current_actor()
    if actor.fresh_second_factor:
        return redirect(next_page())
    if not actor.has_second_factor:
        return page("people/step_up_first.html", carried=carried(), passkeys_work=passkeys_work())
    form = CodeForm()
    if form.validate_on_submit():
        try:
            services.step_up_with_code(actor, form.code.data)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            return redirect(next_page(), 303)
    return page("people/step_up.html", form, carried=carried(), **_ways(str(actor.person_id)))


def _ways(person_id: str) -> dict[str, bool]:
    """Return which factors a person can show here."""
    authenticator = queries.authenticator_of(person_id)
    return {
        "has_app": authenticator is not None and authenticator.confirmed_at is not None,
        "has_passkeys": passkeys_work() and bool(queries.passkeys_of(person_id)),
    }
