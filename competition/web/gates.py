"""Gates: every route carries exactly one, and what carries none is shut.

A gate is a decorator that says who may come to a view at all. Which of a thing's rows he then sees is
decided by the queries, which take the actor; not there and not yours are the same 404.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from flask import Flask, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from competition.actor import Actor
from competition.web import links
from competition.web.session import current_actor
from config import Settings

View = TypeVar("View", bound=Callable[..., Any])
Check = Callable[[Actor, dict[str, Any]], bool]

MARK = "__facet_gate__"
CALL = "call"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Gate:
    """What a route asks of its visitor, with the words that stand in the table of routes."""

    words: str
    check: Check
    needs_sign_in: bool = True
    needs_fresh_factor: bool = False
    only_if_factor: bool = False

    def __call__(self, view: View) -> View:
        """Put the gate on a view."""
        setattr(view, MARK, self)
        return view

    def is_fresh_enough(self, actor: Actor) -> bool:
        """Tell whether the actor has shown his second factor as lately as this gate asks."""
        if not self.needs_fresh_factor or actor.fresh_second_factor:
            return True
        return self.only_if_factor and not actor.has_second_factor


def _anyone(_actor: Actor, _arguments: dict[str, Any]) -> bool:
    return True


def _in_demo(_actor: Actor, _arguments: dict[str, Any]) -> bool:
    settings: Settings = current_app.extensions["facet_settings"]
    return settings.demo


public = Gate("everyone", _anyone, needs_sign_in=False)
demo_only = Gate("everyone, in the demo only", _in_demo, needs_sign_in=False)
operator = Gate("loopback or the operator's token", lambda _a, _v: _is_operator(), needs_sign_in=False)
signed_in = Gate("signed in", _anyone)
fresh_factor = Gate("signed in, second factor just shown", _anyone, needs_fresh_factor=True)
# For how one signs in: who has no second factor yet proves himself by his password inside the verb.
fresh_if_any = Gate(
    "signed in, second factor just shown if there is one", _anyone, needs_fresh_factor=True, only_if_factor=True
)


def call_role(*roles: str, fresh: bool = False) -> Gate:
    """Ask for one of `roles` on the call named by the address's `call_id`; `fresh` also for a second factor."""
    names = ", ".join(str(role) for role in roles)
    words = f"call: {names}" + (" + second factor just shown" if fresh else "")
    return Gate(words, lambda actor, at: actor.has_role(CALL, at["call_id"], *roles), needs_fresh_factor=fresh)


def any_call_role(*roles: str) -> Gate:
    """Ask for one of `roles` on any call; the queries then show only those."""
    names = ", ".join(str(role) for role in roles)
    return Gate(f"any call: {names}", lambda actor, _at: bool(actor.scopes(CALL, *roles)))


def _is_operator() -> bool:
    settings: Settings = current_app.extensions["facet_settings"]
    if settings.metrics_token is None:
        return request.remote_addr in {"127.0.0.1", "::1"} and not request.headers.get("X-Forwarded-For")
    given = request.headers.get("Authorization", "")
    return given == f"Bearer {settings.metrics_token.get_secret_value()}"


def init_app(app: Flask) -> None:
    """Guard every route of the application."""
    app.before_request(_guard)


def gate_of(app: Flask, endpoint: str) -> Gate | None:
    """Return the gate that an endpoint carries."""
    return getattr(app.view_functions[endpoint], MARK, None)


def admits(endpoint: str, **arguments: str) -> bool:
    """Tell whether the actor may come to a page, for lists of links; a page that does not exist admits nobody."""
    gate = gate_of(current_app, endpoint) if endpoint in current_app.view_functions else None
    return gate is not None and gate.check(current_actor(), arguments)


def _guard() -> Response | None:
    if request.endpoint is None:
        return None  # Routing failed already; Flask answers with its error.
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        abort(404)  # No address of ours holds a NUL, and PostgreSQL refuses to look for one.
    gate = gate_of(current_app, request.endpoint)
    if gate is None:
        log.error("a route without a gate was asked for", endpoint=request.endpoint)
        abort(404)
    actor = current_actor()
    if gate.needs_sign_in and not actor.is_signed_in:
        return _to("people.sign_in")
    if not gate.check(actor, request.view_args or {}):
        abort(404)
    if not gate.is_fresh_enough(actor):
        return _to("people.step_up")
    return None


def _to(endpoint: str) -> Response:
    """Send a person to prove something and back; programs get 401."""
    if request.method not in {"GET", "HEAD"} and wants_json():
        abort(401)
    target = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else links.referring_path()
    return redirect(url_for(endpoint, next=target), code=303)


def wants_json() -> bool:
    """Tell whether the one who asks is a script of ours or an API client."""
    if request.path.startswith("/api/"):
        return True
    return request.is_json or request.accept_mimetypes.best_match(["text/html", "application/json"]) == (
        "application/json"
    )
