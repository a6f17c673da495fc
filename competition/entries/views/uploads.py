"""What the upload script asks: slots, signatures, the end of an upload, the state of files. JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from competition.entries import queries, schemas, services
from competition.entries.forms import PREFIX
from competition.entries.models import EntryFile
from competition.entries.rules import FileState
from competition.entries.views.blueprint import blueprint
from competition.entries.views.loading import own_room
from competition.entries.views.room import person_bytes, room_left
from competition.entries.views.terms import wrong_terms
from competition.entries.views.words import file_facts, lacks_by_part, stand_words
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.web import gates
from competition.web.errors import sentence
from competition.web.session import current_actor

Answer = Response | tuple[Any, int]


@blueprint.post("/entries/<entry_id>/uploads")
@gates.signed_in
def open_slots(entry_id: str) -> Answer:
    """Take files on, with the first request of each signed, or say why not; nothing has gone to the bucket yet.

    Where none is taken the answer is the refusal of the first, with a sentence for each.
    """
    wanted = schemas.read(schemas.SlotsSchema(), _body())
    opened = services.open_slots(current_actor(), entry_id, wanted, person_bytes())
    return _answered(opened, 201)


@blueprint.post("/uploads/<file_id>/sign")
@gates.signed_in
def sign(file_id: str) -> Answer:
    """Sign what is sent to the bucket next: many parts at once, so that a large file costs few requests."""
    wanted = schemas.read(schemas.SignSchema(), _body())
    return jsonify(_signed(services.sign(current_actor(), file_id, wanted)))


@blueprint.post("/uploads/declared")
@gates.signed_in
def declared() -> Answer:
    """Note the SHA-256 of files on their way, several at a time: who knows it may hand in before they have landed."""
    wanted = schemas.read(schemas.FinishedSchema(), _body())
    return _answered(services.declare_digests(current_actor(), wanted), 200, lambda file: {"id": file.id})


@blueprint.post("/uploads/finished")
@gates.signed_in
def finished() -> Answer:
    """Look at what arrived, several files at a time, and say what became of each.

    Where none can be settled the answer is the refusal of the first, with a line for each.
    """
    return _answered(services.finish_uploads(current_actor(), schemas.read(schemas.FinishedSchema(), _body())), 200)


@blueprint.post("/uploads/<file_id>/remove")
@gates.signed_in
def remove_file(file_id: str) -> Answer:
    """Take a file out of the form."""
    file = services.remove_file(current_actor(), file_id)
    if gates.wants_json():
        return jsonify(id=file.id)
    flash(_("The file “%(name)s” is removed.", name=file.name), "ok")
    return redirect(url_for("entries.edit", entry_id=file.entry_id), 303)


@blueprint.post("/entries/<entry_id>/files/order")
@gates.signed_in
def reorder_files(entry_id: str) -> Answer:
    """Put the files of one question in order."""
    given = schemas.read(schemas.OrderSchema(), _body())
    services.reorder_files(current_actor(), entry_id, given["field_id"], given["files"])
    return jsonify(files=given["files"])


@blueprint.get("/entries/<entry_id>/files.json")
@gates.signed_in
def files(entry_id: str) -> Answer:
    """Say where each file stands, what the entry still lacks, and how its answers read."""
    room = own_room(entry_id)
    shown = {file.file_id: file for file in queries.team_files(entry_id, current_actor().at)}
    return jsonify(
        files=[file_facts(file, shown, room.content) for file in room.files],
        missing=lacks_by_part(room.lacks),
        wrong=wrong_terms(room),
        room=room_left(room),
        answers={PREFIX + answer.field_id: str(answer.text) for answer in room.answers},
    )


@blueprint.get("/entries/<entry_id>/files/states.json")
@gates.signed_in
def file_states(entry_id: str) -> Answer:
    """Say where each file is on its way, and no more: the page asks this while it waits, in one query."""
    states = queries.file_states(current_actor(), entry_id)
    if states is None:
        raise NotFound
    return jsonify(states={one.file_id: stand_words(one) for one in states})


def _facts(file: EntryFile) -> dict[str, Any]:
    is_open = file.state == FileState.uploading
    return {**file_facts(file, {}, {}), "signed": _signed(services.first_request(file)) if is_open else {}}


def _answered(
    found: Sequence[EntryFile | DomainError], status: int, say: Callable[[EntryFile], dict[str, Any]] = _facts
) -> Answer:
    lines = [_refused(one) if isinstance(one, DomainError) else say(one) for one in found]
    refused = [one for one in found if isinstance(one, DomainError)]
    if len(refused) == len(found):
        return jsonify(files=lines, **_refused(refused[0])), refused[0].status
    return jsonify(files=lines), status


def _refused(why: DomainError) -> dict[str, Any]:
    return {"code": why.code, "status": why.status, "message": sentence(why)}


def _signed(requests: Mapping[str, Any]) -> dict[str, Any]:
    return {name: {"url": one.url, "headers": dict(one.headers)} for name, one in requests.items()}


def _body() -> Any:
    """Return the JSON that was sent; None for what is none, and for what is nested deeper than Python reads."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None
