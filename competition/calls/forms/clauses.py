"""The form of a clause: its wording in every language, its place, when it ends, whether it is demanded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from competition.calls import labels
from competition.calls.forms.worded import (
    PARAGRAPH,
    SHORT,
    WordedForm,
    Wording,
    form_with,
    options,
    version_field,
    words,
)
from competition.calls.rules import CONSENTS, ClauseDraft, ClauseKind
from competition.calls.rules.clauses import MOST_YEARS, WITH_PLACE, may_be_required
from competition.i18n import LANGUAGES
from competition.i18n import lazy_gettext as _l
from competition.web.fields import attach_error

TEXT = Wording(lambda language: _l("Wording (%(language)s)", language=language), PARAGRAPH, asked=True)
CITY = Wording(lambda language: _l("City (%(language)s)", language=language), SHORT)
RECIPIENT = Wording(lambda language: _l("Recipient (%(language)s)", language=language), SHORT)


class ClauseForm(WordedForm):
    """A clause, in all languages that Facet speaks; those of the call must be there."""

    version = version_field()

    def demand(self, languages: Sequence[str]) -> None:
        """Say in which languages the wording is needed."""
        self.needed = tuple(languages)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the wording in each language of the call, and for a place where the kind has one."""
        is_good: bool = super().validate(extra_validators)
        for code in self.needed:
            if not self[f"text_{code}"].data:
                attach_error(self, f"text_{code}", _l("Write this in each language of the call."))
                is_good = False
        if f"place_{self.needed[0]}" in self and not self.texts("place"):
            attach_error(self, f"place_{self.needed[0]}", _l("Write the name in one language at least."))
            is_good = False
        return is_good

    def command(self) -> ClauseDraft:
        """Return the command."""
        return ClauseDraft(
            version=self.version.data,
            text=self.texts("text"),
            place=self.texts("place") if f"place_{self.needed[0]}" in self else {},
            country=self["country"].data or "" if "country" in self else "",
            years=self["years"].data if "years" in self else None,
            is_required=bool(self["is_required"].data) if "is_required" in self else False,
        )


def clause_form(kind: ClauseKind, languages: Sequence[str], **data: Any) -> ClauseForm:
    """Return the form of a clause of one kind."""
    codes = tuple(LANGUAGES)
    fields: dict[str, Any] = {}
    if kind in WITH_PLACE:
        fields |= words("place", RECIPIENT if kind == ClauseKind.transfer else CITY, codes)
    if kind == ClauseKind.transfer:
        choices = options([("", _l("Choose one")), *labels.country_names()])
        fields["country"] = SelectField(_l("Country of the recipient"), [Optional()], choices=choices)
    fields |= words("text", TEXT, codes)
    if kind in CONSENTS and kind != ClauseKind.jury:
        fields["years"] = IntegerField(
            _l("Ends so many years after the announcement"),
            [Optional(), NumberRange(1, MOST_YEARS)],
            description=_l("Empty: it ends only when it is taken back."),
        )
    if may_be_required(kind):
        fields["is_required"] = BooleanField(_l("An entry cannot be handed in without it"))
    form: ClauseForm = form_with(ClauseForm, codes, **fields)(**data)
    form.demand(languages)
    return form
