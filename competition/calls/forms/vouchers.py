"""A new code, for late entry or for a lower fee."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from competition.calls import labels
from competition.calls.forms.money import MoneyField
from competition.calls.forms.worded import Asked, Most, form_with, options
from competition.calls.rules.fees import MOST_CENTS
from competition.calls.rules.vouchers import MOST_NOTE, MOST_USES, NewVoucher, VoucherKind
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, TextField, ZonedDateTimeField, attach_error


class VoucherForm(FacetForm):
    """A code: what it is good for, how often, until when, for which category."""

    kind = RadioField(_l("What it is for"), [Asked()], choices=options(labels.VOUCHER_KINDS.items()))
    uses = IntegerField(
        _l("How often it may be used"),
        [InputRequired(_l("Write a whole number.")), NumberRange(1, MOST_USES, _l("From 1 to 10,000."))],
    )
    category = SelectField(_l("For which category"))
    percent = IntegerField(_l("Percent off"), [Optional(), NumberRange(1, 100, _l("From 1 to 100."))])
    cents = MoneyField(_l("Amount off"), [Optional(), NumberRange(1, MOST_CENTS, _l("From 0.01 to 100,000."))])
    note = TextField(_l("Note for yourselves"), [Optional(), Most(MOST_NOTE)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask of a discount for one of percent and amount; a code for late entry has neither."""
        is_good: bool = super().validate(extra_validators)
        given = [one for one in (self.percent.data, self.cents.data) if one]
        if is_good and self.kind.data == VoucherKind.discount and len(given) != 1:
            attach_error(self, "percent", _l("Write what the code takes off: percent or an amount, one of the two."))
            return False
        return is_good

    def command(self) -> NewVoucher:
        """Return the command."""
        is_discount = self.kind.data == VoucherKind.discount
        return NewVoucher(
            kind=VoucherKind(self.kind.data),
            uses=self.uses.data,
            until=self["until"].data,
            category_id=self.category.data or None,
            note=self.note.data or "",
            percent=(self.percent.data or None) if is_discount else None,
            cents=(self.cents.data or None) if is_discount else None,
        )


def voucher_form(zone: str, categories: Sequence[tuple[str, str]], **data: Any) -> VoucherForm:
    """Return the form of a code, its deadline read in `zone`."""
    until = ZonedDateTimeField(_l("Good until"), [InputRequired(_l("Write until when."))], zone=zone, name="until")
    form: VoucherForm = form_with(VoucherForm, (), until=until)(**data)
    form.category.choices = options([("", _l("All categories")), *categories])
    return form
