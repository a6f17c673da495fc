"""The one blueprint of calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, url_for

from competition.calls import labels
from competition.web import gates

blueprint = Blueprint("calls", __name__)


def rooms(call_id: str, path: str) -> list[dict[str, Any]]:
    """Return the rooms of a call that are open to the actor; the current one is the innermost that `path` lies in."""
    open_to_him = [(label, endpoint) for endpoint, label in labels.ROOMS if gates.admits(endpoint, call_id=call_id)]
    found = [(label, url_for(endpoint, call_id=call_id)) for label, endpoint in open_to_him]
    current = max((url for _label, url in found if path.startswith(url.partition("?")[0])), key=len, default="")
    return [{"label": label, "url": url, "current": url == current} for label, url in found]


@blueprint.app_context_processor
def _give_rooms() -> dict[str, Callable[..., Any]]:
    """Let every page of a call include `calls/_rooms.html`, whichever domain it is of; and letters name its dates."""
    return {"rooms_of_call": rooms, "date_words": lambda: labels.DATES}
