"""What a later round asks of an entry that went on: its form, the look over it, and handing it in."""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.calls.models import Round
from competition.entries import labels, queries, services
from competition.entries.forms import (
    PREFIX,
    Asked,
    AskedForm,
    LateCodeForm,
    SubmitForm,
    WordsForm,
    in_form,
    later_form,
    plain_later,
)
from competition.entries.rules.drafting import standing_content
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.refusals import AlreadyHandedIn, DraftStale, RoundDue
from competition.entries.rules.versions import TITLE, Words, written
from competition.entries.views.allowances import let_in_by_code
from competition.entries.views.awaited import awaited_in
from competition.entries.views.blueprint import blueprint
from competition.entries.views.drafts import of_questions
from competition.entries.views.loading import Room, clocks_for, later_room
from competition.entries.views.room import room_left
from competition.entries.views.script import data_for
from competition.entries.views.sentences import put_at_fields
from competition.entries.views.terms import sections_of
from competition.entries.views.words import file_facts, lacks_by_part, size_words
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.i18n import locale
from competition.web import gates, headers, limits
from competition.web.errors import sentence
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]


@blueprint.get("/entries/<entry_id>/rounds/<int:position>")
@gates.signed_in
def later(entry_id: str, position: int) -> Answer:
    """Show what a round asks, or what was answered once nothing may change any more."""
    room = later_room(entry_id, position)
    return _page(room, _form(room))


@blueprint.post("/entries/<entry_id>/rounds/<int:position>")
@gates.signed_in
def save_later(entry_id: str, position: int) -> Answer:
    """Save the answers: for scripts while they are written (JSON), for browsers without them by the form's button."""
    room = later_room(entry_id, position)
    form = _form(room)
    if not form.validate():
        return _refused(room, form)
    draft = form.to_later(_sent(room), request.form.get("dropped", ""))
    try:
        saved = services.save_later(current_actor(), entry_id, _round(room).id, draft)
    except DraftStale as stale:
        return _stale(room, form, stale)
    if gates.wants_json():
        return jsonify(version=saved.version, saved_at=current_actor().at.isoformat())
    onward = "entries.review_later" if request.form.get("then") == "review" else "entries.later"
    if onward == "entries.later":
        flash(_("Your answers are saved."), "ok")
    return redirect(url_for(onward, entry_id=entry_id, position=position), 303)


@blueprint.get("/entries/<entry_id>/rounds/<int:position>/files.json")
@gates.signed_in
def later_files(entry_id: str, position: int) -> Answer:
    """Say where each file stands, and what is still missing."""
    room = later_room(entry_id, position)
    shown = {file.file_id: file for file in queries.team_files(entry_id, current_actor().at)}
    return jsonify(
        files=[file_facts(file, shown, room.content) for file in room.files],
        missing=lacks_by_part(room.lacks),
        answers={PREFIX + answer.field_id: str(answer.text) for answer in room.answers},
    )


@blueprint.get("/entries/<entry_id>/rounds/<int:position>/review")
@gates.signed_in
def review_later(entry_id: str, position: int) -> Answer:
    """Show the answers as they would be handed in, and what is still missing."""
    return _review(later_room(entry_id, position))


@blueprint.post("/entries/<entry_id>/rounds/<int:position>/submit")
@gates.signed_in
def submit_later(entry_id: str, position: int) -> Answer:
    """Hand the answers in, and show their receipt; the same page sent again shows the same one."""
    room, form = later_room(entry_id, position), SubmitForm()
    if not form.validate():
        return _review(room, form)
    try:
        receipt = services.submit_later(current_actor(), entry_id, _round(room).id, form.to_command())
    except AlreadyHandedIn as stands:
        flash(sentence(stands), "ok")
        return redirect(url_for("entries.receipt", entry_id=entry_id, number=stands.values["number"]), 303)
    except DomainError as refusal:
        if refusal.status == NotFound.status:
            raise
        return _review(later_room(entry_id, position), refusal=refusal)
    return redirect(url_for("entries.receipt", entry_id=entry_id, number=receipt.number), 303)


