"""Structured logs, one line a request with its id; no query strings, bodies, tokens or names in them."""

from __future__ import annotations

import logging
import re
import secrets
import time

import structlog
from flask import Flask, g, request
from werkzeug.wrappers import Response

from config import Settings

_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

log = structlog.get_logger("facet.request")


def configure(settings: Settings) -> None:
    """Set structlog up once for the process."""
    renderer = structlog.processors.JSONRenderer() if settings.log_format == "json" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )


def init_app(app: Flask) -> None:
    """Give every request an id and a line."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        g.began = time.perf_counter()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(answer: Response) -> Response:
        answer.headers["X-Request-Id"] = g.get("request_id", "")
        log.info(
            "request",
            method=request.method,
            route=str(request.url_rule) if request.url_rule else "-",
            status=answer.status_code,
            bytes_in=request.content_length or 0,
            ms=round((time.perf_counter() - g.began) * 1000, 1) if "began" in g else None,
        )
        structlog.contextvars.clear_contextvars()
        return answer
