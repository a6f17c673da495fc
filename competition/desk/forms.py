"""The form on the page of parts: one field of each kind, some of them answered wrongly."""

from __future__ import annotations

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

from competition.web.fields import FacetForm, LongTextField, TextField


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
