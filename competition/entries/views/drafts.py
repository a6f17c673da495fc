"""A designer's own pages: begin, the list, the form, taking back."""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.calls import queries as calls
from competition.calls.labels import UNITS, condition_words
from competition.calls.rules import Phase, phase_at
from competition.entries import labels, queries, services
from competition.entries.forms import EntryForm, LateCodeForm, plain
from competition.entries.rules.drafting import Draft, may_begin, may_reopen, may_withdraw
from competition.entries.rules.file_words import files_differ
from competition.entries.rules.refusals import DraftStale
from competition.entries.rules.states import EntryState
from competition.entries.views.allowances import forget_code, kept_code
from competition.entries.views.asking import asked_form, form_of, left_words, sent_questions
from competition.entries.views.awaited import still_awaited
from competition.entries.views.blueprint import blueprint
from competition.entries.views.limits import accepted, hint
from competition.entries.views.loading import Room, clocks_for, open_rounds, own_room
from competition.entries.views.questions import files_options
from competition.entries.views.room import room_left
from competition.entries.views.script import data_for
from competition.entries.views.sentences import limits, put_at_fields
from competition.entries.views.stale import differences, sent_version, taken_in
from competition.entries.views.terms import terms_in_form
from competition.entries.views.words import file_facts
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.web import gates, headers
from competition.web.errors import sentence
from competition.web.paging import PER_PAGE, asked_way, stretch
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]


@blueprint.get("/calls/<slug>/enter")
@gates.public
def begin(slug: str) -> Answer:
    """Say what entering means; a visitor writes at once, and is asked for an account when he saves."""
    call = calls.call_by_slug(slug)
    if call is None:
        raise NotFound
    actor = current_actor()
    calendar, code = calls.entering_calendar(call), kept_code(call)
    mine = queries.entries_in_call(actor, call.id) if actor.is_signed_in else []
    phase = phase_at(calendar, actor.at)
    return render_template(
        "entries/begin.html",
        call=call,
        phase=phase,
        due_at=calendar.due_at,
        code=code,
        code_form=LateCodeForm(formdata=None),
        is_open=may_begin(calendar, actor.at) or (code is not None and phase == Phase.closed),
        mine=mine,
        clocks=clocks_for(call),
        labels=labels,
        key=secrets.token_hex(16),
    )


@blueprint.post("/calls/<slug>/enter")
@gates.signed_in
def create(slug: str) -> Answer:
    """Begin a draft and open its form."""
    call = calls.call_by_slug(slug)
    if call is None:
        raise NotFound
    try:
        code, key = kept_code(call), request.form.get("key", "")[:64]
        entry = services.begin_entry(current_actor(), call.id, code.code if code else "", key)
        forget_code(call)
    except DomainError as refusal:
        flash(sentence(refusal), "caution")
        return redirect(url_for("entries.begin", slug=slug), 303)
    return redirect(url_for("entries.edit", entry_id=entry.id), 303)


@blueprint.get("/entries/")
@gates.signed_in
def mine() -> Answer:
    """List one's own entries."""
    actor = current_actor()
    way = asked_way()
    page = stretch(queries.entries_for(actor, **way, most=PER_PAGE + 1), lambda line: line.key, **way)
    offers = queries.offers_for(actor)
    return render_template("entries/mine.html", page=page, lines=page.rows, offers=offers, labels=labels, now=actor.at)


@blueprint.get("/entries/<entry_id>")
@gates.signed_in
def edit(entry_id: str) -> Answer:
    """Show the form, or what it held once nothing may change any more."""
    room = own_room(entry_id)
    return _page(room, form_of(room))


@blueprint.post("/entries/<entry_id>")
@gates.signed_in
def save(entry_id: str) -> Answer:
    """Save the form: for scripts while it is written (JSON), for browsers without them by its button."""
    room = own_room(entry_id)
    form = form_of(room)
    if not form.validate():
        return _refused(room, form)
    try:
        entry = services.save_draft(current_actor(), entry_id, _command(room, form))
    except DraftStale as stale:
        return _stale(room, form, stale)
    if gates.wants_json():
        return jsonify(version=entry.version, saved_at=current_actor().at.isoformat())
    if request.form.get("then") == "review":
        return redirect(url_for("entries.review", entry_id=entry_id), 303)
    flash(_("Your draft is saved."), "ok")
    return redirect(url_for("entries.edit", entry_id=entry_id), 303)


@blueprint.post("/entries/<entry_id>/withdraw")
@gates.signed_in
def withdraw(entry_id: str) -> Answer:
    """Take an entry back."""
    services.withdraw_entry(current_actor(), entry_id)
    flash(_("The entry is withdrawn. No jury sees it."), "ok")
    return redirect(url_for("entries.edit", entry_id=entry_id), 303)


