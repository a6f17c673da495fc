"""Time beyond the calendar: codes that let somebody in after the close, and an organiser's extension."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls import services as calls
from competition.calls.models import Call, Voucher
from competition.calls.rules import FieldKind
from competition.calls.rules import vouchers as law
from competition.calls.rules.vouchers import NewVoucher, VoucherKind
from competition.entries import queries, services
from competition.entries.models import Entry, Extension, VoucherUse
from competition.entries.rules.deadline import Extend, ExtensionTooEarly, ReasonMissing
from competition.entries.rules.refusals import CallClosed, EntryNotFound
from competition.errors import NotFound
from competition.people.models import Person
from competition.people.rules import Role
from tests.entries.test_at_once import AT_ONCE, at_once
from tests.factories.calls import a_call, a_category, a_field, a_round
from tests.factories.entries import an_entry
from tests.factories.judging import a_juror
from tests.factories.letters import sent_letters
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration
HOUR = timedelta(hours=1)


class Closed:
    """A call that has closed an hour ago, its organiser, and a code for it."""

    def __init__(self, app: Flask, **code: Any) -> None:
        now = clock.now()
        self.app = app
        self.call: Call = a_call(opens_at=now - 99 * HOUR, due_at=now - 2 * HOUR, closes_at=now - HOUR)
        self.category = a_category(self.call)
        a_field(self.call, FieldKind.long_text, 1, is_required=False)
        self.organiser: Person = a_person()
        a_membership(self.organiser, self.call.id, Role.organiser)
        self.actor: Actor = an_actor(self.organiser)
        self.code = self.a_code(**code)
        self.enter = f"/en/calls/{self.call.slug}/enter"

    def a_code(self, **values: Any) -> str:
        given = {"kind": VoucherKind.late, "uses": 1, "until": clock.now() + 5 * HOUR, **values}
        return calls.make_voucher(self.actor, self.call.id, NewVoucher(**given))

    def voucher(self) -> Voucher:
        db.session.rollback()
        query = select(Voucher).where(Voucher.code == self.code).execution_options(populate_existing=True)
        return db.session.scalars(query).one()

    def type_in(self, browser: Any, code: str) -> str:
        answer = post(browser, f"{self.enter}/code", {"code": code}, page=self.enter)
        assert answer.status_code == 303
        return str(browser.get(answer.location).get_data(as_text=True))


def test_a_visitor_types_a_code_signs_in_and_begins(app: Flask) -> None:
    closed, person = Closed(app), a_person()
    browser = app.test_client()
    page = closed.type_in(browser, closed.code.lower().replace("-", " "))
    assert "Your code lets you in until" in page
    assert (closed.voucher().used, "Sign in to begin" in page) == (0, True)
    signed_in = a_browser(app, person)
    assert "Begin an entry" not in signed_in.get(closed.enter).get_data(as_text=True)
    closed.type_in(signed_in, closed.code)
    answer = post(signed_in, closed.enter, page=closed.enter)
    assert (answer.status_code, "/entries/" in answer.location) == (303, True)
    assert closed.voucher().used == 1
    page = signed_in.get(answer.location).get_data(as_text=True)
    assert "Your code lets this entry in until" in page
    assert signed_in.get(closed.enter).get_data(as_text=True).count("Begin an entry") == 0


def test_without_a_code_nobody_begins(app: Flask) -> None:
    closed = Closed(app)
    with pytest.raises(CallClosed):
        services.begin_entry(an_actor(a_person()), closed.call.id)
    with pytest.raises(law.VoucherUnknown):
        services.begin_entry(an_actor(a_person()), closed.call.id, "AAAAA-AAAAA")


def test_a_code_is_not_spent_while_the_call_is_open(app: Flask) -> None:
    closed = Closed(app)
    with db.transaction() as session:
        session.get_one(Call, closed.call.id, populate_existing=True).closes_at = clock.now() + HOUR
    services.begin_entry(an_actor(a_person()), closed.call.id, closed.code)
    assert closed.voucher().used == 0


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"revoked_at": clock.now()}, law.VoucherUnknown),
        ({"until": clock.now() - HOUR}, law.VoucherOver),
        ({"used": 1}, law.VoucherSpent),
        ({"kind": VoucherKind.discount}, law.VoucherUnknown),
    ],
)
def test_a_code_that_is_not_good_lets_nobody_in(app: Flask, change: dict[str, Any], refusal: type[Exception]) -> None:
    closed = Closed(app)
    with db.transaction() as session:
        for name, value in change.items():
            setattr(session.scalars(select(Voucher)).one(), name, value)
    entry = an_entry(closed.call, person := a_person(), closed.category)
    with pytest.raises(refusal):
        services.use_late_code(an_actor(person), entry.id, closed.code)
    assert db.session.scalar(select(VoucherUse)) is None


def test_an_entry_takes_one_code_and_only_its_own_team_gives_it(app: Flask) -> None:
    closed, person = Closed(app, uses=5), a_person()
    entry = an_entry(closed.call, person, closed.category)
    with pytest.raises(EntryNotFound):
        services.use_late_code(an_actor(a_person()), entry.id, closed.code)
    services.use_late_code(an_actor(person), entry.id, closed.code)
    with pytest.raises(law.VoucherUsed):
        services.use_late_code(an_actor(person), entry.id, closed.code)
    assert closed.voucher().used == 1


def test_of_several_who_come_at_once_for_the_last_use_exactly_one_gets_it(app: Flask) -> None:
    closed = Closed(app, uses=2)
    people = [a_person() for _ in range(AT_ONCE + 1)]
    entries = [an_entry(closed.call, person, closed.category) for person in people]
    services.use_late_code(an_actor(people[-1]), entries[-1].id, closed.code)
    actors, ids = [an_actor(person) for person in people], [entry.id for entry in entries]

    def use(number: int) -> str:
        services.use_late_code(actors[number], ids[number], closed.code)
        return "in"

    assert sorted(at_once(app, use)) == ["in", *["voucher_spent"] * (AT_ONCE - 1)]
    uses = db.session.scalars(select(VoucherUse)).all()
    assert (closed.voucher().used, len(uses)) == (2, 2)


def test_codes_are_made_and_taken_back_by_organisers_and_stand_in_the_log(app: Flask) -> None:
    closed = Closed(app)
    with pytest.raises(NotFound):
        calls.make_voucher(an_actor(a_person()), closed.call.id, NewVoucher(VoucherKind.late, 1, clock.now() + HOUR))
    with pytest.raises(law.BadVoucher):
        closed.a_code(until=clock.now() - HOUR)
    with pytest.raises(law.BadVoucher):
        closed.a_code(kind=VoucherKind.discount)
    calls.revoke_voucher(closed.actor, closed.call.id, closed.voucher().id)
    db.session.rollback()
    kinds = db.session.scalars(select(audit.AuditEvent.kind).where(audit.AuditEvent.chain == closed.call.id))
    assert list(kinds) == ["voucher.made", "voucher.revoked"]
    other = a_call()
    a_membership(closed.organiser, other.id, Role.organiser)
    with pytest.raises(NotFound):
        calls.revoke_voucher(an_actor(closed.organiser), other.id, closed.voucher().id)


def test_the_organisers_page_makes_a_code_and_shows_it(app: Flask) -> None:
    closed = Closed(app)
    browser, url = a_browser(app, closed.organiser), f"/en/organise/{closed.call.id}/codes"
    form = {"kind": "late", "uses": "3", "until": "2031-01-01T12:00", "category": "", "note": "For the fair"}
    assert post(browser, url, {**form, "uses": "0"}).status_code == 422
    assert post(browser, url, {**form, "kind": "discount"}).status_code == 422
    assert post(browser, url, form).status_code == 303
    page = browser.get(url).get_data(as_text=True)
    assert ("For the fair" in page, "0 of 3" in page, closed.code in page) == (True, True, True)
    revoke = f"{url}/{closed.voucher().id}/revoke"
    assert post(browser, revoke, page=url).status_code == 303
    assert closed.voucher().revoked_at is not None


def test_guessing_is_slowed_down(app: Flask) -> None:
    closed = Closed(app)
    browser = app.test_client()
    browser.environ_base["REMOTE_ADDR"] = f"203.0.113.{secrets.randbelow(250)}"
    token = post(browser, f"{closed.enter}/code", {"code": "x"}, page=closed.enter)
    assert token.status_code == 303
    statuses = [post(browser, f"{closed.enter}/code", {"code": "x"}, page=closed.enter).status_code for _ in range(25)]
    assert statuses[-1] == 429


class TestExtension:
    def test_it_counts_at_once_and_the_team_gets_a_letter_with_the_reason(self, app: Flask) -> None:
        closed, person = Closed(app), a_person()
        entry = an_entry(closed.call, person, closed.category)
        url = f"/en/organise/{closed.call.id}/entries/{entry.id}/extension"
        browser, designer = a_browser(app, closed.organiser), a_browser(app, person)
        assert 'name="title"' not in designer.get(f"/en/entries/{entry.id}").get_data(as_text=True)
        form = {"until": (clock.now() + 9 * HOUR).strftime("%Y-%m-%dT%H:%M"), "reason": "The line was down."}
        assert post(browser, url, {**form, "reason": ""}).status_code == 422
        assert post(browser, url, {**form, "until": "2020-01-01T12:00"}).status_code == 422
        assert post(browser, url, form).status_code == 303
        db.session.rollback()
        [letter] = sent_letters(app)
        assert (letter.to, "The line was down." in letter.text) == (person.email, True)
        page = designer.get(f"/en/entries/{entry.id}").get_data(as_text=True)
        assert ('name="title"' in page, "The line was down." in page) == (True, True)

    def test_it_needs_a_reason_and_gives_time(self, app: Flask) -> None:
        closed = Closed(app)
        entry = an_entry(closed.call, a_person(), closed.category)
        for wanted, refusal in (
            (Extend(clock.now() + HOUR, " "), ReasonMissing),
            (Extend(clock.now() - HOUR, "Why"), ExtensionTooEarly),
        ):
            with pytest.raises(refusal):
                services.extend_entry(closed.actor, closed.call.id, entry.id, wanted)
        with pytest.raises(EntryNotFound):
            services.extend_entry(closed.actor, a_call().id, entry.id, Extend(clock.now() + HOUR, "Why"))

    def test_of_several_the_latest_counts(self, app: Flask) -> None:
        closed = Closed(app)
        entry = an_entry(closed.call, a_person(), closed.category)
        first, second = clock.now() + HOUR, clock.now() + 3 * HOUR
        for until in (first, second):
            services.extend_entry(closed.actor, closed.call.id, entry.id, Extend(until, "Why"))
        assert queries.allowance_of(entry.id).extended_until == second


def canaries(app: Flask) -> tuple[Closed, Entry]:
    closed = Closed(app, note="NOTE CANARY")
    entry = an_entry(closed.call, a_person(), closed.category, title="Moon")
    services.extend_entry(closed.actor, closed.call.id, entry.id, Extend(clock.now() + HOUR, "REASON CANARY"))
    return closed, entry


@pytest.mark.parametrize("kind", ["visitor", "juror", "chair", "auditor", "entrant", "organiser elsewhere"])
def test_codes_and_reasons_are_the_organisers_and_the_teams_own(app: Flask, kind: str) -> None:
    closed, entry = canaries(app)
    a_round(closed.call)
    people = {"juror": a_juror(closed.call), "entrant": a_person()}
    for role in (Role.chair, Role.auditor):
        a_membership(people.setdefault(str(role), a_person()), closed.call.id, role)
    a_membership(people.setdefault("organiser elsewhere", a_person()), a_call().id, Role.organiser)
    browser = a_browser(app, people[kind]) if kind in people else app.test_client()
    desk = f"/en/organise/{closed.call.id}"
    shut = [f"{desk}/codes", f"{desk}/entries/{entry.id}/extension", f"{desk}/calendar/{closed.category.id}"]
    wanted = 303 if kind == "visitor" else 404
    assert [browser.get(url).status_code for url in shut] == [wanted] * len(shut)
    for url in (
        closed.enter,
        f"/en/calls/{closed.call.slug}",
        f"/en/jury/{closed.call.id}/",
        f"/en/entries/{entry.id}",
    ):
        page = browser.get(url, follow_redirects=True).get_data(as_text=True)
        assert ("CANARY" in page, closed.code in page) == (False, False)


def test_the_log_of_a_call_holds_every_extension(app: Flask) -> None:
    closed, entry = canaries(app)
    assert db.session.scalars(select(Extension.entry_id)).all() == [entry.id]
    assert audit.verify(closed.call.id) is None
