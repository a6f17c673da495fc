"""What the pages of the jury room share: a call or a 404, a page whose status tells how its form came back."""

from __future__ import annotations

from typing import Any

from babel.dates import get_timezone_location
from flask import abort, render_template
from flask_babel import get_locale
from werkzeug.wrappers import Response

from competition.calls.models import Call
from competition.calls.queries import call_by_id
from competition.errors import DomainError
from competition.i18n import pick
from competition.web.errors import sentence

Answer = str | Response | tuple[str, int]


def the_call(call_id: str) -> Call:
    """Return the call that the gate has let the actor in to."""
    return call_by_id(call_id) or abort(404)


def page(template: str, *, call: Call, refusal: DomainError | None = None, **values: Any) -> Answer:
    """Render a page of a call; a form that came back with errors, or a refusal, sets the status."""
    words = sentence(refusal) if refusal else None
    html = render_template(
        template, call=call, title=pick(call.title), place=city_of(call.time_zone), refusal=words, **values
    )
    if refusal is not None:
        return html, refusal.status
    return (html, 422) if getattr(values.get("form"), "errors", None) else html


def city_of(zone: str) -> str:
    """Return the city that a time zone is named by, in the reader's language."""
    return str(get_timezone_location(zone, get_locale(), return_city=True))
