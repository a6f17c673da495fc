"""Two entries of a juror's own beside each other; and the first pictures of those that he will open next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import abort, jsonify, request
from werkzeug.wrappers import Response

from competition.entries.queries import jury_files
from competition.entries.rules import ShownFile
from competition.entries.rules.slides import Slide, ends_of, slide_at, slides_of
from competition.judging import labels
from competition.judging.queries.seat import Seat, covers_of, queue_of
from competition.judging.rules.queue import Work, ahead, in_queue
from competition.judging.rules.sheets import Session
from competition.judging.views.answers import Answer, page
from competition.judging.views.blueprint import blueprint, jurors
from competition.judging.views.table import the_seat, to_pledge
from competition.web.paging import page_number, page_of
from competition.web.session import current_actor

MOST_AHEAD = 10


@dataclass(frozen=True, slots=True)
class Side:
    """One of two entries that are compared; `name` is what the address calls its slide."""

    work: Work
    name: str
    slides: list[Slide]
    slide: Slide | None
    expires_at: datetime | None


@blueprint.get("/jury/<call_id>/entries/<assignment_id>/beside")
@jurors
def beside(call_id: str, assignment_id: str) -> Answer:
    """Show an entry and another one that lies before the juror; or, while there is no other, those to choose from."""
    seat = the_seat(call_id, assignment_id)
    if not seat.has_pledged:
        return to_pledge(call_id)
    works = _laid(seat)
    work = _work(works, assignment_id)
    others = [one for one in works if one != work]
    if "with" in request.args:
        return _two(seat, work, _work(others, request.args["with"]), others)
    return _choice(seat, work, others)


@blueprint.get("/jury/<call_id>/ahead")
@jurors
def pictures_ahead(call_id: str) -> Response:
    """Return the first picture of each entry that the juror will open next, after the one that is named."""
    after = request.args.get("after")
    seat = the_seat(call_id, after)
    works = ahead(_laid(seat), after, MOST_AHEAD) if seat.has_pledged else []
    files = _files(seat, works)
    first = [slide_at(slides_of(files[work.entry_id]), None) for work in works]
    ends = ends_of(file for shown in files.values() for file in shown)
    return jsonify(
        pictures=[slide.as_levels() for slide in first if slide and slide.levels],
        expires_at=ends.isoformat() if ends else None,
    )


def _laid(seat: Seat) -> list[Work]:
    """Return the works that lie before the juror now, in his own order."""
    if seat.round is None or seat.session == Session.before:
        return []
    return in_queue(queue_of(seat.round.id, str(current_actor().person_id)))


def _work(works: list[Work], assignment_id: str) -> Work:
    return next((work for work in works if work.assignment_id == assignment_id), None) or abort(404)


def _files(seat: Seat, works: list[Work]) -> dict[str, list[ShownFile]]:
    return jury_files([work.entry_id for work in works], current_actor().at, _position(seat))


def _position(seat: Seat) -> int:
    return seat.round.position if seat.round else 1


def _choice(seat: Seat, work: Work, others: list[Work]) -> Answer:
    shown = page_of(others, page_number(request.args.get("page")))
    covers = covers_of([one.entry_id for one in shown.rows], current_actor().at, _position(seat))
    return page("judging/beside_choice.html", call=seat.call, work=work, shown=shown, covers=covers, labels=labels)


def _two(seat: Seat, work: Work, other: Work, others: list[Work]) -> Answer:
    files = _files(seat, [work, other])
    sides = [_side(work, "slide", files[work.entry_id]), _side(other, "other", files[other.entry_id])]
    return page("judging/beside.html", call=seat.call, work=work, others=others, sides=sides, labels=labels)


def _side(work: Work, name: str, files: list[ShownFile]) -> Side:
    slides = slides_of(files)
    return Side(work, name, slides, slide_at(slides, request.args.get(name)), ends_of(files))
