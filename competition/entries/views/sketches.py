"""Entering without an account: a visitor writes at once, and is asked for an account when he first saves."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.calls import queries as calls
from competition.calls.models import Call
from competition.calls.rules import CallState
from competition.entries import queries, services
from competition.entries.forms import EntryForm
from competition.entries.models import Entry, EntryMember
from competition.entries.queries import Opening
from competition.entries.queries.agreements import terms_of
from competition.entries.rules import EntryState
from competition.entries.rules.drafting import may_begin
from competition.entries.rules.refusals import EntryNotFound
from competition.entries.views.asking import form_of, sent_questions
from competition.entries.views.blueprint import blueprint
from competition.entries.views.drafts import of_questions
from competition.entries.views.loading import Room, clocks_for
from competition.errors import DomainError
from competition.i18n import locale, pick
from competition.web import gates, limits
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]


@blueprint.get("/calls/<slug>/enter/form")
@gates.public
def sketch_form(slug: str) -> Answer:
    """Show the form to a visitor; who is signed in begins a draft of his own instead."""
    room = _room(slug)
    if current_actor().is_signed_in or not may_begin(calls.entering_calendar(room.call), current_actor().at):
        return redirect(url_for("entries.begin", slug=slug), 303)
    return _page(room, form_of(room))


@blueprint.post("/calls/<slug>/enter/form")
@gates.public
@limits.attempts
def keep_sketch(slug: str) -> Answer:
    """Keep what was typed, and ask for an account."""
    room = _room(slug)
    form = form_of(room)
    if not form.validate():
        return _page(room, form)
    draft = form.to_command(sent_questions(room), request.form.get("dropped", ""))
    try:
        token = services.keep_sketch(current_actor(), room.call.id, draft)
    except DomainError as refusal:
        attach_error(form, None, sentence(refusal))
        return _page(room, form)
    return redirect(url_for("entries.sketch", token=token), 303)


@blueprint.get("/entries/kept/<token>")
@gates.public
def sketch(token: str) -> Answer:
    """Say that the words are kept, and lead to an account, or to the draft. Looking changes nothing."""
    found = queries.sketch_behind(current_actor(), token)
    call = calls.call_by_id(found.call_id) if found else None
    if found is None or call is None:
        raise EntryNotFound
    title = pick({found.locale: str(found.content.get("title", ""))})
    return render_template("entries/sketch.html", sketch=found, call=call, title=title, token=token)


@blueprint.post("/entries/kept/<token>")
@gates.signed_in
def claim_sketch(token: str) -> Answer:
    """Make a draft of it."""
    try:
        entry = services.claim_sketch(current_actor(), token)
    except DomainError as refusal:
        if refusal.status == 404:
            raise
        flash(sentence(refusal), "caution")
        return redirect(url_for("entries.sketch", token=token), 303)
    return redirect(url_for("entries.edit", entry_id=entry.id), 303)


def _room(slug: str) -> Room:
    """Return the room of an entry that is not there yet: its call with an empty form."""
    call = calls.call_by_slug(slug)
    if call is None or call.state != CallState.published:
        raise EntryNotFound
    entry = _nothing(call)
    return Room(
        entry=entry,
        call=call,
        times=queries.times_of(entry, call),
        categories=calls.categories_of(call.id),
        fields=calls.fields_of(call.id),
        files=[],
        former=[],
        member=EntryMember(is_lead=True),
        opening=Opening(),
        terms=terms_of(call, entry, current_actor().at),
    )


def _nothing(call: Call) -> Entry:
    return Entry(
        id="", code="", call_id=call.id, title="", answers={}, locale=locale(), languages=[], translations={},
        checked={}, file_words={}, about={}, agreed={}, state=EntryState.draft, version=1,
    )  # fmt: skip


def _page(room: Room, form: EntryForm) -> Answer:
    page = render_template(
        "entries/begin_form.html",
        room=room,
        form=form,
        **of_questions(room),
        clocks=clocks_for(room.call),
    )
    return (page, 422) if form.errors or form.form_errors else page
