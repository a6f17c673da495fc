"""The pages of dates and money ask the database as often for thirty rows as for one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import clock
from competition.calls import services as calls
from competition.calls.rules.vouchers import NewVoucher, VoucherKind
from competition.entries import services
from competition.entries.rules.deadline import Extend
from competition.entries.rules.fees import PaymentKind, Record
from tests.factories.calls import a_category
from tests.factories.counting import counted
from tests.factories.fees import Till, the_charge
from tests.factories.people import a_browser, a_person

pytestmark = pytest.mark.integration
MANY = 30


class House:
    """A call with as many codes, categories, charges and payments as asked for."""

    def __init__(self, app: Flask, rows: int) -> None:
        till, person, now = Till(app), a_person(), clock.now()
        for place in range(rows):
            calls.make_voucher(till.actor, till.call.id, NewVoucher(VoucherKind.late, 1, now + timedelta(days=1)))
            a_category(till.call, 2 + place)
        entries = [till.entry(a_person()) for _ in range(rows - 1)]
        self.entry = till.entry(person)
        entries.append(self.entry)
        self.charge = the_charge(self.entry)
        for place in range(rows):
            wanted = Record(f"key-of-the-form-{place}", PaymentKind.payment, 1, date(2027, 3, 1), "transfer")
            services.record_payment(till.actor, till.call.id, self.charge.id, wanted)
            until = now + timedelta(days=20, hours=place)
            services.extend_entry(till.actor, till.call.id, self.entry.id, Extend(until, "Why"))
        self.till, self.designer, self.organiser = till, a_browser(app, person), a_browser(app, till.organiser)

    def pages(self) -> dict[str, FlaskClient]:
        desk = f"/en/organise/{self.till.call.id}"
        rooms = [f"{desk}/{room}" for room in ("calendar", "codes", "fees", "payments", "payments.csv")]
        rooms += [f"{desk}/payments/{self.charge.id}", f"{desk}/entries/{self.entry.id}/extension"]
        rooms += [f"{desk}/calendar/{self.till.category.id}"]
        return {**dict.fromkeys(rooms, self.organiser), f"/en/entries/{self.entry.id}/fee": self.designer}


def test_no_page_asks_more_often_for_more_rows(app: Flask) -> None:
    one, many = House(app, 1), House(app, MANY)
    for (small, browser), (large, other) in zip(one.pages().items(), many.pages().items(), strict=True):
        with counted(app) as few:
            assert browser.get(small).status_code == 200
        with counted(app) as more:
            assert other.get(large).status_code == 200
        assert (large, more.queries) == (large, few.queries)
        assert (large, more.fetched_few(MANY)) == (large, True)
