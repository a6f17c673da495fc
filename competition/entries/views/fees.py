"""What a team owes: how much and why, how to pay, and its invoices."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from competition import paper
from competition.calls import labels as call_labels
from competition.calls import queries as calls
from competition.calls.rules.fees import FeeStatus, base_price, tier_at
from competition.entries import labels, queries, services
from competition.entries.forms import FeeForm
from competition.entries.models import Charge, Invoice
from competition.entries.rules.fees import Sums, outstanding
from competition.entries.rules.invoices import invoice_number
from competition.entries.views.blueprint import blueprint
from competition.entries.views.loading import Room, clocks_for, own_room
from competition.entries.views.receipts import attached
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.i18n import locale
from competition.web import gates, limits
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]
_BUYER = ("buyer_name", "buyer_address", "buyer_vat", "buyer_country")


@blueprint.route("/entries/<entry_id>/fee", methods=["GET", "POST"])
@gates.signed_in
@limits.guesses
def fee(entry_id: str) -> Answer:
    """Show what the entry owes or will owe, and take what it is made from."""
    room, choice = own_room(entry_id), queries.fee_choice(entry_id)
    if not calls.fees_of(room.call.id) and queries.charge_of(entry_id) is None:
        raise NotFound
    stored = {name: getattr(choice, name) for name in _BUYER} if choice else {}
    form = FeeForm(data={"status": str(choice.status if choice else FeeStatus.professional), **stored})
    if form.validate_on_submit():
        try:
            services.choose_fee(current_actor(), entry_id, form.command())
        except DomainError as refusal:
            if refusal.status == NotFound.status:
                raise
            attach_error(form, "voucher" if refusal.code.startswith("voucher") else None, sentence(refusal))
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for("entries.fee", entry_id=entry_id), 303)
    page = render_template("entries/fee.html", room=room, form=form, **_told(room))
    return (page, 422) if form.errors or form.form_errors else page


@blueprint.post("/entries/<entry_id>/invoices")
@gates.signed_in
def make_invoice(entry_id: str) -> Answer:
    """Issue the invoice of what the entry owes."""
    try:
        services.issue_invoice(current_actor(), entry_id)
    except DomainError as refusal:
        if refusal.status == NotFound.status:
            raise
        flash(sentence(refusal), "error")
    else:
        flash(_("The invoice is here. Its number and its words stand from now on."), "ok")
    return redirect(url_for("entries.fee", entry_id=entry_id, _anchor="invoices"), 303)


@blueprint.get("/entries/<entry_id>/invoices/<invoice_id>.pdf")
@gates.signed_in
def invoice_pdf(entry_id: str, invoice_id: str) -> Response:
    """Hand out an invoice in the address's language, as its words were stored."""
    own_room(entry_id)
    return printed(queries.charge_of(entry_id), invoice_id)


def printed(charge: Charge | None, invoice_id: str) -> Response:
    """Return a paper of a charge as PDF: the same bytes each time."""
    found: Invoice | None = next(
        (one for one in (queries.invoices_of(charge.id) if charge else ()) if one.id == invoice_id), None
    )
    if found is None:
        raise NotFound
    pdf = paper.typeset("entries/invoice.typ", found.sheet[locale()], found.issued_at)
    name = f"{found.kind}-{invoice_number(found.year, found.number)}".replace("_", "-")
    return attached(pdf, "application/pdf", f"{name}.pdf")


def _told(room: Room) -> dict[str, Any]:
    charge, schedule = queries.charge_of(room.entry.id), calls.fee_schedule(room.call.id)
    sums = Sums(charge.paid, charge.waived, charge.refunded) if charge else Sums()
    return {
        "charge": charge,
        "schedule": schedule,
        "expected": _expected(room),
        "covers": charge is not None and charge.entry_id != room.entry.id,
        "outstanding": outstanding(charge.cents, sums) if charge else 0,
        "payments": [one for one in queries.payments_of(charge.id) if one.struck_at is None] if charge else [],
        "invoices": queries.invoices_of(charge.id) if charge else [],
        "pay_by": room.held_to.pay_by_at,
        "has_students": any(row.status == FeeStatus.student for row in calls.fees_of(room.call.id)),
        "now": current_actor().at,
        "clocks": clocks_for(room.call),
        "number_of": invoice_number,
        "labels": labels,
        "call_labels": call_labels,
    }


def _expected(room: Room) -> int:
    """Return what the entry would owe, were it handed in now, before any discount."""
    schedule, choice = calls.fee_schedule(room.call.id), queries.fee_choice(room.entry.id)
    early = schedule.early_until if schedule else None
    tier = tier_at(early, room.held_to.due_at, current_actor().at)
    status = choice.status if choice else FeeStatus.professional
    return base_price(calls.fees_of(room.call.id), room.content["category_id"], status, tier)
