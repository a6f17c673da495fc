"""The one blueprint of results, its gates, and what its pages begin with."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from competition.calls.models import Call
from competition.calls.queries import call_by_id
from competition.errors import NotFound
from competition.results import queries
from competition.results.models import ScoringRun
from competition.results.rules import DECIDERS, READERS
from competition.web import gates

blueprint = Blueprint("results", __name__)

readers = gates.call_role(*READERS)
deciders = gates.call_role(*DECIDERS)

Page = str | tuple[str, int] | Response


def the_call(call_id: str) -> Call:
    """Return the call that the gate has let the actor in to."""
    call = call_by_id(call_id)
    if call is None:
        raise NotFound
    return call


def the_run(call_id: str) -> ScoringRun:
    """Return the newest run of a call that is computed."""
    run = queries.latest_run(call_id)
    if run is None:
        raise NotFound
    return run
