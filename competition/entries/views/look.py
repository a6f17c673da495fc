"""An entry on the stage: for its team as the jury will see it, for the organisers as it stands; and fresh links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.calls import queries as calls
from competition.entries import queries
from competition.entries.rules import JuryAnswer, ShownFile
from competition.entries.rules.slides import ends_of, file_ids, links_of, slide_at, slides_of
from competition.entries.views.blueprint import blueprint
from competition.entries.views.loading import own_room
from competition.errors import NotFound
from competition.i18n import Picked, locale
from competition.i18n import gettext as _
from competition.people.rules import ORGANISERS
from competition.web import gates
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]

MOST_LINKS = 500


@blueprint.get("/entries/<entry_id>/look")
@gates.signed_in
def look(entry_id: str) -> Answer:
    """Show a team what the jury will see, were the form handed in now."""
    room = own_room(entry_id)
    kept = {field.id for field in room.fields if field.is_hidden_from_jury}
    return _stage(
        room.entry.code,
        Picked(room.content["title"], room.entry.locale),
        [answer for answer in room.answers if answer.field_id not in kept],
        _before_the_jury(entry_id),
        heading=_("What the jury will see"),
        back=url_for("entries.edit", entry_id=entry_id),
        links=url_for("entries.look_links", entry_id=entry_id),
    )


@blueprint.post("/entries/<entry_id>/look/links")
@gates.signed_in
def look_links(entry_id: str) -> Answer:
    """Return fresh links to the files of one's own entry."""
    keys = _keys()
    if queries.entry_for(current_actor(), entry_id) is None:
        raise NotFound
    return _links(_before_the_jury(entry_id), keys)


@blueprint.get("/organise/<call_id>/entries/<entry_id>/look")
@gates.call_role(*ORGANISERS)
def look_of_call(call_id: str, entry_id: str) -> Answer:
    """Show organisers what stands."""
    entry = queries.entry_of_call(call_id, entry_id)
    if entry is None:
        raise NotFound
    return _stage(
        entry.code,
        Picked(entry.title, entry.locale),
        queries.answers_in_words(calls.all_fields_of(call_id), queries.written_of(entry), locale()),
        queries.shown_files([entry_id], current_actor().at)[entry_id],
        heading=_("What stands"),
        back=url_for("entries.one_of_call", call_id=call_id, entry_id=entry_id),
        links=url_for("entries.look_of_call_links", call_id=call_id, entry_id=entry_id),
    )


@blueprint.post("/organise/<call_id>/entries/<entry_id>/look/links")
@gates.call_role(*ORGANISERS)
def look_of_call_links(call_id: str, entry_id: str) -> Answer:
    """Return fresh links to the files of what stands."""
    keys = _keys()
    if queries.entry_of_call(call_id, entry_id) is None:
        raise NotFound
    return _links(queries.shown_files([entry_id], current_actor().at)[entry_id], keys)


def _before_the_jury(entry_id: str) -> list[ShownFile]:
    return queries.team_files(entry_id, current_actor().at, for_jury=True)


def _stage(code: str, title: Picked, answers: Sequence[JuryAnswer], files: Sequence[ShownFile], **words: str) -> Answer:
    slides = slides_of(files)
    return render_template(
        "entries/look.html",
        code=code,
        title=title,
        answers=answers,
        slides=slides,
        slide=slide_at(slides, request.args.get("slide")),
        expires_at=ends_of(files),
        **words,
    )


def _keys() -> list[str]:
    body = request.get_json(silent=True)
    keys = body.get("files") if isinstance(body, dict) else None
    if not isinstance(keys, list) or len(keys) > MOST_LINKS or not all(isinstance(key, str) for key in keys):
        abort(422)
    return keys


def _links(files: Sequence[ShownFile], keys: Sequence[str]) -> Answer:
    wanted = set(file_ids(keys))
    return jsonify(links_of([file for file in files if file.file_id in wanted], keys))
