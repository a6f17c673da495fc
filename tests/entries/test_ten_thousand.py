"""Ten thousand drafts: the lists ask as often, fetch as many rows and answer as quickly as with a hundred."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import db
from competition.entries import queries
from competition.entries.rules import EntryState
from competition.people.rules import Role
from competition.web.paging import PER_PAGE
from tests.factories.calls import a_call
from tests.factories.counting import counted
from tests.factories.many import many_drafts
from tests.factories.people import a_browser, a_membership, a_person, an_actor

pytestmark = [pytest.mark.integration, pytest.mark.timeout(300)]
FEW, MANY, RUNS = 100, 10_000, 60
SLOWER = 1.3


@dataclass(frozen=True)
class House:
    """A call with so many drafts of one person, and its organiser."""

    entrant: FlaskClient
    organiser: FlaskClient
    desk: str

    def pages(self) -> dict[str, tuple[FlaskClient, str]]:
        return {"entrant": (self.entrant, "/en/entries/"), "organiser": (self.organiser, self.desk)}


def a_house(app: Flask, number: int) -> House:
    call, person, organiser = a_call(), a_person(), a_person()
    a_membership(organiser, call.id, Role.organiser)
    many_drafts(call, person, number)
    desk = f"/en/organise/{call.id}/entries"
    return House(a_browser(app, person), a_browser(app, organiser), desk)


def times_slower(large: tuple[FlaskClient, str], small: tuple[FlaskClient, str]) -> float:
    """Return how many times longer the one page takes: both in turns, and the least of many, so that no load counts."""
    least = [math.inf, math.inf]
    for _ in range(RUNS):
        for which, (browser, page) in enumerate((large, small)):
            began = time.perf_counter()
            assert browser.get(page).status_code == 200
            least[which] = min(least[which], time.perf_counter() - began)
    return least[0] / least[1]


@pytest.mark.slow
def test_lists_do_not_care_how_many_there_are(app: Flask) -> None:
    few, many = a_house(app, FEW), a_house(app, MANY)
    for name, (browser, page) in many.pages().items():
        small_browser, small_page = few.pages()[name]
        with counted(app) as small:
            small_browser.get(small_page)
        with counted(app) as large:
            text = browser.get(page).text
        assert text.count('<th scope="row"') == PER_PAGE
        assert (name, large.queries, large.rows) == (name, small.queries, small.rows)
        ratio = times_slower((browser, page), (small_browser, small_page))
        assert (name, ratio < SLOWER) == (name, True), ratio


@pytest.mark.slow
@pytest.mark.parametrize("name", ["waiting", "checked"])
def test_the_list_of_checks_does_not_care_how_many_there_are(app: Flask, name: str) -> None:
    pages = []
    for number in (FEW, MANY):
        call, person, organiser = a_call(), a_person(), a_person()
        a_membership(organiser, call.id, Role.organiser)
        many_drafts(call, person, number, EntryState.submitted)
        pages.append((a_browser(app, organiser), f"/en/organise/{call.id}/checks?list={name}"))
    found = []
    for browser, page in pages:
        with counted(app) as count:
            assert browser.get(page).status_code == 200
        found.append(count.queries)
    assert found[0] == found[1]
    ratio = times_slower(pages[1], pages[0])
    assert ratio < SLOWER, ratio


def test_the_lists_lead_through_all_of_them_once_each_way(app: Flask) -> None:
    house_call, person = a_call(), a_person()
    many_drafts(house_call, person, 2 * PER_PAGE + 7)
    actor, seen, key = an_actor(person), [], ""
    while page := queries.entries_for(actor, after=key):
        seen += [line.entry_id for line in page]
        key = page[-1].key
    back: list[str] = []
    while page := queries.entries_for(actor, before=key):
        back = [line.entry_id for line in page] + back
        key = page[0].key
    assert (len(set(seen)), seen[:-1]) == (2 * PER_PAGE + 7, back)
    codes, code = [], ""
    while rows := queries.entries_of_call(house_call.id, after=code):
        codes += [row.code for row in rows]
        code = rows[-1].code
    assert codes == sorted(codes)
    assert len(codes) == 2 * PER_PAGE + 7
    assert [row.code for row in queries.entries_of_call(house_call.id, before=codes[60])] == codes[10:60]


def test_the_pages_turn_forwards_and_backwards(app: Flask) -> None:
    house = a_house(app, PER_PAGE + 3)
    for browser, page in house.pages().values():
        first = browser.get(page).text
        assert (first.count('<th scope="row"'), 'rel="prev"' in first) == (PER_PAGE, False)
        second = browser.get(_link(first, page, "after")).text
        assert (second.count('<th scope="row"'), 'rel="next"' in second) == (3, False)
        assert _codes(browser.get(_link(second, page, "before")).text) == _codes(first)
        nonsense = browser.get(f"{page}?after=%F0%9F%92%8E&before=x")
        assert nonsense.status_code == 200


def _link(text: str, page: str, way: str) -> str:
    start = text.index(f'href="{page}?{way}=') + 6
    return text[start : text.index('"', start)].replace("&amp;", "&")


def _codes(text: str) -> list[str]:
    db.session.rollback()
    return [part.split("<", 1)[0] for part in text.split('<th scope="row"')[1:]]
