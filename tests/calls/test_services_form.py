"""The verbs on a call's entry form, its institutions, its publication and its invitations."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls import queries, services
from competition.calls.models import Call
from competition.calls.rules import (
    AddInstitution,
    Calendar,
    CallState,
    CategoryWords,
    Choice,
    ChoiceOptions,
    ChooseReleaseRule,
    EditCalendar,
    EditTexts,
    FieldKind,
    FieldWords,
    Part,
    ReleaseRule,
    TeamOptions,
    TextOptions,
)
from competition.calls.rules import refusals as no
from competition.errors import NotFound
from competition.mail.interface import MemoryPost
from competition.people.queries import invitations_of
from competition.people.rules import InstitutionFacts, Invite, Role
from tests.calls.conftest import World
from tests.factories.calls import a_call, a_host
from tests.factories.people import an_actor, an_institution

QUESTION = FieldWords(0, FieldKind.short_text, {"en": "Year"}, {}, True, False, TextOptions(4))
STONES = ChoiceOptions((Choice("a", {"en": "Mined"}), Choice("b", {"en": "Grown"})))


@pytest.fixture
def owner(draft: World) -> Actor:
    return an_actor(draft.people["owner"])


def fresh(call_id: str) -> Call:
    db.session.rollback()
    db.session.expire_all()
    call = queries.call_by_id(call_id)
    assert call is not None
    return call


class TestForm:
    def test_questions_are_added_changed_moved_and_removed(self, draft: World, owner: Actor) -> None:
        call = draft.call.id
        year = services.add_field(owner, call, QUESTION)
        wanted = replace(QUESTION, version=fresh(call).version, kind=FieldKind.choice, options=STONES)
        services.edit_field(owner, call, year, wanted)
        services.move_field(owner, call, year, -1)
        assert [one.kind for one in queries.fields_of(call)] == ["long_text", "choice", "files"]
        services.remove_field(owner, call, year)
        assert [one.kind for one in queries.fields_of(call)] == ["long_text", "files"]
        assert audit.verify(call) is None

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [({"label": {}}, no.BadTexts), ({"options": TextOptions(0)}, no.BadOptions)],
    )
    def test_bad_input(self, draft: World, owner: Actor, change: dict[str, Any], refusal: type[Exception]) -> None:
        with pytest.raises(refusal):
            services.add_field(owner, draft.call.id, replace(QUESTION, **change))

    def test_what_takes_every_former_answer_changes_in_place(self, world: World) -> None:
        owner, call = an_actor(world.people["owner"]), world.call.id
        text = queries.fields_of(call)[0]
        same = FieldWords(1, text.kind, {"en": "Reworded"}, {"zh": "提示"}, True, False, TextOptions(500))
        changes: list[dict[str, Any]] = [
            {},
            {"options": TextOptions(600)},
            {"is_required": False},
            {"is_hidden_from_jury": True},
        ]
        for version, change in enumerate(changes, 1):
            same = replace(same, version=version, **change)
            assert services.edit_field(owner, call, text.id, same) == text.id
        assert len(queries.all_fields_of(call)) == 2

    @pytest.mark.parametrize(
        "change",
        [
            {"options": TextOptions(400)},
            {"kind": FieldKind.choice, "options": STONES},
            {"categories": True},
        ],
    )
    def test_what_does_not_is_asked_beside_what_it_was(self, world: World, change: dict[str, Any]) -> None:
        owner, call = an_actor(world.people["owner"]), world.call.id
        text, files = queries.fields_of(call)
        if "categories" in change:
            change = {"categories": (queries.categories_of(call)[0].id,)}
        wanted = FieldWords(1, text.kind, {"en": "Story"}, {}, True, False, TextOptions(500))
        again = services.edit_field(owner, call, text.id, replace(wanted, **change))
        db.session.rollback()
        assert [one.id for one in queries.fields_of(call)] == [again, files.id]
        assert [one.id for one in queries.all_fields_of(call)] == [text.id, again, files.id]
        assert (queries.all_fields_of(call)[0].label, queries.field_of(call, text.id)) == (text.label, None)
        with pytest.raises(no.FormLocked):
            services.edit_field(owner, call, text.id, replace(wanted, version=2))

    def test_what_the_jury_did_not_see_it_does_not_see_later(self, world: World) -> None:
        owner, call = an_actor(world.people["owner"]), world.call.id
        secret = services.add_field(owner, call, replace(QUESTION, is_hidden_from_jury=True))
        again = services.edit_field(owner, call, secret, replace(QUESTION, version=fresh(call).version))
        assert again != secret
        assert queries.all_fields_of(call)[-2].is_hidden_from_jury is True

    def test_a_question_is_dropped_and_stays(self, world: World) -> None:
        owner, call = an_actor(world.people["owner"]), world.call.id
        text, files = queries.fields_of(call)
        services.remove_field(owner, call, text.id)
        db.session.rollback()
        assert [one.id for one in queries.fields_of(call)] == [files.id]
        assert [one.id for one in queries.all_fields_of(call)] == [files.id, text.id]
        assert audit.verify(call) is None

    def test_a_copy_stands_after_its_question(self, draft: World, owner: Actor) -> None:
        call = draft.call.id
        first, second = queries.fields_of(call)
        copy = services.copy_field(owner, call, first.id)
        db.session.rollback()
        assert [one.id for one in queries.fields_of(call)] == [first.id, copy, second.id]
        same = ("kind", "label", "help", "options", "is_required", "is_hidden_from_jury")
        one = queries.fields_of(call)[1]
        assert [getattr(one, name) for name in same] == [getattr(first, name) for name in same]

    def test_a_team_is_never_before_the_jury(self, draft: World, owner: Actor) -> None:
        wanted = replace(QUESTION, kind=FieldKind.team, options=TeamOptions(3), is_hidden_from_jury=False)
        services.add_field(owner, draft.call.id, wanted)
        assert queries.fields_of(draft.call.id)[-1].is_hidden_from_jury is True

    def test_a_category_in_which_alone_something_is_asked_stays(self, draft: World, owner: Actor) -> None:
        call = draft.call.id
        [one] = queries.categories_of(call)
        asked = services.add_field(owner, call, replace(QUESTION, categories=(one.id,)))
        with pytest.raises(no.CategoryAsks):
            services.remove_category(owner, call, one.id)
        other = services.add_category(owner, call, CategoryWords(fresh(call).version, {"en": "Other"}, {}))
        both = replace(QUESTION, version=fresh(call).version, categories=(other, one.id))
        services.edit_field(owner, call, asked, both)
        services.remove_category(owner, call, one.id)
        db.session.rollback()
        assert queries.fields_of(call)[-1].options["categories"] == [other]


class TestInstitutions:
    def test_a_second_host_and_partners_are_added_and_moved(self, draft: World, owner: Actor) -> None:
        call = draft.call.id
        facts = InstitutionFacts({"en": "Maison"}, time_zone="Europe/Paris")
        sponsor = services.add_institution(owner, call, AddInstitution(Part.sponsor, facts))
        venue = services.add_institution(owner, call, AddInstitution(Part.sponsor, draft.hosts[0].id))
        services.move_institution(owner, call, venue, -1)
        sponsors = [row.id for row, _one in queries.institutions_of(call) if row.part == Part.sponsor]
        assert sponsors == [venue, sponsor]

    def test_nobody_has_a_part_twice(self, draft: World, owner: Actor) -> None:
        with pytest.raises(no.AlreadyTakesPart):
            services.add_institution(owner, draft.call.id, AddInstitution(Part.host, draft.hosts[0].id))

    def test_an_institution_of_strangers_cannot_be_taken(self, draft: World, owner: Actor) -> None:
        with pytest.raises(NotFound):
            services.add_institution(owner, draft.call.id, AddInstitution(Part.venue, an_institution().id))

    def test_one_that_others_name_too_is_not_reworded_by_one_call(self, draft: World, owner: Actor) -> None:
        part = queries.institutions_of(draft.call.id)[0][0].id
        facts = InstitutionFacts({"en": "Renamed"}, time_zone="Europe/Brussels")
        services.edit_institution(owner, draft.call.id, part, facts)
        a_host(a_call(), draft.hosts[0])
        with pytest.raises(no.InstitutionShared):
            services.edit_institution(owner, draft.call.id, part, replace(facts, name={"en": "Again"}))
        assert queries.institutions_of(draft.call.id)[0][1].name == {"en": "Renamed"}

    def test_a_published_call_keeps_a_host(self, world: World) -> None:
        owner = an_actor(world.people["owner"])
        first, second = (row.id for row, _one in queries.institutions_of(world.call.id))
        services.remove_institution(owner, world.call.id, first)
        with pytest.raises(no.LastOfItsKind):
            services.remove_institution(owner, world.call.id, second)


class TestPublish:
    def test_what_is_missing_is_said(self, draft: World, owner: Actor) -> None:
        with pytest.raises(no.NotReady) as refusal:
            services.publish_call(owner, draft.call.id)
        assert refusal.value.values == {"missing": ["titles", "summaries", "dates"]}
        assert fresh(draft.call.id).state == CallState.draft

    def test_a_whole_call_goes_public_once(self, draft: World, owner: Actor) -> None:
        call, now = draft.call.id, clock.now()
        words = {"en": "Words", "zh": "文字"}
        services.edit_texts(owner, call, EditTexts(1, ("en", "zh"), "prize", words, words, {}))
        whole = Calendar(*(now + timedelta(days=days) for days in (1, 10, 11, 12, 20, 30)))
        services.edit_calendar(owner, call, EditCalendar(2, "Europe/Brussels", whole))
        services.publish_call(owner, call)
        after = fresh(call)
        assert (after.state, after.published_at is not None) == (CallState.published, True)
        with pytest.raises(no.AlreadyPublished):
            services.publish_call(owner, call)


def test_the_release_rule_is_chosen(draft: World, owner: Actor) -> None:
    services.choose_release_rule(owner, draft.call.id, ChooseReleaseRule(1, ReleaseRule.each_host))
    assert fresh(draft.call.id).release_rule == ReleaseRule.each_host


class TestInvitations:
    def test_a_juror_is_invited_by_letter(self, draft: World, owner: Actor, post: MemoryPost) -> None:
        command = Invite("Mei@Example.cn", Role.juror, draft.call.id, {"en": "Prize"}, "Mei", "zh", draft.hosts[1].id)
        services.invite(owner, command)
        [invitation] = invitations_of(draft.call.id)
        assert (invitation.email, invitation.institution_id) == ("mei@example.cn", draft.hosts[1].id)

    def test_nobody_stands_for_a_house_that_does_not_host(self, draft: World, owner: Actor) -> None:
        stranger = an_institution().id
        with pytest.raises(NotFound):
            services.invite(owner, Invite("a@example.org", Role.organiser, draft.call.id, {}, institution_id=stranger))
        assert list(invitations_of(draft.call.id)) == []

    def test_an_invitation_is_taken_back(self, draft: World, owner: Actor) -> None:
        services.invite(owner, Invite("a@example.org", Role.auditor, draft.call.id, {"en": "Prize"}))
        [invitation] = invitations_of(draft.call.id)
        services.resend_invitation(owner, draft.call.id, invitation.id)
        services.revoke_invitation(owner, draft.call.id, invitation.id)
        assert invitations_of(draft.call.id)[0].revoked_at is not None
