"""Who may enter and what is agreed to, from the form to the record: enforced at once, told, kept with its history."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from competition import db
from competition.calls import services as calls
from competition.calls.models import Call
from competition.calls.rules import ClauseDraft, ClauseKind, FieldKind
from competition.calls.rules.eligibility import Eligibility, Occupation
from competition.entries import queries, services
from competition.entries.models import Agreement, Entry
from competition.entries.queries.agreements import consenting, terms_of
from competition.entries.rules import Draft, EntryState, SubmitEntry
from competition.entries.rules.agreeing import ChangeConsents
from competition.entries.rules.drafting import working_content
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.refusals import Incomplete, TooManyEntries, WordingChanged
from competition.entries.services.access import files_in_order
from competition.mail.models import Letter
from competition.people.rules import Role
from tests.entries.test_at_once import at_once
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.terms import a_clause

pytestmark = pytest.mark.integration


class Desk:
    """A complete draft in a call with rules and clauses."""

    def __init__(self, rules: Eligibility | None = None, **calendar: Any) -> None:
        self.call: Call = a_call(eligibility=(rules or Eligibility()).stored(), **calendar)
        self.category = a_category(self.call)
        self.views = a_field(self.call, FieldKind.files, 1)
        self.person = a_person(name="Noor")
        self.actor = an_actor(self.person)
        self.entry: Entry = an_entry(self.call, self.person, self.category, title="Moon")
        a_picture(self.entry, self.views, self.person)

    def fresh(self) -> Entry:
        return db.session.get_one(Entry, self.entry.id, populate_existing=True)

    def save(self, **values: Any) -> Entry:
        entry = self.fresh()
        draft = Draft(**{"version": entry.version, **working_content(entry), **values})
        return services.save_draft(self.actor, entry.id, draft)

    def hand_in(self, key: str = "k" * 32) -> dict[str, Any]:
        entry = self.fresh()
        clauses = terms_of(self.call, entry, self.actor.at).clauses
        digest = content_digest(working_content(entry), files_in_order(entry)[1], clauses)
        return services.submit_entry(self.actor, entry.id, SubmitEntry(key, digest)).manifest

    def rows(self) -> list[tuple[str, int, int, bool, bool]]:
        query = (
            select(Agreement).where(Agreement.entry_id == self.entry.id).order_by(Agreement.clause_id, Agreement.number)
        )
        return [
            (one.clause_id, one.number, one.version, one.is_given, one.is_newest) for one in db.session.scalars(query)
        ]


def test_who_may_not_enter_keeps_his_draft_and_reads_why(app: Flask) -> None:
    desk = Desk(Eligibility(age_least=18, occupation=Occupation.students))
    about = {"birth_date": "2015-01-01", "occupation": "professional", "country": "BE"}
    assert desk.save(about=about).about == {"birth_date": "2015-01-01", "occupation": "professional"}
    with pytest.raises(Incomplete) as refused:
        desk.hand_in()
    assert [(lack["part"], str(lack["fault"])) for lack in refused.value.values["missing"]] == [
        ("about-birth_date", "too_young"),
        ("about-occupation", "not_a_student"),
        ("about-school", "missing"),
    ]
    page = a_browser(app, desk.person).get(f"/en/entries/{desk.entry.id}").get_data(as_text=True)
    rule = "You may not enter: Entrants are at least 18 years old on the day of handing in."
    assert (rule in page, "You may not enter: This call is for students." in page) == (True, True)
    assert rule in a_browser(app, desk.person).get(f"/en/entries/{desk.entry.id}/review").get_data(as_text=True)


def test_a_call_without_rules_asks_nothing_of_people(app: Flask) -> None:
    desk = Desk()
    assert desk.save(about={"birth_date": "2000-01-01"}).about == {}
    page = a_browser(app, desk.person).get(f"/en/entries/{desk.entry.id}").get_data(as_text=True)
    assert ("About you" in page, "about-" in page) == (False, False)


def test_of_several_that_begin_at_once_no_more_get_in_than_the_rule_says(app: Flask) -> None:
    call, actor = a_call(eligibility=Eligibility(per_person=2).stored()), an_actor(a_person())
    call_id = call.id
    begun = at_once(app, lambda _number: services.begin_entry(actor, call_id).state.value)
    assert sorted(begun) == ["draft", "draft", "entry_too_many", "entry_too_many"]
    entry = db.session.scalars(select(Entry)).first()
    assert entry is not None
    services.withdraw_entry(actor, entry.id)
    services.begin_entry(actor, call_id)
    with pytest.raises(TooManyEntries):
        services.reopen_entry(actor, entry.id)


def test_a_category_takes_no_more_of_one_person_than_its_rule(app: Flask) -> None:
    desk = Desk(Eligibility(per_category=1))
    an_entry(desk.call, desk.person, desk.category, title="Sun", state=EntryState.submitted)
    with pytest.raises(Incomplete) as refused:
        desk.hand_in()
    assert [lack["part"] for lack in refused.value.values["missing"]] == ["category"]


def test_what_is_agreed_to_is_on_record_with_version_and_person(app: Flask) -> None:
    desk = Desk()
    web, ai = a_clause(desk.call, ClauseKind.web), a_clause(desk.call, ClauseKind.ai_use, is_required=True)
    a_clause(desk.call, ClauseKind.press)
    with pytest.raises(Incomplete):
        desk.hand_in()
    sketches = {"value": "assisted", "text": "Sketches"}
    desk.save(agreed={web.id: {"given": True}, ai.id: sketches, "other": {"given": True}})
    parts = ("given", "version", "detail", "person", "language")
    said = {line["kind"]: tuple(line[part] for part in parts) for line in desk.hand_in()["agreed"]}
    assert said == {
        "web": (True, 1, {}, desk.person.id, "en"),
        "press": (False, 1, {}, desk.person.id, "en"),
        "ai_use": (True, 1, sketches, desk.person.id, "en"),
    }


def test_a_consent_ends_so_many_years_after_the_announcement(app: Flask) -> None:
    announced = datetime(2028, 2, 29, 12, tzinfo=UTC)
    desk = Desk(announcement_at=announced)
    web, press = a_clause(desk.call, ClauseKind.web, years=5), a_clause(desk.call, ClauseKind.press)
    desk.save(agreed={web.id: {"given": True}})
    desk.hand_in()
    end = datetime(2033, 2, 28, 12, tzinfo=UTC)
    assert consenting([desk.entry.id], ClauseKind.web, end - timedelta(milliseconds=1)) == {desk.entry.id: end}
    assert consenting([desk.entry.id], ClauseKind.web, end) == {}
    assert consenting([desk.entry.id], ClauseKind.press, announced) == {}
    assert press.id in {one[0] for one in desk.rows()}


def test_consents_change_after_the_close_and_keep_their_history(app: Flask) -> None:
    desk = Desk()
    web = a_clause(desk.call, ClauseKind.web)
    desk.save(agreed={web.id: {"given": True}})
    desk.hand_in()
    later = replace(desk.actor, at=desk.actor.at + timedelta(days=400))
    services.change_consents(later, desk.entry.id, ChangeConsents({web.id: False}, {web.id: 1}))
    services.change_consents(later, desk.entry.id, ChangeConsents({web.id: False}, {web.id: 1}))
    assert desk.rows() == [(web.id, 1, 1, True, False), (web.id, 2, 1, False, True)]
    assert desk.fresh().agreed == {web.id: {}}
    assert consenting([desk.entry.id], ClauseKind.web, later.at) == {}


def test_a_new_wording_is_asked_again_and_the_old_consent_stands_till_then(app: Flask) -> None:
    desk, organiser = Desk(), a_person()
    a_membership(organiser, desk.call.id, Role.organiser)
    web = a_clause(desk.call, ClauseKind.web)
    desk.save(agreed={web.id: {"given": True}})
    desk.hand_in()
    call = db.session.get_one(Call, desk.call.id, populate_existing=True)
    text = {"en": "On every web page.", "zh": "在所有网页上。"}
    calls.edit_clause(an_actor(organiser), call.id, web.id, ClauseDraft(call.version, text, {}))
    assert consenting([desk.entry.id], ClauseKind.web, desk.actor.at) == {desk.entry.id: None}
    page = a_browser(app, desk.person).get(f"/en/entries/{desk.entry.id}/consents").get_data(as_text=True)
    assert ("On every web page." in page, "The wording has changed since you answered." in page) == (True, True)
    with pytest.raises(WordingChanged):
        services.change_consents(desk.actor, desk.entry.id, ChangeConsents({web.id: True}, {web.id: 1}))
    services.change_consents(desk.actor, desk.entry.id, ChangeConsents({web.id: True}, {web.id: 2}))
    assert desk.rows() == [(web.id, 1, 1, True, False), (web.id, 2, 2, True, True)]


def test_a_minor_hands_in_with_a_guardian_who_gets_a_letter(app: Flask) -> None:
    desk = Desk(Eligibility(age_least=10))
    guardian = a_clause(desk.call, ClauseKind.guardian)
    desk.save(about={"birth_date": "2014-01-01"}, agreed={guardian.id: {"name": "Mia", "email": "no address"}})
    with pytest.raises(Incomplete) as refused:
        desk.hand_in()
    parts = [lack["part"].rpartition("-")[2] for lack in refused.value.values["missing"]]
    assert parts == ["given", "email"]
    desk.save(agreed={guardian.id: {"name": "Mia", "email": "mia@example.org", "given": True}})
    desk.hand_in()
    letters = {one.address for one in db.session.scalars(select(Letter)) if one.event == "entries/guardian"}
    assert letters == {"mia@example.org"}


def hidden_parts(desk: Desk, app: Flask) -> set[str]:
    """Return which of the guardian's parts the form hides, by what stands in the page."""
    page = a_browser(app, desk.person).get(f"/en/entries/{desk.entry.id}").get_data(as_text=True)
    found = re.findall(r'data-question="clause-[^"-]+-?([a-z]*)" hidden', page)
    return set(found)


