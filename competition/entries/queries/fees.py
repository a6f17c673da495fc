"""What entries owe and what was paid: for their team, and for the organisers of their call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select

from competition import db
from competition.calls.models import FeeSchedule
from competition.entries.models import Charge, ChargedEntry, Entry, EntryMember, FeeChoice, Invoice, Payment
from competition.entries.rules.fees import SETTLED, ChargeState
from competition.entries.rules.states import EntryState
from competition.people.models import Person


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A charge as the organisers' list shows it."""

    charge: Charge
    code: str
    title: str
    locale: str
    state: EntryState
    payer: str
    email: str


@dataclass(frozen=True, slots=True)
class Total:
    """What is owed and what came, in one currency."""

    currency: str
    charged: int
    paid: int
    waived: int
    refunded: int
    outstanding: int


def before_jury() -> ColumnElement[bool]:
    """Return that an entry may lie before a jury: it is handed in, and its fee settled where only such are judged.

    It is a condition on `Entry`. Nothing of the fee itself is told by it.
    """
    owing = (
        exists()
        .where(ChargedEntry.entry_id == Entry.id, ChargedEntry.charge_id == Charge.id)
        .where(Charge.state.not_in(SETTLED))
        .where(FeeSchedule.call_id == Charge.call_id, FeeSchedule.only_paid_judged.is_(True))
    )
    return (Entry.state == EntryState.submitted) & ~owing


def fee_choice(entry_id: str) -> FeeChoice | None:
    """Return what an entry's team says for its fee."""
    return db.session.get(FeeChoice, entry_id, populate_existing=True)


def charge_of(entry_id: str) -> Charge | None:
    """Return the charge that covers an entry; None where it owes nothing, or not yet."""
    query = select(Charge).join(ChargedEntry, ChargedEntry.charge_id == Charge.id)
    return db.session.scalar(query.where(ChargedEntry.entry_id == entry_id))


def charge_of_call(call_id: str, charge_id: str) -> Charge | None:
    """Return a charge of this call."""
    return db.session.scalar(select(Charge).where(Charge.id == charge_id, Charge.call_id == call_id))


def payments_of(charge_id: str) -> Sequence[Payment]:
    """Return what was recorded of a charge, in order."""
    query = select(Payment).where(Payment.charge_id == charge_id)
    return db.session.scalars(query.order_by(Payment.recorded_at, Payment.id)).all()


def invoices_of(charge_id: str) -> Sequence[Invoice]:
    """Return the invoices and credit notes of a charge, in order."""
    query = select(Invoice).where(Invoice.charge_id == charge_id)
    return db.session.scalars(query.order_by(Invoice.issued_at, Invoice.year, Invoice.number)).all()


def lead_of(entry_id: str) -> str:
    """Return who leads an entry's team."""
    query = select(EntryMember.person_id).where(EntryMember.entry_id == entry_id, EntryMember.is_lead.is_(True))
    return db.session.scalars(query).one()


def charge_rows(call_id: str, state: ChargeState | None, *, number: int, per_page: int) -> list[ChargeRow]:
    """Return one page of the charges of a call, by code, in one query."""
    query = _rows(call_id, state).limit(per_page).offset((number - 1) * per_page)
    return [ChargeRow(*row) for row in db.session.execute(query)]


def all_charge_rows(call_id: str, state: ChargeState | None) -> list[ChargeRow]:
    """Return all of them, for a file."""
    return [ChargeRow(*row) for row in db.session.execute(_rows(call_id, state))]


def charge_counts(call_id: str) -> dict[ChargeState, int]:
    """Return how many charges of a call stand where."""
    query = select(Charge.state, func.count()).where(Charge.call_id == call_id).group_by(Charge.state)
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {state: found.get(state, 0) for state in ChargeState}


def totals(call_id: str) -> list[Total]:
    """Return the sums of a call's charges, by currency."""
    rest = Charge.cents - Charge.waived - Charge.paid
    open_ = func.sum(rest).filter(rest > 0)
    sums = [func.sum(column) for column in (Charge.cents, Charge.paid, Charge.waived, Charge.refunded)]
    query = select(Charge.currency, *sums, open_).where(Charge.call_id == call_id).group_by(Charge.currency)
    rows = db.session.execute(query.order_by(Charge.currency))
    return [Total(row[0], *(int(value or 0) for value in row[1:])) for row in rows]


def _rows(call_id: str, state: ChargeState | None) -> Select[Charge, str, str, str, EntryState, str, str]:
    query = (
        select(Charge, Entry.code, Entry.title, Entry.locale, Entry.state, Person.name, Person.email)
        .join(Entry, Entry.id == Charge.entry_id)
        .join(Person, Person.id == Charge.person_id)
        .where(Charge.call_id == call_id)
        .order_by(Entry.code, Charge.id)
    )
    return query.where(Charge.state == state) if state else query
