"""A meeting of the jury as its members see it: being there, voting, changing one's own marks, the minutes to sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from competition.calls.models import Call
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.judging.forms import sheet_command
from competition.judging.queries import criteria_of
from competition.judging.queries.correcting import own_sheet
from competition.judging.rules.sheets import SheetState
from competition.results import services
from competition.results.forms import CorrectForm
from competition.results.models import Meeting
from competition.results.queries import meeting as meetings
from competition.results.rules.meeting import MEMBERS, Choice
from competition.results.views.blueprint import Page, blueprint, the_call
from competition.results.views.meeting import scene_of
from competition.web import gates
from competition.web.errors import sentence
from competition.web.session import current_actor

members = gates.call_role(*MEMBERS)


@blueprint.get("/jury/<call_id>/deliberation")
@members
def seat(call_id: str) -> Page:
    """Show a member what he can do in the meeting that is on."""
    return _page(the_call(call_id))


@blueprint.get("/jury/<call_id>/deliberation/now")
@members
def seat_now(call_id: str) -> Page:
    """Return the part that changes while a meeting is on."""
    call = the_call(call_id)
    return render_template("results/_seat.html", call=call, **_values(call))


@blueprint.post("/jury/<call_id>/deliberation/<act>")
@members
def take_part(call_id: str, act: str) -> Page:
    """Carry out one act of a member."""
    if act not in ACTS:
        abort(404)
    try:
        said = ACTS[act](call_id)
    except NotFound:
        raise
    except DomainError as refusal:
        flash(sentence(refusal), "error")
    else:
        flash(said, "ok")
    return redirect(url_for("results.seat", call_id=call_id), code=303)


def _page(call: Call) -> Page:
    return render_template("results/seat.html", call=call, **_values(call))


def _values(call: Call) -> dict[str, Any]:
    actor, scene = current_actor(), scene_of(call)
    meeting: Meeting | None = scene["meeting"]
    vote = scene.get("vote")
    is_present = meeting is not None and meetings.is_present(meeting.id, actor.person_id)
    ballots = meetings.ballots_of(vote.vote.id) if vote and not vote.vote.closed_at else {}
    return {
        "scene": scene,
        "is_present": is_present,
        "own": ballots.get(str(actor.person_id)),
        "choices": list(Choice),
        "past": [one for one in meetings.meetings_of(call.id) if one.ended_at],
        **_sheet(meeting, is_shut=scene.get("is_bound", True) or not is_present),
    }


def _sheet(meeting: Meeting | None, *, is_shut: bool) -> dict[str, Any]:
    """Return the member's own sheet on the work that is shown, once he has handed it in."""
    if meeting is None or meeting.entry_id is None or is_shut:
        return {"sheet": None}
    sheet = own_sheet(meeting.round_id, meeting.entry_id, str(current_actor().person_id))
    if sheet is None or sheet.state != SheetState.submitted:
        return {"sheet": None}
    return {"sheet": sheet, "criteria": criteria_of(meeting.round_id), "correct_form": CorrectForm(formdata=None)}


def _attend(call_id: str) -> str:
    services.attend(current_actor(), call_id)
    return str(_("You are noted as present."))


def _cast(call_id: str) -> str:
    choice = request.form.get("choice")
    if choice not in set(Choice):
        abort(422)
    services.cast(current_actor(), call_id, request.form.get("vote", "")[:26], Choice(choice))
    return str(_("Your vote is noted. You may change it until the vote is closed."))


def _correct(call_id: str) -> str:
    reason = request.form.get("reason", "")
    command = sheet_command({name: value for name, value in request.form.items() if name != "reason"})
    services.correct_marks(current_actor(), call_id, command, reason)
    return str(_("Your marks are changed; the minutes say so."))


ACTS: dict[str, Callable[[str], str]] = {"present": _attend, "vote": _cast, "marks": _correct}
