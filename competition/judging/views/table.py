"""The juror's table: the calls he judges, the pledge of each, the wall of its entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.calls.queries.jury import agrees_to_naming
from competition.calls.views.rounds import chosen_round
from competition.i18n import gettext as _
from competition.judging import labels, services
from competition.judging.forms import NamingForm, PledgeForm
from competition.judging.queries.editions import to_mark_anew
from competition.judging.queries.seat import Seat, covers_of, position_of, queue_of, seat_for, table_of
from competition.judging.rules.queue import Work, WorkState, in_queue, left
from competition.judging.rules.sheets import Session
from competition.judging.views.answers import Answer, city_of, page
from competition.judging.views.blueprint import blueprint, jurors
from competition.people.rules import Role
from competition.web import gates
from competition.web.paging import page_number, page_of
from competition.web.session import current_actor


@blueprint.get("/jury/")
@gates.any_call_role(Role.juror)
def table() -> Answer:
    """Show the calls that the actor judges."""
    rows = table_of(current_actor())
    return render_template("judging/table.html", rows=rows, labels=labels, city_of=city_of)


@blueprint.get("/jury/<call_id>/pledge")
@jurors
def pledge(call_id: str) -> Answer:
    """Show what a juror accepts before the first picture."""
    seat = the_seat(call_id)
    return page("judging/pledge.html", call=seat.call, seat=seat, form=PledgeForm(), articles=labels.PLEDGE)


@blueprint.post("/jury/<call_id>/pledge")
@jurors
def accept(call_id: str) -> Answer:
    """Store the pledge, and let the juror in."""
    seat, form = the_seat(call_id), PledgeForm()
    if not form.validate():
        return page("judging/pledge.html", call=seat.call, seat=seat, form=form, articles=labels.PLEDGE)
    services.accept_pledge(current_actor(), call_id, form.command())
    return redirect(url_for("judging.wall", call_id=call_id), code=303)


@blueprint.route("/jury/<call_id>/naming", methods=["GET", "POST"])
@jurors
def naming(call_id: str) -> Answer:
    """Show a juror whether the call names him, and store what he chooses."""
    seat, actor = the_seat(call_id), current_actor()
    back = url_for("judging.wall", call_id=call_id)
    form = NamingForm(data={"agrees": agrees_to_naming(call_id, str(actor.person_id))})
    if request.method == "POST" and form.validate():
        services.agree_to_naming(actor, call_id, agrees=form.agrees.data)
        flash(_("Saved."), "ok")
        return redirect(back, code=303)
    return page("judging/naming.html", call=seat.call, form=form, back=back)


@blueprint.get("/jury/<call_id>/")
@jurors
def wall(call_id: str) -> Answer:
    """Show the juror's entries in his own order, all or those in one state."""
    seat = the_seat(call_id)
    if not seat.has_pledged:
        return to_pledge(call_id)
    actor = current_actor()
    queue = queue_of(seat.round.id, str(actor.person_id)) if seat.round and seat.session != Session.before else []
    shown = page_of(_chosen(queue, request.args.get("show")), page_number(request.args.get("page")))
    seen = [work.entry_id for work in in_queue(shown.rows)]
    covers = covers_of(seen, actor.at, seat.round.position if seat.round else 1)
    return page(
        "judging/wall.html",
        call=seat.call,
        seat=seat,
        queue=queue,
        shown=shown,
        covers=covers,
        expires_at=min((cover.expires_at for cover in covers.values()), default=None),
        counts=Counter(work.state for work in queue),
        total=len(in_queue(queue)),
        left=left(queue),
        next_open=next((work for work in queue if work.state in {WorkState.open, WorkState.draft}), None),
        states=list(WorkState),
        filter=request.args.get("show"),
        anew=_anew(seat),
        labels=labels,
    )


def _anew(seat: Seat) -> Sequence[tuple[str, str]]:
    """Return the sheets that the juror is to hand in anew, since the rubric was changed."""
    if seat.round is None or seat.rules is None or seat.rules.edition == 1:
        return []
    return to_mark_anew(seat.round.id, str(current_actor().person_id))


def the_seat(call_id: str, assignment_id: str | None = None) -> Seat:
    """Return the juror's seat in the round of an assignment, else in the one that the address names; or 404."""
    actor = current_actor()
    position = position_of(actor, assignment_id) if assignment_id else None
    return seat_for(actor, call_id, chosen_round(call_id, position)) or abort(404)


def to_pledge(call_id: str) -> Response:
    """Send a juror to the pledge first."""
    return redirect(url_for("judging.pledge", call_id=call_id), code=303)


def _chosen(queue: list[Work], state: str | None) -> list[Work]:
    """Return the works in that state; all that are the juror's to judge where none, or nonsense, is asked for."""
    if state not in set(WorkState):
        return in_queue(queue)
    return [work for work in queue if work.state == state]
