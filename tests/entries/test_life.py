"""Whatever a team does, in two tabs and with lost answers: one entry, true receipts, its bytes in the bucket.

The machine first has to convict three defects that are put in on purpose; then it finds none.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from competition import audit, clock, db, storage
from competition.actor import Actor
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry, EntryFile, EntryMember
from competition.entries.rules import Draft, EntryState, FileState, SlotRequest, SubmitEntry
from competition.entries.rules.checking import AskFix, FixItem
from competition.entries.rules.drafting import standing_content, working_content
from competition.entries.rules.receipts import content_digest, digest_of
from competition.entries.rules.uploads import Ended, SignRequest
from competition.entries.services.access import files_in_order
from competition.entries.services.cleanup import abandon_uploads
from competition.errors import DomainError
from competition.mail.models import Letter
from competition.people.rules import Role
from competition.storage.interface import ObjectHeaders, StorageError
from competition.storage.s3 import S3Bucket
from tests.factories.calls import a_call, a_field
from tests.factories.entries import an_entry
from tests.factories.media import a_photograph
from tests.factories.people import a_membership, a_person, an_actor
from tests.fixtures.machines import run_machine

TEAM = st.sampled_from(["lead", "mate"])

pytestmark = pytest.mark.integration


class Life(RuleBasedStateMachine):
    """A team's draft in a call that is open for a week, and an hour longer."""

    tabs = Bundle("tabs")
    wishes = Bundle("wishes")

    def __init__(self, bucket: S3Bucket) -> None:
        super().__init__()
        self.bucket, self.call = bucket, a_call()
        assert self.call.due_at is not None
        assert self.call.closes_at is not None
        self.due_at, self.closes_at = self.call.due_at, self.call.closes_at
        self.views = a_field(self.call, FieldKind.files, 1)
        self.person, mate, organiser = a_person(), a_person(), a_person()
        a_membership(organiser, self.call.id, Role.organiser)
        self.team: dict[str, Actor] = {"lead": an_actor(self.person), "mate": an_actor(mate)}
        self.organiser: Actor = an_actor(organiser)
        self.entry_id: str = an_entry(self.call, self.person, title="Moon").id
        with db.transaction() as session:
            session.add(
                EntryMember(id=db.new_id(), entry_id=self.entry_id, person_id=mate.id, joined_at=self.organiser.at)
            )
        self.hours, self.sent = 0, 0
        self.said = "Moon"
        self.digests: dict[str, str] = {}
        self.flying: dict[str, bytes] = {}
        self.receipts: dict[str, str] = {}
        self.mending: list[tuple[datetime, datetime]] = []

    @property
    def now(self) -> datetime:
        return self.organiser.at + timedelta(hours=self.hours)

    def who(self, name: str) -> Actor:
        return replace(self.team[name], at=self.now)

    def entry(self) -> Entry:
        return db.session.get_one(Entry, self.entry_id, populate_existing=True)

    def open_tab(self) -> Draft:
        """A tab holds the draft as it was when it was opened."""
        entry = self.entry()
        return Draft(version=entry.version, **working_content(entry))

    @rule(tab=tabs, title=st.sampled_from(["", "Moon", "Sun", "月"]), name=TEAM)
    def save(self, tab: Draft, title: str, name: str) -> None:
        """A save from an old tab is refused and changes nothing; one from a fresh tab counts."""
        entry, wanted = self.entry(), replace(tab, title=title)
        before, is_old = working_content(entry), tab.version != entry.version
        try:
            services.save_draft(self.who(name), self.entry_id, wanted)
        except DomainError:
            assert working_content(self.entry()) == before
        else:
            assert not is_old or working_content(self.entry()) == before
            assert working_content(self.entry())["title"] == title
            self.said = title

    @rule(target=tabs, title=st.sampled_from(["Moon", "Sun", "月"]), name=TEAM)
    def write(self, title: str, name: str) -> Draft:
        """Somebody opens the form, writes and saves; his tab stays open, and is old from now on."""
        tab = self.open_tab()
        self.save(tab, title, name)
        return tab

    @rule(name=TEAM, times=st.integers(1, 2), place=st.none() | st.integers(0, 5))
    def send_a_file(self, name: str, times: int, place: int | None) -> None:
        """A file arrives, in place of another one or beside it; that it did may be told twice."""
        files = queries.files_of(self.entry_id)
        replaced = files[place % len(files)].id if files and place is not None else None
        self.sent += 1
        content = a_photograph(8, 8) + self.sent.to_bytes(4, "big")
        digest = hashlib.sha256(content).hexdigest()
        with suppress(DomainError):
            slot = SlotRequest(self.views.id, "view.jpg", len(content), "image/jpeg", replaced)
            file = services.open_slot(self.who(name), self.entry_id, slot)
            self.bucket.put(file.key, content, ObjectHeaders("image/jpeg"))
            for _ in range(times):
                assert services.finish_upload(self.who(name), file.id, digest).state == FileState.landed
            self.digests[file.id] = digest

    @rule(name=TEAM)
    def begin_to_send(self, name: str) -> None:
        """A file is on its way, and its hash is told: it may be handed in before it has arrived."""
        self.sent += 1
        content = a_photograph(8, 8) + self.sent.to_bytes(4, "big")
        digest = hashlib.sha256(content).hexdigest()
        with suppress(DomainError):
            slot = SlotRequest(self.views.id, "view.jpg", len(content), "image/jpeg")
            file = services.open_slot(self.who(name), self.entry_id, slot)
            services.declare_digests(self.who(name), [Ended(file.id, digest)])
            self.digests[file.id], self.flying[file.id] = digest, content

    @precondition(lambda self: self.flying)
    @rule(which=st.integers(0, 5), name=TEAM)
    def let_it_land(self, which: int, name: str) -> None:
        """It arrives, in time or too late; nothing but what was told may."""
        file_id = list(self.flying)[which % len(self.flying)]
        file = db.session.get_one(EntryFile, file_id, populate_existing=True)
        key, until = file.key, file.awaited_until
        with suppress(DomainError):
            services.sign(self.who(name), file_id, SignRequest())
            self.bucket.put(key, self.flying[file_id], ObjectHeaders("image/jpeg"))
            assert services.finish_upload(self.who(name), file_id, self.digests[file_id]).state == FileState.landed
            assert self.now <= max(self.closes_at, until or self.closes_at) or self.mending
            del self.flying[file_id]

    @precondition(lambda self: self.digests)
    @rule(which=st.integers(0, 5), name=TEAM)
    def remove_a_file(self, which: int, name: str) -> None:
        files = queries.files_of(self.entry_id)
        if files:
            with suppress(DomainError):
                services.remove_file(self.who(name), files[which % len(files)].id)

    @precondition(lambda self: self.digests)
    @rule()
    def clean_up(self) -> None:
        """The nightly job throws away what nobody needs. Only its own clock is moved: the bucket's stands."""
        with pytest.MonkeyPatch.context() as moved:
            moved.setattr(clock, "now", lambda: self.now)
            abandon_uploads()

    @precondition(lambda self: len(self.digests) > 1)
    @rule(order=st.permutations(range(6)))
    def put_in_order(self, order: list[int]) -> None:
        files = queries.files_of(self.entry_id)
        wanted = [files[place].id for place in order if place < len(files)]
        with suppress(DomainError):
            services.reorder_files(self.who("lead"), self.entry_id, self.views.id, wanted)

    @rule(target=wishes, is_answered=st.booleans(), name=TEAM)
    def look_it_over(self, *, name: str, is_answered: bool) -> Any:
        """The review page fixes the key and the content that the person saw, who hands in now or later."""
        entry = self.entry()
        digest = content_digest(working_content(entry), files_in_order(entry)[1])
        wish = SubmitEntry(secrets.token_hex(16), digest)
        if is_answered:
            self.hand_in(wish, 2, name)
        return wish

    @rule(wish=wishes, times=st.integers(1, 3), name=TEAM)
    def hand_in(self, wish: SubmitEntry, times: int, name: str) -> None:
        """The same wish, sent as often as it may be, makes one receipt."""
        for _ in range(times):
            with suppress(DomainError):
                receipt = services.submit_entry(self.who(name), self.entry_id, wish)
                assert self.receipts.setdefault(wish.key, receipt.id) == receipt.id
                assert receipt.request_digest == wish.content_digest

    @precondition(lambda self: self.receipts)
    @rule(name=TEAM)
    def withdraw(self, name: str) -> None:
        """The lead alone takes an entry back."""
        before = self.entry().state
        with suppress(DomainError):
            services.withdraw_entry(self.who(name), self.entry_id)
            assert name == "lead"
        assert self.entry().state in {before, EntryState.withdrawn}

    @precondition(lambda self: self.entry().state == EntryState.withdrawn)
    @rule()
    def reopen(self) -> None:
        with suppress(DomainError):
            services.reopen_entry(self.who("lead"), self.entry_id)

    @precondition(lambda self: self.entry().pending is not None)
    @rule(name=TEAM)
    def take_the_changes_back(self, name: str) -> None:
        with suppress(DomainError):
            services.discard_changes(self.who(name), self.entry_id)
            self.said = standing_content(self.entry())["title"]

    @precondition(lambda self: self.entry().state == EntryState.submitted)
    @rule(hours=st.sampled_from([12, 72]), part=st.sampled_from(["title", "views"]))
    def ask_to_mend(self, hours: int, part: str) -> None:
        """An organiser asks for one part, until a time that may lie behind the close."""
        item = FixItem(self.views.id if part == "views" else part, "Please look at it again.")
        until = self.now + timedelta(hours=hours)
        with suppress(DomainError):
            services.ask_to_fix(
                replace(self.organiser, at=self.now), self.call.id, self.entry_id, AskFix((item,), until)
            )
            self.mending.append((self.now, until))

    @precondition(lambda self: self.receipts)
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
        for receipt in receipts:
            at = receipt.submitted_at
            if not any(asked <= at <= until for asked, until in self.mending):
                assert at <= self.closes_at
                assert receipt.is_late == (at > self.due_at)
        letters = db.session.query(Letter).filter(Letter.key.like("receipt:%"), Letter.person_id == self.person.id)
        assert letters.count() == len(receipts)

    @invariant()
    def nothing_acknowledged_is_missing(self) -> None:
        assert working_content(self.entry())["title"] == self.said

    @invariant()
    def every_receipt_matches_the_bucket(self) -> None:
        for receipt in queries.receipts_of(self.entry_id):
            for line in receipt.manifest["files"]:
                key = db.session.get_one(EntryFile, line["file"]).key
                if line["file"] in self.flying:
                    assert line["awaited_until"] is not None
                    assert line["sha256_by_browser"] == self.digests[line["file"]]
                    continue
                digest = hashlib.sha256(b"".join(self.bucket.stream(key))).hexdigest()
                assert digest == self.digests[line["file"]] == (line["sha256"] or line["sha256_by_browser"])

    @invariant()
    def what_stands_is_what_the_newest_receipt_says(self) -> None:
        entry, newest = self.entry(), queries.latest_receipt(self.entry_id)
        if entry.state != EntryState.submitted:
            assert queries.jury_entry(self.entry_id, "en", self.now) is None
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


