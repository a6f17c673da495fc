from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls.models import Call, EntryField
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry, EntryFile, EntryMember
from competition.entries.rules import Draft, EntryState, SlotRequest, SubmitEntry
from competition.entries.rules.drafting import working_content
from competition.entries.rules.receipts import content_digest, digest_of
from competition.entries.rules.refusals import (
    AddressNotConfirmed,
    AlreadyHandedIn,
    CallClosed,
    CallNotOpen,
    ContentChanged,
    DraftStale,
    EntryNotFound,
    Incomplete,
    KeyReused,
    NotSoNow,
    PastDue,
    TooManyEntries,
)
from competition.entries.services.access import files_in_order
from competition.mail.models import Letter
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.people import a_person, an_actor

pytestmark = pytest.mark.integration


def wish(entry: Entry, key: str = "key-1") -> SubmitEntry:
    """Return the wish to hand in what the entry holds now."""
    fresh = db.session.get_one(Entry, entry.id, populate_existing=True)
    return SubmitEntry(key, content_digest(working_content(fresh), files_in_order(fresh)[1]))


class Desk:
    """A call with a category, a text and a question for pictures; a designer with a complete draft."""

    def __init__(self, **calendar: Any) -> None:
        self.call: Call = a_call(**calendar)
        self.category = a_category(self.call)
        self.idea: EntryField = a_field(self.call, FieldKind.long_text, 1)
        self.views: EntryField = a_field(self.call, FieldKind.files, 2)
        self.person = a_person()
        self.actor: Actor = an_actor(self.person)
        self.entry = an_entry(self.call, self.person, self.category, title="Moon", answers={self.idea.id: "Light"})

    def with_picture(self) -> Desk:
        self.picture: EntryFile = a_picture(self.entry, self.views, self.person)
        return self

    def draft(self, **values: Any) -> Draft:
        fresh = db.session.get_one(Entry, self.entry.id, populate_existing=True)
        return Draft(**{"version": fresh.version, **working_content(fresh), **values})

    def now(self, **later: float) -> Actor:
        return replace(self.actor, at=self.actor.at + timedelta(**later))


def test_beginning_makes_a_draft_with_a_code_that_its_maker_leads(app: Flask) -> None:
    call, actor = a_call(), an_actor(a_person())
    entry = services.begin_entry(actor, call.id)
    assert (entry.state, entry.version, entry.locale) == (EntryState.draft, 1, "en")
    assert len(entry.code) == 7
    assert queries.entry_for(actor, entry.id) == entry
    assert audit.head_of(call.id)[0] == 1


def test_an_entry_is_begun_only_while_the_call_takes_entries(app: Flask) -> None:
    now, actor = clock.now(), an_actor(a_person())
    with pytest.raises(CallNotOpen):
        services.begin_entry(actor, a_call(opens_at=now + timedelta(hours=1)).id)
    with pytest.raises(CallClosed):
        services.begin_entry(actor, a_call(due_at=now - timedelta(2), closes_at=now - timedelta(1)).id)
    with pytest.raises(EntryNotFound):
        services.begin_entry(actor, a_call(state="draft").id)


def test_a_person_leads_a_bounded_number_of_entries_in_a_call(app: Flask) -> None:
    call, actor = a_call(), an_actor(a_person())
    for _ in range(20):
        services.begin_entry(actor, call.id)
    with pytest.raises(TooManyEntries):
        services.begin_entry(actor, call.id)


def test_saving_keeps_what_is_written_even_if_it_is_empty_or_too_long(app: Flask) -> None:
    desk = Desk()
    long = "月" * 30_000
    entry = services.save_draft(desk.actor, desk.entry.id, desk.draft(title="", answers={desk.idea.id: long, "x": "y"}))
    assert (entry.title, entry.answers, entry.version) == ("", {desk.idea.id: long}, 2)


