"""What everybody sees: home, the winners of a call, the gallery, one work. Only published rows are read here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import abort, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from competition.calls import labels as call_labels
from competition.calls.models import Call
from competition.calls.queries import entering_calendars, institutions_of, published_calls, with_hosts
from competition.calls.rules import ENTERING, Part, phase_at
from competition.calls.views.clocks import clocks_of
from competition.publication.queries import public
from competition.publication.queries.complaints import complaints_end
from competition.publication.queries.public import GALLERY_PAGE
from competition.publication.queries.withdrawals import notes_of
from competition.publication.rules import opening
from competition.publication.views.blueprints import blueprint, fixed
from competition.publication.views.pictures import pictures_of
from competition.web import caching, gates
from competition.web.paging import Page, page_number
from competition.web.session import current_actor

HOME_CALLS = 4
HOME_WORKS = 5
PICTURE_SECONDS = 60


@blueprint.get("/")
@gates.public
def home() -> Response:
    """Show one work at its largest, the calls that are open, and the latest winners."""
    now = current_actor().at
    listed = with_hosts(published_calls(HOME_CALLS, 0, now))
    calendars = entering_calendars([one.call for one in listed])
    phases = {call_id: phase_at(calendar, now) for call_id, calendar in calendars.items()}
    return _page(
        "publication/home.html",
        works=public.latest_works(HOME_WORKS),
        calls=[one for one in listed if phases[one.call.id] in ENTERING],
        others=[one for one in listed if phases[one.call.id] not in ENTERING],
        phases=phases,
        calendars=calendars,
        clocks={one.call.id: clocks_of(one.call, one.hosts) for one in listed},
        labels=call_labels,
    )


@blueprint.get("/calls/<slug>/winners")
@gates.public
def winners(slug: str) -> Response:
    """Show the awards of a call, once they are published."""
    call = public.released_call(slug) or abort(404)
    hosts = [one for part, one in institutions_of(call.id) if part.part == Part.host]
    return _page(
        "publication/winners.html",
        call=call,
        awards=public.awards_of(call),
        hosts=hosts,
        notes=notes_of(call_id=call.id),
        until=complaints_end(call.id),
    )


@blueprint.get("/gallery")
@gates.public
def gallery() -> Response:
    """Show every published picture, newest first."""
    number = page_number(request.args.get("page"))
    page = Page(public.gallery(number), number, public.count_gallery(), GALLERY_PAGE)
    if number > page.last:
        abort(404)
    return _page("publication/gallery.html", page=page)


@blueprint.get("/works/<work_id>")
@gates.public
def work(work_id: str) -> Response:
    """Show one work."""
    shown = public.work_by_id(work_id) or abort(404)
    before, after = public.neighbours_of(shown.work)
    return _page("publication/work.html", shown=shown, before=before, after=after, notes=notes_of(work_id=work_id))


@fixed.get("/works/<work_id>/pictures/<int:number>/<int:width>")
@gates.public
def picture(work_id: str, number: int, width: int) -> Response:
    """Send a browser to a published picture in the bucket, until its public copy is made."""
    link = public.picture_link(work_id, number, width, current_actor().at) or abort(404)
    answer = redirect(link, code=302)
    answer.headers["Cache-Control"] = f"public, max-age={PICTURE_SECONDS}"
    return answer


def winners_of(calls: Sequence[Call]) -> dict[str, str]:
    """Return the address of the winners, by call, of those calls whose winners are published."""
    released = public.released_among([call.id for call in calls])
    return {call.id: url_for("publication.winners", slug=call.slug) for call in calls if call.id in released}


@blueprint.app_context_processor
def _give_winners() -> dict[str, Callable[[Sequence[Call]], dict[str, str]]]:
    """Let the pages of calls link to their winners."""
    return {"winners_of": winners_of}


@blueprint.record
def _give_words(state: BlueprintSetupState) -> None:
    """Let macros say a published work's words, as they pick other texts."""
    state.app.jinja_env.globals["words_of_work"] = public.words_of_work


def _page(template: str, **values: object) -> Response:
    given = {"pictures_of": pictures_of, "opening": opening, **values}
    return caching.for_everyone(render_template(template, **given))