def live(bucket: S3Bucket, examples: int, *phases: Phase) -> None:
    """Let the machine run."""

    class Here(Life):
        def __init__(self) -> None:
            super().__init__(bucket)

    run_machine(Here, examples, *phases)


@pytest.mark.timeout(300)
def test_a_team_may_do_anything_in_any_order(app: Flask, bucket: S3Bucket) -> None:
    live(bucket, 8)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_team_may_do_anything_in_any_order_for_longer(app: Flask, bucket: S3Bucket) -> None:
    live(bucket, 80, Phase.generate, Phase.shrink)


def overwrite(save: Callable[..., Any]) -> Callable[..., Any]:
    """A stale tab wins: the check of the version is off."""

    def saved(actor: Actor, entry_id: str, draft: Draft) -> Any:
        return save(actor, entry_id, replace(draft, version=db.session.get_one(Entry, entry_id).version))

    return saved


def throw_away(remove: Callable[..., Any]) -> Callable[..., Any]:
    """A file that is taken out of the form loses its bytes at once, whatever a receipt says."""

    def removed(actor: Actor, file_id: str) -> Any:
        file = remove(actor, file_id)
        storage.bucket().delete(file.key)
        return file

    return removed


class _Crash(Exception):
    """The server dies."""


def answer_first(save: Callable[..., Any]) -> Callable[..., Any]:
    """A save is acknowledged, and the server dies before it commits."""

    def saved(actor: Actor, entry_id: str, draft: Draft) -> Any:
        with suppress(_Crash), db.transaction():
            entry = save(actor, entry_id, draft)
            raise _Crash
        return entry

    return saved


Defect = Callable[[Callable[..., Any]], Callable[..., Any]]
DEFECTS: dict[str, tuple[str, Defect]] = {
    "overwrite": ("save_draft", overwrite),
    "forget": ("save_draft", answer_first),
    "throw away": ("remove_file", throw_away),
}


@pytest.mark.parametrize("defect", DEFECTS)
@pytest.mark.timeout(300)
def test_the_machine_convicts(app: Flask, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch, defect: str) -> None:
    verb, put_in = DEFECTS[defect]
    monkeypatch.setattr(services, verb, put_in(getattr(services, verb)))
    with pytest.raises((AssertionError, StorageError)):
        live(bucket, 100)
