"""Two entries beside each other, and what is loaded before it is asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from competition import clock
from competition.judging import services
from competition.judging.rules.queue import Work, WorkState, ahead
from tests.factories.judging import a_juror
from tests.factories.people import a_browser
from tests.judging.conftest import MakeRoom, Room

OPEN, DRAFT, DONE, GONE = WorkState.open, WorkState.draft, WorkState.submitted, WorkState.recused


def queue(*states: WorkState) -> list[Work]:
    return [Work(str(number), f"e{number}", f"C{number}", None, state) for number, state in enumerate(states)]


@pytest.mark.parametrize(
    ("states", "after", "expected"),
    [
        ((OPEN, OPEN, OPEN, OPEN), "1", ["2", "3", "0"]),
        ((OPEN, DONE, DONE, OPEN), "0", ["1", "3"]),
        ((DONE, GONE, DRAFT, OPEN), "0", ["2", "3"]),
        ((OPEN, DONE, DONE, DONE), "3", ["0"]),
        ((OPEN, OPEN, OPEN), None, ["0", "1", "2"]),
        ((DONE, OPEN, DRAFT, GONE), None, ["1", "2"]),
        ((OPEN,), "0", []),
        ((), None, []),
    ],
)
def test_the_likeliest_is_loaded_first(states: tuple[WorkState, ...], after: str | None, expected: list[str]) -> None:
    assert [work.assignment_id for work in ahead(queue(*states), after, 10)] == expected


def test_no_more_than_wanted_is_loaded() -> None:
    assert [work.assignment_id for work in ahead(queue(*[OPEN] * 30), "4", 10)] == [str(n) for n in range(5, 15)]


def seen(app: Flask, room: Room, path: str) -> Any:
    return a_browser(app, room.juror).get(f"/en/jury/{room.call.id}/{path}")


def test_what_is_loaded_ahead_is_what_the_next_sheet_names(app: Flask, room: Room) -> None:
    first, second = room.laid(position=0), room.laid(position=1)
    room.laid(a_juror(room.call))
    answer = seen(app, room, f"ahead?after={first.id}").get_json()
    sheet = seen(app, room, f"entries/{second.id}").get_data(as_text=True)
    [levels] = answer["pictures"]
    srcset = ", ".join(f"{level['url']} {level['width']}w" for level in levels)
    assert f'srcset="{srcset.replace("&", "&amp;")}"' in sheet
    assert sorted(answer) == ["expires_at", "pictures"]


def test_the_other_is_chosen_among_the_jurors_own(app: Flask, room: Room) -> None:
    first, second, third = (room.laid(position=place) for place in range(3))
    room.laid(a_juror(room.call))
    services.recuse(room.as_juror, third.id, "My cousin")
    page = seen(app, room, f"entries/{first.id}/beside").get_data(as_text=True)
    codes = [entry.code for entry in room.entries]
    assert [code in page for code in codes] == [True, True, False, False]
    assert f"with={second.id}" in page
    assert seen(app, room, f"entries/{first.id}/beside?with={third.id}").status_code == 404
    assert seen(app, room, f"entries/{third.id}/beside").status_code == 404


def test_who_has_nothing_else_is_told_so(app: Flask, room: Room) -> None:
    first = room.laid()
    page = seen(app, room, f"entries/{first.id}/beside").get_data(as_text=True)
    assert "No other entry lies before you." in page
    assert "/beside" not in seen(app, room, f"entries/{first.id}").get_data(as_text=True)


def test_nothing_is_seen_before_the_pledge(app: Flask, room: Room) -> None:
    newcomer = a_juror(room.call, pledged=False)
    first, second = room.laid(newcomer), room.laid(newcomer)
    browser, jury = a_browser(app, newcomer), f"/en/jury/{room.call.id}"
    answer = browser.get(f"{jury}/entries/{first.id}/beside?with={second.id}")
    assert (answer.status_code, answer.location) == (303, f"{jury}/pledge")
    assert browser.get(f"{jury}/ahead").get_json() == {"pictures": [], "expires_at": None}


def test_nothing_is_seen_before_the_round_opens(app: Flask, make_room: MakeRoom) -> None:
    room = make_room(dates={"opens_at": clock.now() + timedelta(days=1), "closes_at": clock.now() + timedelta(days=2)})
    first, second = room.laid(), room.laid()
    assert seen(app, room, f"entries/{first.id}/beside?with={second.id}").status_code == 404
    assert seen(app, room, "ahead").get_json() == {"pictures": [], "expires_at": None}
