"""Invoices: numbered without a gap whoever comes when, in four languages, and the same bytes ever after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from competition import audit, db
from competition.actor import Actor
from competition.entries import queries, services
from competition.entries.models import Invoice
from competition.entries.rules.fees import PaymentKind, Record
from competition.entries.rules.invoices import (
    InvoiceIncomplete,
    InvoiceKind,
    NothingToInvoice,
    Trader,
    is_reverse_charge,
)
from competition.entries.rules.receipts import digest_of
from tests.entries.test_at_once import AT_ONCE, at_once
from tests.entries.test_paper import text_of, tight
from tests.factories.fees import Till, the_charge
from tests.factories.people import a_browser, a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration

SAID = {
    "en": ["Invoice ", "Atelier Canary", "VAT 21 %", "Total"],
    "nl": ["Factuur ", "Btw 21 %", "Totaal"],
    "fr": ["Facture ", "TVA 21 %", "Total"],
    "zh": ["发票", "增值税", "合计"],
}


def papers() -> list[Invoice]:
    db.session.rollback()
    return list(db.session.scalars(select(Invoice).order_by(Invoice.number)))


def test_an_invoice_is_made_once_and_printed_alike_for_ever(app: Flask) -> None:
    till, person = Till(app), a_person()
    entry = till.entry(person, status="professional")
    till.edit(vat_note={})
    browser, url = a_browser(app, person), f"/en/entries/{entry.id}"
    assert post(browser, f"{url}/invoices", page=f"{url}/fee").status_code == 303
    [paper] = papers()
    assert (paper.number, paper.cents, paper.kind) == (1, 85_00, InvoiceKind.invoice)
    assert (paper.sheet["facts"]["net"], paper.sheet["facts"]["vat"]) == (70_25, 14_75)
    first = {lang: browser.get(f"/{lang}/entries/{entry.id}/invoices/{paper.id}.pdf").data for lang in SAID}
    till.edit(issuer_name="Another NV", issuer_address="Elsewhere", vat_rate=6_00)
    again = {lang: browser.get(f"/{lang}/entries/{entry.id}/invoices/{paper.id}.pdf").data for lang in SAID}
    assert first == again
    for lang, words in SAID.items():
        text = tight(text_of(first[lang]))
        assert [one for one in [*words, "Diamonds NV", "BE0123", entry.code] if tight(one) not in text] == []
    assert digest_of(papers()[0].sheet) == paper.digest
    with pytest.raises(NothingToInvoice):
        services.issue_invoice(an_actor(person), entry.id)


def test_a_business_of_another_country_accounts_for_the_vat_itself(app: Flask) -> None:
    till, person = Till(app), a_person()
    entry = till.entry(person, status="professional")
    paper = services.issue_invoice(an_actor(person), entry.id)
    assert (paper.sheet["facts"]["vat"], paper.sheet["en"]["note"]["text"]) == (0, "Reverse charge")


@pytest.mark.parametrize(
    ("buyer", "issuer", "has_note", "is_reversed"),
    [
        (Trader("BE9"), Trader("BE0"), True, False),
        (Trader(""), Trader("BE0"), True, False),
        (Trader("", "FR"), Trader("BE0"), True, False),
        (Trader("FR9"), Trader("BE0"), False, False),
        (Trader("FR9"), Trader("BE0"), True, True),
        (Trader("123456789", "TR"), Trader("BE0"), True, True),
        (Trader("FR9", "BE"), Trader("BE0"), True, False),
        (Trader("EL9", "GR"), Trader("EL0"), True, False),
        (Trader("123"), Trader("BE0"), True, False),
    ],
)
def test_the_country_that_is_told_decides_and_only_a_business_accounts_for_its_vat(
    buyer: Trader, issuer: Trader, *, has_note: bool, is_reversed: bool
) -> None:
    assert is_reverse_charge(buyer, issuer, has_note=has_note) == is_reversed


def test_a_vat_number_asks_for_the_country_and_the_invoice_names_it(app: Flask) -> None:
    till, person = Till(app), a_person()
    entry = till.entry(person)
    browser, path = a_browser(app, person), f"/en/entries/{entry.id}/fee"
    sent = {"status": "professional", "buyer_name": "Atelier", "buyer_address": "A 1", "buyer_vat": "TR123"}
    refused = post(browser, path, {**sent, "buyer_country": ""})
    assert (refused.status_code, "Choose the country too" in refused.text) == (422, True)
    assert post(browser, path, {**sent, "buyer_country": "XX"}).status_code == 422
    assert post(browser, path, {**sent, "buyer_country": "TR"}).status_code == 303
    paper = services.issue_invoice(an_actor(person), entry.id)
    assert paper.sheet["facts"]["buyer"] == ["Atelier", "A 1", "TR123", "TR"]
    assert paper.sheet["nl"]["buyer"]["address"] == "A 1\nTurkije"


def test_without_a_buyer_or_an_issuer_no_number_is_spent(app: Flask) -> None:
    till, person, other = Till(app), a_person(), a_person()
    nameless, named = till.entry(person), till.entry(other, status="professional")
    with pytest.raises(InvoiceIncomplete):
        services.issue_invoice(an_actor(person), nameless.id)
    till.edit(issuer_address="")
    with pytest.raises(InvoiceIncomplete):
        services.issue_invoice(an_actor(other), named.id)
    till.edit()
    assert services.issue_invoice(an_actor(other), named.id).number == 1


def test_what_is_given_back_gets_a_credit_note_and_then_nothing_more(app: Flask) -> None:
    till, person = Till(app), a_person()
    entry = till.entry(person, status="professional")
    charge = the_charge(entry)
    services.issue_invoice(an_actor(person), entry.id)
    with pytest.raises(NothingToInvoice):
        services.issue_credit_note(till.actor, till.call.id, charge.id)
    for kind, cents in ((PaymentKind.payment, 85_00), (PaymentKind.refund, 30_00)):
        wanted = Record(f"{kind}-key-of-the-form", kind, cents, date(2027, 3, 1), "transfer", "", "Why")
        services.record_payment(till.actor, till.call.id, charge.id, wanted)
    note = services.issue_credit_note(till.actor, till.call.id, charge.id)
    assert (note.number, note.cents, note.kind) == (2, -30_00, InvoiceKind.credit_note)
    assert note.sheet["facts"]["corrects"] == papers()[0].sheet["facts"]["number"]
    with pytest.raises(NothingToInvoice):
        services.issue_credit_note(till.actor, till.call.id, charge.id)
    with pytest.raises(NothingToInvoice):
        services.issue_invoice(an_actor(person), entry.id)
    assert sum(one.cents for one in queries.invoices_of(charge.id)) == 55_00
    assert audit.verify(till.call.id) is None


def issuing(asked: Sequence[tuple[Actor, str]]) -> Callable[[int], int]:
    """Return what each of several threads does: ask for the invoice of its own entry."""
    return lambda number: services.issue_invoice(*asked[number]).number


def test_numbers_have_no_gap_however_many_come_at_once(app: Flask) -> None:
    first = Till(app)
    second = Till(app, issuer=first.host)
    asked = []
    for till in (first, second) * 4:
        person = a_person()
        asked.append((an_actor(person), till.entry(person, status="professional").id))
    given: list[object] = []
    for start in range(0, len(asked), AT_ONCE):
        given += at_once(app, issuing(asked[start : start + AT_ONCE]))
    assert sorted(map(str, given)) == sorted(map(str, range(1, len(asked) + 1)))
    assert [one.number for one in papers()] == list(range(1, len(asked) + 1))


def test_each_host_counts_for_itself(app: Flask) -> None:
    numbers = []
    for till in (Till(app), Till(app)):
        person = a_person()
        numbers.append(services.issue_invoice(an_actor(person), till.entry(person, status="professional").id).number)
    assert numbers == [1, 1]
