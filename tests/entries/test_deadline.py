"""The deadline by table: the answer, the row and the receipt (page, manifest, paper) agree in each line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from competition import clock, db
from competition.calls import services as calls
from competition.calls.models import Category
from competition.calls.rules import Calendar, OwnDates, Phase, phase_at
from competition.calls.rules.vouchers import NewVoucher, VoucherKind
from competition.entries import services
from competition.entries.labels import TIMINGS
from competition.entries.models import Submission
from competition.entries.rules.deadline import Allowance, Decision, Extend, Times, Timing, decide
from competition.entries.rules.states import EntryState, FileState
from competition.entries.rules.uploads import LANDING_GRACE, may_land
from competition.people.rules import Role
from tests.entries.test_paper import text_of, tight
from tests.entries.test_views import Scene
from tests.factories.people import a_membership, a_person, an_actor
from tests.factories.web import token_on

pytestmark = pytest.mark.integration

TICK = timedelta(milliseconds=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Line:
    """A line of the table: the call's dates on a wall clock, what the entry has beyond them, when it comes, what then.

    `at` counts from the due time; `fold` tells which of two equal hands is meant; `comes` is None where it is refused.
    """

    name: str
    at: timedelta
    comes: Timing | None
    due: str = "2027-02-28T23:59"
    zone: str = "Europe/Brussels"
    fold: int = 0
    closes: timedelta = HOUR
    extension: timedelta | None = None
    code: timedelta | None = None
    category: dict[str, timedelta] = field(default_factory=dict)

    @property
    def due_at(self) -> datetime:
        return datetime.fromisoformat(self.due).replace(tzinfo=ZoneInfo(self.zone), fold=self.fold).astimezone(UTC)


IN_TIME, LATE, EXTENDED, BY_CODE = Timing.in_time, Timing.late, Timing.extended, Timing.by_code
LONG = timedelta(hours=18)
TABLE = [
    Line("before due", -TICK, IN_TIME),
    Line("at due", timedelta(0), IN_TIME),
    Line("after due", TICK, LATE),
    Line("before the close", HOUR - TICK, LATE),
    Line("at the close", HOUR, LATE),
    Line("after the close", HOUR + TICK, None),
    Line("due is the close", TICK, None, closes=timedelta(0)),
    Line("the grace of uploads is none of handing in", HOUR + LANDING_GRACE, None),
    Line("extended, in time anyhow", -TICK, IN_TIME, extension=LONG),
    Line("extended, after due", TICK, EXTENDED, extension=LONG),
    Line("extended, at its end", LONG, EXTENDED, extension=LONG),
    Line("extended, after its end", LONG + TICK, None, extension=LONG),
    Line("extended within the close, after its end", HOUR, LATE, extension=HOUR / 2),
    Line("code, in time anyhow", timedelta(0), IN_TIME, code=LONG),
    Line("code, late anyhow", HOUR, LATE, code=LONG),
    Line("code, after the close", HOUR + TICK, BY_CODE, code=LONG),
    Line("code, at its end", LONG, BY_CODE, code=LONG),
    Line("code, after its end", LONG + TICK, None, code=LONG),
    Line("code and extension, in the extension", 2 * HOUR, EXTENDED, code=LONG, extension=2 * HOUR),
    Line("code and extension, after the extension", 2 * HOUR + TICK, BY_CODE, code=LONG, extension=2 * HOUR),
    Line("category due sooner", -HOUR + TICK, LATE, category={"due_at": -HOUR}),
    Line("category closes sooner", TICK, None, category={"due_at": -HOUR, "closes_at": timedelta(0)}),
    Line("category due later", 2 * HOUR, IN_TIME, category={"due_at": 2 * HOUR, "closes_at": 3 * HOUR}),
    Line("category due later than the call closes", 2 * HOUR + TICK, None, category={"due_at": 2 * HOUR}),
    Line("category closes later", 3 * HOUR, LATE, category={"closes_at": 3 * HOUR}),
    Line("after the gap of spring", timedelta(0), IN_TIME, due="2027-03-28T03:00"),
    Line("after the gap of spring, late", TICK, LATE, due="2027-03-28T03:00"),
    Line("the first of the hours that come twice", timedelta(0), IN_TIME, due="2027-10-31T02:30"),
    Line("between the two hours", TICK, LATE, due="2027-10-31T02:30"),
    Line("the second of the hours that come twice", timedelta(0), IN_TIME, due="2027-10-31T02:30", fold=1),
    Line("the first hour, where the second is meant", -HOUR, IN_TIME, due="2027-10-31T02:30", fold=1),
    Line("the first day on earth", timedelta(0), IN_TIME, zone="Pacific/Kiritimati"),
    Line("the first day on earth, late", TICK, LATE, zone="Pacific/Kiritimati"),
    Line("the last day on earth", timedelta(0), IN_TIME, zone="Etc/GMT+12"),
    Line("the last day on earth, late", TICK, LATE, zone="Etc/GMT+12"),
    Line("leap day", timedelta(0), IN_TIME, due="2028-02-29T23:59"),
    Line("leap day, late", TICK, LATE, due="2028-02-29T23:59"),
]


class Set:
    """A line as it is played: a call with these dates, a designer before the page that hands in."""

    def __init__(self, app: Flask, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
        self.line, self.monkeypatch, due = line, monkeypatch, line.due_at
        self.stop_at(due - 4 * HOUR)
        dates = {"opens_at": due - timedelta(days=9), "due_at": due, "closes_at": due + line.closes}
        self.scene = Scene(app, time_zone=line.zone, **dates)
        with db.transaction() as session:
            row = session.get_one(Category, self.scene.category.id)
            for name, after in line.category.items():
                setattr(row, name, due + after)
        self.allow()
        self.page = f"{self.scene.url}/review"
        self.wish = {**_hidden(self.scene.browser.get(self.page).get_data(as_text=True)), "agreed": "y"}
        self.wish["csrf_token"] = token_on(self.scene.browser, self.page)

    def stop_at(self, at: datetime) -> None:
        self.monkeypatch.setattr(clock, "now", lambda: at)

    def allow(self) -> None:
        """Give the entry what the line says it has beyond the calendar, by the verbs that people use."""
        organiser, call_id, due = a_person(), self.scene.call.id, self.line.due_at
        a_membership(organiser, call_id, Role.organiser)
        actor = an_actor(organiser)
        if self.line.code:
            code = calls.make_voucher(actor, call_id, NewVoucher(VoucherKind.late, 1, due + self.line.code))
            services.use_late_code(an_actor(self.scene.person), self.scene.entry.id, code)
        if self.line.extension:
            services.extend_entry(actor, call_id, self.scene.entry.id, Extend(due + self.line.extension, "A CANARY"))

    def hand_in(self) -> Any:
        self.stop_at(self.line.due_at + self.line.at)
        return self.scene.browser.post(f"{self.scene.url}/submit", data=self.wish)


def _hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(key|content)"[^>]*value="([^"]+)"', page))


@pytest.mark.parametrize("line", TABLE, ids=[line.name for line in TABLE])
def test_the_answer_the_row_and_the_receipt_agree(app: Flask, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    played = Set(app, line, monkeypatch)
    answer = played.hand_in()
    db.session.rollback()
    row = db.session.scalar(select(Submission).where(Submission.entry_id == played.scene.entry.id))
    if line.comes is None:
        assert (answer.status_code, row, played.scene.now().state) == (422, None, EntryState.draft)
        return
    assert row is not None
    at = line.due_at + line.at
    is_late = line.comes in (Timing.late, Timing.by_code)
    assert (answer.status_code, answer.location.endswith("/receipts/1")) == (303, True)
    assert (row.timing, row.is_late, row.submitted_at) == (line.comes, is_late, at)
    receipt = f"{played.scene.url}/receipts/1"
    told = json.loads(played.scene.browser.get(f"{receipt}/manifest.json").data)
    assert (told["timing"], told["late"]) == (str(line.comes), is_late)
    assert told["submitted_at"] == at.isoformat(timespec="milliseconds")
    words = str(TIMINGS[line.comes])
    assert f"<dd>{words}</dd>" in played.scene.browser.get(receipt).get_data(as_text=True)
    assert tight(words) in tight(text_of(played.scene.browser.get(f"{receipt}.pdf").data))


@pytest.mark.parametrize("line", TABLE, ids=[line.name for line in TABLE])
def test_the_page_offers_to_hand_in_exactly_when_it_is_taken(
    app: Flask, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = Set(app, line, monkeypatch)
    played.stop_at(line.due_at + line.at)
    page = played.scene.browser.get(played.page).get_data(as_text=True)
    assert ("Hand in now" in page) == (line.comes is not None)
    assert "A CANARY" not in page


@pytest.mark.parametrize("line", TABLE, ids=[line.name for line in TABLE])
def test_the_pure_function_says_the_same(line: Line) -> None:
    due = line.due_at
    dates = Calendar(due - timedelta(days=9), due, due + line.closes)
    own = OwnDates(**{name: due + after for name, after in line.category.items()})
    allowance = Allowance(due + line.extension if line.extension else None, due + line.code if line.code else None)
    found = decide(dates, own, allowance, "c", due + line.at)
    assert (found.may, found.timing if found.may else None) == (line.comes is not None, line.comes)
    assert Times(dates, {"c": own}, allowance).decide("c", due + line.at) == found


def test_a_code_for_one_category_lets_nobody_into_another() -> None:
    due = datetime(2027, 5, 1, tzinfo=UTC)
    dates, after = Calendar(due - LONG, due, due), due + HOUR
    allowance = Allowance(code_until=due + LONG, code_category="rings")
    assert decide(dates, OwnDates(), allowance, "rings", after) == Decision(Phase.late, Timing.by_code)
    assert not decide(dates, OwnDates(), allowance, "chairs", after).may


def test_a_draft_stays_open_while_any_category_is_and_what_stands_only_while_its_own_is() -> None:
    due = datetime(2027, 5, 1, tzinfo=UTC)
    times = Times(Calendar(due - LONG, due, due), {"rings": OwnDates(), "chairs": OwnDates(due + LONG, due + LONG)})
    after = due + HOUR
    assert phase_at(times.editing(EntryState.draft, "rings"), after) == Phase.open
    assert phase_at(times.editing(EntryState.submitted, "rings"), after) == Phase.closed
    assert (times.decide("rings", after).may, times.decide("chairs", after).may) == (False, True)


@pytest.mark.parametrize(
    ("begun", "lands", "taken"),
    [
        (-TICK, HOUR, True),
        (HOUR, HOUR + LANDING_GRACE, True),
        (HOUR, HOUR + LANDING_GRACE + TICK, False),
        (HOUR + TICK, HOUR + 2 * TICK, False),
        (2 * HOUR, 2 * HOUR + LANDING_GRACE, False),
    ],
)
def test_an_upload_lands_by_the_calendar_that_its_entry_is_held_to(
    begun: timedelta, lands: timedelta, *, taken: bool
) -> None:
    due = datetime(2027, 5, 1, tzinfo=UTC)
    plain = Times(Calendar(due - LONG, due, due + HOUR))
    extended = Times(plain.call, allowance=Allowance(extended_until=due + 2 * HOUR))
    for times, moved in ((plain, timedelta(0)), (extended, HOUR)):
        calendar = times.editing(EntryState.draft, None)
        found = may_land(FileState.uploading, calendar, due + begun + moved, due + lands + moved)
        assert found == taken
