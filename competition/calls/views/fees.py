"""The organisers' page on what entering costs."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls import forms, labels, queries, services
from competition.calls.models import Call, FeeSchedule
from competition.calls.rules import Part
from competition.calls.rules.fees import BadFees, FeeStatus, FeeTier, base_price
from competition.calls.views.answers import Page, acted, carried_out, page, saved, the_call
from competition.calls.views.blueprint import blueprint
from competition.calls.views.builder import organisers
from competition.i18n import pick
from competition.web.session import current_actor

PLAIN = (
    "currency", "early_until", "only_paid_judged", "issuer_name", "issuer_address", "issuer_vat", "vat_rate", "version"
)  # fmt: skip


@blueprint.route("/organise/<call_id>/fees", methods=["GET", "POST"])
@organisers
def fees(call_id: str) -> Page:
    """Set how a call charges, and see its prices."""
    call, row = the_call(call_id), queries.fee_schedule(call_id)
    hosts = [(one.id, str(pick(one.name))) for part, one in queries.institutions_of(call_id) if part.part == Part.host]
    form = forms.fees_form(call.languages, call.time_zone, hosts, data=_stored(row))

    at = {"fees_currency_stands": "currency"}
    if carried_out(form, lambda: services.edit_fees(current_actor(), call_id, form.command()), at):
        return saved("calls.fees", call_id=call_id)
    price = forms.price_form(_categories(call), formdata=None)
    return page("calls/fees.html", call, form, price=price, table=_table(call), schedule=row, labels=labels)


@blueprint.post("/organise/<call_id>/fees/prices")
@organisers
def set_fee(call_id: str) -> Response:
    """Set one price, or take it away."""
    form = forms.price_form(_categories(the_call(call_id)))
    if not form.validate():
        return acted(partial(_refuse, form), "", "calls.fees", call_id=call_id, _anchor="prices")
    verb = partial(services.set_fee, current_actor(), call_id, form.command())
    return acted(verb, _("Saved."), "calls.fees", call_id=call_id, _anchor="prices")


def _stored(row: FeeSchedule | None) -> dict[str, Any]:
    if row is None:
        return {"version": 1, "currency": "EUR", "per": "entry"}
    plain = {name: getattr(row, name) for name in PLAIN}
    texts = forms.data_of({"how_to_pay": row.how_to_pay, "vat_note": row.vat_note})
    return {**plain, **texts, "per": str(row.per), "issuer": row.issuer_id or ""}


def _categories(call: Call) -> list[tuple[str, str]]:
    return [(one.id, str(pick(one.name))) for one in queries.categories_of(call.id)]


def _table(call: Call) -> list[tuple[Any, Any, list[tuple[int, bool]]]]:
    """Return (category, status, prices) for each line that has a price of its own, the one for all first.

    A price is (cents, whether the table says it itself).
    """
    rows = queries.fees_of(call.id)
    said = {(row.category_id, row.status, row.tier) for row in rows}
    found = []
    for category, name in [(None, None), *((one.id, pick(one.name)) for one in queries.categories_of(call.id))]:
        for status in FeeStatus:
            if any((category, status, tier) in said for tier in FeeTier):
                prices = [
                    (base_price(rows, category, status, tier), (category, status, tier) in said) for tier in FeeTier
                ]
                found.append((name, labels.FEE_STATUSES[status], prices))
    return found


def _refuse(form: Any) -> None:
    raise BadFees(at=next(iter(form.errors), ""))
