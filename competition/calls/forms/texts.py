"""The first page of a call, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField
from wtforms.validators import Optional

from competition.calls.forms.worded import (
    LONGEST,
    PARAGRAPH,
    SHORT,
    Asked,
    LanguagesField,
    Most,
    WordedForm,
    Wording,
    form_with,
    needed,
    options,
    version_field,
    words,
)
from competition.calls.rules import EditTexts, NewCall, is_slug
from competition.i18n import LANGUAGES
from competition.i18n import lazy_gettext as _l
from competition.people.rules import InstitutionFacts
from competition.web.fields import TextField, attach_error
from competition.web.places import zone_choices

NEW = "new"

TITLE = Wording(lambda language: _l("Title (%(language)s)", language=language), SHORT, asked=True)
SUMMARY = Wording(
    lambda language: _l("Summary (%(language)s)", language=language),
    PARAGRAPH,
    asked=True,
    help=_l("Two sentences for lists and letters."),
)
BRIEF = Wording(
    lambda language: _l("Brief (%(language)s)", language=language),
    LONGEST,
    help=_l("Markdown: ## begins a heading, - a list, **bold**."),
)


RULES = Wording(
    lambda language: _l("Rules (%(language)s)", language=language),
    LONGEST,
    help=_l("Markdown, like the brief. Who hands in agrees to them; each version stays readable."),
)


class NewCallForm(WordedForm):
    """A call as it begins."""

    call_languages = LanguagesField(_l("Languages of the call"))
    time_zone = SelectField(_l("Time zone of the calendar"), [Asked()])
    host = SelectField(_l("Your institution"), [Asked()])
    host_name = TextField(_l("Name of the institution"), [Asked(), Most(SHORT)])
    host_city = TextField(_l("City"), [Optional(), Most(SHORT)])
    host_zone = SelectField(_l("Time zone of the institution"), [Asked()])

    def offer(self, institutions: Sequence[tuple[str, str]]) -> None:
        """Hand in what can be chosen: zones, and the institutions that are known."""
        self.time_zone.choices = self.host_zone.choices = zone_choices()
        self.host.choices = options([*institutions, (NEW, _l("Another institution"))])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the title in each chosen language, and for a name where the institution is new."""
        is_good: bool = super().validate(extra_validators)
        if self.host.data == NEW and not self.host_name.data:
            attach_error(self, "host_name", _l("Write the name of the institution."))
            is_good = False
        return _has_titles(self, self.call_languages.data) and is_good

    def command(self, locale: str) -> NewCall:
        """Return the command; the institution's name stands in the language of the page it was typed on."""
        languages = tuple(dict.fromkeys(self.call_languages.data))
        facts = InstitutionFacts(
            name={locale: self.host_name.data},
            city={locale: self.host_city.data} if self.host_city.data else {},
            time_zone=self.host_zone.data,
        )
        host = facts if self.host.data == NEW else self.host.data
        return NewCall(self.texts("title", languages), languages, self.time_zone.data, host)


class TextsForm(WordedForm):
    """The words of a call."""

    version = version_field()
    call_languages = LanguagesField(_l("Languages of the call"))
    slug = TextField(_l("Address of the page"), [needed(_l("Write an address.")), Most(80)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the title in each chosen language, and for an address that can be one."""
        is_good: bool = super().validate(extra_validators)
        if self.slug.data and not is_slug(self.slug.data):
            attach_error(self, "slug", _l("Use small letters from a to z, digits and single hyphens only."))
            is_good = False
        return _has_titles(self, self.call_languages.data) and is_good

    def command(self) -> EditTexts:
        """Return the command; texts in languages that were not chosen are dropped."""
        languages = tuple(dict.fromkeys(self.call_languages.data))
        return EditTexts(
            version=self.version.data,
            languages=languages,
            slug=self.slug.data,
            title=self.texts("title", languages),
            summary=self.texts("summary", languages),
            brief=self.texts("brief", languages),
            rules=self.texts("rules", languages),
        )


def new_call_form(**data: Any) -> NewCallForm:
    """Return the form of a new call."""
    form: NewCallForm = form_with(NewCallForm, tuple(LANGUAGES), **words("title", TITLE, tuple(LANGUAGES)))(**data)
    return form


def texts_form(**data: Any) -> TextsForm:
    """Return the form of a call's words, in every language there is: those not chosen are folded away."""
    codes = tuple(LANGUAGES)
    wordings = {"title": TITLE, "summary": SUMMARY, "brief": BRIEF, "rules": RULES}
    fields = {name: field for one, wording in wordings.items() for name, field in words(one, wording, codes).items()}
    form: TextsForm = form_with(TextsForm, codes, **fields)(**data)
    return form


def _has_titles(form: WordedForm, languages: Sequence[str] | None) -> bool:
    empty = [code for code in languages or () if code in LANGUAGES and not form[f"title_{code}"].data]
    for code in empty:
        attach_error(form, f"title_{code}", _l("Write the title in this language, or do not choose the language."))
    return not empty
