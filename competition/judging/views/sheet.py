"""One entry before its juror: the work on the stage, the rubric beside it; saving, handing in, stepping back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import abort, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from competition.entries.queries import jury_entry, makers_of
from competition.entries.rules import JuryEntry
from competition.entries.rules.slides import ends_of, file_ids, links_of, slide_at, slides_of
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.i18n import locale, pick
from competition.judging import labels, services
from competition.judging.forms import FlagForm, RecuseForm, sheet_command
from competition.judging.models import ScoreSheet
from competition.judging.queries import criteria_of
from competition.judging.queries.flags import flags_on
from competition.judging.queries.seat import Seat, fresh_files, queue_of, sheet_of
from competition.judging.rules.queue import Work, WorkState, in_queue, left, neighbours
from competition.judging.rules.sheets import Session, SheetCommand, SheetIsStale, SheetState
from competition.judging.views.answers import Answer, page
from competition.judging.views.blueprint import blueprint, jurors
from competition.judging.views.giving import given_in
from competition.judging.views.table import the_seat, to_pledge
from competition.web.gates import wants_json
from competition.web.paging import page_holding
from competition.web.session import current_actor

MOST_LINKS = 500


@dataclass
class Desk:
    """What a request found on the juror's desk; `given` and `refusal` are what was sent and why it was not stored."""

    seat: Seat
    queue: list[Work]
    work: Work
    given: SheetCommand | None = None
    refusal: DomainError | None = None
    recusal: RecuseForm = field(default_factory=lambda: RecuseForm(formdata=None))
    flag: FlagForm = field(default_factory=lambda: FlagForm(formdata=None))


@blueprint.get("/jury/<call_id>/entries/<assignment_id>")
@jurors
def sheet(call_id: str, assignment_id: str) -> Answer:
    """Show an entry and its score sheet."""
    seat = the_seat(call_id, assignment_id)
    if not seat.has_pledged:
        return to_pledge(call_id)
    desk = _desk(seat, assignment_id)
    if seat.session == Session.before or desk.work.state == WorkState.recused:
        return redirect(url_for("judging.wall", call_id=call_id), code=303)
    return _shown(desk)


@blueprint.post("/jury/<call_id>/entries/<assignment_id>")
@jurors
def save(call_id: str, assignment_id: str) -> Answer:
    """Save a sheet, or hand it in; a refusal shows what was sent again, so that nothing is lost."""
    given = sheet_command(request.form)
    verb = services.hand_in if request.form.get("act") == "hand_in" else services.save_sheet
    if wants_json():  # Sent with every mark: nothing is read for it that the verb does not read itself.
        saved = verb(current_actor(), assignment_id, given)
        return jsonify(version=saved.version, saved_at=saved.saved_at.isoformat(), state=saved.state)
    desk = _desk(the_seat(call_id, assignment_id), assignment_id)
    desk.given = given
    try:
        verb(current_actor(), assignment_id, given)
    except DomainError as refusal:
        return _refused(desk, refusal)
    if verb is services.hand_in:
        flash(_("%(code)s is handed in.", code=desk.work.code), "ok")
        return _onward(desk)
    flash(_("All changes saved."), "ok")
    slide = request.args.get("slide")
    return redirect(url_for("judging.sheet", call_id=call_id, assignment_id=assignment_id, slide=slide), code=303)


@blueprint.post("/jury/<call_id>/entries/<assignment_id>/recusal")
@jurors
def recuse(call_id: str, assignment_id: str) -> Answer:
    """Step back from an entry."""
    desk = _desk(the_seat(call_id, assignment_id), assignment_id)
    desk.recusal = RecuseForm()
    if not desk.recusal.validate():
        return _shown(desk)
    try:
        services.recuse(current_actor(), assignment_id, desk.recusal.relation.data)
    except DomainError as refusal:
        return _refused(desk, refusal)
    flash(_("You stepped back from %(code)s. The organisers can see why.", code=desk.work.code), "ok")
    return _onward(desk)


@blueprint.post("/jury/<call_id>/entries/<assignment_id>/flags")
@jurors
def raise_flag(call_id: str, assignment_id: str) -> Answer:
    """Point something out about an entry."""
    desk = _desk(the_seat(call_id, assignment_id), assignment_id)
    desk.flag = FlagForm()
    if not desk.flag.validate():
        return _shown(desk)
    try:
        services.raise_flag(current_actor(), assignment_id, desk.flag.command())
    except DomainError as refusal:
        return _refused(desk, refusal)
    flash(_("The organisers and the chair are told."), "ok")
    return redirect(url_for("judging.sheet", call_id=call_id, assignment_id=assignment_id), code=303)


