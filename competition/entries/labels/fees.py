"""The words for what an entry owes, for what was recorded of it, and for invoices."""

from __future__ import annotations

from typing import Any

from competition.entries.rules.fees import ChargeState, Method, PaymentKind
from competition.entries.rules.invoices import InvoiceKind
from competition.i18n import lazy_gettext as _l

CHARGE_STATES: dict[ChargeState, Any] = {
    ChargeState.nothing: _l("Nothing owed"),
    ChargeState.owed: _l("Owed"),
    ChargeState.part_paid: _l("Paid in part"),
    ChargeState.paid: _l("Paid"),
    ChargeState.waived: _l("Waived"),
    ChargeState.refunded: _l("Refunded"),
}
CHARGE_STATE_KINDS = {
    ChargeState.nothing: "quiet",
    ChargeState.owed: "caution",
    ChargeState.part_paid: "active",
    ChargeState.paid: "ok",
    ChargeState.waived: "info",
    ChargeState.refunded: "quiet",
}

PAYMENT_KINDS: dict[PaymentKind, Any] = {
    PaymentKind.payment: _l("Money received"),
    PaymentKind.refund: _l("Money given back"),
    PaymentKind.waiver: _l("Not asked for"),
}

METHODS: dict[Method, Any] = {
    Method.transfer: _l("Bank transfer"),
    Method.card: _l("Card"),
    Method.cash: _l("Cash"),
    Method.other: _l("Another way"),
}

INVOICE_KINDS: dict[InvoiceKind, Any] = {
    InvoiceKind.invoice: _l("Invoice"),
    InvoiceKind.credit_note: _l("Credit note"),
}

FEE_REFUSALS: dict[str, Any] = {
    "fee_too_much": _l("That is more than there is: at most %(amount)s."),
    "fee_needs_reason": _l("Say why: it stands in the log and beside the amount."),
    "fee_nothing_to_invoice": _l("There is nothing that is not on an invoice already."),
    "fee_invoice_incomplete": _l("An invoice needs the buyer’s name and address, and somebody who sends it."),
    "fee_payment_stands": _l("Part of this was given back; it cannot be struck out. Strike out that first."),
    "fee_stands": _l("Something is paid or on an invoice: what the fee was made from stands. Ask the organisers."),
}
