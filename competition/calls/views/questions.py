"""The organisers' pages on the entry form of a call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls import forms, labels, queries, services
from competition.calls.forms.asked import QuestionForm
from competition.calls.models import Call, EntryField
from competition.calls.rules import FieldKind, Unit, categories_of, condition_of, options_of
from competition.calls.rules.fields import MOST_MATERIALS, MOST_PEOPLE, USUAL_CHARACTERS, USUAL_DECIMALS
from competition.calls.views.answers import Page, acted, carried_out, newer, page, saved, the_call
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
    FieldKind.team: {"most": MOST_PEOPLE},
}


@blueprint.get("/organise/<call_id>/form")
@organisers
def fields(call_id: str) -> Page:
    """Show the questions of the entry form, and those that later rounds ask."""
    call, rounds, categories = the_call(call_id), queries.rounds_of(call_id), queries.categories_of(call_id)
    known = {one.id: queries.all_fields_of(call_id, one.id) for one in rounds[1:]}
    groups = [(None, queries.all_fields_of(call_id)), *((one, known[one.id]) for one in rounds[1:] if known[one.id])]
    words = {row.id: labels.condition_words(row, rows, categories) for _round, rows in groups for row in rows}
    return page(
        "calls/fields.html",
        call,
        groups=groups,
        conditions=words,
        kinds=FieldKind,
        rounds=rounds[1:],
        labels=labels,
    )


@blueprint.route("/organise/<call_id>/form/new/<kind>", methods=["GET", "POST"])
@organisers
def new_field(call_id: str, kind: str) -> Page:
    """Add a question of one kind."""
    call = the_call(call_id)
    if kind not in set(FieldKind):
        abort(404)
    usual = {"is_required": kind != FieldKind.team, "is_hidden_from_jury": kind == FieldKind.team}
    data = {"version": call.version, "round": _chosen_round(call), **usual, **USUAL.get(FieldKind(kind), {})}
    rows = queries.fields_of(call_id, data["round"] or None)
    form = forms.question_form(FieldKind(kind), call.languages, _around(call, rows), _rows(), data=data)
    if carried_out(form, lambda: services.add_field(current_actor(), call_id, form.command())):
        return saved("calls.fields", call_id=call_id)
    return page("calls/field.html", call, form, kind=FieldKind(kind), question=None, labels=labels)


@blueprint.route("/organise/<call_id>/form/<field_id>", methods=["GET", "POST"])
@organisers
def field(call_id: str, field_id: str) -> Page:
    """Change a question. One that would not take the answers that it had is asked anew, once that is confirmed."""
    call = the_call(call_id)
    row = queries.field_of(call_id, field_id) or abort(404)
    form, stored = _form(call, row)
    anew = bool(
        not request.form.get("anew")
        and form.validate_on_submit()
        and services.would_ask_anew(current_actor(), call_id, field_id, form.command())
    )
    if not anew and carried_out(form, lambda: services.edit_field(current_actor(), call_id, field_id, form.command())):
        return saved("calls.fields", call_id=call_id)
    return page(
        "calls/field.html",
        call,
        form,
        kind=row.kind,
        question=row,
        labels=labels,
        anew=anew,
        newer=newer(form, stored),
    )


@blueprint.post("/organise/<call_id>/form/<field_id>/copy")
@organisers
def copy_field(call_id: str, field_id: str) -> Response:
    """Ask the same once more."""
    verb = partial(services.copy_field, current_actor(), call_id, field_id)
    return acted(verb, _("A copy stands below it."), "calls.fields", call_id=call_id, _anchor=f"question-{field_id}")


@blueprint.post("/organise/<call_id>/form/<field_id>/move")
@organisers
def move_field(call_id: str, field_id: str) -> Response:
    """Change places with a neighbour."""
    verb = partial(services.move_field, current_actor(), call_id, field_id, -1 if request.form.get("by") == "-1" else 1)
    return acted(verb, _("Moved."), "calls.fields", call_id=call_id, _anchor=f"question-{field_id}")


@blueprint.post("/organise/<call_id>/form/<field_id>/remove")
@organisers
def remove_field(call_id: str, field_id: str) -> Response:
    """Remove a question."""
    verb = partial(services.remove_field, current_actor(), call_id, field_id)
    return acted(verb, _("Removed."), "calls.fields", call_id=call_id)


def _form(call: Call, row: EntryField) -> tuple[QuestionForm, dict[str, Any]]:
    """Return the form of a question that is there, and the words and options that are stored of it."""
    options = options_of(row.kind, row.options)
    stored = forms.data_of({"label": row.label, "help": row.help}) | forms.question_data(options)
    flags = {"is_required": row.is_required, "is_hidden_from_jury": row.is_hidden_from_jury}
    zone = ZoneInfo(call.time_zone)
    scope = {
        "required_from": row.required_from.astimezone(zone).date().isoformat() if row.required_from else "",
        "categories": list(categories_of(row.options)),
        "round": row.round_id or "",
        "shown_if": _ticked(row),
    }
    rows = [one for one in queries.fields_of(call.id, row.round_id) if one.position < row.position]
    choices = len(getattr(options, "choices", getattr(options, "roles", ())))
    data = {"version": call.version, **scope, **flags, **stored}
    return forms.question_form(row.kind, call.languages, _around(call, rows), _rows() or choices, data=data), stored


def question_form_sent(call: Call, kind: FieldKind) -> QuestionForm:
    """Return the form of a question as it was sent, whatever it is about: everything there is may be chosen in it."""
    rows = [*queries.fields_of(call.id), *queries.asked_in_rounds(call.id)]
    return forms.question_form(kind, call.languages, _around(call, rows), _rows())


def _around(call: Call, earlier: Sequence[EntryField]) -> forms.Around:
    """Return what a question after these may depend on, and where it may be asked."""
    answers = [
        (f"{row.id}:{answer}", _("%(question)s: %(answer)s", question=pick(row.label), answer=words))
        for row in earlier
        for answer, words in labels.answer_words(row).items()
    ]
    categories = [(one.id, str(pick(one.name))) for one in queries.categories_of(call.id)]
    rounds = [
        (one.id, _("Those that go on into “%(round)s”", round=pick(one.name))) for one in queries.rounds_of(call.id)[1:]
    ]
    return forms.Around(answers, categories, rounds, call.time_zone)


def _chosen_round(call: Call) -> str:
    """Return the later round that the address names as the one that asks; empty for the entry itself."""
    later = {str(one.position): one.id for one in queries.rounds_of(call.id)[1:]}
    return later.get(request.args.get("of", ""), "")


def _ticked(row: EntryField) -> list[str]:
    condition = condition_of(row.options)
    return [f"{condition.question}:{answer}" for answer in condition.answers] if condition else []


def _rows() -> int:
    """Return how many rows of answers the form had that was sent, less the blank ones that every form gets."""
    return sum(name.startswith("value_") for name in request.form) - forms.BLANK_ROWS if request.form else 0
