"""The language in the address: `/en/…`, `/nl/…`, `/fr/…`, `/zh/…`; `/` sends a visitor to his own."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, current_app, g, redirect, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from competition import i18n
from competition.web import gates

COOKIE = "language"
COOKIE_SECONDS = 365 * 24 * 3600
PREFIX = f"/<any({','.join(i18n.LANGUAGES)}):lang>"

blueprint = Blueprint("language", __name__)


def init_app(app: Flask) -> None:
    """Take `lang` out of every page's address, and put it into every link."""
    app.url_value_preprocessor(_take)
    app.url_defaults(_give)
    app.after_request(_remember)
    app.context_processor(_names)
    app.register_blueprint(blueprint)


@blueprint.get("/")
@gates.public
def choose() -> Response:
    """Send a visitor to the home page in his language."""
    lang = i18n.negotiate(request.cookies.get(COOKIE), request.accept_languages)
    answer = redirect(url_for("publication.home", lang=lang), code=302)
    answer.vary.update(["Accept-Language", "Cookie"])
    return answer


def _take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    lang = (values or {}).pop("lang", None)
    g.has_language = lang is not None
    g.lang = lang or _named_in_path() or i18n.negotiate(request.cookies.get(COOKIE), request.accept_languages)


def _named_in_path() -> str | None:
    """Return the language of an address that leads nowhere, so that its error page is in it."""
    first = request.path.split("/", 2)[1]
    return first if first in i18n.LANGUAGES else None


def _give(endpoint: str, values: dict[str, Any]) -> None:
    if "lang" not in values and _is_page(endpoint):
        values["lang"] = i18n.locale()


def _is_page(endpoint: str) -> bool:
    return current_app.url_map.is_endpoint_expecting(endpoint, "lang")


def _remember(answer: Response) -> Response:
    if g.get("has_language") and request.cookies.get(COOKIE) not in {None, g.lang}:
        answer.headers["Cache-Control"] = "private, no-store"  # No shared cache keeps an answer that sets a cookie.
        answer.set_cookie(COOKIE, g.lang, COOKIE_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure)
    return answer


def _names() -> dict[str, Any]:
    return {
        "locale": i18n.locale(),
        "html_lang": i18n.html_lang(i18n.locale()),
        "languages": _alternatives(),
        "babel_locale": get_locale(),
    }


def _alternatives() -> list[tuple[str, str, str]]:
    """Return (code, own name, address of this page in it) for every language."""
    if not request.endpoint or not g.get("has_language"):
        return [(code, name, f"/{code}/") for code, name in i18n.LANGUAGES.items()]
    arguments = {**(request.view_args or {}), **request.args.to_dict()}
    return [
        (code, name, url_for(request.endpoint, **{**arguments, "lang": code})) for code, name in i18n.LANGUAGES.items()
    ]
