"""The parts of a call: who takes part, its categories, its invitations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask_wtf.file import FileField
from wtforms import BooleanField, EmailField, SelectField
from wtforms.validators import Email, Length, Optional, ValidationError

from competition.calls import labels
from competition.calls.forms.texts import NEW
from competition.calls.forms.worded import (
    PARAGRAPH,
    SHORT,
    Asked,
    Most,
    WordedForm,
    Wording,
    form_with,
    needed,
    options,
    version_field,
    words,
)
from competition.calls.rules import (
    MOST_LOGO_KB,
    AddInstitution,
    CategoryWords,
    LogoChange,
    Part,
)
from competition.i18n import LANGUAGES, Texts
from competition.i18n import lazy_gettext as _l
from competition.people.rules import InstitutionFacts, Invite, Role
from competition.web.fields import FacetForm, TextField, attach_error
from competition.web.places import country_choices, zone_choices

NAME = Wording(lambda language: _l("Name (%(language)s)", language=language), SHORT, asked=True)
CITY = Wording(lambda language: _l("City (%(language)s)", language=language), SHORT)
DESCRIPTION = Wording(lambda language: _l("Description (%(language)s)", language=language), PARAGRAPH)


def web_address(_form: Any, field: Any) -> None:
    """Refuse what is no whole address of the web."""
    parts = urlsplit(field.data or "")
    if field.data and (parts.scheme not in {"http", "https"} or not parts.netloc or " " in field.data):
        raise ValidationError(_l("Write the whole address: https://…"))


class InstitutionForm(WordedForm):
    """An institution: its name and city in the languages of the call, where it lies, its own page."""

    country = SelectField(_l("Country"))
    time_zone = SelectField(_l("Time zone"), [Asked()])
    url = TextField(_l("Web address"), [Optional(), Most(500), web_address])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a name in one language at least."""
        is_good: bool = super().validate(extra_validators)
        return has_some(self, "name", _l("Write the name in one language at least.")) and is_good

    def facts(self) -> InstitutionFacts:
        """Return what was written."""
        return InstitutionFacts(
            name=self.texts("name"),
            city=self.texts("city"),
            country=self.country.data,
            time_zone=self.time_zone.data,
            url=self.url.data or "",
        )


class EditInstitutionForm(InstitutionForm):
    """An institution that is there may have a logo too. What kind of file it is, the service tells by its bytes."""

    logo = FileField(
        _l("Logo"),
        description=_l("PNG, JPEG or WebP, at most %(most)s kB and 4000 pixels on a side.", most=MOST_LOGO_KB),
    )
    is_logo_removed = BooleanField(_l("Remove the logo"))

    def logo_change(self) -> LogoChange:
        """Return what becomes of the logo; a new file counts more than the wish to have none."""
        most = MOST_LOGO_KB * 1000
        content = self.logo.data.read(most + 1) if self.logo.data else None
        return LogoChange(content, self.is_logo_removed.data)


class PartForm(InstitutionForm):
    """A part for an institution, known or new."""

    part = SelectField(_l("Takes part as"), [Asked()], choices=options(labels.PARTS.items()))
    known = SelectField(_l("Institution"), [Asked()])

    def validate(self, extra_validators: Any = None) -> bool:
        """A known institution needs nothing more."""
        is_known = self.known.data != NEW and self.known.validate(self) and self.part.validate(self)
        return bool(is_known) or (self.known.data == NEW and super().validate(extra_validators))

    def command(self) -> AddInstitution:
        """Return the command."""
        return AddInstitution(Part(self.part.data), self.facts() if self.known.data == NEW else self.known.data)


class CategoryForm(WordedForm):
    """A category."""

    version = version_field()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a name in one language at least."""
        is_good: bool = super().validate(extra_validators)
        return has_some(self, "name", _l("Write the name in one language at least.")) and is_good

    def command(self) -> CategoryWords:
        """Return the command."""
        return CategoryWords(self.version.data, self.texts("name"), self.texts("description"))


class InviteForm(FacetForm):
    """An offer of a role."""

    role = SelectField(_l("Role"), [Asked()])
    email = EmailField(_l("E-mail address"), [needed(_l("Write the e-mail address.")), Length(max=320), Email()])
    name = TextField(_l("Name"), [Optional(), Most(SHORT)])
    locale = SelectField(_l("Language of the letter"), [Asked()], choices=options(LANGUAGES.items()))
    institution = SelectField(_l("For which host"))

    def offer(self, roles: Sequence[tuple[str, Any]], hosts: Sequence[tuple[str, str]]) -> None:
        """Hand in what can be chosen."""
        self.role.choices = options(roles)
        self.institution.choices = options([("", "–"), *hosts])

    def command(self, call_id: str, title: Texts) -> Invite:
        """Return the command."""
        return Invite(
            email=self.email.data,
            role=Role(self.role.data),
            call_id=call_id,
            scope_name=title,
            name=self.name.data or "",
            locale=self.locale.data,
            institution_id=self.institution.data or None,
        )


def institution_form(languages: Sequence[str], zone: str = "", **data: Any) -> EditInstitutionForm:
    """Return the form of an institution that is there."""
    form: EditInstitutionForm = form_with(EditInstitutionForm, languages, **_institution(languages))(**data)
    form.country.choices, form.time_zone.choices = country_choices(), zone_choices(zone)
    return form


def part_form(languages: Sequence[str], known: Sequence[tuple[str, str]], **data: Any) -> PartForm:
    """Return the form of a part for an institution."""
    form: PartForm = form_with(PartForm, languages, **_institution(languages))(**data)
    form.country.choices, form.time_zone.choices = country_choices(), zone_choices()
    form.known.choices = options([*known, (NEW, _l("Another institution"))])
    return form


def category_form(languages: Sequence[str], **data: Any) -> CategoryForm:
    """Return the form of a category."""
    fields = {**words("name", NAME, languages), **words("description", DESCRIPTION, languages)}
    form: CategoryForm = form_with(CategoryForm, languages, **fields)(**data)
    return form


def _institution(languages: Sequence[str]) -> dict[str, Any]:
    return {**words("name", NAME, languages), **words("city", CITY, languages)}


def has_some(form: WordedForm, name: str, message: Any) -> bool:
    """Tell whether a text stands in one language at least; else say so at the first."""
    if form.texts(name):
        return True
    attach_error(form, f"{name}_{form.languages[0]}", message)
    return False
