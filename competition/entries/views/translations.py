"""An organiser's page for one more language of an entry: the original, what the team wrote, and what is left of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flask import render_template

from competition.calls import queries as calls
from competition.calls.views.answers import Page, carried_out, newer, saved, the_call
from competition.entries import queries, services
from competition.entries.forms.translations import PREFIX, translation_form
from competition.entries.labels import FILE_WORDS
from competition.entries.models import EntryFile
from competition.entries.rules import EntryState
from competition.entries.rules.file_words import piece_of
from competition.entries.rules.versions import pieces_of
from competition.entries.views.blueprint import blueprint
from competition.entries.views.questions import asked_in_words
from competition.errors import NotFound
from competition.i18n import LANGUAGES, Picked, locale, pick
from competition.i18n import gettext as _
from competition.people.rules import ORGANISERS
from competition.web import gates
from competition.web.session import current_actor


@blueprint.route("/organise/<call_id>/entries/<entry_id>/translations/<language>", methods=["GET", "POST"])
@gates.call_role(*ORGANISERS)
def translation(call_id: str, entry_id: str, language: str) -> Page:
    """Show an entry's words in a language beside the original, and keep what an organiser makes of them."""
    entry = queries.entry_of_call(call_id, entry_id)
    if entry is None or entry.state != EntryState.submitted or language not in LANGUAGES or language == entry.locale:
        raise NotFound
    fields = [*calls.fields_of(call_id), *queries.answered_in_rounds(entry)]
    told, files = queries.all_written_of(entry), queries.standing_files(entry_id)
    pieces = [piece for piece in pieces_of(fields, files) if told.original(piece)]
    of_files = {piece: label for piece, label in _of_files(files).items() if piece in pieces}
    stored = {piece: told.checked_text(piece, language) for piece in pieces}
    first = {piece: text or told.own_text(piece, language) for piece, text in stored.items()}
    call = the_call(call_id)
    asked = [asked_in_words(field, call.time_zone) for field in fields if field.id in pieces]
    form = translation_form(asked, of_files, told.version_of(language), first)
    verb = partial(services.check_translation, current_actor(), call_id, entry_id)
    if carried_out(form, lambda: verb(form.to_command(language, pieces))):
        return saved("entries.one_of_call", call_id=call_id, entry_id=entry_id)
    html = render_template(
        "entries/translation.html",
        call=call,
        entry=entry,
        told=told,
        code=language,
        form=form,
        prefix=PREFIX,
        pieces=pieces,
        labels={field.id: pick(field.label) for field in fields}
        | {piece: Picked(label, locale()) for piece, label in of_files.items()},
        newer=newer(form, {PREFIX + piece: text for piece, text in stored.items()}),
    )
    return (html, 409 if getattr(form, "is_stale", False) else 422) if form.errors else html


def _of_files(files: Sequence[EntryFile]) -> dict[str, str]:
    """Return what each text beside a file is called, by piece: Caption · File 2."""
    return {
        piece_of(file.id, name): f"{label} · {_('File %(number)s', number=number)}"
        for number, file in enumerate(files, start=1)
        for name, label in FILE_WORDS.items()
    }
