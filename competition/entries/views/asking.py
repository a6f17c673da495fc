"""The form of an entry, as its room asks it."""

from __future__ import annotations

from flask import request

from competition.calls.rules import FieldKind
from competition.entries.forms import PREFIX, Asked, AskedForm, EntryForm, entry_form, in_form
from competition.entries.labels import FILE_WORDS
from competition.entries.rules.file_words import piece_of
from competition.entries.views.loading import Room
from competition.i18n import LANGUAGES, pick
from competition.i18n import gettext as _


def form_of(room: Room) -> EntryForm:
    """Return the form with what the team's working copy holds, or with what was sent."""
    content = {**room.content, "version": room.entry.version}
    return entry_form(asked_form(room), content, list(request.form))


def asked_form(room: Room) -> AskedForm:
    """Return all that a room asks, those questions too that the sent form still had."""
    categories = [(category.id, str(pick(category.name))) for category in room.categories]
    asked = list({one.id: one for one in (*room.asked, *sent_questions(room))}.values())
    return AskedForm(asked, categories, room.form_terms, [file.id for file in room.files])


def sent_questions(room: Room) -> list[Asked]:
    """Return the questions of the form that was sent."""
    return in_form(room.asked, room.asked_before, request.form.getlist("asked"))


def left_words(room: Room) -> dict[str, str]:
    """Return what each control for words of a form is called: for words that a browser kept and cannot send."""
    named = {"title": str(_("Title of the work"))} if room.later is None else {}
    named |= {f"{PREFIX}{field.id}": str(pick(field.label)) for field in room.fields if field.kind != FieldKind.files}
    for file in room.files:
        named |= {piece_of(file.id, name): f"{label} · {file.name}" for name, label in FILE_WORDS.items()}
    others = {f"{name}-{code}": f"{words} · {LANGUAGES[code]}" for name, words in named.items() for code in LANGUAGES}
    return named | others