def test_a_stale_save_is_refused_with_the_newer_version_and_overwrites_nothing(app: Flask) -> None:
    desk = Desk()
    mine, theirs = desk.draft(title="Mine"), desk.draft(title="Theirs")
    services.save_draft(desk.actor, desk.entry.id, theirs)
    with pytest.raises(DraftStale) as refused:
        services.save_draft(desk.actor, desk.entry.id, mine)
    assert (refused.value.values["version"], refused.value.values["theirs"]["title"]) == (2, "Theirs")
    assert desk.draft().title == "Theirs"


def test_the_same_words_again_are_no_conflict(app: Flask) -> None:
    desk = Desk()
    mine = desk.draft(title="Mine")
    first = services.save_draft(desk.actor, desk.entry.id, mine).version
    assert services.save_draft(desk.actor, desk.entry.id, mine).version == first


def test_a_category_of_another_call_is_not_kept(app: Flask) -> None:
    desk = Desk()
    other = a_category(a_call())
    assert services.save_draft(desk.actor, desk.entry.id, desk.draft(category_id=other.id)).category_id is None


def test_nobody_but_the_team_saves_or_submits(app: Flask) -> None:
    desk, stranger = Desk().with_picture(), an_actor(a_person())
    with pytest.raises(EntryNotFound):
        services.save_draft(stranger, desk.entry.id, desk.draft())
    with pytest.raises(EntryNotFound):
        services.submit_entry(stranger, desk.entry.id, wish(desk.entry))
    with pytest.raises(EntryNotFound):
        services.remove_file(stranger, desk.picture.id)
    with pytest.raises(EntryNotFound):
        services.open_slot(stranger, desk.entry.id, SlotRequest(desk.views.id, "a.jpg", 5, "image/jpeg"))


def test_handing_in_gives_a_receipt_a_log_entry_and_a_letter(app: Flask) -> None:
    desk = Desk().with_picture()
    receipt = services.submit_entry(desk.actor, desk.entry.id, wish(desk.entry))
    assert (receipt.number, receipt.is_late, receipt.submitted_at) == (1, False, desk.actor.at)
    assert receipt.manifest_digest == digest_of(receipt.manifest)
    assert receipt.manifest["files"][0]["sha256"] == "0" * 64
    assert [entry.id for entry in queries.submitted_entries(desk.call.id)] == [desk.entry.id]
    assert [file.file_id for file in queries.shown_files([desk.entry.id], clock.now())[desk.entry.id]] == [
        desk.picture.id
    ]
    letters = db.session.query(Letter).all()
    assert [(letter.event, letter.address) for letter in letters] == [("entries/receipt", desk.person.email)]
    assert audit.head_of(desk.call.id)[0] == 1


def test_the_same_key_gives_the_same_receipt_also_after_the_deadline(app: Flask) -> None:
    desk = Desk().with_picture()
    command = wish(desk.entry)
    first = services.submit_entry(desk.actor, desk.entry.id, command)
    again = services.submit_entry(desk.now(days=30), desk.entry.id, command)
    assert again.id == first.id
    assert db.session.query(Letter).count() == 1
    with pytest.raises(KeyReused):
        services.submit_entry(desk.actor, desk.entry.id, replace(command, content_digest="0" * 64))


def test_the_same_content_under_another_key_is_told_to_stand_already(app: Flask) -> None:
    desk = Desk().with_picture()
    services.submit_entry(desk.actor, desk.entry.id, wish(desk.entry))
    with pytest.raises(AlreadyHandedIn) as refused:
        services.submit_entry(desk.actor, desk.entry.id, wish(desk.entry, "key-2"))
    assert refused.value.values == {"number": 1}


def test_what_was_handed_in_stands_until_the_change_is_handed_in_too(app: Flask) -> None:
    desk = Desk().with_picture()
    services.submit_entry(desk.actor, desk.entry.id, wish(desk.entry))
    services.save_draft(desk.actor, desk.entry.id, desk.draft(title="Sun"))
    other = a_picture(desk.entry, desk.views, desk.person, stands_at=None)
    services.remove_file(desk.actor, desk.picture.id)
    shown = queries.jury_entry(desk.entry.id, "en", clock.now())
    assert shown is not None
    assert (shown.title.text, [file.file_id for file in shown.files]) == ("Moon", [desk.picture.id])
    receipt = services.submit_entry(desk.actor, desk.entry.id, wish(desk.entry, "key-2"))
    shown = queries.jury_entry(desk.entry.id, "en", clock.now())
    assert shown is not None
    assert (receipt.number, shown.title.text, [file.file_id for file in shown.files]) == (2, "Sun", [other.id])