@blueprint.post("/entries/<entry_id>/rounds/<int:position>/code")
@gates.signed_in
@limits.guesses
def use_code_later(entry_id: str, position: int) -> Answer:
    """Let the answers to a round in after they were due, by a code."""
    room = later_room(entry_id, position)
    said = _("The code counts for this round. You may hand in now; it is marked as late, by code.")
    let_in_by_code(lambda code: services.use_code_in_round(current_actor(), entry_id, _round(room).id, code), said)
    return redirect(url_for("entries.later", entry_id=entry_id, position=position), 303)


def _round(room: Room) -> Round:
    if room.later is None:
        raise NotFound
    return room.later.round


def _form(room: Room) -> WordsForm:
    return later_form(_asked(room), room.content, room.later.entry.version if room.later else 0, list(request.form))


def _asked(room: Room) -> AskedForm:
    asked = list({one.id: one for one in (*room.asked, *_sent(room))}.values())
    return AskedForm(asked, [], files=[file.id for file in room.files])


def _sent(room: Room) -> list[Asked]:
    return in_form(room.asked, room.asked_before, request.form.getlist("asked"))


def _page(room: Room, form: WordsForm, status: int = 200, **more: Any) -> Answer:
    headers.allow_workers()
    facts = _facts(room)
    editable, refusal = room.may_change and room.opening.refusal is None, room.opening.refusal
    look = url_for("entries.later_files", entry_id=room.entry.id, position=_round(room).position)
    page = render_template(
        "entries/later.html",
        room=room,
        title=_title(room),
        form=form,
        facts=facts,
        **of_questions(room),
        refused=status == 422,
        wrong=put_at_fields(form, room.asked, room.lacks) if request.method == "GET" else {},
        script={**data_for(room, facts, editable=editable), "files": look},
        missing=lacks_by_part(room.lacks),
        sections=sections_of(room),
        hidden_terms=set(),
        clocks=clocks_for(room.call),
        broken=set(),
        editable=editable,
        left=room_left(room) if editable else "",
        opened=[one for one in room.fields if room.opening.admits(one.id)],
        takes_code=isinstance(refusal, RoundDue) and room.may_change,
        code_form=LateCodeForm(formdata=None),
        receipt=queries.latest_receipt(room.entry.id, _round(room).id),
        labels=labels,
        **more,
    )
    return page if status == 200 else (page, status)


def _title(room: Room) -> Words:
    """Return what the work is called, in the reader's language: a round does not ask it anew."""
    return written(standing_content(room.entry), room.entry.checked).words(TITLE, locale())


def _facts(room: Room) -> dict[str, list[dict[str, Any]]]:
    """Return what the rows say of the files, by question."""
    shown = {file.file_id: file for file in queries.team_files(room.entry.id, current_actor().at)}
    return {one.id: [file_facts(file, shown, room.content) for file in room.files_in(one.id)] for one in room.fields}


def _refused(room: Room, form: WordsForm) -> Answer:
    if gates.wants_json():
        errors = {name: " ".join(map(str, found)) for name, found in form.errors.items()}
        return jsonify(message=" ".join(errors.values()), errors=errors), 422
    return _page(room, form, 422)


def _stale(room: Room, form: WordsForm, stale: DraftStale) -> Answer:
    """Show both versions, as the entry's own form does."""
    theirs = plain_later(_asked(room), stale.values["theirs"])
    if gates.wants_json():
        return jsonify(message=sentence(stale), values={"version": stale.values["version"], "theirs": theirs}), 409
    form.version.raw_data, form.version.data = None, stale.values["version"]
    return _page(room, form, 409, theirs=theirs)


def _review(room: Room, form: SubmitForm | None = None, refusal: DomainError | None = None) -> Answer:
    """Show the page of the one act; after a refusal with a new key, so that what changed meanwhile is seen first."""
    why_not = refusal or room.opening.refusal
    status = refusal.status if refusal else 422 if form else 200
    anew = SubmitForm(formdata=None, key=secrets.token_hex(16), content=content_digest(room.content, room.files))
    page = render_template(
        "entries/review_later.html",
        room=room,
        form=form or anew,
        refusal=sentence(why_not) if why_not else "",
        missing=lacks_by_part(room.lacks),
        answers=room.answers,
        awaited=awaited_in(room),
        clocks=clocks_for(room.call),
        shown={file.file_id: file for file in queries.team_files(room.entry.id, current_actor().at)},
        size_words=size_words,
        labels=labels,
    )
    return page if status == 200 else (page, status)
