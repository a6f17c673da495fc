"""A team that several change at the very same moment: one member more, and nobody writes who is removed."""

from __future__ import annotations

import pytest
from flask import Flask

from competition import db
from competition.entries import queries, services
from competition.entries.models import Entry, EntryMember
from competition.entries.rules import Draft
from competition.entries.rules.drafting import working_content
from competition.entries.rules.team import InviteToTeam
from tests.entries.test_at_once import AT_ONCE, at_once
from tests.factories.calls import a_call
from tests.factories.entries import an_entry
from tests.factories.people import a_person, an_actor

pytestmark = pytest.mark.integration


def test_an_invitation_accepted_several_times_at_once_makes_one_member(app: Flask) -> None:
    lead, guest = a_person(), a_person(email="guest@example.org")
    entry = an_entry(a_call(), lead)
    key = services.invite_to_team(an_actor(lead), entry.id, InviteToTeam("guest@example.org")).id
    actor = an_actor(guest)
    assert at_once(app, lambda _number: services.accept_team_invitation(actor, key)) == [entry.id] * AT_ONCE
    assert len(queries.teammates_of(entry.id)) == 2


def test_accepting_and_declining_at_once_is_one_of_both(app: Flask) -> None:
    lead, guest = a_person(), a_person(email="guest@example.org")
    entry = an_entry(a_call(), lead)
    key = services.invite_to_team(an_actor(lead), entry.id, InviteToTeam("guest@example.org")).id
    actor, entry_id = an_actor(guest), entry.id

    def answer(number: int) -> str:
        if number % 2:
            return services.accept_team_invitation(actor, key)
        services.decline_team_invitation(actor, key)
        return "declined"

    answers = at_once(app, answer)
    joined = len(queries.teammates_of(entry_id)) == 2
    assert ("declined" in answers, entry_id in answers) == (not joined, joined)


def test_the_lead_offered_is_taken_over_once(app: Flask) -> None:
    lead, other = a_person(), a_person()
    entry = an_entry(a_call(), lead)
    with db.transaction() as session:
        member = EntryMember(id=db.new_id(), entry_id=entry.id, person_id=other.id)
        session.add(member)
    services.offer_lead(an_actor(lead), entry.id, member.id)
    actor, entry_id = an_actor(other), entry.id
    at_once(app, lambda _number: services.answer_offer(actor, entry_id, accepts=True))
    assert [one.is_lead for one in queries.teammates_of(entry_id)] == [True, False]


@pytest.mark.parametrize("_again", range(5))
def test_who_is_removed_while_he_saves_is_saved_or_refused_and_never_writes_after(app: Flask, _again: int) -> None:
    lead, other = a_person(), a_person()
    entry = an_entry(a_call(), lead, title="Moon")
    with db.transaction() as session:
        member = EntryMember(id=db.new_id(), entry_id=entry.id, person_id=other.id)
        session.add(member)
    actors, seen = (an_actor(lead), an_actor(other)), []
    entry_id, member_id, content = entry.id, member.id, working_content(entry)

    def act(number: int) -> int | str:
        if number == 0:
            services.remove_member(actors[0], entry_id, member_id)
            seen.append(db.session.get_one(Entry, entry_id, populate_existing=True).version)
            return "removed"
        draft = Draft(version=1, **{**content, "title": f"Moon {number}"})
        return services.save_draft(actors[1], entry_id, draft).version

    answers = at_once(app, act)
    assert answers[0] == "removed"
    assert set(map(str, answers[1:])) <= {"2", "entry_stale", "not_found"}
    # The version that stood when he was gone is the version that stands: no save came after.
    assert db.session.get_one(Entry, entry_id, populate_existing=True).version == seen[0]
