"""What entering costs: how a call charges, and its prices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional

from competition.calls import labels
from competition.calls.forms.money import MoneyField
from competition.calls.forms.worded import (
    PARAGRAPH,
    SHORT,
    Asked,
    Most,
    WordedForm,
    Wording,
    form_with,
    options,
    version_field,
    words,
)
from competition.calls.rules.fees import (
    CURRENCIES,
    MOST_CENTS,
    MOST_VAT_RATE,
    EditFees,
    FeePer,
    FeeStatus,
    FeeTier,
    SetFee,
)
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, LongTextField, TextField, ZonedDateTimeField

HOW = Wording(
    lambda language: _l("How one pays (%(language)s)", language=language),
    PARAGRAPH,
    help=_l("Account, bank, what to name. Entrants see it beside what they owe."),
)
NOTE = Wording(
    lambda language: _l("Note on reverse charge (%(language)s)", language=language),
    SHORT,
    help=_l("On invoices without VAT, to businesses with a VAT number of another country. Empty: all pay VAT."),
)


class FeesForm(WordedForm):
    """How a call charges."""

    version = version_field()
    currency = SelectField(_l("Currency"), [Asked()], choices=options((one, one) for one in CURRENCIES))
    per = RadioField(_l("What a fee is owed for"), [Asked()], choices=options(labels.FEE_PER.items()))
    only_paid_judged = BooleanField(
        _l("Only entries whose fee is settled go to the jury"),
        description=_l("Settled is what is paid, waived or free. Whoever owes can hand in all the same."),
    )
    issuer = SelectField(_l("Who sends the invoices"))
    issuer_name = TextField(_l("Its name in law"), [Optional(), Most(200)])
    issuer_address = LongTextField(_l("Its address"), [Optional(), Most(PARAGRAPH)])
    issuer_vat = TextField(_l("Its VAT number"), [Optional(), Most(30)])
    vat_rate = MoneyField(_l("VAT in the price"), [Optional(), NumberRange(0, MOST_VAT_RATE, _l("From 0 to 50 %."))])

    def command(self) -> EditFees:
        """Return the command."""
        return EditFees(
            version=self.version.data,
            currency=self.currency.data,
            per=FeePer(self.per.data),
            early_until=self["early_until"].data,
            only_paid_judged=bool(self.only_paid_judged.data),
            issuer_id=self.issuer.data or "",
            issuer_name=self.issuer_name.data or "",
            issuer_address=self.issuer_address.data or "",
            issuer_vat=self.issuer_vat.data or "",
            vat_rate=self.vat_rate.data or 0,
            how_to_pay=self.texts("how_to_pay"),
            vat_note=self.texts("vat_note"),
        )


class PriceForm(FacetForm):
    """One price; an empty one takes the line away."""

    category = SelectField(_l("Category"))
    status = SelectField(_l("Who"), [Asked()], choices=options(labels.FEE_STATUSES.items()))
    tier = SelectField(_l("When"), [Asked()], choices=options(labels.FEE_TIERS.items()))
    cents = MoneyField(_l("Price"), [Optional(), NumberRange(0, MOST_CENTS, _l("From 0 to 100,000."))])

    def command(self) -> SetFee:
        """Return the command."""
        return SetFee(self.category.data or None, FeeStatus(self.status.data), FeeTier(self.tier.data), self.cents.data)


def fees_form(languages: Sequence[str], zone: str, hosts: Sequence[tuple[str, str]], **data: Any) -> FeesForm:
    """Return the form of how a call charges, its early date read in `zone`."""
    early = ZonedDateTimeField(_l("Early until"), [Optional()], zone=zone, name="early_until")
    fields = {**words("how_to_pay", HOW, languages), **words("vat_note", NOTE, languages), "early_until": early}
    form: FeesForm = form_with(FeesForm, languages, **fields)(**data)
    form.issuer.choices = options([("", _l("Nobody: no invoices")), *hosts])
    return form


def price_form(categories: Sequence[tuple[str, str]], **data: Any) -> PriceForm:
    """Return the form of one price."""
    form = PriceForm(**data)
    form.category.choices = options([("", _l("All categories")), *categories])
    return form
