"""What the views of people share: where to go next, whose device this is, how a refusal lands in a form."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, render_template, request
from werkzeug.wrappers import Response

from competition import i18n
from competition.errors import DomainError
from competition.i18n import ngettext
from competition.people.rules import LockedOut, PasskeyRefused, PeopleError, RelyingParty
from competition.web import links
from competition.web.errors import sentence
from competition.web.fields import FacetForm, attach_error
from config import Settings

Answer = str | Response | tuple[str, int]


def home() -> str:
    """Return the address of the home page in the reader's language."""
    return f"/{i18n.locale()}/"


def next_page(default: str | None = None) -> str:
    """Return where the reader was going, if that is a page of ours, else `default` or the home page."""
    return links.safe_next(request.args.get("next"), default or home())


def carried() -> dict[str, Any]:
    """Return `next` for a link to another page on the way there; nothing if there is none."""
    target = links.safe_next(request.args.get("next"), "")
    return {"next": target} if target else {}


def user_agent() -> str:
    """Return what the browser says that it is."""
    return request.user_agent.string


def site() -> RelyingParty:
    """Return whom passkeys are for: the canonical host, whatever the request says."""
    settings: Settings = current_app.extensions["facet_settings"]
    return RelyingParty(urlsplit(settings.base_url).hostname or "", settings.base_url)


def passkeys_work() -> bool:
    """Tell whether browsers would make a passkey for this host: they refuse addresses made of numbers."""
    try:
        ipaddress.ip_address(site().id)
    except ValueError:
        return True
    return False


def json_body() -> dict[str, Any]:
    """Return the JSON object that a script of ours sent."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise PasskeyRefused
    return body


def words_of(refusal: DomainError) -> str:
    """Return the sentence of a refusal."""
    if isinstance(refusal, LockedOut):
        minutes = int(refusal.values["minutes"])
        words = ngettext(
            "Too many attempts failed. Wait %(num)d minute, then try again.",
            "Too many attempts failed. Wait %(num)d minutes, then try again.",
            minutes,
        )
        return str(words)
    return sentence(refusal)


def refuse(form: FacetForm, refusal: DomainError) -> None:
    """Put a refusal at the field that it is about, or above the form."""
    field = refusal.field if isinstance(refusal, PeopleError) else None
    attach_error(form, field, words_of(refusal))


def page(template: str, form: FacetForm | None = None, **values: Any) -> Answer:
    """Render a page; one whose form came back with errors is a 422."""
    html = render_template(template, form=form, **values)
    return (html, 422) if form is not None and form.errors else html
