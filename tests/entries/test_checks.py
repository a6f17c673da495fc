"""The organisers' check: in order, please fix (which reopens only what it names), not eligible, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import audit, clock, db, queueing
from competition.actor import Actor
from competition.calls.models import EntryField
from competition.calls.queries import calendar_of
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry, EntryFile, FixRequest, Submission
from competition.entries.rules import Draft, EntryState, FileState, SlotRequest, SubmitEntry
from competition.entries.rules.checking import AskFix, FixItem, changes, remind_at
from competition.entries.rules.drafting import standing_content
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.refusals import CallClosed, EntryNotFound, NotAsked
from competition.errors import DomainError, NotFound
from competition.mail.models import Letter
from competition.people.rules import Role
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post as send

pytestmark = pytest.mark.integration


class Desk:
    """A call that closed an hour ago, with an entry that was handed in before, two texts and two lists of files."""

    def __init__(self, locale: str = "en") -> None:
        now = clock.now()
        self.call = a_call(due_at=now + timedelta(days=1), closes_at=now + timedelta(days=2))
        self.category = a_category(self.call)
        self.idea: EntryField = a_field(self.call, FieldKind.long_text, 1)
        self.maker: EntryField = a_field(self.call, FieldKind.short_text, 2)
        self.views: EntryField = a_field(self.call, FieldKind.files, 3)
        self.plans: EntryField = a_field(self.call, FieldKind.files, 4)
        self.person, self.officer = a_person(locale=locale), a_person(name="Officer")
        a_membership(self.officer, self.call.id, Role.organiser)
        answers = {self.idea.id: "Light", self.maker.id: "Me"}
        self.entry = an_entry(self.call, self.person, self.category, title="Moon", answers=answers)
        self.id = self.entry.id
        self.view: EntryFile = a_picture(self.entry, self.views, self.person, sha256="a" * 64)
        self.plan: EntryFile = a_picture(self.entry, self.plans, self.person, name="plan.jpg")
        self.start = an_actor(self.person)
        self.hand_in(self.start)
        self.team: Actor = replace(self.start, at=now + timedelta(days=3))
        self.desk: Actor = replace(an_actor(self.officer), at=now + timedelta(days=3))

    def fresh(self) -> Entry:
        return db.session.get_one(Entry, self.id, populate_existing=True)

    def draft(self, **values: Any) -> Draft:
        return Draft(**{"version": self.fresh().version, **standing_content(self.fresh()), **values})

    def hand_in(self, actor: Actor) -> Submission:
        opening = queries.opening_of(self.fresh(), calendar_of(self.call, None), actor.at)
        _fields, files = services.access.files_in_order(self.fresh(), opening)
        digest = content_digest(queries.content_in_form(self.fresh(), opening), files)
        return services.submit_entry(actor, self.id, SubmitEntry(db.new_id(), digest))

    def ask(self, *parts: str, days: float = 5) -> FixRequest:
        items = tuple(FixItem(part, f"Mend {number}.") for number, part in enumerate(parts))
        return services.ask_to_fix(self.desk, self.call.id, self.id, AskFix(items, self.desk.at + timedelta(days=days)))

    def verdict(self) -> str:
        db.session.expire_all()
        found = queries.check_of(self.id)
        return str(found.verdict) if found else "none"


def test_a_request_reopens_its_parts_only_though_the_call_is_closed(app: Flask) -> None:
    desk = Desk()
    with pytest.raises(CallClosed):
        services.save_draft(desk.team, desk.id, desk.draft(title="Sun"))
    desk.ask(desk.idea.id, desk.views.id)
    answers = {desk.idea.id: "Light and shadow", desk.maker.id: "Somebody else"}
    services.save_draft(
        desk.team, desk.id, desk.draft(title="Sun", about={"school": "X"}, answers=answers, category_id=None)
    )
    content = queries.content_in_form(desk.fresh(), queries.opening_of(desk.fresh(), _calendar(desk), desk.team.at))
    mended = {desk.idea.id: "Light and shadow", desk.maker.id: "Me"}
    unsaid: dict[str, Any] = {"locale": "en", "languages": [], "translations": {}, "file_words": {}, "cover_id": None}
    kept = {"title": "Moon", "category_id": desk.category.id, "about": {}, "agreed": {}, "answers": mended}
    assert content == {**kept, **unsaid}
    for act in (
        lambda: services.remove_file(desk.team, desk.plan.id),
        lambda: services.reorder_files(desk.team, desk.id, desk.plans.id, [desk.plan.id]),
        lambda: services.open_slot(desk.team, desk.id, SlotRequest(desk.plans.id, "a.jpg", 9, "image/jpeg")),
    ):
        with pytest.raises(NotAsked):
            act()
    services.remove_file(desk.team, desk.view.id)
    slot = services.open_slot(desk.team, desk.id, SlotRequest(desk.views.id, "a.jpg", 9, "image/jpeg"))
    assert slot.state == FileState.uploading


def _calendar(desk: Desk) -> Any:
    return calendar_of(desk.call, None)


def test_the_jury_keeps_what_stands_until_the_team_hands_in_and_then_sees_what_was_mended(app: Flask) -> None:
    desk = Desk()
    desk.ask(desk.idea.id, desk.views.id)
    services.save_draft(desk.team, desk.id, desk.draft(answers={desk.idea.id: "Shadow"}))
    services.remove_file(desk.team, desk.view.id)
    other = a_picture(desk.entry, desk.views, desk.person, name="new.jpg", stands_at=None, sha256="b" * 64)
    before = queries.jury_entry(desk.id, "en", desk.team.at)
    assert before is not None
    assert [str(answer.text) for answer in before.answers] == ["Light", "Me"]
    assert [file.file_id for file in before.files] == [desk.view.id, desk.plan.id]
    receipt = desk.hand_in(desk.team)
    after = queries.jury_entry(desk.id, "en", desk.team.at)
    assert after is not None
    assert [str(answer.text) for answer in after.answers] == ["Shadow", "Me"]
    assert [file.file_id for file in after.files] == [other.id, desk.plan.id]
    assert (receipt.number, receipt.is_late) == (2, False)
    assert desk.verdict() == "mended"
    assert db.session.query(Letter).filter_by(event="entries/receipt").count() == 2
    first, second = (queries.receipt_numbered(desk.id, number) for number in (1, 2))
    assert first is not None
    assert second is not None
    found = {one.part: one for one in changes(first.manifest, second.manifest)}
    assert set(found) == {desk.idea.id, desk.views.id}
    assert (found[desk.idea.id].before, found[desk.idea.id].after) == ("Light", "Shadow")
    assert [one["name"] for one in found[desk.views.id].after] == ["new.jpg"]


def test_what_was_written_beside_before_the_close_is_neither_handed_in_nor_lost(app: Flask) -> None:
    desk = Desk()
    services.save_draft(desk.start, desk.id, desk.draft(title="Never handed in"))
    desk.ask(desk.idea.id)
    services.save_draft(desk.team, desk.id, desk.draft(answers={desk.idea.id: "Shadow"}))
    desk.hand_in(desk.team)
    entry = desk.fresh()
    assert (entry.title, entry.answers[desk.idea.id]) == ("Moon", "Shadow")
    assert entry.pending is not None
    assert entry.pending["title"] == "Never handed in"


def test_the_deadline_is_the_last_instant_and_then_all_is_shut(app: Flask) -> None:
    desk = Desk()
    request = desk.ask("title")
    at = request.due_at
    last, after = replace(desk.team, at=at), replace(desk.team, at=at + timedelta(milliseconds=1))
    assert services.save_draft(last, desk.id, desk.draft(title="Sun")).pending is not None
    with pytest.raises(CallClosed):
        services.save_draft(after, desk.id, desk.draft(title="Star"))
    with pytest.raises(CallClosed):
        desk.hand_in(after)
    assert desk.fresh().title == "Moon"


def test_approving_closes_the_request_and_a_later_version_wants_another_look(app: Flask) -> None:
    desk = Desk()
    services.approve_entry(desk.desk, desk.call.id, desk.id)
    assert desk.verdict() == "checked"
    desk.ask("title")
    assert desk.verdict() == "to_fix"
    services.save_draft(desk.team, desk.id, desk.draft(title="Sun"))
    desk.hand_in(desk.team)
    services.approve_entry(desk.desk, desk.call.id, desk.id)
    assert (desk.verdict(), desk.fresh().title) == ("checked", "Sun")
    with pytest.raises(CallClosed):
        services.save_draft(desk.team, desk.id, desk.draft(title="Star"))


def test_an_entry_checked_before_it_is_due_is_looked_at_again_once_it_changes(app: Flask) -> None:
    desk = Desk()
    services.approve_entry(replace(desk.desk, at=desk.start.at), desk.call.id, desk.id)
    services.save_draft(desk.start, desk.id, desk.draft(title="Sun"))
    desk.hand_in(desk.start)
    assert desk.verdict() == "changed"
    assert [row.code for row in queries.check_rows(desk.call.id, "waiting", after="", most=9)] == [desk.entry.code]


def test_letters_speak_the_teams_language_and_the_reminder_comes_once(app: Flask, monkeypatch: Any) -> None:
    desk = Desk(locale="nl")
    request = desk.ask(desk.idea.id)
    letter = db.session.query(Letter).filter_by(event="entries/fix_asked").one()
    assert (letter.locale, letter.context["items"][0]["words"]) == ("nl", "Mend 0.")
    at = remind_at(request.asked_at, request.due_at)
    assert request.due_at - at == timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: at)
    for _ in range(2):
        queueing.services.run_due()
        services.checks.remind_of_fix(request.id)
    assert db.session.query(Letter).filter_by(event="entries/fix_reminder").count() == 1


def test_who_has_mended_is_not_reminded(app: Flask, monkeypatch: Any) -> None:
    desk = Desk()
    request = desk.ask("title")
    services.save_draft(desk.team, desk.id, desk.draft(title="Sun"))
    desk.hand_in(desk.team)
    at: datetime = request.due_at - timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: at)
    queueing.services.run_due()
    assert db.session.query(Letter).filter_by(event="entries/fix_reminder").count() == 0


def test_what_is_not_eligible_goes_to_no_jury_until_it_is_taken_back(app: Flask) -> None:
    desk = Desk()
    services.bar_entry(desk.desk, desk.call.id, desk.id, "The maker is on the jury.")
    assert desk.fresh().state == EntryState.not_eligible
    assert queries.jury_entry(desk.id, "en", desk.team.at) is None
    assert list(queries.submitted_entries(desk.call.id)) == []
    assert queries.shown_files([desk.id], desk.team.at)[desk.id] == []
    assert db.session.query(Letter).filter_by(event="entries/not_eligible").count() == 1
    page = a_browser(app, desk.person).get(f"/en/entries/{desk.id}").text
    assert "The maker is on the jury." in page
    services.readmit_entry(desk.desk, desk.call.id, desk.id)
    assert [entry.id for entry in queries.submitted_entries(desk.call.id)] == [desk.id]
    assert db.session.query(Letter).filter_by(event="entries/eligible_again").count() == 1
    kinds = [kind for (kind,) in db.session.query(audit.AuditEvent.kind).order_by(audit.AuditEvent.number)]
    assert [kind for kind in kinds if kind.startswith("check.")] == ["check.not_eligible", "check.readmitted"]
    assert audit.verify(desk.call.id) is None


def test_only_the_organisers_of_this_call_check_its_entries(app: Flask) -> None:
    desk = Desk()
    other_call, stranger = a_call(), a_person()
    a_membership(stranger, other_call.id, Role.organiser)
    ask = AskFix((FixItem("title", "Mend."),), desk.desk.at + timedelta(days=1))
    for actor, call_id in ((an_actor(stranger), desk.call.id), (desk.team, desk.call.id)):
        for act in (
            lambda who, call: services.approve_entry(who, call, desk.id),
            lambda who, call: services.ask_to_fix(who, call, desk.id, ask),
            lambda who, call: services.bar_entry(who, call, desk.id, "No."),
            lambda who, call: services.readmit_entry(who, call, desk.id),
        ):
            with pytest.raises(NotFound):
                act(actor, call_id)
    with pytest.raises(EntryNotFound):
        services.approve_entry(an_actor(stranger), other_call.id, desk.id)
    assert desk.verdict() == "none"


@pytest.mark.parametrize(
    ("items", "days", "code"),
    [
        ((), 5, "check_nothing_to_fix"),
        ((FixItem("no-such-part", "Mend."),), 5, "check_nothing_to_fix"),
        ((FixItem("title", "Mend."),), -1, "check_bad_date"),
        ((FixItem("title", "Mend."),), 61, "check_bad_date"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(app: Flask, items: Any, days: int, code: str) -> None:
    desk = Desk()
    with pytest.raises(DomainError, match=code):
        services.ask_to_fix(desk.desk, desk.call.id, desk.id, AskFix(items, desk.desk.at + timedelta(days=days)))
    assert (desk.verdict(), db.session.query(FixRequest).count()) == ("none", 0)


def test_the_pages_lead_from_the_request_to_the_mended_receipt(app: Flask) -> None:
    desk = Desk()
    officer, team = a_browser(app, desk.officer), a_browser(app, desk.person)
    page = f"/en/organise/{desk.call.id}/checks/{desk.id}"
    soon = f"{clock.now() + timedelta(days=3):%Y-%m-%dT%H:%M}"
    empty = send(officer, f"{page}/fix", {"due_at": soon}, page=page)
    assert (empty.status_code, "at least one sentence" in empty.text) == (422, True)
    past = send(officer, f"{page}/fix", {"due_at": "2020-01-01T10:00", f"words-{desk.idea.id}": "Say how."}, page=page)
    assert (past.status_code, "Say how." in past.text) == (422, True)
    asked = send(officer, f"{page}/fix", {"due_at": soon, f"words-{desk.idea.id}": "Say how."}, page=page)
    assert asked.status_code == 303
    with db.transaction() as session:  # The call closes while the team still has time to mend.
        session.merge(desk.call).due_at = clock.now() - timedelta(hours=2)
        session.merge(desk.call).closes_at = clock.now() - timedelta(hours=1)
    _team_mends(desk, team, f"/en/entries/{desk.id}")
    looked = officer.get(page).text
    assert ("<del" in looked, ">Light<" in looked, ">Thus.<" in looked) == (True, True, True)
    listed = officer.get(f"/en/organise/{desk.call.id}/checks").text
    assert "Mended, to look at" in listed
    assert send(officer, f"{page}/approve", page=page).status_code == 303
    assert f'name="answer-{desk.idea.id}"' not in team.get(f"/en/entries/{desk.id}").text


def _team_mends(desk: Desk, team: FlaskClient, own: str) -> None:
    form = team.get(own).text
    assert ("Say how." in form, f'name="answer-{desk.idea.id}"' in form) == (True, True)
    assert (f'name="answer-{desk.maker.id}"' in form, 'name="title"' in form) == (False, False)
    sent = send(team, own, {"version": 1, f"answer-{desk.idea.id}": "Thus.", "then": "review"}, page=own)
    assert sent.location == f"{own}/review"
    review = team.get(sent.location).text
    fields = {name: _value(review, name) for name in ("key", "content")}
    receipt = send(team, f"{own}/submit", {**fields, "agreed": "y"}, page=f"{own}/review")
    assert receipt.location == f"{own}/receipts/2"


def _value(page: str, name: str) -> str:
    return page.split(f'name="{name}"')[1].split('value="')[1].split('"', maxsplit=1)[0]
