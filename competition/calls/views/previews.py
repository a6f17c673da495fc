"""What entrants will see of what an organiser is writing: the very pages, made of a form that is not saved."""

from __future__ import annotations

from typing import Any

from competition.calls import forms, queries
from competition.calls.models import Call, Category, EntryField
from competition.calls.rules import FieldKind, as_stored
from competition.calls.views.answers import Page, the_call
from competition.calls.views.blueprint import blueprint
from competition.calls.views.builder import organisers
from competition.calls.views.public import shown
from competition.calls.views.questions import question_form_sent

WORDS = ("title", "summary", "brief", "rules")


@blueprint.post("/organise/<call_id>/texts/preview")
@organisers
def preview_texts(call_id: str) -> Page:
    """Show the call's page with the words of the form."""
    call, form = the_call(call_id), forms.texts_form()
    languages = [code for code in form.call_languages.data or () if code in form.languages] or call.languages
    words = {name: form.texts(name, languages) for name in WORDS}
    return shown(queries.stand_in(call, **words), queries.categories_of(call_id), is_preview=True)


@blueprint.post("/organise/<call_id>/categories/preview")
@blueprint.post("/organise/<call_id>/categories/<category_id>/preview")
@organisers
def preview_category(call_id: str, category_id: str = "") -> Page:
    """Show the call's page with the words of a category."""
    call = the_call(call_id)
    form = forms.category_form(call.languages)
    words = {"name": form.texts("name"), "description": form.texts("description")}
    known = queries.categories_of(call_id)
    rows: list[Any] = [queries.stand_in(row, **words) if row.id == category_id else row for row in known]
    rows += [] if category_id else [queries.stand_in(Category(), **words)]
    return shown(queries.stand_in(call), rows, is_preview=True)


def sent_question(call: Call, kind: FieldKind) -> EntryField | None:
    """Return the question that was sent, unsaved; None where it is not complete."""
    form = question_form_sent(call, kind)
    if not form.validate():
        return None
    command = form.command()
    return EntryField(
        id="preview",
        call_id=call.id,
        kind=kind,
        label=command.label,
        help=command.help,
        is_required=command.is_required,
        required_from=command.required_from,
        is_hidden_from_jury=command.is_hidden_from_jury,
        options=as_stored(command.options),
        replaces=[],
    )
