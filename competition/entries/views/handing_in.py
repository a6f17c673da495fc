"""Look it over, and hand it in."""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from competition.calls.queries import fees_of, newest_rules_of
from competition.calls.rules import ClauseKind
from competition.entries import labels, queries, services
from competition.entries.forms import SubmitForm
from competition.entries.rules.drafting import refusal_in_category
from competition.entries.rules.refusals import AddressNotConfirmed, AlreadyHandedIn
from competition.entries.rules.team import ReadsOnly
from competition.entries.views.awaited import awaited_in
from competition.entries.views.blueprint import blueprint
from competition.entries.views.loading import Room, clocks_for, own_room
from competition.entries.views.terms import sections_of, told_terms, wrong_terms
from competition.entries.views.words import lacks_by_part, size_words
from competition.errors import DomainError
from competition.i18n import pick
from competition.web import gates
from competition.web.errors import sentence
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]


@blueprint.get("/entries/<entry_id>/review")
@gates.signed_in
def review(entry_id: str) -> Answer:
    """Show the whole entry as it would be handed in, and what is still missing."""
    room = own_room(entry_id)
    form = SubmitForm(key=secrets.token_hex(16), content=room.digest)
    return _page(room, form)


@blueprint.post("/entries/<entry_id>/submit")
@gates.signed_in
def submit(entry_id: str) -> Answer:
    """Hand the entry in, and show its receipt; the same page sent again shows the same one."""
    form = SubmitForm()
    if not form.validate():
        return _page(own_room(entry_id), form, 422)
    try:
        receipt = services.submit_entry(current_actor(), entry_id, form.to_command())
    except AlreadyHandedIn as stands:
        flash(sentence(stands), "ok")
        return redirect(url_for("entries.receipt", entry_id=entry_id, number=stands.values["number"]), 303)
    except DomainError as refusal:
        if refusal.status == 404:
            raise
        return _not_handed_in(own_room(entry_id), refusal)
    return redirect(url_for("entries.receipt", entry_id=entry_id, number=receipt.number), 303)


def _page(room: Room, form: SubmitForm, status: int = 200, refusal: str = "") -> Answer:
    actor = current_actor()
    own_work = next((one.text for one in room.terms.clauses if one.kind == ClauseKind.own_work), None)
    if own_work:
        form.agreed.label.text = str(pick(own_work))
    why_not = _refusal(room)
    page = render_template(
        "entries/review.html",
        room=room,
        form=form,
        refusal=refusal or (sentence(why_not) if why_not else ""),
        missing=lacks_by_part(room.lacks),
        sections=sections_of(room),
        wrong=wrong_terms(room),
        told=told_terms(room),
        answers=room.answers,
        awaited=awaited_in(room),
        shown={file.file_id: file for file in queries.team_files(room.entry.id, actor.at)},
        decision=None if room.opening.fix else room.decision,
        receipt=queries.latest_receipt(room.entry.id),
        has_fee=bool(fees_of(room.call.id)),
        rules=newest_rules_of(room.call.id),
        clocks=clocks_for(room.call),
        size_words=size_words,
        labels=labels,
    )
    return page if status == 200 else (page, status)


def _refusal(room: Room) -> DomainError | None:
    """Return why the reader cannot hand in now, whatever the entry holds."""
    if not room.may_change:
        return ReadsOnly()
    why_not = room.opening.refusal or (None if current_actor().email_confirmed else AddressNotConfirmed())
    if why_not or room.opening.fix:
        return why_not
    return refusal_in_category(room.entry.state, room.times, room.content["category_id"], current_actor().at)


def _not_handed_in(room: Room, refusal: DomainError) -> Answer:
    """Show the page anew, with the reason and a new key: what changed meanwhile is seen before it counts."""
    form = SubmitForm(formdata=None, key=secrets.token_hex(16), content=room.digest)
    return _page(room, form, refusal.status, sentence(refusal))
