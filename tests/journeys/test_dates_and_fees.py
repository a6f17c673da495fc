"""Dates and money as people meet them: a deadline moves, a code lets somebody in late, a fee is paid and invoiced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pypdfium2
from playwright.sync_api import Page, expect

from competition import clock, db
from competition.calls import services as calls
from competition.calls.models import Call, Round
from competition.calls.rules.vouchers import NewVoucher, VoucherKind
from competition.people.models import Person
from tests.factories.calls import a_round
from tests.factories.entries import an_entry
from tests.factories.fees import Till
from tests.factories.people import a_person
from tests.fixtures.live import Live, assert_accessible

DAY = timedelta(days=1)


def a_till(live: Live, **dates: timedelta) -> Till:
    """Add a call that charges, with all its dates; `dates` are counted from now."""
    till, now = Till(live.app), clock.now().replace(second=0, microsecond=0)
    scored = a_round(till.call, opens_at=now + 20 * DAY, closes_at=now + 30 * DAY)
    with db.transaction() as session:
        call = session.get_one(Call, till.call.id, populate_existing=True)
        call.time_zone, call.announcement_at = "Europe/Brussels", now + 40 * DAY
        call.opens_at, call.due_at, call.closes_at = now - DAY, now + 7 * DAY, now + 8 * DAY
        for name, after in dates.items():
            setattr(call, name, now + after)
        session.get_one(Round, scored.id)
    return till


def fresh(person: Person) -> Person:
    """Return a person as he is in the database, to be used outside of this session too."""
    db.session.refresh(person)
    return person


def test_a_deadline_moves_and_a_designer_sees_it(live: Live, signed_in: Callable[..., Page]) -> None:
    with live.app.app_context():
        till = a_till(live)
        person = a_person(locale="en")
        an_entry(till.call, person, till.category)
        call_id, slug, organiser = till.call.id, till.call.slug, fresh(till.organiser)
        person = fresh(person)
    page = signed_in(organiser)
    page.goto(f"/en/organise/{call_id}/calendar")
    due = page.get_by_label("Entries are due")
    moved = (clock.now().astimezone(ZoneInfo("Europe/Brussels")) + 5 * DAY).strftime("%Y-%m-%dT18:00")
    due.fill(moved)
    page.get_by_role("button", name="Save the calendar").click()
    expect(page.get_by_text("This takes time away from designers").first).to_be_visible()
    expect(due).to_have_value(moved)
    assert_accessible(page)
    page.get_by_label("Why the dates move").fill("The hall is given back sooner.")
    page.get_by_role("button", name="Save the calendar").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text("“Entries are due” moved from")).to_be_visible()
    assert_accessible(page)
    reader = signed_in(person, timezone_id="Asia/Shanghai")
    reader.goto(f"/en/calls/{slug}")
    expect(reader.get_by_text("“Entries are due” moved from")).to_be_visible()
    expect(reader.get_by_text("The hall is given back sooner.")).to_be_visible()
    expect(reader.get_by_text("China Standard Time").first).to_be_visible()
    expect(reader.get_by_text(" left").first).to_be_visible()
    assert_accessible(reader)


def test_a_code_lets_a_designer_in_after_the_close(live: Live, signed_in: Callable[..., Page]) -> None:
    with live.app.app_context():
        till = a_till(live, opens_at=-9 * DAY, due_at=-2 * timedelta(minutes=1), closes_at=-timedelta(minutes=1))
        wanted = NewVoucher(VoucherKind.late, 1, clock.now() + DAY)
        code = calls.make_voucher(till.actor, till.call.id, wanted)
        slug, person = till.call.slug, fresh(a_person())
    page = signed_in(person)
    page.goto(f"/en/calls/{slug}/enter")
    expect(page.get_by_text("This call is closed.")).to_be_visible()
    page.get_by_text("Did the organisers give you a code").click()
    page.get_by_label("Code for late entry").fill("nothing of the kind")
    page.get_by_role("button", name="Use the code").click()
    expect(page.get_by_text("We do not know this code.")).to_be_visible()
    page.get_by_text("Did the organisers give you a code").click()
    assert_accessible(page)
    page.get_by_label("Code for late entry").fill(code.lower())
    page.get_by_role("button", name="Use the code").click()
    page.get_by_role("button", name="Begin an entry").click()
    page.get_by_label("Title of the work").fill("Moon")
    page.get_by_label("Category", exact=True).select_option(index=1)
    page.get_by_role("button", name="Review and hand in").click()
    expect(page.get_by_text("marked as late, by code")).to_be_visible()
    page.get_by_label("This is our own work").check()
    page.get_by_role("button", name="Hand in now").click()
    expect(page.get_by_text("by a code for late entry; marked as late")).to_be_visible()


def test_a_fee_is_paid_and_its_invoice_taken_home(live: Live, signed_in: Callable[..., Page]) -> None:
    with live.app.app_context():
        till, person = a_till(live), a_person()
        entry = till.entry(person)
        call_id, entry_id, code, organiser = till.call.id, entry.id, entry.code, fresh(till.organiser)
        person = fresh(person)
    page = signed_in(person)
    page.goto(f"/en/entries/{entry_id}/fee")
    expect(page.get_by_text("IBAN BE68")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Name on the invoice").fill("Atelier Lune")
    page.get_by_label("Address on the invoice").fill("Rue de la Paix 1\nParis")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Make the invoice").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Invoice ").click()
    document = pypdfium2.PdfDocument(taken.value.path())
    assert "Atelier Lune" in document[0].get_textpage().get_text_range()
    document.close()
    desk = signed_in(organiser)
    desk.goto(f"/en/organise/{call_id}/payments")
    expect(desk.get_by_text("€85.00").first).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("link", name=code).click()
    desk.get_by_label("Reference").fill("OGM 1")
    desk.get_by_role("button", name="Record").click()
    expect(desk.get_by_text("Recorded.")).to_be_visible()
    assert_accessible(desk)
    page.reload()
    expect(page.get_by_text("Paid", exact=True)).to_be_visible()
