"""What an entry owes, fixed when it is handed in; and what organisers record of it, by hand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from competition import audit, db
from competition.actor import Actor
from competition.calls import queries as calls
from competition.calls.models import Voucher
from competition.calls.rules.fees import Discount, FeePer, FeeStatus, Price, base_price, discount_of, tier_at
from competition.calls.rules.vouchers import VoucherElsewhere, VoucherKind
from competition.calls.services import claim_voucher, give_back_voucher, note_charged
from competition.entries.models import Charge, ChargedEntry, Entry, FeeChoice, Payment, VoucherUse
from competition.entries.queries import charge_of, fee_choice, invoices_of, lead_of
from competition.entries.rules.fees import (
    ChargeState,
    ChooseFee,
    FeeStands,
    Record,
    check_record,
    check_strike,
    state_of,
    sums_of,
)
from competition.entries.rules.states import EntryState
from competition.entries.services.access import Own, writable_entry
from competition.errors import NotFound
from competition.people.rules import ORGANISERS, ScopeKind


def choose_fee(actor: Actor, entry_id: str, command: ChooseFee) -> None:
    """Say whose price the team asks for, by which code, and who is to stand on the invoice.

    What a price is made of stands once something was paid or an invoice is out; the buyer can change for the next one.
    """
    with db.transaction() as session:
        own = writable_entry(actor, entry_id)
        before = fee_choice(entry_id)
        changed = command.status != (before.status if before else FeeStatus.professional) or bool(command.voucher)
        if changed and _stands(entry_id):
            raise FeeStands
        row = session.merge(FeeChoice(entry_id=entry_id, status=command.status))
        row.buyer_name, row.buyer_address, row.buyer_vat = command.buyer.name, command.buyer.address, command.buyer.vat
        row.buyer_country = command.buyer.country
        session.flush()
        if command.voucher:
            _take_discount(actor, own.entry, command.voucher)
        if changed and own.entry.state == EntryState.submitted:
            fix_charge(actor, own, own.entry.category_id)


def fix_charge(actor: Actor, own: Own, category_id: str | None) -> None:
    """Fix what an entry owes, inside the verb that hands it in: the price of the day when it was first handed in.

    Handed in again it is fixed anew, unless something was paid or an invoice is out. A lead whose fee covers all his
    entries owes it with the first of them.
    """
    schedule, rows = calls.fee_schedule(own.call.id), calls.fees_of(own.call.id)
    if schedule is None or not rows:
        return
    lead = lead_of(own.entry.id)
    is_per_lead = schedule.per == FeePer.lead
    key = f"lead:{own.call.id}:{lead}" if is_per_lead else f"entry:{own.entry.id}"
    row: dict[str, Any] = {"id": db.new_id(), "key": key, "call_id": own.call.id, "entry_id": own.entry.id}
    row |= {"person_id": lead, "currency": schedule.currency, "cents": 0, "rule": {}, "fixed_at": actor.at}
    row |= {"paid": 0, "waived": 0, "refunded": 0, "state": ChargeState.nothing}
    is_new = db.insert_once(Charge, ("key",), **row)
    query = select(Charge).where(Charge.key == key).with_for_update().execution_options(populate_existing=True)
    charge = db.session.scalars(query).one()
    db.insert_once(ChargedEntry, ("entry_id",), entry_id=own.entry.id, charge_id=charge.id)
    if charge.entry_id == own.entry.id and not _stands(own.entry.id):
        note_charged(own.call.id)
        _price(actor, own, charge, category_id, is_new=is_new)


def _price(actor: Actor, own: Own, charge: Charge, category_id: str | None, *, is_new: bool) -> None:
    schedule, choice = calls.fee_schedule(own.call.id), fee_choice(own.entry.id)
    status = choice.status if choice else FeeStatus.professional
    due_at = own.times.of(category_id).due_at
    tier = tier_at(schedule.early_until if schedule else None, due_at, charge.fixed_at)
    base = base_price(calls.fees_of(own.call.id), category_id, status, tier)
    price = Price(tier, status, base, discount_of(base, _discount(own.entry.id, category_id)))
    before, charge.cents = charge.cents, price.cents
    charge.rule = {
        "tier": str(tier), "status": str(status), "category": category_id, "base": base, "discount": price.discount
    }  # fmt: skip
    _sum(charge)
    if is_new or before != charge.cents:
        audit.record(
            actor, "fee.fixed", f"charge:{charge.id}", chain=own.call.id, before=before, cents=charge.cents,
            currency=charge.currency, rule=charge.rule, entry=own.entry.id,
        )  # fmt: skip


def _discount(entry_id: str, category_id: str | None) -> Discount | None:
    use = db.session.get(VoucherUse, (entry_id, VoucherKind.discount))
    voucher = db.session.get(Voucher, use.voucher_id) if use and use.category_id in (None, category_id) else None
    return Discount(voucher.percent, voucher.cents) if voucher else None


def _take_discount(actor: Actor, entry: Entry, typed: str) -> None:
    """Use a discount code; the one that the entry had before is given back."""
    held = db.session.get(VoucherUse, (entry.id, VoucherKind.discount))
    if held is not None:
        give_back_voucher(held.voucher_id)
        db.session.execute(delete(VoucherUse).where(VoucherUse.entry_id == entry.id, VoucherUse.kind == held.kind))
        db.session.expunge(held)
    voucher = claim_voucher(entry.call_id, VoucherKind.discount, typed, actor.at)
    if voucher.category_id not in (None, entry.category_id):
        raise VoucherElsewhere
    use = VoucherUse(entry_id=entry.id, kind=VoucherKind.discount, voucher_id=voucher.id, used_at=actor.at)
    use.until, use.category_id = voucher.until, voucher.category_id
    db.session.add(use)
    db.session.flush()
    audit.record(actor, "entry.discounted", f"entry:{entry.id}", chain=entry.call_id, voucher=voucher.id)


def _stands(entry_id: str) -> bool:
    charge = charge_of(entry_id)
    if charge is None:
        return False
    return bool(charge.paid or charge.waived or charge.refunded or invoices_of(charge.id))


def record_payment(actor: Actor, call_id: str, charge_id: str, wanted: Record) -> str:
    """Record money that came, that was given back, or that is not asked for; the same form again records nothing twice.

    Raises `TooMuch` and `NoReason`.
    """
    with db.transaction():
        charge = _charge(actor, call_id, charge_id)
        known = db.session.scalar(select(Payment.id).where(Payment.charge_id == charge_id, Payment.key == wanted.key))
        if known:
            return known
        check_record(wanted, charge.cents, sums_of(_payments(charge_id)))
        row = Payment(
            id=db.new_id(), charge_id=charge_id, key=wanted.key, kind=wanted.kind, cents=wanted.cents, on=wanted.on,
            method=wanted.method, reference=wanted.reference, reason=wanted.reason.strip(),
            recorded_by=actor.person_id or "", recorded_at=actor.at,
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        _sum(charge)
        audit.record(
            actor, f"fee.{wanted.kind}", f"charge:{charge.id}", chain=call_id, cents=row.cents, on=str(row.on),
            method=row.method, reference=row.reference, reason=row.reason,
        )  # fmt: skip
        return row.id


def strike_payment(actor: Actor, call_id: str, payment_id: str, reason: str) -> None:
    """Strike a line out that was recorded by mistake; it stays to be read."""
    with db.transaction() as session:
        row = session.get(Payment, payment_id, populate_existing=True)
        if row is None:
            raise NotFound
        charge = _charge(actor, call_id, row.charge_id)
        session.refresh(row)
        if row.struck_at is not None:
            return
        check_strike(row, sums_of(_payments(charge.id)), reason)
        row.struck_at, row.struck_reason = actor.at, reason.strip()
        session.flush()
        _sum(charge)
        audit.record(actor, "fee.struck", f"charge:{charge.id}", chain=call_id, payment=row.id, reason=reason.strip())


def _charge(actor: Actor, call_id: str, charge_id: str) -> Charge:
    """Return a charge of this call under a lock; to others than its organisers it is not there."""
    if not actor.has_role(ScopeKind.call, call_id, *ORGANISERS):
        raise NotFound
    query = select(Charge).where(Charge.id == charge_id, Charge.call_id == call_id).with_for_update()
    charge = db.session.scalar(query.execution_options(populate_existing=True))
    if charge is None:
        raise NotFound
    return charge


def _payments(charge_id: str) -> list[Any]:
    return list(db.session.scalars(select(Payment).where(Payment.charge_id == charge_id)))


def _sum(charge: Charge) -> None:
    """Write the sums of what was recorded, and what follows from them."""
    sums = sums_of(_payments(charge.id))
    charge.paid, charge.waived, charge.refunded = sums.paid, sums.waived, sums.refunded
    charge.state = state_of(charge.cents, sums)
