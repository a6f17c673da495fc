"""Issue invoices and credit notes: numbered without a gap by the database, and never changed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from competition import audit, db
from competition.actor import Actor
from competition.calls import queries as calls
from competition.calls.models import Call, FeeSchedule
from competition.entries.labels.invoices import sheet_of
from competition.entries.models import Charge, Entry, Invoice, InvoiceSeries
from competition.entries.queries import charge_of, fee_choice, invoices_of
from competition.entries.rules.fees import Buyer, Sums, entitled
from competition.entries.rules.invoices import (
    InvoiceIncomplete,
    InvoiceKind,
    NothingToInvoice,
    Trader,
    invoice_number,
    is_reverse_charge,
)
from competition.entries.rules.receipts import digest_of
from competition.entries.rules.sheets import Facts
from competition.entries.services.access import writable_entry
from competition.errors import NotFound
from competition.i18n import LANGUAGES
from competition.people.models import Institution
from competition.people.rules import ORGANISERS, ScopeKind


def issue_invoice(actor: Actor, entry_id: str) -> Invoice:
    """Issue the invoice that an entry's team asks for: of all that it owes and that is on none yet."""
    with db.transaction():
        own = writable_entry(actor, entry_id)
        charge = _locked(charge_of(entry_id))
        cents = _entitled(charge) - sum(one.cents for one in invoices_of(charge.id))
        if cents <= 0:
            raise NothingToInvoice
        return _issue(actor, charge, own.call, _Wanted(InvoiceKind.invoice, cents, _buyer(entry_id)))


def issue_credit_note(actor: Actor, call_id: str, charge_id: str) -> Invoice:
    """Issue the credit note for what was given back or waived after an invoice was out, and is on none yet."""
    if not actor.has_role(ScopeKind.call, call_id, *ORGANISERS):
        raise NotFound
    with db.transaction():
        charge = _locked(db.session.get(Charge, charge_id))
        if charge.call_id != call_id:
            raise NotFound
        papers = invoices_of(charge.id)
        first = next((one for one in reversed(papers) if one.kind == InvoiceKind.invoice), None)
        cents = sum(one.cents for one in papers) - _entitled(charge)
        if first is None or cents <= 0:
            raise NothingToInvoice
        call = db.session.get_one(Call, call_id)
        wanted = _Wanted(InvoiceKind.credit_note, -cents, Buyer(*first.sheet["facts"]["buyer"]), first)
        return _issue(actor, charge, call, wanted)


def _buyer(entry_id: str) -> Buyer:
    choice = fee_choice(entry_id)
    if choice is None:
        return Buyer("", "")
    return Buyer(choice.buyer_name, choice.buyer_address, choice.buyer_vat, choice.buyer_country)


class _Wanted:
    """A paper as it is asked for."""

    def __init__(self, kind: InvoiceKind, cents: int, buyer: Buyer, corrects: Invoice | None = None) -> None:
        self.kind, self.cents, self.buyer, self.corrects = kind, cents, buyer, corrects


def _issue(actor: Actor, charge: Charge, call: Call, wanted: _Wanted) -> Invoice:
    schedule = calls.fee_schedule(call.id)
    issuer = db.session.get(Institution, schedule.issuer_id) if schedule and schedule.issuer_id else None
    if schedule is None or issuer is None or not schedule.issuer_name or not schedule.issuer_address:
        raise InvoiceIncomplete(at="issuer")
    if not wanted.buyer.name or not wanted.buyer.address:
        raise InvoiceIncomplete(at="buyer")
    on = actor.at.astimezone(ZoneInfo(issuer.time_zone))
    number = _next_number(issuer.id, on.year)
    facts = _facts(charge, call, schedule, wanted, (invoice_number(on.year, number), on))
    sheet = {"facts": _plain(facts), **{code: sheet_of(facts, code) for code in LANGUAGES}}
    row = Invoice(
        id=db.new_id(), institution_id=issuer.id, year=on.year, number=number, kind=wanted.kind, charge_id=charge.id,
        corrects=wanted.corrects.id if wanted.corrects else None, cents=wanted.cents, currency=charge.currency,
        sheet=sheet, digest=digest_of(sheet), issued_at=actor.at,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record(
        actor, f"{wanted.kind}.issued", f"invoice:{row.id}", chain=call.id, number=facts.number, digest=row.digest
    )
    return row


def _next_number(institution_id: str, year: int) -> int:
    """Return the next number of a series; its row stays locked until the commit, and a rollback gives it back."""
    db.insert_once(InvoiceSeries, ("institution_id", "year"), institution_id=institution_id, year=year, last=0)
    query = select(InvoiceSeries).where(InvoiceSeries.institution_id == institution_id, InvoiceSeries.year == year)
    series = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
    series.last += 1
    return series.last


def _facts(charge: Charge, call: Call, schedule: FeeSchedule, wanted: _Wanted, numbered: tuple[str, datetime]) -> Facts:
    entry = db.session.get_one(Entry, charge.entry_id)
    buyer = Trader(wanted.buyer.vat, wanted.buyer.country)
    is_reversed = is_reverse_charge(buyer, _issuer(schedule), has_note=any(schedule.vat_note.values()))
    facts = wanted.corrects.sheet["facts"] if wanted.corrects else {}
    return Facts(
        number=numbered[0],
        on=numbered[1].date(),
        code=entry.code,
        title=entry.title,
        call=dict(call.title),
        issuer=(schedule.issuer_name, schedule.issuer_address, schedule.issuer_vat),
        buyer=(wanted.buyer.name, wanted.buyer.address, wanted.buyer.vat, wanted.buyer.country),
        currency=charge.currency,
        cents=wanted.cents,
        rate=facts.get("rate", 0 if is_reversed else schedule.vat_rate),
        note=facts.get("note", dict(schedule.vat_note) if is_reversed else {}),
        corrects=facts.get("number", ""),
    )


def _issuer(schedule: FeeSchedule) -> Trader:
    """Return the host as a trader: its VAT number tells the country, else the house itself."""
    trader = Trader(schedule.issuer_vat)
    house = db.session.get(Institution, schedule.issuer_id or "") if not trader.place else None
    return Trader(schedule.issuer_vat, house.country) if house else trader


def _plain(facts: Facts) -> dict[str, object]:
    kept = {name: getattr(facts, name) for name in ("number", "currency", "cents", "rate", "note", "corrects")}
    parties = {"issuer": list(facts.issuer), "buyer": list(facts.buyer)}
    return {**kept, **parties, "on": facts.on.isoformat(), "net": facts.net, "vat": facts.vat}


def _entitled(charge: Charge) -> int:
    return entitled(charge.cents, Sums(charge.paid, charge.waived, charge.refunded))


def _locked(charge: Charge | None) -> Charge:
    if charge is None:
        raise NothingToInvoice
    return db.session.get_one(Charge, charge.id, with_for_update=True, populate_existing=True)
