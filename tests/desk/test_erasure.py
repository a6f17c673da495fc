"""An account is erased: nothing of the person is left in any table or in the bucket, and the others' things stay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from competition import audit, clock, db, queueing, storage
from competition.actor import Actor
from competition.calls.models import Inquiry, InquiryMessage
from competition.calls.rules import FieldKind
from competition.desk import services as desk
from competition.entries import queries, services
from competition.entries.models import Derivative, Entry, EntryFile, EntryInvitation, EntryMember, Submission
from competition.entries.rules import EntryState, SubmitEntry
from competition.entries.rules.checking import AskFix, FixItem
from competition.entries.rules.drafting import working_content
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.team import InviteToTeam
from competition.entries.services.access import files_in_order
from competition.people import services as people
from competition.people.models import Erasure, Person
from competition.people.rules import Credentials, Invite, Role, WrongPassword, WrongSignIn
from competition.people.rules.erasing import WAIT
from competition.people.services import passwords
from competition.people.services.erasure import erase_person
from competition.storage.interface import ObjectHeaders
from competition.storage.s3 import S3Bucket
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post as send
from tests.fixtures.bucket import keys_in

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]
NAME, EMAIL, ADDRESS = "Zoë Plantedname", "zoe.planted@example.org", "203.0.113.77"
WORDS, FILE = "Planted words of a stone", "planted-file.jpg"
PASSWORD = "three calm words"


class Life:
    """A person with a draft, an entry that was handed in, a part in another's team, a thread, letters and an export."""

    def __init__(self) -> None:
        self.call, self.other = a_call(), a_person(name="Other")
        self.bytes = f"PLANTED {db.new_id()} ".encode() * 100
        self.idea = a_field(self.call, FieldKind.long_text, 1)
        self.views = a_field(self.call, FieldKind.files, 2)
        digest = passwords.digest_of(PASSWORD)
        self.person = a_person(name=NAME, email=EMAIL, password_hash=digest, school="Plantedname school")
        self.draft = self.entry(self.person)
        self.alone = self.entry(self.person)
        self.shared = self.entry(self.person)
        self.join(self.shared, self.other)
        for entry in (self.alone, self.shared):
            self.hand_in(entry)
        self.checked()
        self.traces()

    @property
    def actor(self) -> Actor:
        return Actor(**{**_fields(an_actor(self.person)), "address": ADDRESS})

    def entry(self, lead: Person) -> Entry:
        entry = an_entry(self.call, lead, title=f"{WORDS} title", answers={self.idea.id: WORDS})
        file = a_picture(entry, self.views, lead, name=FILE, stands_at=None)
        for key in (file.key, *(one.key for one in db.session.query(Derivative).filter_by(file_id=file.id))):
            storage.bucket().put(key, self.bytes, ObjectHeaders("image/jpeg"))
        return entry

    def join(self, entry: Entry, person: Person) -> None:
        with db.transaction() as session:
            session.add(EntryMember(id=db.new_id(), entry_id=entry.id, person_id=person.id))

    def hand_in(self, entry: Entry) -> None:
        digest = content_digest(working_content(entry), files_in_order(entry)[1])
        services.submit_entry(self.actor, entry.id, SubmitEntry(db.new_id(), digest))

    def checked(self) -> None:
        officer = a_person()
        a_membership(officer, self.call.id, Role.organiser)
        actor, fix = an_actor(officer), AskFix((FixItem("title", f"Mend {WORDS}"),), clock.now() + timedelta(days=2))
        services.ask_to_fix(actor, self.call.id, self.alone.id, fix)

    def traces(self) -> None:
        owner = a_person(name="Owner")
        a_membership(owner, self.call.id, Role.owner)
        people.invite(an_actor(owner), Invite(EMAIL, Role.juror, self.call.id, {"en": "Call"}, name=NAME))
        services.invite_to_team(an_actor(self.other), self.others_entry().id, InviteToTeam(EMAIL, name=NAME))
        with db.transaction() as session:
            thread = Inquiry(id=db.new_id(), call_id=self.call.id, person_id=self.person.id, created_at=clock.now())
            session.add(thread)
            session.flush()
            session.add(
                InquiryMessage(
                    inquiry_id=thread.id, number=1, author_id=self.person.id, text=WORDS, sent_at=clock.now()
                )
            )
        with pytest.raises(WrongSignIn):
            people.sign_in(self.actor, Credentials(EMAIL, "wrong password here"), "Plantedname browser")
        people.sign_in(self.actor, Credentials(EMAIL, PASSWORD), "Plantedname browser")
        desk.ask_export(self.actor)
        queueing.services.run_due()

    def others_entry(self) -> Entry:
        return an_entry(self.call, self.other, title="The other's own")


