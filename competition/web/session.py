"""Who is asking: the actor of this request, and signing in and out of the browser's session."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from competition import clock, i18n
from competition.actor import Actor

ActorLoader = Callable[[str], Actor | None]


class _SignedIn(UserMixin):
    def __init__(self, token: str, actor: Actor) -> None:
        self.token = token
        self.actor = actor

    def get_id(self) -> str:
        return self.token


def init_app(app: Flask, load_actor: ActorLoader) -> None:
    """Attach Flask-Login, each session looked up by `load_actor(token)`, and the time of receipt."""
    manager = LoginManager(app)
    manager.session_protection = None  # Jurors change networks; sessions are listed and revocable instead.

    @manager.user_loader
    def load(token: str) -> _SignedIn | None:
        found = load_actor(token)
        return _SignedIn(token, found) if found else None

    @app.before_request
    def receive() -> None:
        g.received_at = clock.now()
        g.visitor = False

    app.context_processor(lambda: {"actor": current_actor()})


def current_actor() -> Actor:
    """Return who acts in this request; a visitor where nobody is signed in."""
    known: Actor | None = g.get("actor")
    if known is None:
        known = g.actor = _actor_now()
    return known


def _actor_now() -> Actor:
    at = g.get("received_at") or clock.now()
    # The marker of a session is looked at first: pages for visitors then touch neither cookie nor database.
    signed_in = current_user if "_user_id" in session else None
    base = signed_in.actor if signed_in and signed_in.is_authenticated else Actor(at=at)
    return base.during(
        at=at, address=request.remote_addr or "", request_id=g.get("request_id", ""), locale=i18n.locale()
    )


def begin(token: str) -> None:
    """Bind the browser to a sign-in, under a new session, and keep what a visitor had chosen."""
    session.clear()
    login_user(_SignedIn(token, Actor(at=clock.now())))
    session.permanent = True
    g.pop("actor", None)


def end() -> None:
    """Unbind the browser."""
    logout_user()
    session.clear()
    g.pop("actor", None)


def current_token() -> str | None:
    """Return the token of this browser's sign-in, if there is one."""
    return session.get("_user_id")
