"""The minutes of a meeting: as a page and on paper, drawn up by whoever led it, signed by its members."""

from __future__ import annotations

from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition import paper
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.people.rules import Role
from competition.results import services
from competition.results.forms import DrawForm
from competition.results.labels.minutes import on_paper, parts_of
from competition.results.models import Meeting, MinutesVersion
from competition.results.queries import meeting as meetings
from competition.results.queries import minutes as queries
from competition.results.rules import DECIDERS
from competition.results.rules.meeting import MEMBERS, told_to
from competition.results.views.blueprint import Page, blueprint, deciders, the_call
from competition.web import gates
from competition.web.errors import sentence
from competition.web.session import current_actor

readers = gates.call_role(*DECIDERS, Role.juror)


@blueprint.get("/jury/<call_id>/minutes/<meeting_id>")
@readers
def minutes(call_id: str, meeting_id: str) -> Page:
    """Show the newest version of the minutes, its signatures, and the versions before it."""
    call, meeting, actor = the_call(call_id), _meeting(call_id, meeting_id), current_actor()
    versions = queries.versions_of(meeting.id)
    newest = versions[0] if versions else None
    signed = queries.signatures_of(newest.id) if newest else []
    is_present = meetings.is_present(meeting.id, actor.person_id)
    form = DrawForm(formdata=None, data={"remarks": newest.content["remarks"] if newest else ""})
    return render_template(
        "results/minutes.html",
        call=call,
        meeting=meeting,
        versions=versions,
        newest=newest,
        parts=parts_of(_told(call_id, newest)) if newest else [],
        signed=signed,
        waiting=_waiting(meeting, signed),
        may_sign=is_present and actor.person_id not in {one[0] for one in signed},
        may_draw=meeting.ended_at is not None and actor.has_role(gates.CALL, call_id, *DECIDERS),
        draw_form=form,
    )


@blueprint.post("/jury/<call_id>/minutes/<meeting_id>")
@deciders
def draw_up(call_id: str, meeting_id: str) -> Response:
    """Draw the minutes up anew."""
    form = DrawForm()
    try:
        number = services.draw_up(current_actor(), call_id, meeting_id, form.remarks.data or "")
    except NotFound:
        raise
    except DomainError as refusal:
        flash(sentence(refusal), "error")
    else:
        flash(_("Version %(number)s of the minutes is drawn up.", number=number), "ok")
    return _back(call_id, meeting_id)


@blueprint.post("/jury/<call_id>/minutes/<meeting_id>/signature")
@gates.call_role(*MEMBERS, fresh=True)
def sign_minutes(call_id: str, meeting_id: str) -> Response:
    """Sign what the page showed."""
    try:
        services.sign_minutes(current_actor(), call_id, meeting_id, request.form.get("digest", "")[:64])
    except NotFound:
        raise
    except DomainError as refusal:
        flash(sentence(refusal), "error")
    else:
        flash(_("You have signed."), "ok")
    return _back(call_id, meeting_id)


@blueprint.get("/jury/<call_id>/minutes/<meeting_id>/<int:number>.pdf")
@readers
def minutes_pdf(call_id: str, meeting_id: str, number: int) -> Response:
    """Hand out a version of the minutes on paper, in the address's language."""
    meeting = _meeting(call_id, meeting_id)
    found = next((one for one in queries.versions_of(meeting.id) if one.number == number), None)
    if found is None:
        raise NotFound
    sheet = on_paper(_told(call_id, found), found.number, found.digest, queries.signatures_of(found.id))
    answer = FlaskResponse(paper.typeset("results/minutes.typ", sheet, found.drawn_at), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="minutes-{number}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _told(call_id: str, found: MinutesVersion) -> dict[str, Any]:
    return told_to(found.content, meetings.codes_bound(call_id, current_actor().person_id))


def _waiting(meeting: Meeting, signed: list[tuple[str, str, Any]]) -> list[str]:
    done = {one[0] for one in signed}
    return [one.person.name for one in meetings.members_of(meeting) if one.is_present and one.person.id not in done]


def _meeting(call_id: str, meeting_id: str) -> Meeting:
    found = meetings.meeting_of(call_id, meeting_id)
    if found is None:
        raise NotFound
    return found


def _back(call_id: str, meeting_id: str) -> Response:
    return redirect(url_for("results.minutes", call_id=call_id, meeting_id=meeting_id), code=303)
