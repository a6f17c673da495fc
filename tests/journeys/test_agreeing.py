"""What an entrant agrees to, as he meets it: who may enter is told at once, a consent is taken back on its page."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from competition import db
from competition.calls.models import Call
from competition.calls.rules import ClauseKind, FieldKind
from competition.calls.rules.eligibility import Eligibility
from competition.entries.models import Entry
from competition.entries.queries.agreements import agreements_of
from competition.people.models import Person
from competition.people.rules import Role
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.entries import an_entry
from tests.factories.people import a_membership, a_person
from tests.factories.terms import a_clause
from tests.fixtures.live import Live, assert_accessible

RULE = "You may not enter: Entrants are at least 18 years old on the day of handing in."


def a_draft(live: Live) -> tuple[Person, str, str]:
    """Return an entrant with a draft in a call for adults that asks for two consents and a declaration; also their ids.

    The last is the id of the consent to the web.
    """
    with live.app.app_context():
        call: Call = a_call(eligibility=Eligibility(age_least=18).stored())
        category, person = a_category(call), a_person(locale="en")
        a_field(call, FieldKind.short_text, 1, label={"en": "Material"}, is_required=False)
        web = a_clause(call, ClauseKind.web, {"en": "The hosts may show our work on their sites."})
        a_clause(call, ClauseKind.press, {"en": "The press may print our work."}, years=5)
        a_clause(call, ClauseKind.guardian)
        a_clause(call, ClauseKind.ai_use, {"en": "Did a model draw or write any of it?"}, is_required=True)
        entry: Entry = an_entry(call, person, category, title="Moon")
        found = entry.id, web.id
        db.session.refresh(person)
        return person, *found


def test_an_age_rule_is_told_at_once_and_a_consent_is_taken_back(live: Live, signed_in: Callable[..., Page]) -> None:
    person, entry_id, web_id = a_draft(live)
    page = signed_in(person)
    page.goto(f"/en/entries/{entry_id}")
    _is_told_at_once(page)
    _agrees_and_hands_in(page)
    page.goto(f"/en/entries/{entry_id}/consents")
    expect(page.get_by_text("Holds", exact=True)).to_have_count(1)
    web = page.get_by_role("group", name="Web")
    expect(web.get_by_label("I agree")).to_be_checked()
    assert_accessible(page)
    web.get_by_label("I agree").uncheck()
    page.get_by_role("button", name="Save your consents").click()
    expect(page.get_by_text("Your consents are saved.")).to_be_visible()
    expect(page.get_by_text("Holds", exact=True)).to_have_count(0)
    page.get_by_text("What you answered").first.click()
    assert_accessible(page)
    _is_told_to_organisers(live, signed_in, entry_id, web_id)
    with live.app.app_context():
        answers = [(one.agreement.number, one.agreement.is_given) for one in agreements_of(entry_id)[web_id]]
    assert answers == [(2, False), (1, True)]


def _is_told_to_organisers(live: Live, signed_in: Callable[..., Page], entry_id: str, web_id: str) -> None:
    """Look at who consents to the web: nobody does any more."""
    with live.app.app_context():
        organiser, call_id = a_person(), db.session.get_one(Entry, entry_id).call_id
        a_membership(organiser, call_id, Role.organiser)
        db.session.refresh(organiser)
    page = signed_in(organiser)
    page.goto(f"/en/organise/{call_id}/consents?use={web_id}&answer=no")
    expect(page.get_by_role("cell", name="Moon")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("navigation", name="Answer").get_by_role("link", name="Yes").click()
    expect(page.get_by_text("No entry answers so.")).to_be_visible()
    assert_accessible(page)


def _is_told_at_once(page: Page) -> None:
    """Give a date of birth that the rule does not admit, read why while the form stays, and mend it."""
    born = page.get_by_label("Your date of birth")
    born.fill("2015-01-01")
    born.blur()
    expect(page.get_by_text(RULE).first).to_be_visible()
    expect(born).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)
    guardian = page.get_by_label("Name of the parent or guardian")
    expect(guardian).to_be_visible()
    born.fill("1990-01-01")
    born.blur()
    expect(page.get_by_text(RULE)).to_have_count(0)
    expect(guardian).to_be_hidden()


def _agrees_and_hands_in(page: Page) -> None:
    page.get_by_role("group", name="Web").get_by_label("I agree").check()
    page.get_by_role("radio", name="Yes, it assisted").check()
    page.get_by_label("With what, and for what").fill("Sketches, with a model for pictures")
    page.get_by_role("button", name="Review and hand in").click()
    expect(page.get_by_text("Yes, it assisted").first).to_be_visible()
    assert_accessible(page)
    page.get_by_label("This is our own work").check()
    page.get_by_role("button", name="Hand in now").click()
    expect(page.get_by_text("Handed in").first).to_be_visible()
    expect(page.get_by_text("The hosts may show our work on their sites.")).to_be_visible()
    assert_accessible(page)


def test_without_scripts_what_hangs_on_an_answer_stands_there_with_the_words_when_it_counts(
    live: Live, signed_in: Callable[..., Page]
) -> None:
    person, entry_id, _web_id = a_draft(live)
    page = signed_in(person, java_script_enabled=False)
    page.goto(f"/en/entries/{entry_id}")
    expect(page.get_by_label("Name of the parent or guardian")).to_be_visible()
    expect(page.get_by_text("Only for minors.").first).to_be_visible()
