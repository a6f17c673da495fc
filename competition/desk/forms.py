"""A call that begins from a preset; and the form on the page of parts: one field of each kind, some of them wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    DecimalField,
    RadioField,
    SelectField,
    SelectMultipleField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from competition.calls.forms.asked import typed_day
from competition.calls.forms.texts import TITLE, NewCallForm
from competition.calls.forms.worded import form_with, words
from competition.calls.rules.values import read_date
from competition.i18n import LANGUAGES
from competition.web.fields import FacetForm, LongTextField, TextField, attach_error


class PresetForm(NewCallForm):
    """A call as it begins, and the day on which it opens: all its other dates are counted from there."""

    opens_on = TextField(
        _l("Opens on"),
        [typed_day],
        render_kw={"type": "date"},
        description=_l("All dates are counted from this day; each can be moved afterwards."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the day."""
        is_good: bool = super().validate(extra_validators)
        if self.opens_on.data or self.opens_on.errors:
            return is_good
        attach_error(self, "opens_on", _l("Choose the day on which the call opens."))
        return False

    def first_day(self) -> date:
        """Return the day on which it opens."""
        return date.fromisoformat(read_date(self.opens_on.data or "") or "")


def preset_form(**data: Any) -> PresetForm:
    """Return the form of a call that begins from a preset."""
    codes = tuple(LANGUAGES)
    form: PresetForm = form_with(PresetForm, codes, **words("title", TITLE, codes))(**data)
    return form


class PartsForm(FacetForm):
    """A form that is shown and never taken."""

    title = TextField(
        _l("Title of the work"),
        [InputRequired(), Length(max=80)],
        description=_l("As it should stand on the wall label."),
    )
    story = LongTextField(
        _l("What it is, and why"),
        [InputRequired(), Length(max=600)],
        description=_l("The jury reads this beside the pictures."),
    )
    category = RadioField(
        _l("Category"),
        [InputRequired(_l("Choose the category in which the jury should judge the work."))],
        choices=[
            SelectChoice("jewellery", _l("Jewellery")),
            SelectChoice("fashion", _l("Fashion")),
            SelectChoice("table", _l("Objects for the table")),
        ],
    )
    materials = SelectMultipleField(
        _l("Materials"),
        [Optional()],
        choices=[
            SelectChoice("gold", _l("Gold")),
            SelectChoice("porcelain", _l("Porcelain")),
            SelectChoice("lacquer", _l("Lacquer")),
        ],
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )
    country = SelectField(
        _l("Country"), [InputRequired()], choices=[SelectChoice("be", _l("Belgium")), SelectChoice("cn", _l("China"))]
    )
    height = DecimalField(_l("Height"), [InputRequired(_l("Give the height as a number, such as 42 or 42.5."))])
    due = DateTimeLocalField(_l("Entries are due"), [Optional()])
    own_work = BooleanField(
        _l("This is our own work, and we hold the rights to the pictures."),
        [InputRequired(_l("Without this we cannot take the entry."))],
    )


def half_answered() -> PartsForm:
    """Return the form as it comes back when some answers are missing."""
    answers = MultiDict([("title", "Écorce d’argent"), ("story", "…"), ("materials", "porcelain"), ("country", "cn")])
    form = PartsForm(formdata=answers, meta={"csrf": False})
    form.validate()
    return form
