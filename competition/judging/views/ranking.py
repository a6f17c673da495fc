"""The page on which a juror puts the works before him in order: by keys, numbers or drawing, or as a list of codes."""

from __future__ import annotations

from flask import flash, jsonify, redirect, request, url_for

from competition.calls.views.rounds import chosen_position
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.judging import services
from competition.judging.forms.ranking import ballot_command
from competition.judging.queries.ranking import ballot_of, wordless_in
from competition.judging.queries.seat import Seat, covers_of, queue_of
from competition.judging.rules.kinds import RoundHow, RoundKind
from competition.judging.rules.queue import in_queue
from competition.judging.rules.ranking import BallotCommand, BallotIsStale, WorksLackComments, places_in
from competition.judging.rules.rubric import CommentRule
from competition.judging.rules.sheets import Session, SheetState
from competition.judging.views.answers import Answer, page
from competition.judging.views.blueprint import blueprint, jurors
from competition.judging.views.table import the_seat, to_pledge
from competition.web.gates import wants_json
from competition.web.session import current_actor


@blueprint.get("/jury/<call_id>/ranking")
@jurors
def ranking(call_id: str) -> Answer:
    """Show the juror's order, and what is not in it yet."""
    seat = the_seat(call_id)
    if not seat.has_pledged:
        return to_pledge(call_id)
    if seat.session == Session.before or _how(seat).kind != RoundKind.ranking:
        return redirect(url_for("judging.wall", call_id=call_id), code=303)
    return _shown(seat)


@blueprint.post("/jury/<call_id>/ranking")
@jurors
def save_ranking(call_id: str) -> Answer:
    """Save an order, or hand it in; a refusal shows what was sent again, so that nothing is lost."""
    seat, given = the_seat(call_id), ballot_command(request.form)
    hands_in = request.form.get("act") == "hand_in"
    verb = services.hand_in_ranking if hands_in else services.save_ranking
    try:
        saved = verb(current_actor(), call_id, given, chosen_position())
    except NotFound:
        raise
    except DomainError as refusal:
        if wants_json() or not seat.has_pledged or seat.session == Session.before:
            raise
        return _shown(seat, _kept(call_id, given, refusal), refusal)
    if wants_json():
        return jsonify(version=saved.version, saved_at=saved.saved_at.isoformat(), state=saved.state)
    flash(_("Your ranking is handed in.") if hands_in else _("All changes saved."), "ok")
    return redirect(url_for("judging.ranking", call_id=call_id), code=303)


def _kept(call_id: str, given: BallotCommand, refusal: DomainError) -> BallotCommand | None:
    """Keep an order that only waits for comments: its juror leaves the page to write them. Return what is not kept."""
    if not isinstance(refusal, WorksLackComments):
        return given
    try:
        services.save_ranking(current_actor(), call_id, given, chosen_position())
    except DomainError:
        return given
    return None


def _how(seat: Seat) -> RoundHow:
    return seat.rules.how if seat.rules else RoundHow()


def _wordless(seat: Seat) -> list[str]:
    """Return the codes of the works that still need a comment."""
    if seat.round is None or seat.rules is None or seat.rules.comments != CommentRule.required:
        return []
    return wordless_in(seat.round.id, str(current_actor().person_id))


def _shown(seat: Seat, given: BallotCommand | None = None, refusal: DomainError | None = None) -> Answer:
    actor, how = current_actor(), _how(seat)
    works = in_queue(queue_of(seat.round.id, str(actor.person_id))) if seat.round else []
    ballot = ballot_of(seat.round.id, str(actor.person_id)) if seat.round else None
    by_id, by_code = {one.entry_id: one for one in works}, {one.code: one for one in works}
    ranked = [by_id[entry] for entry in ballot.order if entry in by_id] if ballot else []
    if given:
        ranked = [by_code[code] for code in dict.fromkeys(given.order) if code in by_code]
    covers = covers_of(list(by_id), actor.at, seat.round.position if seat.round else 1)
    is_handed_in = ballot is not None and ballot.state == SheetState.submitted
    is_stale = isinstance(refusal, BallotIsStale)
    return page(
        "judging/ranking.html",
        call=seat.call,
        refusal=refusal,
        seat=seat,
        ranked=ranked,
        rest=[one for one in works if one not in ranked],
        places=places_in(how, len(works)),
        covers=covers,
        expires_at=min((cover.expires_at for cover in covers.values()), default=None),
        version=given.version if given and not is_stale else (ballot.version if ballot else 0),
        theirs=refusal.values["theirs"]["order"] if is_stale and refusal else "",
        is_handed_in=is_handed_in,
        may_write=seat.session == Session.sitting and (how.may_change or not is_handed_in),
        how=how,
        wordless=_wordless(seat),
    )
