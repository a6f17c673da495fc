"""How often one network address may try: a ceiling for machines; the lock-out of people's own table is the law.

Counted in Redis where there is one, else in this process; a Redis that is down never shuts anybody out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from config import Settings

View = TypeVar("View", bound=Callable[..., Any])

limiter = Limiter(key_func=get_remote_address)

_PREFIX = "facet:limits:"


def init_app(app: Flask, settings: Settings) -> None:
    """Attach the counter."""
    app.config.update(
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=True,
        RATELIMIT_SWALLOW_ERRORS=True,
        RATELIMIT_KEY_PREFIX=_PREFIX,
    )
    limiter.init_app(app)


def attempts(view: View) -> View:
    """Let an address send a form that can be guessed at sixty times a minute."""
    return cast("View", limiter.limit("60 per minute", methods=["POST"])(view))


def guesses(view: View) -> View:
    """Let an address type a code that somebody else was given twenty times a minute."""
    return cast("View", limiter.limit("20 per minute", methods=["POST"])(view))


def letters(view: View) -> View:
    """Let an address cause sixty letters an hour: a school's whole class may register from one."""
    return cast("View", limiter.limit("60 per hour", methods=["POST"])(view))
