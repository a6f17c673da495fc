"""Calls that cost something, and entries that were handed in to them."""

from __future__ import annotations

from typing import Any

from flask import Flask

from competition.actor import Actor
from competition.calls import services as calls
from competition.calls.models import Call, Category
from competition.calls.queries import fee_schedule
from competition.calls.rules import FieldKind
from competition.calls.rules.fees import EditFees, FeePer, FeeStatus, FeeTier, SetFee
from competition.entries import queries, services
from competition.entries.models import Charge, Entry
from competition.entries.rules.drafting import SubmitEntry, working_content
from competition.entries.rules.fees import Buyer, ChooseFee
from competition.entries.rules.receipts import content_digest
from competition.entries.services.access import files_in_order
from competition.people.models import Institution, Person
from competition.people.rules import Role
from tests.factories.calls import a_call, a_category, a_field, a_host
from tests.factories.entries import an_entry
from tests.factories.people import a_membership, a_person, an_actor, an_institution

BUYER = Buyer("Atelier Canary", "Rue de la Paix 1\nParis", "FR123")


class Till:
    """A call of one host that charges 85 euros, 21 % VAT in it, and its organiser."""

    def __init__(self, app: Flask, *, per: FeePer = FeePer.entry, issuer: Institution | None = None) -> None:
        self.app = app
        self.call: Call = a_call()
        self.category: Category = a_category(self.call)
        a_field(self.call, FieldKind.long_text, 1, is_required=False)
        self.host = issuer or an_institution(name={"en": "House of Diamonds"}, time_zone="Europe/Brussels")
        a_host(self.call, self.host)
        self.organiser: Person = a_person()
        a_membership(self.organiser, self.call.id, Role.organiser)
        self.actor: Actor = an_actor(self.organiser)
        self.edit(per=per)
        self.price(85_00)

    def edit(self, **values: Any) -> None:
        """Change how the call charges."""
        row = fee_schedule(self.call.id)
        given: dict[str, Any] = {
            "version": row.version if row else 1, "currency": "EUR", "per": FeePer.entry, "early_until": None,
            "only_paid_judged": False, "issuer_id": self.host.id, "issuer_name": "Diamonds NV",
            "issuer_address": "Hoveniersstraat 1\nAntwerp", "issuer_vat": "BE0123", "vat_rate": 21_00,
            "how_to_pay": {"en": "IBAN BE68"}, "vat_note": {"en": "Reverse charge"},
        }  # fmt: skip
        calls.edit_fees(self.actor, self.call.id, EditFees(**{**given, **values}))

    def price(self, cents: int | None, status: str = "professional", tier: str = "regular", **values: Any) -> None:
        """Set one price."""
        wanted = SetFee(values.get("category_id"), FeeStatus(status), FeeTier(tier), cents)
        calls.set_fee(self.actor, self.call.id, wanted)

    def entry(self, person: Person, **fee: Any) -> Entry:
        """Hand in an entry, its fee chosen before."""
        entry = an_entry(self.call, person, self.category, title="Moon")
        if fee:
            chosen = ChooseFee(FeeStatus(fee.get("status", "professional")), BUYER, fee.get("voucher", ""))
            services.choose_fee(an_actor(person), entry.id, chosen)
        self.hand_in(person, entry)
        return entry

    def hand_in(self, person: Person, entry: Entry, key: str = "k" * 16) -> None:
        """Hand in what the entry holds now."""
        digest = content_digest(working_content(entry), files_in_order(entry)[1])
        services.submit_entry(an_actor(person), entry.id, SubmitEntry(key, digest))


def the_charge(entry: Entry) -> Charge:
    """Return what covers an entry."""
    found = queries.charge_of(entry.id)
    assert found is not None
    return found
