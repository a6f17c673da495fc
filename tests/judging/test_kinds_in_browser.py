"""A juror judges by keys alone: votes, stars, a veto with its reason, and an order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from competition import db
from competition.judging.models import Assignment, Ballot, ScoreSheet
from competition.judging.queries import criteria_of
from competition.judging.rules.kinds import RoundHow, RoundKind
from competition.judging.rules.rubric import CommentRule, RubricCommand
from competition.judging.services import save_rubric
from competition.people.rules import Role
from tests.factories.judging import a_sheet
from tests.factories.people import a_membership, a_person
from tests.fixtures.live import Live, assert_accessible
from tests.judging.conftest import Room, new_room

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

SAVED = re.compile(r"All changes saved \d\d:\d\d")


def a_round(live: Live, kind: RoundKind, entries: int, **how: Any) -> Room:
    with live.app.app_context():
        room = new_room()
        command = RubricCommand(1, True, CommentRule.optional, (), RoundHow(kind, **how))
        save_rubric(room.as_organiser, room.call.id, command)
        for _ in range(entries):
            room.laid()
        # What the test reads outside of the application must be loaded by then.
        for row in (room.call, room.round, room.juror, *room.entries):
            db.session.refresh(row)
        return room


def saved(page: Page) -> None:
    expect(page.locator("[data-saved-words]")).to_have_text(SAVED)


@dataclass(frozen=True)
class Given:
    """What a juror presses in a round of a kind, and the reason that it then asks for."""

    kind: RoundKind
    points: int
    size: int | None = None
    reason: str = ""


@pytest.mark.parametrize(
    "given",
    [
        Given(RoundKind.eligibility, 0, reason="It was shown before."),
        Given(RoundKind.screening, 2, size=5),
        Given(RoundKind.stars, 4, size=5),
        Given(RoundKind.veto, 1, reason="It is a copy."),
    ],
    ids=lambda given: str(given.kind),
)
def test_an_entry_is_judged_by_keys_alone(live: Live, signed_in: Callable[..., Page], given: Given) -> None:
    room, reason = a_round(live, given.kind, 1, size=given.size), given.reason
    page = signed_in(room.juror)
    page.goto(f"/en/jury/{room.call.id}/")
    page.get_by_role("link", name="Go on with").press("Enter")
    # Keys count once the scripts of the sheet are there.
    page.wait_for_url("**/entries/*", wait_until="load")
    page.get_by_role("radio").first.focus()
    page.keyboard.press(str(given.points))
    saved(page)
    assert_accessible(page)
    if reason:
        page.get_by_role("button", name="Hand in").press("Enter")
        expect(page.get_by_text("Say in a few words why.")).to_be_visible()
        page.get_by_label("Reason").focus()
        page.keyboard.type(reason)
        saved(page)
    page.get_by_role("button", name="Hand in").press("Enter")
    expect(page.get_by_text("All 1 are handed in. Thank you.")).to_be_visible()
    with live.app.app_context():
        sheet = db.session.scalars(select(ScoreSheet).order_by(ScoreSheet.updated_at.desc())).first()
        assert sheet is not None
        assert (list(sheet.marks.values()), sheet.comment, sheet.state.value) == ([given.points], reason, "submitted")


def test_a_chair_rules_on_a_veto(live: Live, signed_in: Callable[..., Page]) -> None:
    room = a_round(live, RoundKind.veto, 1)
    with live.app.app_context():
        [question] = criteria_of(room.round.id)
        laid = db.session.scalars(select(Assignment).where(Assignment.round_id == room.round.id)).one()
        a_sheet(laid, {question.id: 1}, comment="It is a copy. " * 20)
        a_membership(chair := a_person(), room.call.id, Role.chair)
        code = room.entries[0].code
        db.session.refresh(chair)
    page = signed_in(chair)
    page.goto(f"/en/organise/{room.call.id}/vetoes")
    assert_accessible(page)
    page.get_by_label("It stays in").focus()
    page.keyboard.press("Space")
    page.get_by_label("Reason").fill("Both were made from the same brief.")
    page.get_by_role("button", name=f"Keep the ruling on {code}").press("Enter")
    expect(page.get_by_text("The chair: Both were made from the same brief.")).to_be_visible()
    assert_accessible(page)


def place(page: Page, code: str) -> Any:
    return page.get_by_role("textbox", name=f"Place of {code}")


def give_place(page: Page, code: str, number: int) -> None:
    place(page, code).fill(str(number))
    place(page, code).press("Enter")


def codes_in(page: Page, part: str) -> list[str]:
    return [item.get_attribute("data-code") or "" for item in page.locator(f"[data-{part}] [data-code]").all()]


def test_works_are_put_in_order_by_keys_alone(live: Live, signed_in: Callable[..., Page]) -> None:
    room = a_round(live, RoundKind.ranking, 4, size=3)
    page = signed_in(room.juror)
    page.goto(f"/en/jury/{room.call.id}/")
    page.get_by_role("link", name="To your ranking").press("Enter")
    page.wait_for_url("**/ranking")
    a, b, c, d = codes_in(page, "rest")
    give_place(page, a, 1)
    place(page, b).press("ArrowUp")
    give_place(page, c, 1)
    assert codes_in(page, "order") == [c, a, b]
    expect(place(page, c)).to_be_focused()
    expect(page.locator("[data-said]")).to_have_text(f"{c} has place 1 of 3")
    place(page, a).press("ArrowUp")
    assert codes_in(page, "order") == [a, c, b]
    # The fourth pushes the third out of three places.
    give_place(page, d, 2)
    assert codes_in(page, "order") == [a, d, c]
    page.get_by_role("button", name=f"Move {c} up").press("Enter")
    saved(page)
    assert_accessible(page)
    page.reload()
    assert codes_in(page, "order") == [a, c, d]
    page.get_by_role("button", name="Hand in the ranking").press("Enter")
    expect(page.get_by_text("Your ranking is handed in.")).to_be_visible()
    with live.app.app_context():
        ids = {entry.code: entry.id for entry in room.entries}
        ballot = db.session.scalars(select(Ballot).where(Ballot.round_id == room.round.id)).one()
        assert (ballot.order, ballot.state.value) == ([ids[a], ids[c], ids[d]], "submitted")


def test_a_list_of_codes_lays_the_rows_out(live: Live, signed_in: Callable[..., Page]) -> None:
    room = a_round(live, RoundKind.ranking, 3)
    page = signed_in(room.juror)
    page.goto(f"/en/jury/{room.call.id}/ranking")
    with live.app.app_context():
        codes = [entry.code for entry in room.entries]
    page.get_by_text("The order as a list of codes").click()
    page.get_by_label("Codes, the best first").fill("\n".join(codes[::-1]))
    expect(page.locator("[data-order] [data-code]")).to_have_count(3)
    assert codes_in(page, "order") == codes[::-1]
    saved(page)