def _fields(actor: Actor) -> dict[str, Any]:
    return {name: getattr(actor, name) for name in Actor.__dataclass_fields__}


def found_in_tables(*needles: str) -> list[str]:
    """Return where any of these stands, in any column of any row of any table."""
    db.session.rollback()
    found = []
    for table in db.Base.metadata.sorted_tables:
        for row in db.session.execute(table.select()).mappings():
            text = repr(dict(row)).lower()
            found += [f"{table.name}: {needle}" for needle in needles if needle.lower() in text]
    return found


def found_in_bucket(bucket: S3Bucket, needle: bytes) -> list[str]:
    """Return the keys of all objects that hold these bytes (archives store originals uncompressed)."""
    return [key for key in keys_in(bucket) if needle in b"".join(bucket.stream(key))]


def a_week_later(monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + WAIT + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)


def test_nothing_of_a_person_is_left_in_any_table_or_in_the_bucket(
    app: Flask, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = Life()
    mine = {life.draft.id, life.alone.id}
    keys = {file.key for file in db.session.query(EntryFile).filter(EntryFile.entry_id.in_(mine))}
    people.ask_erasure(life.actor, PASSWORD)
    needles = (NAME, "Plantedname", EMAIL, ADDRESS)
    assert {line.split(": ")[1] for line in found_in_tables(*needles)} == set(needles)
    assert keys < set(found_in_bucket(bucket, life.bytes))
    before = {call: audit.head_of(call) for call in (life.call.id, audit.PLATFORM)}
    a_week_later(monkeypatch)
    queueing.services.run_due()
    assert found_in_tables(*needles) == []
    # What he wrote with another is that person's too; all else of his words, files and names is gone.
    kept = {file.key for file in db.session.query(EntryFile).filter(EntryFile.entry_id == life.shared.id)}
    kept |= {one.key for one in db.session.query(Derivative)}
    assert set(found_in_bucket(bucket, life.bytes)) == kept
    tables = {line.split(":")[0] for line in found_in_tables(WORDS, FILE)}
    assert tables == {"entry", "entry_file", "submission"}
    assert [entry.id for entry in db.session.query(Entry).filter(Entry.title.like("Planted%"))] == [life.shared.id]
    assert audit.verify(life.call.id) is audit.verify(audit.PLATFORM) is None
    assert all(audit.head_of(call)[0] > length for call, (length, _head) in before.items())


def test_what_was_handed_in_alone_keeps_its_code_and_its_digest_and_no_jury_sees_it(
    app: Flask, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = Life()
    code, digest = life.alone.code, _receipt(life.alone.id).manifest_digest
    people.ask_erasure(life.actor, PASSWORD)
    a_week_later(monkeypatch)
    queueing.services.run_due()
    db.session.expire_all()
    entry, receipt = db.session.get_one(Entry, life.alone.id), _receipt(life.alone.id)
    assert (entry.code, entry.title, entry.answers, entry.state) == (code, "", {}, EntryState.withdrawn)
    assert (receipt.manifest_digest, receipt.manifest["erased"], receipt.manifest["code"]) == (digest, True, code)
    assert queries.jury_entry(life.alone.id, "en", clock.now()) is None
    assert db.session.get(Entry, life.draft.id) is None
    team = [(one.name, one.is_lead) for one in queries.teammates_of(life.shared.id)]
    assert team == [("Other", True)]


def _receipt(entry_id: str) -> Submission:
    return db.session.query(Submission).filter_by(entry_id=entry_id).one()


def test_the_organisers_pages_stand_after_an_erasure(
    app: Flask, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    life, officer = Life(), a_person()
    a_membership(officer, life.call.id, Role.organiser)
    people.ask_erasure(life.actor, PASSWORD)
    a_week_later(monkeypatch)
    queueing.services.run_due()
    browser, room = a_browser(app, officer), f"/en/organise/{life.call.id}"
    own = a_browser(app, life.other)
    pages = [f"{room}/entries", f"{room}/entries/{life.alone.id}", f"{room}/checks", f"{room}/checks/{life.alone.id}"]
    assert [browser.get(page).status_code for page in pages] == [200] * 4
    assert [own.get(page).status_code for page in ("/en/entries/", f"/en/entries/{life.shared.id}")] == [200] * 2


def test_it_waits_a_week_and_can_be_called_off(app: Flask, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    person = a_person(email=EMAIL, password_hash=passwords.digest_of(PASSWORD))
    browser, page = a_browser(app, person), "/en/account/erase"
    wrong = send(browser, page, {"current": "not the password", "agreed": "y"})
    unagreed = send(browser, page, {"current": PASSWORD})
    assert (wrong.status_code, unagreed.status_code, db.session.query(Erasure).count()) == (422, 422, 0)
    assert send(browser, page, {"current": PASSWORD, "agreed": "y"}).status_code == 303
    assert "will be erased on" in browser.get("/en/account").text
    queueing.services.run_due()
    erase_person(person.id)  # Not yet: the job itself looks at the day.
    assert db.session.get_one(Person, person.id, populate_existing=True).email == EMAIL
    assert send(browser, f"{page}/cancel", page="/en/account").status_code == 303
    a_week_later(monkeypatch)
    queueing.services.run_due()
    erase_person(person.id)
    assert db.session.get_one(Person, person.id, populate_existing=True).email == EMAIL


def test_the_only_owner_of_a_call_finds_another_first(app: Flask) -> None:
    person, call = a_person(password_hash=passwords.digest_of(PASSWORD)), a_call()
    a_membership(person, call.id, Role.owner)
    answer = send(a_browser(app, person), "/en/account/erase", {"current": PASSWORD, "agreed": "y"})
    assert (answer.status_code, "only owner of a call" in answer.text) == (422, True)
    a_membership(a_person(), call.id, Role.owner)
    people.ask_erasure(an_actor(person), PASSWORD)
    assert db.session.query(Erasure).count() == 1


def test_a_wrong_password_erases_nothing(app: Flask) -> None:
    person = a_person(password_hash=passwords.digest_of(PASSWORD))
    with pytest.raises(WrongPassword):
        people.ask_erasure(an_actor(person), "not the password")
    assert db.session.query(Erasure).count() == 0


def test_the_bucket_down_delays_the_bytes_and_loses_none(
    app: Flask, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = Life()
    people.ask_erasure(life.actor, PASSWORD)
    a_week_later(monkeypatch)
    real = storage.bucket().delete
    monkeypatch.setattr(S3Bucket, "delete", _down)
    queueing.services.run_due()
    assert db.session.get_one(Person, life.person.id, populate_existing=True).erased_at is not None
    mine = [file.key for file in db.session.query(EntryFile).filter_by(entry_id=life.alone.id)]
    assert set(mine) < set(found_in_bucket(bucket, life.bytes))
    monkeypatch.setattr(S3Bucket, "delete", lambda _self, key: real(key))
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    queueing.services.run_due()
    assert not set(mine) & set(found_in_bucket(bucket, life.bytes))
    assert db.session.query(EntryInvitation).filter(EntryInvitation.email == EMAIL).count() == 0


def _down(_self: S3Bucket, _key: str) -> None:
    message = "the bucket is down"
    raise OSError(message)