@blueprint.post("/entries/<entry_id>/discard")
@gates.signed_in
def discard(entry_id: str) -> Answer:
    """Bring back what stands in place of changes that were not handed in."""
    services.discard_changes(current_actor(), entry_id)
    flash(_("The changes are taken back. What you handed in stands."), "ok")
    return redirect(url_for("entries.edit", entry_id=entry_id), 303)


@blueprint.post("/entries/<entry_id>/reopen")
@gates.signed_in
def reopen(entry_id: str) -> Answer:
    """Make a withdrawn entry a draft again."""
    services.reopen_entry(current_actor(), entry_id)
    flash(_("The entry is a draft again. It counts once you hand it in."), "ok")
    return redirect(url_for("entries.edit", entry_id=entry_id), 303)


def _page(room: Room, form: EntryForm, status: int = 200, **more: Any) -> Answer:
    """Return the form's page. It starts a worker that hashes files."""
    headers.allow_workers()
    actor, entry = current_actor(), room.entry
    shown = {file.file_id: file for file in queries.team_files(entry.id, actor.at)}
    facts = {one.id: [file_facts(file, shown, room.content) for file in room.files_in(one.id)] for one in room.fields}
    editable = room.may_change and room.opening.refusal is None and room.opening.fix is None
    mending = room.opening.fix if room.may_change else None
    wrong = put_at_fields(form, room.asked, room.lacks) if request.method == "GET" else {}
    page = render_template(
        "entries/edit.html",
        room=room,
        form=form,
        facts=facts,
        **of_questions(room),
        refused=status == 422,
        wrong=wrong,
        script=data_for(room, facts, editable=editable or mending is not None),
        **terms_in_form(room, form),
        answers=room.answers,
        clocks=clocks_for(room.call),
        broken={file.field_id for file in queries.broken_files(entry.id, actor.at)},
        editable=editable,
        left=room_left(room) if editable or mending else "",
        later=open_rounds(entry.id),
        mending=mending,
        **_standing(room),
        labels=labels,
        **more,
    )
    return page if status == 200 else (page, status)


def _standing(room: Room) -> dict[str, Any]:
    """Return what the page says of where the entry stands, and what its lead may do about it."""
    entry, at, leads = room.entry, current_actor().at, room.member.is_lead
    return {
        "check": queries.check_of(entry.id),
        "asked_fix": queries.open_fix(entry.id, at),
        "extensions": queries.extensions_of(entry.id),
        "charge": queries.charge_of(entry.id),
        "has_fee": bool(calls.fees_of(room.call.id)),
        "code_form": LateCodeForm(formdata=None),
        "withdrawable": leads and may_withdraw(entry.state, room.calendar, at),
        "reopenable": leads and may_reopen(entry.state, room.calendar, at),
        "receipt": queries.latest_receipt(entry.id),
        "changed": _is_changed(room),
        "awaited": still_awaited(room) if room.may_change else [],
    }


def _is_changed(room: Room) -> bool:
    """Tell whether what stands is another than what the form holds."""
    if room.entry.state != EntryState.submitted:
        return False
    standing = queries.standing_files(room.entry.id)
    return room.entry.pending is not None or files_differ(room.files, standing, room.hidden)


def of_questions(room: Room) -> dict[str, Any]:
    """Return what the form's template asks of each question, by its id."""
    return {
        "options": {field.id: files_options(field) for field in room.fields},
        "asked": {one.id: one for one in room.asked},
        "conditions": {field.id: condition_words(field, room.fields, room.categories) for field in room.fields},
        "takes": {one.id: limits(one.options) for one in room.asked},
        "units": UNITS,
        "hint": hint,
        "accepted": accepted,
        "left_words": left_words,
    }


def _refused(room: Room, form: EntryForm) -> Answer:
    if gates.wants_json():
        errors = {name: " ".join(map(str, found)) for name, found in form.errors.items()}
        return jsonify(message=" ".join(errors.values()), errors=errors), 422
    return _page(room, form, 422)


def _command(room: Room, form: EntryForm) -> Draft:
    return form.to_command(sent_questions(room), request.form.get("dropped", ""), taken_in(request.form))


def _stale(room: Room, form: EntryForm, stale: DraftStale) -> Answer:
    """Show both versions: a script compares them, a page without scripts asks which of each part stays."""
    theirs = stale.values["theirs"]
    if gates.wants_json():
        told = {"version": stale.values["version"], "theirs": plain(asked_form(room), theirs)}
        return jsonify(message=sentence(stale), values=told), 409
    form.version.raw_data = None
    form.version.data = stale.values["version"]
    return _page(room, form, 409, unlike=differences(room, sent_version(room, _command(room, form), theirs), theirs))
