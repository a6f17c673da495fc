"""What everybody sees: the list of calls, and a call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from competition.calls import labels, queries
from competition.calls.labels.eligibility import rules_in_words
from competition.calls.models import Call
from competition.calls.queries.jury import named_jurors
from competition.calls.rules import ENTERING, Calendar, CallState, Part, Phase, eligibility_of, phase_at
from competition.calls.views.blueprint import blueprint
from competition.calls.views.clocks import clocks_of
from competition.calls.views.dates import dates_of, moves_of, own_dates_of
from competition.people.models import Institution, Person
from competition.people.queries import people_with_role
from competition.people.rules import ORGANISERS, Role
from competition.web import caching, gates
from competition.web.paging import Page, page_number
from competition.web.session import current_actor

PER_PAGE = 30


@blueprint.get("/calls/")
@gates.public
def index() -> Response:
    """Show the published calls."""
    now, number = current_actor().at, page_number(request.args.get("page"))
    calls = queries.published_calls(PER_PAGE, (number - 1) * PER_PAGE, now)
    page = Page(queries.with_hosts(calls), number, queries.count_published(), PER_PAGE)
    calendars = queries.entering_calendars(calls)
    phases = {call.id: phase_at(calendars[call.id], now) for call in calls}
    clocks = {listed.call.id: clocks_of(listed.call, listed.hosts) for listed in page.rows}
    dates = {call.id: _next_date(calendars[call.id], phases[call.id]) for call in calls}
    return caching.for_everyone(
        render_template("calls/index.html", page=page, phases=phases, next_dates=dates, clocks=clocks, labels=labels)
    )


@blueprint.get("/calls/<slug>")
@gates.public
def show(slug: str) -> Response:
    """Show a call; a draft only to those who organise it."""
    call = queries.call_by_slug(slug) or queries.own_call_by_slug(slug, current_actor()) or abort(404)
    return caching.for_everyone(shown(call, queries.categories_of(call.id)))


@blueprint.get("/calls/<slug>/rules")
@gates.public
def rules(slug: str) -> Response:
    """Show the rules of a call as they stand, or as they stood: `?version=` names one that was."""
    call = queries.call_by_slug(slug) or abort(404)
    known = queries.rules_of(call.id)
    number = request.args.get("version", type=int)
    chosen = next((one for one in known if number in {None, one.number}), None) or abort(404)
    return caching.for_everyone(render_template("calls/rules.html", call=call, rules=chosen, known=known))


def shown(call: Any, categories: Sequence[Any], **more: Any) -> str:
    """Return the page of a call; with `is_preview` of one that is not saved as it is given here, as entrants see it."""
    actor = current_actor()
    calendar = queries.entering_calendar(call)
    phase = phase_at(calendar, actor.at)
    is_entering = call.state == CallState.published and phase in ENTERING
    return render_template(
        "calls/show.html",
        call=call,
        phase=phase,
        dates=_dates(call),
        next_date=_next_date(calendar, phase),
        own_dates=own_dates_of(call, categories, actor.at),
        moves=moves_of(call),
        may_enter=is_entering,
        is_organiser=not more and actor.has_role(gates.CALL, call.id, *ORGANISERS),
        categories=categories,
        eligibility=rules_in_words(eligibility_of(call.eligibility)),
        chairs=people_with_role(call.id, Role.chair),
        rules=queries.newest_rules_of(call.id),
        labels=labels,
        **_who_takes_part(call),
        jurors=_jurors(call),
        **more,
    )


def _who_takes_part(call: Call) -> dict[str, Any]:
    taking_part = queries.institutions_of(call.id)
    hosts: list[Institution] = [one for row, one in taking_part if row.part == Part.host]
    partners = [(row.part, one) for row, one in taking_part if row.part != Part.host]
    logos = queries.logos_of((one for _row, one in taking_part), current_actor().at)
    return {"hosts": hosts, "partners": partners, "clocks": clocks_of(call, hosts), "logos": logos}


def _jurors(call: Call) -> Sequence[Person]:
    """Return the jurors by name: those who accepted, and agree to be named."""
    return named_jurors(call.id)


def _next_date(calendar: Calendar, phase: Phase) -> tuple[Any, datetime] | None:
    """Return the date that a designer waits for now, with its words; after the close there is none."""
    name = {Phase.announced: "opens_at", Phase.open: "due_at", Phase.late: "closes_at"}.get(phase, "")
    at: datetime | None = getattr(calendar, name, None)
    return (labels.DATES[name], at) if at else None


def _dates(call: Call) -> list[tuple[Any, datetime, bool]]:
    """Return (label, instant, passed) for the dates that are set. The hard close is said only where it is another."""
    now = current_actor().at
    found = [(label, at) for label, at in dates_of(call, queries.rounds_of(call.id)) if at is not None]
    is_same = call.closes_at == call.due_at
    return [(label, at, at < now) for label, at in found if not (is_same and label == labels.DATES["closes_at"])]
