"""What the builder's pages share: a call or a 404, a form carried out or shown again, a room with its side list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls import queries
from competition.calls.models import Call
from competition.errors import DomainError, NotFound, Stale
from competition.i18n import html_lang
from competition.web.errors import sentence
from competition.web.fields import attach_error

UNPROCESSABLE = 422
CONFLICT = 409

Page = str | tuple[str, int] | Response


def the_call(call_id: str) -> Call:
    """Return the call that the gate has let the actor in to."""
    call = queries.call_by_id(call_id)
    return call or abort(404)


def the(rows: Sequence[Any], row_id: str) -> Any:
    """Return the row with this id, or 404."""
    return next((row for row in rows if row.id == row_id), None) or abort(404)


def carried_out(form: Any, verb: Callable[[], object], at: Mapping[str, str] | None = None) -> bool:
    """Validate a form and carry out its verb; a refusal is put at the field that `at` names for its code."""
    if not form.validate_on_submit():
        return False
    try:
        verb()
    except NotFound:
        raise
    except DomainError as refusal:
        attach_error(form, (at or {}).get(refusal.code), sentence(refusal))
        if isinstance(refusal, Stale):
            form.version.data, form.version.raw_data = refusal.values["newest"], None
            form.is_stale = True
        return False
    return True


def saved(endpoint: str, **values: Any) -> Response:
    """Say that it is saved, on the page that follows."""
    flash(_("Saved."), "ok")
    return redirect(url_for(endpoint, **values), code=303)


def acted(verb: Callable[[], object], done: str, endpoint: str, **values: Any) -> Response:
    """Carry out an act of one button, and say on the page that follows what became of it."""
    try:
        verb()
    except NotFound:
        raise
    except DomainError as refusal:
        flash(sentence(refusal), "error")
    else:
        flash(done, "ok")
    return redirect(url_for(endpoint, **values), code=303)


def page(template: str, call: Call, form: Any = None, **values: Any) -> Page:
    """Return a room of a call; with a form that came back, as refused."""
    html = render_template(template, call=call, form=form, html_lang_of=html_lang, **values)
    if form is None or not form.errors:
        return html
    return html, CONFLICT if getattr(form, "is_stale", False) else UNPROCESSABLE


def newer(form: Any, stored: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (label, what is stored) for each field of a stale form that differs, so that both versions are there."""
    if not getattr(form, "is_stale", False):
        return []
    return [
        (form[name].label.text, str(text))
        for name, text in stored.items()
        if name in form and (form[name].data or "") != text
    ]
