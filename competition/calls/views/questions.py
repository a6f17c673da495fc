"""The organisers' pages on the entry form of a call."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls import forms, labels, queries, services
from competition.calls.rules import ChoiceOptions, FieldKind, SeveralOptions, Unit, options_of
from competition.calls.rules.fields import USUAL_CHARACTERS, USUAL_DECIMALS
from competition.calls.views.answers import Page, acted, carried_out, newer, page, saved, the, the_call
from competition.calls.views.blueprint import blueprint
from competition.calls.views.builder import organisers
from competition.web.session import current_actor

PICTURES = ["image/jpeg", "image/png", "image/webp"]
USUAL_FILES = {
    "accept": PICTURES,
    "least": 1,
    "most": 6,
    "max_megabytes": 100,
    "min_width": 1600,
    "max_megapixels": 200,
}
USUAL: dict[FieldKind, dict[str, Any]] = {
    **{kind: {"most": most} for kind, most in USUAL_CHARACTERS.items()},
    FieldKind.files: USUAL_FILES,
    FieldKind.number: {"unit": str(Unit.g), "decimals": USUAL_DECIMALS},
    FieldKind.dimensions: {"unit": str(Unit.mm), "weight": str(Unit.none)},
    FieldKind.several: {"least": 1},
}


@blueprint.get("/organise/<call_id>/form")
@organisers
def fields(call_id: str) -> Page:
    """Show the questions of the entry form."""
    call = the_call(call_id)
    return page("calls/fields.html", call, fields=queries.fields_of(call_id), kinds=FieldKind, labels=labels)


@blueprint.route("/organise/<call_id>/form/new/<kind>", methods=["GET", "POST"])
@organisers
def new_field(call_id: str, kind: str) -> Page:
    """Add a question of one kind."""
    call = the_call(call_id)
    if kind not in set(FieldKind):
        abort(404)
    data = {"version": call.version, "is_required": True, **USUAL.get(FieldKind(kind), {})}
    form = forms.question_form(FieldKind(kind), call.languages, _rows(), data=data)
    if carried_out(form, lambda: services.add_field(current_actor(), call_id, form.command())):
        return saved("calls.fields", call_id=call_id)
    return page("calls/field.html", call, form, kind=FieldKind(kind), question=None, labels=labels)


@blueprint.route("/organise/<call_id>/form/<field_id>", methods=["GET", "POST"])
@organisers
def field(call_id: str, field_id: str) -> Page:
    """Change a question."""
    call, row = the_call(call_id), the(queries.fields_of(call_id), field_id)
    options = options_of(row.kind, row.options)
    stored = forms.data_of({"label": row.label, "help": row.help}) | forms.question_data(options)
    flags = {"is_required": row.is_required, "is_hidden_from_jury": row.is_hidden_from_jury}
    choices = len(options.choices) if isinstance(options, ChoiceOptions | SeveralOptions) else 0
    data = {"version": call.version, **flags, **stored}
    form = forms.question_form(row.kind, call.languages, _rows() or choices, data=data)
    if carried_out(form, lambda: services.edit_field(current_actor(), call_id, field_id, form.command())):
        return saved("calls.fields", call_id=call_id)
    return page("calls/field.html", call, form, kind=row.kind, question=row, labels=labels, newer=newer(form, stored))


@blueprint.post("/organise/<call_id>/form/<field_id>/move")
@organisers
def move_field(call_id: str, field_id: str) -> Response:
    """Change places with a neighbour."""
    verb = partial(services.move_field, current_actor(), call_id, field_id, -1 if request.form.get("by") == "-1" else 1)
    return acted(verb, _("Moved."), "calls.fields", call_id=call_id)


@blueprint.post("/organise/<call_id>/form/<field_id>/remove")
@organisers
def remove_field(call_id: str, field_id: str) -> Response:
    """Remove a question."""
    verb = partial(services.remove_field, current_actor(), call_id, field_id)
    return acted(verb, _("Removed."), "calls.fields", call_id=call_id)


def _rows() -> int:
    """Return how many rows of answers the form had that was sent, less the blank ones that every form gets."""
    return sum(name.startswith("value_") for name in request.form) - forms.BLANK_ROWS if request.form else 0
