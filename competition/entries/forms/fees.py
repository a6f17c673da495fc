"""What a team says for its fee, and what an organiser records of it."""

from __future__ import annotations

from typing import Any

from wtforms import DateField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from competition.calls import labels as call_labels
from competition.calls.forms.money import MoneyField
from competition.calls.rules.fees import MOST_CENTS, FeeStatus
from competition.entries import labels
from competition.entries.rules.fees import MOST_ADDRESS, MOST_REASON, Buyer, ChooseFee, PaymentKind, Record
from competition.i18n import lazy_gettext as _l
from competition.i18n import lazy_pgettext
from competition.web.fields import FacetForm, LongTextField, TextField


def _choices(words: Any) -> list[SelectChoice]:
    return [SelectChoice(str(value), said) for value, said in words.items()]


class FeeForm(FacetForm):
    """Whose price, by which code, and who is to stand on the invoice."""

    status = RadioField(_l("Who enters"), [InputRequired()], choices=_choices(call_labels.FEE_STATUSES))
    voucher = TextField(_l("Discount code"), [Optional(), Length(max=60)])
    buyer_name = TextField(_l("Name on the invoice"), [Optional(), Length(max=200)])
    buyer_address = LongTextField(_l("Address on the invoice"), [Optional(), Length(max=MOST_ADDRESS)])
    buyer_country = SelectField(_l("Country on the invoice"))
    buyer_vat = TextField(_l("VAT number on the invoice"), [Optional(), Length(max=30)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the countries in the reader's language."""
        super().__init__(*args, **kwargs)
        self.buyer_country.choices = [("", _l("Choose one")), *call_labels.country_names()]

    def validate_buyer_vat(self, field: Any) -> None:
        """Ask a business for its country: that decides who accounts for the VAT."""
        if field.data and not self.buyer_country.data:
            raise ValidationError(_l("Choose the country too: it decides who accounts for the VAT."))

    def command(self) -> ChooseFee:
        """Return the command."""
        words = (self.buyer_name.data, self.buyer_address.data, self.buyer_vat.data, self.buyer_country.data)
        return ChooseFee(FeeStatus(self.status.data), Buyer(*(text or "" for text in words)), self.voucher.data or "")


class PaymentForm(FacetForm):
    """A line of what was paid, given back or waived."""

    key = HiddenField(validators=[InputRequired(), Length(min=16, max=64)])
    kind = SelectField(_l("What happened"), [InputRequired()], choices=_choices(labels.PAYMENT_KINDS))
    cents = MoneyField(
        lazy_pgettext("money", "Amount"), [InputRequired(_l("Write the amount.")), NumberRange(1, MOST_CENTS)]
    )
    on = DateField(_l("Day"), [InputRequired(_l("Write the day."))])
    method = SelectField(_l("How"), [InputRequired()], choices=_choices(labels.METHODS))
    reference = TextField(_l("Reference"), [Optional(), Length(max=120)])
    reason = TextField(_l("Reason"), [Optional(), Length(max=MOST_REASON)])

    def command(self) -> Record:
        """Return the command."""
        return Record(
            key=self.key.data or "",
            kind=PaymentKind(self.kind.data),
            cents=self.cents.data or 0,
            on=self.on.data,
            method=self.method.data or "",
            reference=self.reference.data or "",
            reason=self.reason.data or "",
        )


class StrikeForm(FacetForm):
    """Why a line is struck out."""

    reason = TextField(_l("Why it is struck out"), [InputRequired(_l("Say why.")), Length(max=MOST_REASON)])
