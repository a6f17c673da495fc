"""A page asks the database as often for thirty rows as for one."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import db
from competition.calls.models import Call
from competition.calls.rules import FieldKind
from competition.entries.models import Entry, Submission
from competition.people.rules import Role
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.counting import counted
from tests.factories.entries import a_picture, a_submitted_entry
from tests.factories.people import a_browser, a_membership, a_person

pytestmark = pytest.mark.integration

MANY = 30


class House:
    """A call with as many entries as asked for, one of them with as many files."""

    def __init__(self, app: Flask, rows: int) -> None:
        self.call: Call = a_call()
        category, person = a_category(self.call), a_person()
        views = a_field(self.call, FieldKind.files, 1, options={"accept": ["image/jpeg"], "most": 50, "max_bytes": 9})
        self.entries: list[Entry] = [a_submitted_entry(self.call, person, category) for _ in range(rows)]
        self.entry = self.entries[0]
        files = [a_picture(self.entry, views, person, position=place, stands_at=place) for place in range(rows)]
        self.receipt(person.id, [file.id for file in files])
        organiser = a_person()
        a_membership(organiser, self.call.id, Role.organiser)
        self.designer: FlaskClient = a_browser(app, person)
        self.organiser: FlaskClient = a_browser(app, organiser)

    def receipt(self, person_id: str, files: list[str]) -> None:
        line = {"question": "q", "name": "a.jpg", "size": 1, "type": "image/jpeg", "sha256": None}
        manifest = {
            "code": self.entry.code,
            "title": "Moon",
            "category": None,
            "submitted_at": "2026-05-01T12:00:00.000+00:00",
            "files": [{**line, "file": file_id} for file_id in files],
        }
        with db.transaction() as session:
            session.add(
                Submission(
                    entry_id=self.entry.id,
                    number=1,
                    key="k" * 16,
                    request_digest="0" * 64,
                    submitted_at=self.entry.updated_at,
                    submitted_by=person_id,
                    manifest=manifest,
                    manifest_digest="0" * 64,
                )
            )


def pages_of(house: House) -> dict[str, FlaskClient]:
    own, desk = f"/en/entries/{house.entry.id}", f"/en/organise/{house.call.id}/entries"
    designers = ["/en/entries/", f"/en/calls/{house.call.slug}/enter"]
    designers += [
        own + path
        for path in ("", "/team", "/review", "/files.json", "/files/states.json", "/receipts/1", "/receipts/1.pdf")
    ]
    designers += [own + "/receipts/1/manifest.json", "/en/receipts/verify"]
    checks = f"/en/organise/{house.call.id}/checks"
    organisers = [desk, f"{desk}/{house.entry.id}", checks, f"{checks}/{house.entry.id}"]
    return {**dict.fromkeys(designers, house.designer), **dict.fromkeys(organisers, house.organiser)}


def test_no_page_asks_more_often_for_more_rows(app: Flask) -> None:
    one, many = House(app, 1), House(app, MANY)
    for (small, browser), (large, other) in zip(pages_of(one).items(), pages_of(many).items(), strict=True):
        with counted(app) as few:
            assert browser.get(small).status_code == 200
        with counted(app) as more:
            assert other.get(large).status_code == 200
        assert (large, more.queries) == (large, few.queries)
        assert (large, more.fetched_few(MANY)) == (large, True)