@blueprint.post("/jury/<call_id>/links")
@jurors
def links(call_id: str) -> Response:
    """Return fresh links to files that lie before the juror, with the instant at which they end."""
    body = request.get_json(silent=True)
    keys = body.get("files") if isinstance(body, dict) else None
    if not isinstance(keys, list) or len(keys) > MOST_LINKS or not all(isinstance(key, str) for key in keys):
        abort(422)
    files = fresh_files(current_actor(), call_id, file_ids(keys))
    return jsonify(links_of(files, keys))


def _desk(seat: Seat, assignment_id: str) -> Desk:
    """Return the juror's own work of that id at this call, or 404."""
    person_id = str(current_actor().person_id)
    queue = queue_of(seat.round.id, person_id) if seat.round else []
    work = next((work for work in queue if work.assignment_id == assignment_id), None)
    return Desk(seat, queue, work) if work else abort(404)


def _refused(desk: Desk, refusal: DomainError) -> Answer:
    if isinstance(refusal, NotFound) or desk.seat.session == Session.before:
        raise refusal
    if not desk.seat.has_pledged or desk.work.state == WorkState.recused:
        raise refusal
    desk.refusal = refusal
    return _shown(desk)


def _onward(desk: Desk) -> Response:
    """Go to the next entry that waits, or to the wall when none is left."""
    call_id, ahead = desk.seat.call.id, neighbours(desk.queue, desk.work.assignment_id).next_open
    if ahead is None:
        return redirect(url_for("judging.wall", call_id=call_id), code=303)
    return redirect(url_for("judging.sheet", call_id=call_id, assignment_id=ahead.assignment_id), code=303)


def _shown(desk: Desk) -> Answer:
    seat, actor = desk.seat, current_actor()
    entry = jury_entry(desk.work.entry_id, locale(), actor.at, seat.round.position) if seat.round else None
    if entry is None or seat.round is None or seat.rules is None:
        abort(404)
    stored = sheet_of(desk.work.assignment_id)
    way = neighbours(desk.queue, desk.work.assignment_id)
    return page(
        "judging/sheet.html",
        call=seat.call,
        refusal=desk.refusal,
        **_asides(desk),
        seat=seat,
        work=desk.work,
        entry=entry,
        category=pick(entry.category),
        makers=[] if seat.rules.is_blind else makers_of([entry.entry_id])[entry.entry_id],
        **given_in(seat, desk.work, criteria_of(seat.round.id), stored),
        stored=stored,
        **_on_paper(desk, stored),
        **_on_stage(entry),
        way=way,
        wall_page=page_holding(way.number),
        total=len(in_queue(desk.queue)),
        left=left(desk.queue),
        labels=labels,
    )


def _asides(desk: Desk) -> dict[str, Any]:
    """Return the forms beside the sheet, the one that came back first, and what was pointed out."""
    came_back = desk.flag if desk.flag.errors else desk.recusal
    flags = flags_on(desk.work.assignment_id)
    return {"form": came_back, "recusal_form": desk.recusal, "flag_form": desk.flag, "flags": flags}


def _on_stage(entry: JuryEntry) -> dict[str, Any]:
    """Return what there is to look at, what is looked at, and when its links end."""
    slides = slides_of(entry.files)
    current = slide_at(slides, request.args.get("slide"))
    return {"slides": slides, "slide": current, "expires_at": ends_of(entry.files)}


def _on_paper(desk: Desk, stored: ScoreSheet | None) -> dict[str, Any]:
    """Return what the sheet shows: what was just sent and refused, else what is stored."""
    refusal = desk.refusal
    theirs = refusal.values["theirs"] if isinstance(refusal, SheetIsStale) else {}
    version = stored.version if stored else 0
    given = desk.given if refusal else None
    return {
        "version": version if given is None or theirs else given.version,
        "marks": given.marks if given else (stored.marks if stored else {}),
        "comment": given.comment if given else (stored.comment if stored else ""),
        "note": given.note if given else (stored.note if stored else ""),
        "missing": refusal.values.get("missing", []) if refusal else [],
        "theirs": theirs,
        "is_submitted": stored is not None and stored.state == SheetState.submitted,
    }
