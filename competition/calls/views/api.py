"""Published calls, for programs."""

from __future__ import annotations

from typing import Any

from competition.calls import queries
from competition.calls.queries import Listed
from competition.calls.rules import Calendar, phase_at
from competition.calls.schemas import CallsSchema
from competition.web import gates, links
from competition.web.api import PageQuery, public_blueprint
from competition.web.paging import Page
from competition.web.session import current_actor

COLUMNS = (
    "slug",
    "title",
    "summary",
    "languages",
    "time_zone",
    "opens_at",
    "due_at",
    "closes_at",
    "announcement_at",
)

api = public_blueprint("calls_api", "Calls for entries that are published.")


@api.get("/calls")
@gates.public
@api.arguments(PageQuery, location="query")
@api.response(200, CallsSchema)
def calls(query: dict[str, int]) -> dict[str, Any]:
    """List the published calls.

    Those not yet closed come first, soonest due first; then the past ones, latest first.
    """
    per_page = query["per_page"]
    found = queries.published_calls(per_page, (query["page"] - 1) * per_page, current_actor().at)
    page = Page(queries.with_hosts(found), query["page"], queries.count_published(), per_page)
    calendars = queries.entering_calendars(found)
    rows = [_told(listed, calendars[listed.call.id]) for listed in page.rows]
    return {"calls": rows, "page": page.number, "pages": page.last, "total": page.total}


def _told(listed: Listed, calendar: Calendar) -> dict[str, Any]:
    call = listed.call
    return {
        **{name: getattr(call, name) for name in COLUMNS},
        "phase": phase_at(calendar, current_actor().at),
        "hosts": listed.hosts,
        "url": links.canonical("calls.show", slug=call.slug, lang=call.languages[0]),
    }
