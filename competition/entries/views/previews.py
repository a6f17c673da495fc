"""How a question that an organiser is writing will look in the entry form."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import abort, render_template
from werkzeug.wrappers import Response

from competition.calls.labels import UNITS
from competition.calls.queries import call_by_id
from competition.calls.rules import FieldKind
from competition.calls.views.previews import sent_question
from competition.entries.forms import answers_form
from competition.entries.views.blueprint import blueprint
from competition.entries.views.limits import accepted, hint
from competition.entries.views.questions import asked_in_words, files_options
from competition.entries.views.sentences import limits
from competition.people.rules import ORGANISERS
from competition.web import gates

Answer = str | Response | tuple[Any, int]


@blueprint.post("/organise/<call_id>/form/preview/<kind>")
@gates.call_role(*ORGANISERS)
def preview_question(call_id: str, kind: str) -> Answer:
    """Show the question as the entry form asks it; one that is not complete yet says so."""
    call = call_by_id(call_id)
    if call is None or kind not in set(FieldKind):
        abort(404)
    field = sent_question(call, FieldKind(kind))
    asked = asked_in_words(field, call.time_zone) if field else None
    page = render_template(
        "entries/preview_question.html",
        is_preview=True,
        room=SimpleNamespace(call=call),
        field=field,
        asked=asked,
        form=answers_form([asked], {"answers": {}}, 0) if asked else None,
        takes=limits(asked.options) if asked else "",
        options=files_options(field) if field else None,
        hint=hint,
        accepted=accepted,
        units=UNITS,
    )
    return page if field else (page, 422)
