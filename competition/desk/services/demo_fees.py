"""The demo's money: what entering one of its calls costs, its codes, and what was paid."""

from __future__ import annotations

from datetime import timedelta

from competition.actor import Actor
from competition.calls import queries, services
from competition.calls.rules import EditOwnDates, OwnDates
from competition.calls.rules.fees import EditFees, FeePer, FeeStatus, FeeTier, SetFee
from competition.calls.rules.vouchers import NewVoucher, VoucherKind
from competition.desk.rules import at_day
from competition.desk.services.stage import Stage, Thing
from competition.entries import queries as entries
from competition.entries import services as entering
from competition.entries.rules.fees import Buyer, ChooseFee, Method, PaymentKind, Record
from competition.people.rules import Role


def prepare(stage: Stage, actor: Actor, call_id: str, one: Thing) -> None:
    """Give categories their own dates, and say what entering costs, before anybody enters."""
    for key, days in one.get("own_days", {}).items():
        call, category = queries.call_by_id(call_id), stage.id_of("category", f"{one['key']}/{key}")
        own = OwnDates(at_day(stage.now, days["due"]), at_day(stage.now, days["closes"]))
        services.edit_own_dates(actor, call_id, category, EditOwnDates(call.version if call else 0, own))
    fees = one.get("fees")
    if not fees:
        return
    services.edit_fees(actor, call_id, _schedule(stage, fees))
    for status, tier, cents in fees["prices"]:
        services.set_fee(actor, call_id, SetFee(None, FeeStatus(status), FeeTier(tier), cents))
    for code in fees["codes"]:
        until = at_day(stage.now, code["days"])
        kind, percent = VoucherKind(code["kind"]), code.get("percent")
        services.make_voucher(actor, call_id, NewVoucher(kind, code["uses"], until, note=code["note"], percent=percent))


def load(stage: Stage) -> None:
    """Record what was paid, and issue the invoices that were asked for."""
    keys = {key: one for one in stage.calls for key in one.get("fees", {}).get("paid", ())}
    for entry in stage.content("entries"):
        if entry["key"] in keys:
            _pay(stage, keys[entry["key"]], entry)


def _schedule(stage: Stage, fees: Thing) -> EditFees:
    return EditFees(
        version=1,
        currency=fees["currency"],
        per=FeePer.entry,
        early_until=at_day(stage.now, fees["early"]),
        only_paid_judged=False,
        issuer_id=stage.id_of("institution", fees["issuer"]),
        issuer_name=fees["issuer_name"],
        issuer_address=fees["issuer_address"],
        issuer_vat=fees["issuer_vat"],
        vat_rate=fees["vat_rate"],
        how_to_pay=fees["how_to_pay"],
    )


def _pay(stage: Stage, call: Thing, entry: Thing) -> None:
    lead, entry_id = stage.actor(entry["lead"]), stage.id_of("entry", entry["key"])
    buyer = Buyer(f"Atelier {lead.name}", "Bağdat Caddesi 57\nIstanbul")
    entering.choose_fee(lead, entry_id, ChooseFee(FeeStatus.professional, buyer))
    entering.issue_invoice(lead, entry_id)
    owner = next(one["person"] for one in call["members"] if one["role"] == Role.owner)
    charge = entries.charge_of(entry_id)
    if charge is not None:
        day = (stage.now - timedelta(days=1)).date()
        paid = Record(
            f"demo-payment-{entry['key']}", PaymentKind.payment, charge.cents, day, Method.transfer, "OGM 057"
        )
        entering.record_payment(stage.actor(owner), stage.id_of("call", call["key"]), charge.id, paid)
