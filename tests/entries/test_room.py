"""How much the files of an entry, a person and a call may take: to the last byte, also for who asks at once."""

from __future__ import annotations

import pytest
from flask import Flask

from competition import audit, db
from competition.calls.models import Call
from competition.calls.rules import FieldKind
from competition.calls.rules.room import GIGABYTE, BadLimits, LimitFiles
from competition.entries import queries, services
from competition.entries.models import EntryFile
from competition.entries.rules import FileState, SlotRequest
from competition.errors import DomainError, NotFound, Stale
from competition.people.models import Person
from competition.people.rules import Role
from tests.entries.test_at_once import AT_ONCE, at_once
from tests.factories.calls import a_call, a_field
from tests.factories.entries import an_entry
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration

ROOM = 100
PLENTY = 10**12


class Desk:
    """A call with little room, and drafts of several people in it."""

    def __init__(self, entries: int = 1, **limits: int) -> None:
        self.call = a_call(**{"entry_bytes": PLENTY, "call_bytes": PLENTY, **limits})
        self.views = a_field(self.call, FieldKind.files, 1).id
        people = [a_person() for _ in range(entries)]
        self.actors = [an_actor(person) for person in people]
        self.entries = [an_entry(self.call, person).id for person in people]

    def slot(self, size: int, number: int = 0, person_bytes: int = PLENTY) -> EntryFile | str:
        """Ask for a slot; return it, or why not."""
        wanted = SlotRequest(self.views, "ring.jpg", size, "image/jpeg")
        try:
            return services.open_slot(self.actors[number], self.entries[number], wanted, person_bytes)
        except DomainError as refusal:
            return refusal.code


@pytest.mark.parametrize(
    ("limits", "person_bytes", "refusal"),
    [
        ({"entry_bytes": ROOM}, PLENTY, "upload_entry_full"),
        ({"call_bytes": ROOM}, PLENTY, "upload_call_full"),
        ({}, ROOM, "upload_person_full"),
    ],
)
def test_a_limit_is_reached_exactly_and_a_refused_file_makes_room(
    app: Flask, limits: dict[str, int], person_bytes: int, refusal: str
) -> None:
    desk = Desk(**limits)
    first = desk.slot(ROOM - 10, person_bytes=person_bytes)
    assert desk.slot(11, person_bytes=person_bytes) == refusal
    assert isinstance(desk.slot(10, person_bytes=person_bytes), EntryFile)
    assert desk.slot(1, person_bytes=person_bytes) == refusal
    assert isinstance(first, EntryFile)
    with db.transaction() as session:
        session.get_one(EntryFile, first.id).state = FileState.refused
    assert isinstance(desk.slot(ROOM - 10, person_bytes=person_bytes), EntryFile)


def test_of_several_files_asked_for_together_those_that_fit_are_taken(app: Flask) -> None:
    desk = Desk(entry_bytes=ROOM)
    wanted = [SlotRequest(desk.views, "ring.jpg", size, "image/jpeg") for size in (60, 41, 40)]
    opened = services.open_slots(desk.actors[0], desk.entries[0], wanted)
    assert [one.size if isinstance(one, EntryFile) else one.code for one in opened] == [60, "upload_entry_full", 40]


def test_of_several_entries_that_ask_at_once_for_the_last_room_one_gets_it(app: Flask) -> None:
    desk = Desk(AT_ONCE, call_bytes=ROOM)
    found = at_once(app, lambda number: type(desk.slot(ROOM - 1, number)).__name__)
    assert sorted(found) == ["EntryFile", *["str"] * (AT_ONCE - 1)]
    assert queries.taken_in(desk.call.id)[0] == ROOM - 1


def test_of_one_persons_entries_that_ask_at_once_for_his_last_room_one_gets_it(app: Flask) -> None:
    desk, person = Desk(), a_person()
    desk.actors = [an_actor(person)] * AT_ONCE
    desk.entries = [an_entry(desk.call, person).id for _ in range(AT_ONCE)]
    found = at_once(app, lambda number: type(desk.slot(ROOM - 1, number, ROOM)).__name__)
    assert sorted(found) == ["EntryFile", *["str"] * (AT_ONCE - 1)]


def test_organisers_limit_files_and_the_log_says_so(app: Flask) -> None:
    desk = Desk()
    organiser = a_person()
    a_membership(organiser, desk.call.id, Role.organiser)
    actor = an_actor(organiser)
    services.limit_files(actor, desk.call.id, LimitFiles(desk.call.version, 2, 3))
    call = db.session.get_one(Call, desk.call.id, populate_existing=True)
    assert (call.entry_bytes, call.call_bytes) == (2 * GIGABYTE, 3 * GIGABYTE)
    assert audit.verify(call.id) is None
    with pytest.raises(Stale):
        services.limit_files(actor, call.id, LimitFiles(call.version - 1, 2, 3))
    for per_entry, per_call in ((0, 3), (1001, 2000), (4, 3), (1, 1_000_001)):
        with pytest.raises(BadLimits):
            services.limit_files(actor, call.id, LimitFiles(call.version, per_entry, per_call))
    with pytest.raises(NotFound):
        services.limit_files(desk.actors[0], call.id, LimitFiles(call.version, 2, 3))


def test_the_page_shows_what_is_taken_and_sets_the_limits(app: Flask) -> None:
    desk, organiser = Desk(entry_bytes=4 * GIGABYTE, call_bytes=10 * GIGABYTE), a_person()
    a_membership(organiser, desk.call.id, Role.organiser)
    desk.slot(2_500_000)
    browser, address = a_browser(app, organiser), f"/en/organise/{desk.call.id}/files"
    shown = browser.get(address).get_data(as_text=True)
    assert "2.5 MB of 10 GB" in shown
    assert "2.5 MB of 4 GB" in shown
    version = {"version": str(desk.call.version)}
    assert post(browser, address, {**version, "per_entry": "3", "per_call": "2"}).status_code == 422
    assert post(browser, address, {**version, "per_entry": "2", "per_call": "3"}).status_code == 303
    assert post(browser, address, {**version, "per_entry": "2", "per_call": "3"}).status_code == 409
    designer = a_browser(app, db.session.get_one(Person, desk.actors[0].person_id))
    assert (designer.get(address).status_code, app.test_client().get(address).status_code) == (404, 303)


def test_a_form_says_how_much_room_is_left_once_it_is_scarce(app: Flask) -> None:
    desk = Desk(entry_bytes=ROOM * 1_000_000)
    browser, address = a_browser(app, db.session.get_one(Person, desk.actors[0].person_id)), desk.entries[0]
    assert "Room for files in this entry" not in browser.get(f"/en/entries/{address}").get_data(as_text=True)
    desk.slot(80_000_000)
    assert "Room for files in this entry: 20 MB more." in browser.get(f"/en/entries/{address}").get_data(as_text=True)
    told = browser.get(f"/en/entries/{address}/files.json").get_json()
    assert told["room"] == "Room for files in this entry: 20 MB more."
