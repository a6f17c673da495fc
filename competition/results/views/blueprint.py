"""The one blueprint of results, its gates, and what its pages begin with."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from competition.calls.models import Call
from competition.calls.queries import call_by_id
from competition.calls.views.rounds import chosen_round
from competition.errors import NotFound
from competition.results import queries, services
from competition.results.models import ScoringRun
from competition.results.rules import DECIDERS, READERS
from competition.web import gates
from competition.web.session import current_actor

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
    """Return the newest computed run of the round that the page is about."""
    scored = chosen_round(call_id)
    run = queries.latest_run(scored.id) if scored else None
    if run is None:
        raise NotFound
    return run


def the_unbound_run(call_id: str) -> ScoringRun:
    """Return the same run to whoever is bound to none of its entries; to others it is shut."""
    run = the_run(call_id)
    services.require_unbound(current_actor(), run)
    return run


def the_final_run(call_id: str) -> ScoringRun:
    """Return the newest computed run of a call's last round, to whoever is bound to none of its entries."""
    run = queries.final_run(call_id)
    if run is None:
        raise NotFound
    services.require_unbound(current_actor(), run)
    return run
