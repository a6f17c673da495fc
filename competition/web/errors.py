"""Faults and refusals as answers: a sentence, what happened to your work, where to go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import structlog
from flask import Flask, current_app, g, jsonify, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from competition import db
from competition.errors import DomainError
from competition.web.gates import wants_json

Answer = tuple[Any, int] | Response

PLAIN = (str, int, float, list, dict)

log = structlog.get_logger(__name__)


def init_app(app: Flask, refusals: Mapping[str, Any]) -> None:
    """Attach the handlers. `refusals` maps a domain error's code to its (lazy) sentence."""
    app.extensions["facet_refusals"] = dict(refusals)
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def sentence(error: DomainError) -> str:
    """Return the sentence for the reader of a refusal, in the language of this request."""
    words = current_app.extensions["facet_refusals"].get(error.code)
    if words is None:
        log.error("a refusal has no sentence", code=error.code)
        words = current_app.extensions["facet_refusals"]["refused"]
    return str(words) % error.values if error.values else str(words)


def _refused(error: DomainError) -> Answer:
    db.session.rollback()
    return _answer(error.status, error.code, sentence(error), error.values)


def _http(error: HTTPException) -> Answer:
    if isinstance(error, CSRFError):
        words = current_app.extensions["facet_refusals"]["csrf"]
        return _answer(400, "csrf", str(words))
    if isinstance(error, SecurityError):
        # A host that is not ours: no page of ours can be addressed under it, so none is shown.
        return Response("Facet does not answer under this name.\n", 400, mimetype="text/plain")
    if error.response is not None:
        return cast("Response", error.response)
    # What webargs found wrong with an API's input lies in `data`, by place and field.
    faults = getattr(error, "data", {}).get("messages")
    code = (error.name or "error").lower().replace(" ", "_")
    return _answer(error.code or 500, code, values={"fields": faults} if faults else None)


def _broken(error: Exception) -> Answer:
    log.error("the request failed", exc_info=error)
    db.session.rollback()
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    if wants_json():
        return jsonify(code="broken", request_id=g.get("request_id")), 500
    return render_template("errors/500.html", request_id=g.get("request_id")), 500


def _answer(status: int, code: str, message: str | None = None, values: Mapping[str, Any] | None = None) -> Answer:
    if wants_json():
        plain = {key: value for key, value in (values or {}).items() if isinstance(value, PLAIN)}
        return jsonify(code=code, message=message, **({"values": plain} if plain else {})), status
    page = f"errors/{status}.html" if status in {403, 404, 413, 429} and message is None else "errors/refused.html"
    return render_template(page, message=message, status=status), status