def test_going_back_to_what_stands_leaves_no_change_waiting(app: Flask) -> None:
    desk = Desk().with_picture()
    services.submit_entry(desk.actor, desk.entry.id, wish(desk.entry))
    services.save_draft(desk.actor, desk.entry.id, desk.draft(title="Sun"))
    assert services.save_draft(desk.actor, desk.entry.id, desk.draft(title="Moon")).pending is None


def test_a_page_that_is_out_of_date_hands_nothing_in(app: Flask) -> None:
    desk = Desk().with_picture()
    old = wish(desk.entry)
    services.save_draft(desk.actor, desk.entry.id, desk.draft(title="Sun"))
    with pytest.raises(ContentChanged):
        services.submit_entry(desk.actor, desk.entry.id, old)
    assert queries.receipts_of(desk.entry.id) == []


def test_what_is_incomplete_is_not_handed_in(app: Flask) -> None:
    desk = Desk()
    with pytest.raises(Incomplete) as refused:
        services.submit_entry(desk.actor, desk.entry.id, wish(desk.entry))
    assert refused.value.values["missing"] == [{"part": desk.views.id, "fault": "missing", "count": 0, "language": ""}]


def test_a_first_entry_is_taken_late_and_marked_a_changed_one_is_not(app: Flask) -> None:
    desk = Desk().with_picture()
    receipt = services.submit_entry(desk.now(days=7, minutes=30), desk.entry.id, wish(desk.entry))
    assert receipt.is_late
    with pytest.raises(PastDue):
        services.save_draft(desk.now(days=7, minutes=31), desk.entry.id, desk.draft(title="Sun"))


def test_after_the_close_nothing_is_handed_in(app: Flask) -> None:
    desk = Desk().with_picture()
    with pytest.raises(CallClosed):
        services.submit_entry(desk.now(days=8), desk.entry.id, wish(desk.entry))


def test_handing_in_needs_a_confirmed_address(app: Flask) -> None:
    desk = Desk().with_picture()
    with pytest.raises(AddressNotConfirmed):
        services.submit_entry(replace(desk.actor, email_confirmed=False), desk.entry.id, wish(desk.entry))


def test_a_withdrawn_entry_is_seen_by_no_jury_and_may_be_reopened_until_due(app: Flask) -> None:
    desk = Desk().with_picture()
    services.submit_entry(desk.actor, desk.entry.id, wish(desk.entry))
    services.withdraw_entry(desk.actor, desk.entry.id)
    assert list(queries.submitted_entries(desk.call.id)) == []
    assert queries.jury_entry(desk.entry.id, "en", clock.now()) is None
    with pytest.raises(NotSoNow):
        services.save_draft(desk.actor, desk.entry.id, desk.draft(title="Sun"))
    services.reopen_entry(desk.actor, desk.entry.id)
    receipt = services.submit_entry(desk.actor, desk.entry.id, wish(desk.entry, "key-2"))
    assert receipt.number == 2


def test_a_team_of_two_gets_two_letters(app: Flask) -> None:
    desk, other = Desk().with_picture(), a_person()
    with db.transaction() as session:
        session.add(EntryMember(id=db.new_id(), entry_id=desk.entry.id, person_id=other.id))
    services.submit_entry(an_actor(other), desk.entry.id, wish(desk.entry))
    assert {letter.address for letter in db.session.query(Letter)} == {desk.person.email, other.email}


def test_files_are_put_in_order(app: Flask) -> None:
    desk = Desk().with_picture()
    second = a_picture(desk.entry, desk.views, desk.person, position=1)
    services.reorder_files(desk.actor, desk.entry.id, desk.views.id, [second.id, desk.picture.id, "nonsense"])
    assert [file.id for file in queries.files_of(desk.entry.id)] == [second.id, desk.picture.id]
