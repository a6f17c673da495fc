"""What the passkeys' script asks: a question for the browser, then the answer. JSON in, JSON out."""

from __future__ import annotations

from typing import Any

from flask import jsonify, session, url_for
from werkzeug.wrappers import Response

from competition.people import queries, services
from competition.people.views.answers import carried, json_body, next_page, site, user_agent
from competition.people.views.blueprint import blueprint
from competition.people.views.signing_in import SLIP
from competition.web import gates, limits
from competition.web import session as web_session
from competition.web.session import current_actor


@blueprint.post("/sign-in/passkey/question")
@gates.public
@limits.attempts
def ask_passkey() -> Response:
    """Ask for any passkey of ours that this device holds."""
    return jsonify(services.ask_passkey(site()))


@blueprint.post("/sign-in/passkey")
@gates.public
@limits.attempts
def sign_in_with_passkey() -> Response:
    """Sign in by a passkey alone."""
    return _enter(services.sign_in_with_passkey(current_actor(), site(), json_body(), user_agent()))


@blueprint.post("/sign-in/second/passkey/question")
@gates.public
@limits.attempts
def ask_second_passkey() -> Response:
    """Ask for a passkey of the person whose password was right."""
    return jsonify(services.ask_passkey_of_slip(site(), session.get(SLIP, "")))


@blueprint.post("/sign-in/second/passkey")
@gates.public
@limits.attempts
def finish_with_passkey() -> Response:
    """Finish the second step by a passkey."""
    slip = session.get(SLIP, "")
    return _enter(services.finish_with_passkey(current_actor(), site(), slip, json_body(), user_agent()))


@blueprint.post("/step-up/passkey/question")
@gates.signed_in
@limits.attempts
def ask_own_passkey() -> Response:
    """Ask the one who is signed in for a passkey of his."""
    return jsonify(services.ask_passkey(site(), current_actor().person_id))


@blueprint.post("/step-up/passkey")
@gates.signed_in
@limits.attempts
def step_up_with_passkey() -> Response:
    """Take the passkey as the second factor, shown now."""
    services.step_up_with_passkey(current_actor(), site(), json_body())
    return _go(next_page())


@blueprint.post("/account/passkeys/question")
@gates.fresh_if_any
@limits.attempts
def ask_new_passkey() -> Response:
    """Ask the browser to make a passkey, once the owner has proved himself."""
    body = json_body()
    return jsonify(services.ask_new_passkey(current_actor(), site(), _text(body, "name"), _text(body, "current")))


@blueprint.post("/account/passkeys")
@gates.fresh_if_any
@limits.attempts
def add_passkey() -> Response:
    """Keep the passkey that the browser made; then the recovery codes, if there are none yet."""
    body = json_body()
    actor = current_actor()
    services.add_passkey(actor, site(), _text(body, "name"), _object(body, "answer"))
    if queries.count_recovery_codes(str(actor.person_id)):
        return _go(next_page(url_for("people.account")))
    return _go(url_for("people.recovery_codes", **carried()))


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _object(body: dict[str, Any], name: str) -> dict[str, Any]:
    value = body.get(name)
    return value if isinstance(value, dict) else {}


def _enter(signed_in: services.SignedIn) -> Response:
    target = next_page()
    web_session.begin(signed_in.token)
    return _go(target)


def _go(target: str) -> Response:
    return jsonify(next=target)
