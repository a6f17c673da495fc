"""Say what entering a call costs. What is owed already does not change with it."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import delete, select

from competition import audit, db
from competition.actor import Actor
from competition.calls import queries
from competition.calls.models import Category, Fee, FeeSchedule
from competition.calls.rules import Part
from competition.calls.rules.fees import (
    CURRENCIES,
    MOST_CENTS,
    MOST_VAT_RATE,
    BadFees,
    CurrencyStands,
    EditFees,
    SetFee,
)
from competition.calls.services.loading import call_to_read, changes, row_of
from competition.errors import Stale


def edit_fees(actor: Actor, call_id: str, command: EditFees) -> None:
    """Set how a call charges; once somebody owes, the currency stands."""
    call_to_read(actor, call_id)
    with db.transaction():
        row = _schedule(call_id)
        if command.version != row.version:
            raise Stale(newest=row.version)
        _require_whole(call_id, command)
        if row.is_charged and command.currency != row.currency:
            raise CurrencyStands
        wanted = {name: value for name, value in asdict(command).items() if name != "version"}
        found = changes(row, {**wanted, "issuer_id": command.issuer_id or None})
        row.version += 1
        audit.record(actor, "fees.edited", f"call:{call_id}", chain=call_id, changes=found)


def set_fee(actor: Actor, call_id: str, command: SetFee) -> None:
    """Set one price of the table, or take it away; entries that are handed in keep the price that they have."""
    call = call_to_read(actor, call_id)
    with db.transaction() as session:
        row = _schedule(call_id)
        if command.category_id is not None:
            row_of(call, Category, command.category_id)
        if command.cents is not None and not 0 <= command.cents <= MOST_CENTS:
            raise BadFees(at="cents")
        line = (Fee.call_id == call_id) & (Fee.status == command.status) & (Fee.tier == command.tier)
        category = Fee.category_id.is_(None) if command.category_id is None else Fee.category_id == command.category_id
        before = session.scalar(select(Fee.cents).where(line, category))
        session.execute(delete(Fee).where(line, category))
        if command.cents is not None:
            session.add(Fee(id=db.new_id(), call_id=call_id, **asdict(command)))
        row.version += 1
        detail = {"category": command.category_id, "status": str(command.status), "tier": str(command.tier)}
        audit.record(actor, "fee.set", f"call:{call_id}", chain=call_id, before=before, after=command.cents, **detail)


def note_charged(call_id: str) -> None:
    """Let the currency stand: somebody owes in it now."""
    _schedule(call_id).is_charged = True


def _schedule(call_id: str) -> FeeSchedule:
    """Return how a call charges, locked; as yet unsaid it is said by its defaults."""
    db.insert_once(FeeSchedule, ("call_id",), call_id=call_id, **_DEFAULTS)
    query = select(FeeSchedule).where(FeeSchedule.call_id == call_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


_DEFAULTS = {
    "currency": "EUR",
    "per": "entry",
    "only_paid_judged": False,
    "how_to_pay": {},
    "issuer_name": "",
    "issuer_address": "",
    "issuer_vat": "",
    "vat_rate": 0,
    "vat_note": {},
    "is_charged": False,
    "version": 1,
}


def _require_whole(call_id: str, command: EditFees) -> None:
    hosts = {one.id for part, one in queries.institutions_of(call_id) if part.part == Part.host}
    if command.currency not in CURRENCIES:
        raise BadFees(at="currency")
    if not 0 <= command.vat_rate <= MOST_VAT_RATE:
        raise BadFees(at="vat_rate")
    if command.issuer_id and command.issuer_id not in hosts:
        raise BadFees(at="issuer")
