"""A meeting of the jury as whoever leads it sees it: what is shown, said and voted; and the screen in the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from competition.calls.models import Call
from competition.calls.views.rounds import chosen_position
from competition.entries.queries import jury_entry
from competition.entries.rules.slides import slides_of
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.i18n import locale, pick
from competition.judging.queries import entries_in
from competition.judging.queries.binding import bound_pairs
from competition.results import queries, services
from competition.results.forms import MoveForm, NoteForm, ShowForm
from competition.results.models import Meeting
from competition.results.queries import meeting as meetings
from competition.results.views.blueprint import Page, blueprint, deciders, the_call
from competition.web.errors import sentence
from competition.web.fields import FacetForm
from competition.web.session import current_actor

# So many pictures of a work stand beside the large one.
MOST_BESIDE = 6


@blueprint.get("/organise/<call_id>/deliberation")
@deciders
def deliberation(call_id: str) -> Page:
    """Show the meeting that is on, and the meetings before it."""
    return _page(the_call(call_id))


@blueprint.post("/organise/<call_id>/deliberation/<act>")
@deciders
def conduct(call_id: str, act: str) -> Page:
    """Carry out one act of whoever leads the meeting."""
    call = the_call(call_id)
    form = FORMS[act]() if act in FORMS else None
    if act not in ACTS or (form and not form.validate()):
        return _page(call, form) if form else abort(404)
    try:
        ACTS[act](call_id, form)
    except NotFound:
        raise
    except DomainError as refusal:
        flash(sentence(refusal), "error")
    return redirect(url_for("results.deliberation", call_id=call_id), code=303)


@blueprint.get("/organise/<call_id>/deliberation/screen")
@deciders
def screen(call_id: str) -> Page:
    """Show the screen in the room: one work, large; its marks once they are revealed; the vote."""
    call = the_call(call_id)
    return render_template("results/screen.html", call=call, scene=scene_of(call))


@blueprint.get("/organise/<call_id>/deliberation/screen/now")
@deciders
def screen_now(call_id: str) -> Page:
    """Return what stands on the screen now; its script asks for it again and again."""
    call = the_call(call_id)
    return render_template("results/_screen.html", call=call, scene=scene_of(call))


def scene_of(call: Call) -> dict[str, Any]:
    """Return what may stand on the screen before the actor: nothing of a work that he is bound to."""
    meeting = meetings.open_meeting_of(call.id)
    if meeting is None:
        return {"key": "none", "meeting": None}
    person_id, pairs, votes = str(current_actor().person_id), bound_pairs(call.id), meetings.votes_of(meeting.id)
    vote = _vote(meeting, votes)
    is_bound = (meeting.entry_id, person_id) in pairs
    about = vote.vote.entry_id if vote else None
    members = meetings.members_of(meeting)
    present = [one for one in members if one.is_present]
    voters = [one for one in present if (about, one.person.id) not in pairs]
    given = meetings.given_to(meeting.round_id, meeting.entry_id) if meeting.entry_id and meeting.is_revealed else None
    scene = {
        "meeting": meeting,
        "members": members,
        "votes": votes,
        "is_bound": is_bound,
        "vote": None if (about, person_id) in pairs else vote,
        "voters": len(voters),
        "given": None if is_bound else given,
        **({} if is_bound else _work(meeting)),
    }
    shown = (meeting.entry_id, meeting.is_revealed, len(given.scores) if given else 0)
    return {**scene, "key": repr((*shown, vote and (vote.vote.number, vote.cast, vote.vote.closed_at), len(voters)))}


def _work(meeting: Meeting) -> dict[str, Any]:
    if meeting.entry_id is None:
        return {"entry": None, "slides": []}
    position = meetings.round_of_meeting(meeting).position
    entry = jury_entry(meeting.entry_id, locale(), current_actor().at, position)
    slides = slides_of(entry.files)[: MOST_BESIDE + 1] if entry else []
    return {"entry": entry, "slides": slides, "category": pick(entry.category) if entry else ""}


def _vote(meeting: Meeting, found: Sequence[meetings.VoteLine]) -> meetings.VoteLine | None:
    """Return the vote that is open, else the last one about what is shown."""
    about = [one for one in found if one.vote.closed_at is None or one.vote.entry_id == meeting.entry_id]
    return about[-1] if about else None


def _page(call: Call, form: FacetForm | None = None) -> Page:
    meeting = meetings.open_meeting_of(call.id)
    past = [one for one in meetings.meetings_of(call.id) if one.ended_at]
    forms: dict[str, FacetForm] = {name: kind(formdata=None) for name, kind in FORMS.items()}
    forms |= {name: form for name, kind in FORMS.items() if form is not None and isinstance(form, kind)}
    html = render_template(
        "results/deliberation.html",
        call=call,
        meeting=meeting,
        past=past,
        form=form,
        **_conducted(call, meeting, forms),
    )
    return (html, 422) if form is not None and form.errors else html


def _conducted(call: Call, meeting: Meeting | None, forms: Mapping[str, FacetForm]) -> dict[str, Any]:
    if meeting is None:
        return {}
    bound = meetings.codes_bound(call.id, current_actor().person_id)
    codes = [one.code for one in entries_in(meetings.round_of_meeting(meeting)) if one.code not in bound]
    show, move = forms["show"], forms["vote"]
    scene = scene_of(call)
    if isinstance(show, ShowForm) and isinstance(move, MoveForm):
        show.offer(codes, _("Nothing"))
        show.code.data = scene["entry"].code if scene.get("entry") else ""
        move.offer([(one.id, str(pick(one.name))) for one in queries.honours_of(call.id)], _("None"))
    return {
        "members": scene["members"],
        "votes": [one for one in scene["votes"] if one.code not in bound],
        "notes": [one for one in meetings.notes_of(meeting.id) if one[1] not in bound],
        "scene": scene,
        "show_form": show,
        "note_form": forms["note"],
        "move_form": move,
    }


def _show(call_id: str, form: Any) -> None:
    services.show_entry(current_actor(), call_id, form.code.data or "")


FORMS: dict[str, type[FacetForm]] = {"show": ShowForm, "note": NoteForm, "vote": MoveForm}
ACTS: dict[str, Callable[[str, Any], object]] = {
    "open": lambda call_id, _form: services.open_meeting(current_actor(), call_id, chosen_position()),
    "end": lambda call_id, _form: services.end_meeting(current_actor(), call_id),
    "show": _show,
    "reveal": lambda call_id, _form: services.reveal(current_actor(), call_id),
    "note": lambda call_id, form: services.write_note(current_actor(), call_id, form.note.data),
    "vote": lambda call_id, form: services.put_to_vote(current_actor(), call_id, form.command()),
    "close": lambda call_id, _form: services.close_vote(current_actor(), call_id, request.form.get("vote", "")[:26]),
}
