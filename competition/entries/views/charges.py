"""The organisers' pages on what entries owe: the list with its sums, one charge, and the file."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.calls import labels as call_labels
from competition.calls import queries as calls
from competition.calls.models import Call
from competition.entries import labels, queries, services
from competition.entries.forms import PaymentForm, StrikeForm
from competition.entries.models import Charge
from competition.entries.queries import ChargeRow
from competition.entries.rules.fees import ChargeState, Sums, outstanding
from competition.entries.rules.invoices import invoice_number
from competition.entries.rules.tables import Cell, as_csv
from competition.entries.views.blueprint import blueprint
from competition.entries.views.fees import printed
from competition.entries.views.receipts import attached
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.i18n import money_words
from competition.people.rules import ORGANISERS
from competition.web import gates
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.paging import PER_PAGE, Page, page_number
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]
organisers = gates.call_role(*ORGANISERS)


@blueprint.get("/organise/<call_id>/payments")
@organisers
def charges(call_id: str) -> Answer:
    """List what the entries of a call owe, with the sums of each currency."""
    state, number, counts = _state(), page_number(request.args.get("page")), queries.charge_counts(call_id)
    rows = queries.charge_rows(call_id, state, number=number, per_page=PER_PAGE)
    total = counts[state] if state else sum(counts.values())
    call = _call(call_id)
    return render_template(
        "entries/charges.html",
        call=call,
        page=Page(rows, number, total),
        state=state,
        counts=counts,
        totals=queries.totals(call_id),
        pay_by=call.pay_by_at,
        now=current_actor().at,
        labels=labels,
    )


@blueprint.get("/organise/<call_id>/payments.csv")
@organisers
def charges_csv(call_id: str) -> Response:
    """Hand out the list for a spreadsheet; no cell can be a formula."""
    head: list[Cell] = [
        str(words)
        for words in (
            _("Code"), _("Work"), _("Lead"), _("E-mail address"), _("State of the fee"), _("Currency"), _("Fee"),
            _("Received"), _("Waived"), _("Given back"), _("Outstanding"),
        )
    ]  # fmt: skip
    rows = [head, *(_cells(row) for row in queries.all_charge_rows(call_id, _state()))]
    return attached(as_csv(rows).encode("utf-8-sig"), "text/csv", f"{_call(call_id).slug}-payments.csv")


@blueprint.route("/organise/<call_id>/payments/<charge_id>", methods=["GET", "POST"])
@organisers
def charge(call_id: str, charge_id: str) -> Answer:
    """Show one charge with all that was recorded of it, and record more."""
    found, actor = _charge(call_id, charge_id), current_actor()
    form = PaymentForm(data={"key": secrets.token_hex(16), "on": actor.at.date(), "cents": _outstanding(found) or None})
    if form.validate_on_submit():
        try:
            services.record_payment(actor, call_id, charge_id, form.command())
        except DomainError as refusal:
            if "most" in refusal.values:
                refusal.values["amount"] = money_words(refusal.values["most"], found.currency)
            attach_error(form, "reason" if refusal.code == "fee_needs_reason" else "cents", sentence(refusal))
        else:
            flash(_("Recorded."), "ok")
            return _back(call_id, charge_id)
    page = render_template(
        "entries/charge.html",
        call=_call(call_id),
        charge=found,
        entry=queries.any_entry_of_call(call_id, found.entry_id),
        lead=queries.makers_of([found.entry_id])[found.entry_id][0],
        outstanding=_outstanding(found),
        payments=queries.payments_of(charge_id),
        invoices=queries.invoices_of(charge_id),
        number_of=invoice_number,
        form=form,
        strike=StrikeForm(formdata=None),
        labels=labels,
        call_labels=call_labels,
    )
    return (page, 422) if form.errors or form.form_errors else page


@blueprint.post("/organise/<call_id>/payments/<charge_id>/strike/<payment_id>")
@organisers
def strike_payment(call_id: str, charge_id: str, payment_id: str) -> Answer:
    """Strike a line out."""
    reason = StrikeForm().reason.data or ""
    return _acted(
        call_id,
        charge_id,
        lambda: services.strike_payment(current_actor(), call_id, payment_id, reason),
        _("Struck out."),
    )


@blueprint.post("/organise/<call_id>/payments/<charge_id>/credit-note")
@organisers
def make_credit_note(call_id: str, charge_id: str) -> Answer:
    """Issue the credit note of what was given back or waived."""
    return _acted(
        call_id,
        charge_id,
        lambda: services.issue_credit_note(current_actor(), call_id, charge_id),
        _("The credit note is here. Its number and its words stand from now on."),
    )


@blueprint.get("/organise/<call_id>/payments/<charge_id>/invoices/<invoice_id>.pdf")
@organisers
def invoice_of_call(call_id: str, charge_id: str, invoice_id: str) -> Response:
    """Hand out an invoice or a credit note."""
    return printed(_charge(call_id, charge_id), invoice_id)


def _acted(call_id: str, charge_id: str, verb: Callable[[], object], done: str) -> Response:
    try:
        verb()
    except NotFound:
        raise
    except DomainError as refusal:
        flash(sentence(refusal), "error")
    else:
        flash(done, "ok")
    return _back(call_id, charge_id)


def _back(call_id: str, charge_id: str) -> Response:
    return redirect(url_for("entries.charge", call_id=call_id, charge_id=charge_id), 303)


def _state() -> ChargeState | None:
    asked = request.args.get("state", "")
    return ChargeState(asked) if asked in set(ChargeState) else None


def _call(call_id: str) -> Call:
    call = calls.call_by_id(call_id)
    if call is None:
        raise NotFound
    return call


def _charge(call_id: str, charge_id: str) -> Charge:
    found = queries.charge_of_call(call_id, charge_id)
    if found is None:
        raise NotFound
    return found


def _outstanding(one: Charge) -> int:
    return outstanding(one.cents, Sums(one.paid, one.waived, one.refunded))


def _cells(row: ChargeRow) -> list[Cell]:
    one = row.charge
    amounts = (one.cents, one.paid, one.waived, one.refunded, _outstanding(one))
    words: list[Cell] = [row.code, row.title, row.payer, row.email, str(labels.CHARGE_STATES[one.state]), one.currency]
    return [*words, *(f"{cents // 100}.{cents % 100:02d}" for cents in amounts)]