@pytest.mark.parametrize(("born", "hidden"), [("1990-01-01", {""}), ("2014-01-01", set()), ("", {""}), ("x", {""})])
def test_an_adult_is_not_asked_for_a_guardian(app: Flask, born: str, hidden: set[str]) -> None:
    desk = Desk(Eligibility(age_least=10))
    a_clause(desk.call, ClauseKind.guardian)
    desk.save(about={"birth_date": born})
    assert hidden_parts(desk, app) == hidden


@pytest.mark.parametrize(("ticked", "hidden"), [(False, {"name", "email", "given"}), (True, set())])
def test_where_no_rule_asks_for_the_age_the_team_says_whether_one_is_needed(
    app: Flask, *, ticked: bool, hidden: set[str]
) -> None:
    desk = Desk()
    guardian = a_clause(desk.call, ClauseKind.guardian)
    desk.save(agreed={guardian.id: {"minor": ticked}})
    assert hidden_parts(desk, app) == hidden


def test_organisers_read_who_consents_and_take_it_away_without_formulas(app: Flask) -> None:
    desk, organiser = Desk(), a_person()
    a_membership(organiser, desk.call.id, Role.organiser)
    web = a_clause(desk.call, ClauseKind.web)
    desk.save(title="=cmd()", agreed={web.id: {"given": True}})
    desk.hand_in()
    browser = a_browser(app, organiser)
    page = browser.get(f"/en/organise/{desk.call.id}/consents?use={web.id}&answer=yes").get_data(as_text=True)
    assert queries.entries_of_call(desk.call.id)[0].code in page
    none = browser.get(f"/en/organise/{desk.call.id}/consents?use={web.id}&answer=no").get_data(as_text=True)
    assert "No entry answers so." in none
    table = browser.get(f"/en/organise/{desk.call.id}/consents.csv?use={web.id}").get_data(as_text=True)
    assert ("'=cmd()" in table, ",=cmd()" in table) == (True, False)
    one = browser.get(f"/en/organise/{desk.call.id}/entries/{desk.entry.id}").get_data(as_text=True)
    assert "About web." in one
    assert a_browser(app, desk.person).get(f"/en/organise/{desk.call.id}/consents").status_code == 404
    assert a_browser(app, a_person()).get(f"/en/entries/{desk.entry.id}/consents").status_code == 404
