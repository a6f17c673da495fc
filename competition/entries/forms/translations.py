"""A translation as an organiser leaves it: one field for each text of the entry, none of them needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from competition.calls.rules import FieldKind, TextOptions
from competition.entries.forms.controls import Asked
from competition.entries.forms.marks import Mark
from competition.entries.rules.drafting import MOST_TITLE
from competition.entries.rules.file_words import MOST
from competition.entries.rules.versions import TITLE, CheckTranslation
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, LongTextField, TextField

PREFIX = "piece-"


class TranslationForm(FacetForm):
    """A translation. The entry's texts are added to a subclass by `translation_form`."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    def to_command(self, language: str, pieces: Sequence[str]) -> CheckTranslation:
        """Return what the form holds."""
        texts = {piece: self[PREFIX + piece].data or "" for piece in pieces}
        return CheckTranslation(language, self.version.data, texts)


def translation_form(
    asked: Sequence[Asked], of_files: Mapping[str, str], version: int, texts: Mapping[str, str]
) -> TranslationForm:
    """Return the form for these texts, filled with what stands, or from the request where it was sent.

    `of_files` are the labels of what is said of files, by piece.
    """
    fields: dict[str, Any] = {
        PREFIX + TITLE: TextField(_l("Title of the work"), [Mark(required=True, maxlength=MOST_TITLE)])
    }
    for one in asked:
        most = one.options.most if isinstance(one.options, TextOptions) else None
        kind = LongTextField if one.kind == FieldKind.long_text else TextField
        fields[PREFIX + one.id] = kind(one.label, [Mark(required=True, counted=most)])
    for piece, label in of_files.items():
        most = MOST[piece.rpartition("-")[2]]
        fields[PREFIX + piece] = TextField(label, [Mark(required=True, maxlength=most)])
    form: TranslationForm = type("EntryTranslationForm", (TranslationForm,), fields)(
        data={"version": version, **{PREFIX + piece: text for piece, text in texts.items()}}
    )
    return form
