"""Whatever a team does, in two tabs and with lost answers: one entry, true receipts, nothing shown early."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from competition import audit, db
from competition.actor import Actor
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry
from competition.entries.rules import Draft, EntryState, FileState, SubmitEntry
from competition.entries.rules.drafting import standing_content, working_content
from competition.entries.rules.receipts import content_digest, digest_of
from competition.entries.services.access import files_in_order
from competition.errors import DomainError
from competition.mail.models import Letter
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.people import a_person, an_actor

pytestmark = pytest.mark.integration


class Life(RuleBasedStateMachine):
    """A designer's draft in a call that is open for a week, and an hour longer."""

    tabs = Bundle("tabs")
    wishes = Bundle("wishes")

    def __init__(self) -> None:
        super().__init__()
        self.call = a_call()
        assert self.call.due_at is not None
        assert self.call.closes_at is not None
        self.due_at, self.closes_at = self.call.due_at, self.call.closes_at
        self.views = a_field(self.call, FieldKind.files, 1)
        self.person = a_person()
        self.start: Actor = an_actor(self.person)
        self.entry_id: str = an_entry(self.call, self.person, title="Moon").id
        self.hours = 0
        self.receipts: dict[str, str] = {}

    @property
    def actor(self) -> Actor:
        return replace(self.start, at=self.start.at + timedelta(hours=self.hours))

    def entry(self) -> Entry:
        return db.session.get_one(Entry, self.entry_id, populate_existing=True)

    @rule(target=tabs)
    def open_a_tab(self) -> Draft:
        """A tab holds the draft as it was when it was opened."""
        entry = self.entry()
        return Draft(version=entry.version, **working_content(entry))

    @rule(tab=tabs, title=st.sampled_from(["", "Moon", "Sun", "月"]))
    def save(self, tab: Draft, title: str) -> None:
        """A save from an old tab is refused and changes nothing; one from a fresh tab counts."""
        before = working_content(self.entry())
        wanted = replace(tab, title=title)
        try:
            services.save_draft(self.actor, self.entry_id, wanted)
        except DomainError:
            assert working_content(self.entry()) == before
        else:
            assert working_content(self.entry())["title"] == title

    @rule()
    def add_a_file(self) -> None:
        """A file arrives (its way there is proved elsewhere)."""
        if len(queries.files_of(self.entry_id)) < 6:
            place = len(queries.files_of(self.entry_id))
            a_picture(self.entry(), self.views, self.person, position=place, stands_at=None, state=FileState.landed)

    @rule(which=st.integers(0, 5))
    def remove_a_file(self, which: int) -> None:
        files = queries.files_of(self.entry_id)
        if files:
            with suppress(DomainError):
                services.remove_file(self.actor, files[which % len(files)].id)

    @rule(order=st.permutations(range(6)))
    def put_in_order(self, order: list[int]) -> None:
        files = queries.files_of(self.entry_id)
        wanted = [files[place].id for place in order if place < len(files)]
        with suppress(DomainError):
            services.reorder_files(self.actor, self.entry_id, self.views.id, wanted)

    @rule(target=wishes)
    def look_it_over(self) -> Any:
        """The review page fixes the key and the content that the person saw."""
        entry = self.entry()
        digest = content_digest(working_content(entry), files_in_order(entry)[1])
        return multiple(SubmitEntry(secrets.token_hex(16), digest))

    @rule(wish=wishes, times=st.integers(1, 3))
    def hand_in(self, wish: SubmitEntry, times: int) -> None:
        """The same wish, sent as often as it may be, makes one receipt."""
        for _ in range(times):
            with suppress(DomainError):
                receipt = services.submit_entry(self.actor, self.entry_id, wish)
                assert self.receipts.setdefault(wish.key, receipt.id) == receipt.id
                assert receipt.request_digest == wish.content_digest

    @rule(wish=consumes(wishes))
    def forget_a_page(self, wish: SubmitEntry) -> None:
        """A page is closed and its answer never seen."""

    @rule()
    def withdraw(self) -> None:
        with suppress(DomainError):
            services.withdraw_entry(self.actor, self.entry_id)

    @rule()
    def reopen(self) -> None:
        with suppress(DomainError):
            services.reopen_entry(self.actor, self.entry_id)

    @rule(hours=st.sampled_from([1, 24, 100]))
    def time_goes_by(self, hours: int) -> None:
        self.hours += hours

    @invariant()
    def there_is_one_entry_with_true_receipts(self) -> None:
        assert db.session.query(Entry).filter_by(call_id=self.call.id).count() == 1
        receipts = list(reversed(queries.receipts_of(self.entry_id)))
        assert [receipt.number for receipt in receipts] == list(range(1, len(receipts) + 1))
        assert {receipt.id for receipt in receipts} == set(self.receipts.values())
        assert all(receipt.manifest_digest == digest_of(receipt.manifest) for receipt in receipts)
        assert all(receipt.submitted_at <= self.closes_at for receipt in receipts)
        assert all(receipt.is_late == (receipt.submitted_at > self.due_at) for receipt in receipts)
        letters = db.session.query(Letter).filter(Letter.key.like("receipt:%"), Letter.person_id == self.person.id)
        assert letters.count() == len(receipts)

    @invariant()
    def what_stands_is_what_the_newest_receipt_says(self) -> None:
        entry, newest = self.entry(), queries.latest_receipt(self.entry_id)
        if entry.state != EntryState.submitted:
            assert queries.jury_entry(self.entry_id, "en", self.actor.at) is None
            return
        assert newest is not None
        content, files = standing_content(entry), queries.standing_files(self.entry_id)
        assert content["title"] == newest.manifest["title"]
        assert [file.id for file in files] == [file["file"] for file in newest.manifest["files"]]
        assert entry.submitted_at == newest.submitted_at

    @invariant()
    def nothing_was_lost_or_changed_in_the_log(self) -> None:
        assert audit.verify(self.call.id) is None

    def teardown(self) -> None:
        db.session.rollback()


@pytest.mark.timeout(300)
def test_a_team_may_do_anything_in_any_order(app: Flask) -> None:
    calm = settings(
        max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(Life, settings=calm)
