"""What an entry owes and what is recorded of it: sums that never drift, states that follow from them alone."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from competition import audit, clock, db
from competition.calls import services as calls
from competition.calls.rules.fees import (
    CurrencyStands,
    Discount,
    FeePer,
    FeeStatus,
    FeeTier,
    base_price,
    discount_of,
    half_up,
    tier_at,
    vat_in,
)
from competition.calls.rules.vouchers import NewVoucher, VoucherKind, VoucherSpent
from competition.entries import queries, services
from competition.entries.models import Charge
from competition.entries.rules.fees import (
    ChargeState,
    ChooseFee,
    FeeStands,
    NoReason,
    PaymentKind,
    PaymentStands,
    Record,
    Sums,
    TooMuch,
    check_record,
    entitled,
    outstanding,
    state_of,
    sums_of,
)
from competition.errors import DomainError, NotFound
from competition.judging.queries import entries_in
from competition.people.rules import Role
from tests.factories.calls import a_call, a_round
from tests.factories.fees import BUYER, Till, the_charge
from tests.factories.judging import a_juror, a_rubric, an_assignment
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post

TODAY = date(2027, 3, 1)


def record(kind: str, cents: int, key: str = "", reason: str = "Why") -> Record:
    return Record(key or f"{kind}-{cents}-key-of-it", PaymentKind(kind), cents, TODAY, "transfer", "ref", reason)


class Line:
    def __init__(self, kind: PaymentKind, cents: int) -> None:
        self.kind, self.cents, self.struck_at = kind, cents, None


WISHES = st.lists(st.tuples(st.sampled_from(list(PaymentKind)), st.integers(1, 150_00)), max_size=12)


@given(st.integers(0, 200_00), WISHES)
def test_whatever_is_recorded_the_sums_hold(cents: int, wishes: list[tuple[PaymentKind, int]]) -> None:
    lines: list[Line] = []
    for kind, amount in wishes:
        sums = sums_of(lines)
        try:
            check_record(record(kind, amount), cents, sums)
        except TooMuch:
            continue
        lines.append(Line(kind, amount))
    sums, state = sums_of(lines), state_of(cents, sums_of(lines))
    assert sums == sums_of(reversed(lines))
    assert 0 <= sums.refunded <= sums.paid
    assert sums.waived <= cents
    assert sums.kept == sums.paid - sums.refunded
    assert 0 <= outstanding(cents, sums) <= cents
    assert 0 <= entitled(cents, sums) <= cents - sums.waived
    assert (state in {ChargeState.owed, ChargeState.part_paid}) <= (outstanding(cents, sums) > 0)
    assert (outstanding(cents, sums) == 0 and not (sums.paid and sums.kept == 0)) == (
        state in {ChargeState.nothing, ChargeState.paid, ChargeState.waived}
    )


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**5))
def test_a_half_is_rounded_away_from_zero(numerator: int, denominator: int) -> None:
    exact, found = Fraction(numerator, denominator), half_up(numerator, denominator)
    assert abs(exact - found) <= Fraction(1, 2)
    if abs(exact - found) == Fraction(1, 2):
        assert abs(found) > abs(exact)


@pytest.mark.parametrize(("gross", "rate", "vat"), [(121_00, 21_00, 21_00), (85_00, 21_00, 14_75), (1, 21_00, 0)])
def test_the_vat_in_a_price(gross: int, rate: int, vat: int) -> None:
    assert (vat_in(gross, rate), vat_in(-gross, rate)) == (vat, -vat)


@pytest.mark.parametrize(
    ("discount", "off"),
    [(None, 0), (Discount(50), 43), (Discount(100), 85), (Discount(cents=20), 20), (Discount(cents=90), 85)],
)
def test_a_discount_takes_no_more_than_the_price(discount: Discount | None, off: int) -> None:
    assert discount_of(85, discount) == off


class Row:
    def __init__(self, category_id: str | None, status: str, tier: str, cents: int) -> None:
        self.category_id, self.status, self.tier, self.cents = category_id, FeeStatus(status), FeeTier(tier), cents


@pytest.mark.parametrize(
    ("category", "status", "tier", "cents"),
    [
        ("rings", "professional", "early", 60),
        ("rings", "professional", "late", 80),
        ("chairs", "professional", "late", 120),
        ("chairs", "professional", "early", 100),
        ("rings", "student", "regular", 0),
        ("chairs", "student", "late", 0),
    ],
)
def test_the_nearest_line_of_the_table_counts(category: str, status: str, tier: str, cents: int) -> None:
    table = [
        Row(None, "professional", "regular", 100),
        Row(None, "professional", "late", 120),
        Row("rings", "professional", "early", 60),
        Row("rings", "professional", "regular", 80),
        Row(None, "student", "regular", 0),
    ]
    assert base_price(table, category, FeeStatus(status), FeeTier(tier)) == cents


def test_both_limits_belong_to_the_earlier_tier() -> None:
    now, tick = clock.now(), timedelta(milliseconds=1)
    due = now + timedelta(days=1)
    assert [tier_at(now, due, at) for at in (now, now + tick, due, due + tick)] == [
        FeeTier.early,
        FeeTier.regular,
        FeeTier.regular,
        FeeTier.late,
    ]


@pytest.mark.integration
class TestCharge:
    def test_it_is_fixed_at_handing_in_and_stands_when_the_table_changes(self, app: Flask) -> None:
        till = Till(app)
        charge = the_charge(till.entry(a_person()))
        assert (charge.cents, charge.currency, charge.state) == (85_00, "EUR", ChargeState.owed)
        assert (charge.rule["tier"], charge.rule["base"]) == ("regular", 85_00)
        till.price(99_00)
        assert the_charge_now(charge).cents == 85_00
        with pytest.raises(CurrencyStands):
            till.edit(currency="USD")

    def test_a_call_without_prices_charges_nothing(self, app: Flask) -> None:
        till = Till(app)
        till.price(None)
        assert queries.charge_of(till.entry(a_person()).id) is None

    def test_students_pay_the_students_price_and_a_code_takes_off(self, app: Flask) -> None:
        till, student, coded = Till(app), a_person(), a_person()
        till.price(0, "student")
        assert the_charge(till.entry(student, status="student")).state == ChargeState.nothing
        wanted = NewVoucher(VoucherKind.discount, 1, clock.now() + timedelta(days=3), percent=50)
        code = calls.make_voucher(till.actor, till.call.id, wanted)
        charge = the_charge(till.entry(coded, voucher=code))
        assert (charge.cents, charge.rule["discount"]) == (42_50, 42_50)
        with pytest.raises(VoucherSpent):
            till.entry(a_person(), voucher=code)

    def test_once_a_lead_the_first_entry_owes_and_the_others_are_covered(self, app: Flask) -> None:
        till, person = Till(app, per=FeePer.lead), a_person()
        first, second = till.entry(person), till.entry(person)
        assert the_charge(first).id == the_charge(second).id
        assert len(db.session.scalars(select(Charge)).all()) == 1

    def test_it_is_fixed_anew_until_something_is_paid(self, app: Flask) -> None:
        till, person = Till(app), a_person()
        till.price(10_00, "student")
        entry = till.entry(person)
        services.choose_fee(an_actor(person), entry.id, ChooseFee(FeeStatus.student, BUYER))
        charge = the_charge_now(the_charge(entry))
        assert charge.cents == 10_00
        services.record_payment(till.actor, till.call.id, charge.id, record("payment", 10_00))
        with pytest.raises(FeeStands):
            services.choose_fee(an_actor(person), entry.id, ChooseFee(FeeStatus.professional, BUYER))

    def test_what_is_recorded_makes_the_state_and_stands_in_the_log(self, app: Flask) -> None:
        till = Till(app)
        charge = the_charge(till.entry(a_person()))

        def then(kind: str, cents: int) -> tuple[str, int]:
            services.record_payment(till.actor, till.call.id, charge.id, record(kind, cents))
            now = the_charge_now(charge)
            return str(now.state), outstanding(now.cents, Sums(now.paid, now.waived, now.refunded))

        assert then("payment", 50_00) == ("part_paid", 35_00)
        assert then("waiver", 5_00) == ("part_paid", 30_00)
        assert then("payment", 30_00) == ("paid", 0)
        assert then("refund", 20_00) == ("paid", 0)
        assert then("refund", 60_00) == ("refunded", 0)
        with pytest.raises(TooMuch):
            services.record_payment(till.actor, till.call.id, charge.id, record("refund", 1))
        assert audit.verify(till.call.id) is None

    def test_the_same_form_again_records_nothing_twice_and_a_mistake_is_struck_out(self, app: Flask) -> None:
        till = Till(app)
        charge = the_charge(till.entry(a_person()))
        paid = record("payment", 85_00)
        ids = {services.record_payment(till.actor, till.call.id, charge.id, paid) for _ in range(2)}
        assert (len(ids), the_charge_now(charge).paid) == (1, 85_00)
        refund = services.record_payment(till.actor, till.call.id, charge.id, record("refund", 10_00))
        with pytest.raises(PaymentStands):
            services.strike_payment(till.actor, till.call.id, ids.copy().pop(), "Bounced")
        with pytest.raises(NoReason):
            services.strike_payment(till.actor, till.call.id, refund, " ")
        services.strike_payment(till.actor, till.call.id, refund, "Never sent")
        services.strike_payment(till.actor, till.call.id, ids.pop(), "Bounced")
        assert the_charge_now(charge).state == ChargeState.owed
        assert len(queries.payments_of(charge.id)) == 2

    @pytest.mark.parametrize("wanted", [record("refund", 1, reason=" "), record("waiver", 85_00, reason="")])
    def test_giving_up_money_needs_a_reason(self, app: Flask, wanted: Record) -> None:
        till = Till(app)
        charge = the_charge(till.entry(a_person()))
        with pytest.raises(DomainError):
            services.record_payment(till.actor, till.call.id, charge.id, wanted)
        with pytest.raises(NotFound):
            services.record_payment(an_actor(a_person()), till.call.id, charge.id, record("payment", 1))
        other = a_call()
        a_membership(till.organiser, other.id, Role.organiser)
        with pytest.raises(NotFound):
            services.record_payment(an_actor(till.organiser), other.id, charge.id, record("payment", 1))


def the_charge_now(charge: Charge) -> Charge:
    db.session.rollback()
    return db.session.get_one(Charge, charge.id, populate_existing=True)


@pytest.mark.integration
def test_only_what_is_settled_goes_to_the_jury_where_the_organiser_wants_it(app: Flask) -> None:
    till = Till(app)
    owing, paying = till.entry(a_person()), till.entry(a_person())
    scored, juror = a_round(till.call), a_juror(till.call)
    a_rubric(scored)
    services.record_payment(till.actor, till.call.id, the_charge(paying).id, record("payment", 85_00))
    laid = an_assignment(scored, owing, juror)
    assert {one.id for one in entries_in(scored)} == {owing.id, paying.id}
    sheet = f"/en/jury/{till.call.id}/entries/{laid.id}"
    browser = a_browser(app, juror)
    assert browser.get(sheet, follow_redirects=True).status_code == 200
    till.edit(only_paid_judged=True)
    assert {one.id for one in entries_in(scored)} == {paying.id}
    assert browser.get(sheet).status_code == 404
    services.record_payment(till.actor, till.call.id, the_charge(owing).id, record("waiver", 85_00))
    assert {one.id for one in entries_in(scored)} == {owing.id, paying.id}


@pytest.mark.integration
class TestPages:
    def test_the_organiser_sets_prices_and_how_one_pays(self, app: Flask) -> None:
        till = Till(app)
        browser, url = a_browser(app, till.organiser), f"/en/organise/{till.call.id}/fees"
        price = {"category": "", "status": "student", "tier": "early", "cents": "12,50"}
        assert post(browser, f"{url}/prices", price, page=url).status_code == 303
        page = browser.get(url).get_data(as_text=True)
        assert ("€12.50" in page, "€85.00" in page) == (True, True)
        post(browser, f"{url}/prices", {**price, "cents": "a lot"}, page=url)
        assert "€12.50" in browser.get(url).get_data(as_text=True)

    def test_the_team_sees_what_it_owes_and_the_organiser_records_it(self, app: Flask) -> None:
        till, person = Till(app), a_person()
        entry = till.entry(person)
        designer, desk = a_browser(app, person), a_browser(app, till.organiser)
        page = designer.get(f"/en/entries/{entry.id}/fee").get_data(as_text=True)
        assert ("€85.00" in page, "IBAN BE68" in page, entry.code in page) == (True, True, True)
        url = f"/en/organise/{till.call.id}/payments/{the_charge(entry).id}"
        form = {
            "kind": "payment",
            "cents": "85",
            "on": "2027-03-01",
            "method": "transfer",
            "reference": "A",
            "key": "k" * 16,
        }
        assert post(desk, url, {**form, "kind": "refund"}).status_code == 422
        assert post(desk, url, form).status_code == 303
        assert the_charge_now(the_charge(entry)).state == ChargeState.paid
        listed = desk.get(f"/en/organise/{till.call.id}/payments?state=paid").get_data(as_text=True)
        assert entry.code in listed
        assert entry.code not in desk.get(f"/en/organise/{till.call.id}/payments?state=owed").get_data(as_text=True)

    def test_no_cell_of_the_file_is_a_formula(self, app: Flask) -> None:
        till = Till(app)
        till.entry(a_person(name="=cmd|' /C calc'!A0"))
        answer = a_browser(app, till.organiser).get(f"/en/organise/{till.call.id}/payments.csv")
        rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert (rows[1][2], rows[1][5:]) == ("'=cmd|' /C calc'!A0", ["EUR", "85.00", "0.00", "0.00", "0.00", "85.00"])

    @pytest.mark.parametrize("kind", ["visitor", "stranger", "juror", "chair", "organiser elsewhere"])
    def test_nobody_else_learns_of_fees(self, app: Flask, kind: str) -> None:
        till, person = Till(app), a_person()
        entry = till.entry(person, status="professional")
        services.record_payment(
            till.actor, till.call.id, the_charge(entry).id, record("payment", 85_00, reason="REASON CANARY")
        )
        a_rubric(scored := a_round(till.call))
        people = {"stranger": a_person(), "juror": a_juror(till.call), "chair": a_person()}
        a_membership(people["chair"], till.call.id, Role.chair)
        a_membership(people.setdefault("organiser elsewhere", a_person()), a_call().id, Role.organiser)
        laid = an_assignment(scored, entry, people["juror"])
        browser = a_browser(app, people[kind]) if kind in people else app.test_client()
        desk, own = f"/en/organise/{till.call.id}", f"/en/entries/{entry.id}"
        shut = [f"{desk}/fees", f"{desk}/payments", f"{desk}/payments.csv", f"{own}/fee"]
        shut += [f"{desk}/payments/{the_charge(entry).id}", f"{own}/invoices/x.pdf"]
        assert [browser.get(url).status_code for url in shut] == [303 if kind == "visitor" else 404] * len(shut)
        for url in (
            f"/en/jury/{till.call.id}/entries/{laid.id}",
            f"/en/jury/{till.call.id}/",
            f"/en/calls/{till.call.slug}",
        ):
            page: Any = browser.get(url, follow_redirects=True).get_data(as_text=True).lower()
            assert [words for words in ("canary", "€85", "iban be68") if words in page] == []
