"""A page's number of queries does not depend on how much it shows, and it fetches no more rows than it needs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from competition import db
from competition.entries.models import EntryFile
from competition.judging.rules.dealing import DealCommand
from competition.judging.services import request_deal, work_out
from competition.people.models import Person
from tests.factories.counting import Count, counted
from tests.factories.judging import a_juror
from tests.factories.people import a_browser
from tests.judging.conftest import Room

pytestmark = pytest.mark.integration

# Who looks, at what, and how many queries the page may take besides the two that tell who asks.
PAGES: dict[str, tuple[str, str, int]] = {
    "table": ("juror", "/en/jury/", 1),
    "wall": ("juror", "/en/jury/{call}/", 8),
    "sheet": ("juror", "/en/jury/{call}/entries/{laid}", 14),
    "naming": ("juror", "/en/jury/{call}/naming", 5),
    "beside": ("juror", "/en/jury/{call}/entries/{laid}/beside", 8),
    "beside two": ("juror", "/en/jury/{call}/entries/{laid}/beside?with={second}", 8),
    "ahead": ("juror", "/en/jury/{call}/ahead?after={laid}", 8),
    "pledge": ("juror", "/en/jury/{call}/pledge", 4),
    "jury": ("organiser", "/en/organise/{call}/jury", 13),
    "progress": ("organiser", "/en/organise/{call}/jury/progress", 16),
    "progress now": ("organiser", "/en/organise/{call}/jury/progress/now", 13),
    "rubric": ("organiser", "/en/organise/{call}/rubric", 6),
    "assignment": ("organiser", "/en/organise/{call}/jury/assignment/{proposal}", 6),
    "vetoes": ("organiser", "/en/organise/{call}/vetoes", 7),
    "terms": ("organiser", "/en/organise/{call}/jury/{juror}/terms", 6),
    "conflicts": ("organiser", "/en/organise/{call}/jury/conflicts", 5),
    "guests": ("organiser", "/en/organise/{call}/jury/invitations", 4),
    "leave": ("organiser", "/en/organise/{call}/jury/{juror}/leave", 3),
    "own terms": ("juror", "/en/jury/{call}/terms", 7),
    "by hand": ("organiser", "/en/organise/{call}/jury/{juror}", 5),
}


@pytest.mark.parametrize("name", PAGES)
def test_one_entry_and_thirty_cost_the_same(app: Flask, room: Room, name: str) -> None:
    who, pattern, most = PAGES[name]
    laid = room.laid()
    ids = {"laid": laid.id, "second": room.laid().id, "juror": room.juror.id}
    person = room.juror if who == "juror" else room.organiser
    one = looker(app, person, pattern.format(call=room.call.id, proposal=a_proposal(room), **ids))()
    for _ in range(29):
        room.laid()
        a_juror(room.call)
    thirty = looker(app, person, pattern.format(call=room.call.id, proposal=a_proposal(room), **ids))()
    assert thirty.queries == one.queries, "\n".join(thirty.statements)
    assert one.queries <= most + 2, "\n".join(one.statements)
    assert thirty.fetched_few(30), thirty.rows


def a_proposal(room: Room) -> str:
    proposal_id = request_deal(room.as_organiser, room.call.id, DealCommand(2, "seed"))
    work_out(proposal_id)
    return proposal_id


def looker(app: Flask, person: Person, url: str) -> Callable[[], Count]:
    browser = a_browser(app, person)

    def look() -> Count:
        with counted(app) as count:
            assert browser.get(url).status_code == 200
        return count

    return look


def test_fresh_links_take_three_queries(app: Flask, room: Room) -> None:
    laid = [room.laid() for _ in range(30)]
    browser = a_browser(app, room.juror)
    page = browser.get(f"/en/jury/{room.call.id}/entries/{laid[0].id}").get_data(as_text=True)
    head = {"X-CSRFToken": page.split('name="csrf_token" value="')[1].split('"')[0]}
    files = list(db.session.scalars(select(EntryFile.id)))
    with counted(app) as count:
        answer = browser.post(f"/en/jury/{room.call.id}/links", json={"files": files}, headers=head)
    assert len(answer.get_json()["links"]) == 30
    assert count.queries == 2 + 3, "\n".join(count.statements)
    assert count.fetched_few(30), count.rows
