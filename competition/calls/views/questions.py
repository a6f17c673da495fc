"""The organisers' pages on the entry form of a call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls import forms, labels, queries, services
from competition.calls.models import EntryField
from competition.calls.rules import ChoiceOptions, FieldKind, SeveralOptions, Unit, condition_of, options_of
from competition.calls.rules.fields import MOST_MATERIALS, USUAL_CHARACTERS, USUAL_DECIMALS
from competition.calls.views.answers import Page, acted, carried_out, newer, page, saved, the, the_call
from competition.calls.views.blueprint import blueprint
from competition.calls.views.builder import organisers
from competition.i18n import pick
from competition.web.session import current_actor

PICTURES = ["image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic"]
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
    FieldKind.materials: {"most": MOST_MATERIALS},
    FieldKind.several: {"least": 1},
}


@blueprint.get("/organise/<call_id>/form")
@organisers
def fields(call_id: str) -> Page:
    """Show the questions of the entry form."""
    call = the_call(call_id)
    rows = queries.fields_of(call_id)
    words = {row.id: labels.condition_words(row, rows) for row in rows}
    return page("calls/fields.html", call, fields=rows, conditions=words, kinds=FieldKind, labels=labels)


@blueprint.route("/organise/<call_id>/form/new/<kind>", methods=["GET", "POST"])
@organisers
def new_field(call_id: str, kind: str) -> Page:
    """Add a question of one kind."""
    call = the_call(call_id)
    if kind not in set(FieldKind):
        abort(404)
    data = {"version": call.version, "is_required": True, **USUAL.get(FieldKind(kind), {})}
    form = forms.question_form(
        FieldKind(kind), call.languages, _earlier(queries.fields_of(call_id)), _rows(), data=data
    )
    if carried_out(form, lambda: services.add_field(current_actor(), call_id, form.command())):
        return saved("calls.fields", call_id=call_id)
    return page("calls/field.html", call, form, kind=FieldKind(kind), question=None, labels=labels)


@blueprint.route("/organise/<call_id>/form/<field_id>", methods=["GET", "POST"])
@organisers
def field(call_id: str, field_id: str) -> Page:
    """Change a question."""
    call, rows = the_call(call_id), queries.fields_of(call_id)
    row = the(rows, field_id)
    options = options_of(row.kind, row.options)
    stored = forms.data_of({"label": row.label, "help": row.help}) | forms.question_data(options)
    flags = {"is_required": row.is_required, "is_hidden_from_jury": row.is_hidden_from_jury}
    choices = len(options.choices) if isinstance(options, ChoiceOptions | SeveralOptions) else 0
    data = {"version": call.version, "shown_if": _ticked(row), **flags, **stored}
    earlier = _earlier([one for one in rows if one.position < row.position])
    form = forms.question_form(row.kind, call.languages, earlier, _rows() or choices, data=data)
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


def _earlier(rows: Sequence[EntryField]) -> list[tuple[str, str]]:
    """Return the answers that a question after these may depend on, as (value, words)."""
    return [
        (f"{row.id}:{answer}", _("%(question)s: %(answer)s", question=pick(row.label), answer=words))
        for row in rows
        for answer, words in labels.answer_words(row).items()
    ]


def _ticked(row: EntryField) -> list[str]:
    condition = condition_of(row.options)
    return [f"{condition.question}:{answer}" for answer in condition.answers] if condition else []


def _rows() -> int:
    """Return how many rows of answers the form had that was sent, less the blank ones that every form gets."""
    return sum(name.startswith("value_") for name in request.form) - forms.BLANK_ROWS if request.form else 0
