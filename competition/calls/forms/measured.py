"""Questions whose answers lie between two bounds: numbers and days."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from competition.calls import labels
from competition.calls.forms.asked import QuestionForm, typed_day
from competition.calls.forms.worded import Asked, options
from competition.calls.rules import (
    DateOptions,
    DimensionsOptions,
    FieldKind,
    FieldOptions,
    MaterialsOptions,
    NumberOptions,
    Unit,
)
from competition.calls.rules.fields import LENGTHS, MOST_DECIMALS, MOST_MATERIALS, WEIGHTS
from competition.calls.rules.values import read_date, read_number
from competition.i18n import decimal_mark, decimal_words
from competition.i18n import lazy_gettext as _l
from competition.web.fields import TextField, attach_error

LENGTH_CHOICES = options((unit, labels.UNITS[unit]) for unit in LENGTHS)
WEIGHT_CHOICES = options((unit, labels.UNITS[unit] or _l("none")) for unit in WEIGHTS)
UNIT_CHOICES = options((unit, words or _l("none")) for unit, words in labels.UNITS.items())


def typed_number(_form: Any, field: Any) -> None:
    """Refuse what is no number."""
    if field.data and read_number(field.data, decimal_mark()) is None:
        raise ValidationError(_l("This is not a number. Write digits, with at most one decimal mark."))


class NumberForm(QuestionForm):
    """A number with its unit, between two bounds."""

    kind = FieldKind.number
    unit = SelectField(_l("Unit"), [Asked()], choices=UNIT_CHOICES)
    decimals = IntegerField(_l("Decimals at most"), [InputRequired(), NumberRange(0, MOST_DECIMALS)])
    least = TextField(_l("At least"), [typed_number], render_kw={"inputmode": "decimal"})
    most = TextField(_l("At most"), [typed_number], render_kw={"inputmode": "decimal"})

    def field_options(self) -> FieldOptions:
        """Return unit, decimals and bounds."""
        least, most = (read_number(self[name].data or "", decimal_mark()) for name in ("least", "most"))
        return NumberOptions(Unit(self.unit.data), self.decimals.data, least, most)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a lower bound that is not above the upper one."""
        if not super().validate(extra_validators):
            return False
        least, most = (read_number(self[name].data or "", decimal_mark()) for name in ("least", "most"))
        if least is None or most is None or Decimal(least) <= Decimal(most):
            return True
        attach_error(self, "most", _l("This is less than what is needed at least."))
        return False


class DimensionsForm(QuestionForm):
    """Height × width × depth, and a weight."""

    kind = FieldKind.dimensions
    unit = SelectField(_l("Unit of length"), [Asked()], choices=LENGTH_CHOICES)
    needs_depth = BooleanField(_l("The depth must be given too"))
    weight = SelectField(
        _l("Unit of weight"),
        [Asked()],
        choices=WEIGHT_CHOICES,
        description=_l("Where there is none, no weight is asked for."),
    )

    def field_options(self) -> FieldOptions:
        """Return the units."""
        return DimensionsOptions(Unit(self.unit.data), self.needs_depth.data, Unit(self.weight.data))


class MaterialsForm(QuestionForm):
    """A list of so many materials."""

    kind = FieldKind.materials
    most = IntegerField(_l("Materials at most"), [InputRequired(), NumberRange(1, MOST_MATERIALS)])

    def field_options(self) -> FieldOptions:
        """Return how many."""
        return MaterialsOptions(self["most"].data)


class DateForm(QuestionForm):
    """A day, between two others."""

    kind = FieldKind.date
    least = TextField(_l("Not before"), [typed_day], render_kw={"type": "date"})
    most = TextField(_l("Not after"), [typed_day], render_kw={"type": "date"})

    def field_options(self) -> FieldOptions:
        """Return the bounds."""
        return DateOptions(read_date(self["least"].data or ""), read_date(self["most"].data or ""))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a first day that is not after the last."""
        if not super().validate(extra_validators):
            return False
        least, most = (read_date(self[name].data or "") for name in ("least", "most"))
        if least is None or most is None or least <= most:
            return True
        attach_error(self, "most", _l("This is before the first day that is taken."))
        return False


def measured_data(told: NumberOptions | DimensionsOptions | DateOptions) -> dict[str, Any]:
    """Return the options as the data of their form."""
    if isinstance(told, DimensionsOptions):
        return {"unit": str(told.unit), "needs_depth": told.needs_depth, "weight": str(told.weight)}
    bounds = {"least": told.least or "", "most": told.most or ""}
    if isinstance(told, DateOptions):
        return bounds
    shown = {name: decimal_words(bound, grouped=False) if bound else "" for name, bound in bounds.items()}
    return {"unit": str(told.unit), "decimals": told.decimals, **shown}
