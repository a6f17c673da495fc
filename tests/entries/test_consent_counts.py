"""The pages of what is agreed to ask the database as often for thirty rows as for one."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition.calls.models import Call
from competition.calls.rules import ClauseKind
from competition.people.rules import Role
from tests.factories.calls import a_call, a_category
from tests.factories.counting import counted
from tests.factories.entries import a_submitted_entry
from tests.factories.people import a_browser, a_membership, a_person
from tests.factories.terms import a_clause, an_agreement

pytestmark = pytest.mark.integration
MANY = 30


class House:
    """A call with as many entries, exhibitions and answers as asked for."""

    def __init__(self, app: Flask, rows: int) -> None:
        self.call: Call = a_call()
        category, organiser, person = a_category(self.call), a_person(), a_person()
        self.web = a_clause(self.call, ClauseKind.web)
        cities = [a_clause(self.call, ClauseKind.exhibition, place={"en": f"City {number}"}) for number in range(rows)]
        people = [person, *(a_person() for _ in range(rows - 1))]
        entries = [a_submitted_entry(self.call, one, category) for one in people]
        self.entry = entries[0]
        for entry in entries:
            an_agreement(entry, self.web)
        for city in cities:
            an_agreement(self.entry, city)
        a_membership(organiser, self.call.id, Role.organiser)
        self.designer: FlaskClient = a_browser(app, person)
        self.organiser: FlaskClient = a_browser(app, organiser)

    def pages(self) -> dict[str, FlaskClient]:
        desk, use = f"/en/organise/{self.call.id}", f"use={self.web.id}"
        rooms = [
            f"{desk}/{room}"
            for room in ("clauses", "files", "consents", f"consents?{use}", f"consents?{use}&answer=yes")
        ]
        rooms += [f"{desk}/consents.csv?{use}", f"{desk}/entries/{self.entry.id}"]
        own = f"/en/entries/{self.entry.id}"
        return {**dict.fromkeys(rooms, self.organiser), **dict.fromkeys((own, f"{own}/consents"), self.designer)}


def test_no_page_asks_more_often_for_more_rows(app: Flask) -> None:
    one, many = House(app, 1), House(app, MANY)
    for (small, browser), (large, other) in zip(one.pages().items(), many.pages().items(), strict=True):
        with counted(app) as few:
            assert browser.get(small).status_code == 200
        with counted(app) as more:
            assert other.get(large).status_code == 200
        assert (large, more.queries) == (large, few.queries)
        assert (large, more.fetched_few(MANY)) == (large, True)
