"""The verbs of calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls import queries, services
from competition.calls.models import Call
from competition.calls.rules import (
    Calendar,
    CallState,
    CategoryWords,
    EditCalendar,
    EditTexts,
    FieldKind,
    FieldWords,
    NewCall,
    Part,
    TextOptions,
)
from competition.calls.rules import refusals as no
from competition.errors import DomainError, NotFound, Stale
from competition.facts import DeadlineMoved
from competition.people.models import Membership
from competition.people.rules import InstitutionFacts, Invite, Role
from tests.calls.conftest import World
from tests.factories.calls import a_call
from tests.factories.entries import an_entry
from tests.factories.people import a_person, an_actor

HOUSE = InstitutionFacts({"en": "House"}, time_zone="Europe/Brussels")
NEW = NewCall({"en": "Prix Zoë"}, ("en",), "Europe/Brussels", HOUSE)
CATEGORY = CategoryWords(0, {"en": "Rings"}, {})
QUESTION = FieldWords(0, FieldKind.short_text, {"en": "Year"}, {}, True, False, TextOptions(4))


@pytest.fixture
def owner(draft: World) -> Actor:
    return an_actor(draft.people["owner"])


@pytest.fixture
def moved() -> Iterator[list[DeadlineMoved]]:
    """Return the list of what was announced of dates."""
    told: list[DeadlineMoved] = []
    before = db.desk.subscribers
    db.desk.subscribers = {DeadlineMoved: (told.append,)}
    yield told
    db.desk.subscribers = before


def fresh(call_id: str) -> Call:
    db.session.rollback()
    db.session.expire_all()
    call = queries.call_by_id(call_id)
    assert call is not None
    return call


def kinds(call_id: str) -> list[str]:
    query = select(audit.AuditEvent.kind).where(audit.AuditEvent.chain == call_id).order_by(audit.AuditEvent.number)
    return list(db.session.scalars(query))


def texts(call: Call, **values: Any) -> EditTexts:
    """Return the command that changes nothing, but for `values`."""
    same = EditTexts(call.version, tuple(call.languages), call.slug, call.title, call.summary, call.brief)
    return replace(same, **values)


def dates(call: Call) -> Calendar:
    return queries.calendar_of(call, queries.first_round_of(call.id))


def whole(start: datetime) -> Calendar:
    return Calendar(*(start + timedelta(days=days) for days in (1, 10, 11, 12, 20, 30, 13, 14, 15)))


class TestCreate:
    def test_the_creator_owns_it_and_stands_for_its_first_host(self, app: Flask) -> None:
        person = a_person()
        call_id = services.create_call(an_actor(person), NEW)
        [(part, host)] = queries.institutions_of(call_id)
        held = db.session.execute(
            select(Membership.role, Membership.institution_id).where(Membership.scope_id == call_id)
        )
        assert (part.part, host.name, held.all()) == (Part.host, {"en": "House"}, [(Role.owner, host.id)])

    def test_it_begins_as_a_draft_with_a_round_and_an_address_of_its_title(self, app: Flask) -> None:
        call = fresh(services.create_call(an_actor(a_person()), NEW))
        assert (call.state, call.slug, len(queries.rounds_of(call.id))) == (CallState.draft, "prix-zoe", 1)

    def test_two_of_one_title_and_one_without_a_latin_letter_have_addresses(self, app: Flask) -> None:
        actor = an_actor(a_person())
        titles: list[dict[str, str]] = [{"en": "Prize"}, {"en": "Prize"}, {"zh": "椅"}]
        calls = [
            fresh(services.create_call(actor, replace(NEW, title=title, languages=tuple(title)))) for title in titles
        ]
        assert [call.slug for call in calls] == ["prize", f"prize-{calls[1].id[:6]}", f"call-{calls[2].id[:6]}"]

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            ({"title": {}}, no.BadTexts),
            ({"languages": ()}, no.BadTexts),
            ({"languages": ("en", "zh")}, no.BadTexts),
            ({"time_zone": "Mars/Olympus"}, no.UnknownZone),
            ({"host": replace(HOUSE, time_zone="Nowhere")}, no.UnknownZone),
            ({"host": "another's institution"}, NotFound),
        ],
    )
    def test_bad_input(self, app: Flask, change: dict[str, Any], refusal: type[DomainError]) -> None:
        with pytest.raises(refusal):
            services.create_call(an_actor(a_person()), replace(NEW, **change))
        assert db.session.scalar(select(Call.id)) is None

    def test_an_address_must_be_confirmed(self, app: Flask) -> None:
        with pytest.raises(no.AddressNotConfirmed):
            services.create_call(an_actor(a_person(email_confirmed_at=None)), NEW)


class TestAccess:
    @pytest.mark.parametrize("kind", ["entrant", "juror", "chair", "auditor", "organiser of another call"])
    def test_to_others_it_is_not_there(self, draft: World, kind: str) -> None:
        actor, call = an_actor(draft.people[kind]), draft.call
        with pytest.raises(NotFound):
            services.edit_texts(actor, call.id, texts(call))
        with pytest.raises(NotFound):
            services.publish_call(actor, call.id)
        with pytest.raises(NotFound):
            services.invite(actor, Invite("a@example.org", Role.juror, call.id, {}))

    def test_a_row_of_another_call_is_not_there(self, draft: World, owner: Actor) -> None:
        foreign = services.add_category(
            an_actor(draft.people["organiser of another call"]), _other_call(draft), CATEGORY
        )
        with pytest.raises(NotFound):
            services.remove_category(owner, draft.call.id, foreign)


def _other_call(world: World) -> str:
    person = world.people["organiser of another call"]
    return str(db.session.scalar(select(Membership.scope_id).where(Membership.person_id == person.id)))


class TestWords:
    def test_they_are_written_and_logged_with_what_was_before(self, draft: World, owner: Actor) -> None:
        call = draft.call
        services.edit_texts(owner, call.id, texts(call, title={"en": "Ring", "zh": "戒"}, slug="ring"))
        after = fresh(call.id)
        detail = db.session.scalars(select(audit.AuditDetail.detail)).all()[-1]
        assert (after.title, after.slug, after.version) == ({"en": "Ring", "zh": "戒"}, "ring", 2)
        assert detail["changes"]["slug"] == ["canary-slug", "ring"]
        assert audit.verify(call.id) is None

    def test_a_stale_version_is_refused_and_nothing_is_lost(self, draft: World, owner: Actor) -> None:
        call = draft.call
        seen = texts(call, title={"en": "Mine", "zh": "我"})
        services.edit_texts(owner, call.id, texts(call, title={"en": "Theirs", "zh": "她"}))
        with pytest.raises(Stale):
            services.edit_texts(owner, call.id, seen)
        assert fresh(call.id).title["en"] == "Theirs"

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            ({"title": {"en": "Only"}}, no.BadTexts),
            ({"languages": ()}, no.BadTexts),
            ({"slug": "Not An Address"}, no.BadSlug),
        ],
    )
    def test_bad_input(self, draft: World, owner: Actor, change: dict[str, Any], refusal: type[DomainError]) -> None:
        with pytest.raises(refusal):
            services.edit_texts(owner, draft.call.id, texts(draft.call, **{"title": {"en": "A", "zh": "甲"}, **change}))

    def test_an_address_is_given_once(self, draft: World, owner: Actor) -> None:
        taken = a_call().slug
        with pytest.raises(no.SlugTaken):
            services.edit_texts(owner, draft.call.id, texts(draft.call, title={"en": "A", "zh": "甲"}, slug=taken))

    def test_the_address_of_a_published_call_stands(self, world: World) -> None:
        summary = {"en": "S", "zh": "概"}
        with pytest.raises(no.SlugLocked):
            services.edit_texts(
                an_actor(world.people["owner"]), world.call.id, texts(world.call, slug="other", summary=summary)
            )


class TestCalendar:
    def test_of_a_draft_may_have_gaps_and_moves_in_silence(
        self, draft: World, owner: Actor, moved: list[DeadlineMoved]
    ) -> None:
        gaps = Calendar(clock.now(), None, None)
        services.edit_calendar(owner, draft.call.id, EditCalendar(1, "Asia/Shanghai", gaps))
        assert (dates(fresh(draft.call.id)), moved) == (gaps, [])

    def test_of_a_published_call_moves_in_the_open(self, world: World, moved: list[DeadlineMoved]) -> None:
        call, owner = world.call, an_actor(world.people["owner"])
        before, wanted = dates(call), whole(clock.now())
        services.edit_calendar(owner, call.id, EditCalendar(1, call.time_zone, wanted))
        assert dates(fresh(call.id)) == wanted
        assert {(fact.name, fact.before, fact.after) for fact in moved} == {
            (name, getattr(before, name), at) for name, at in wanted.named()
        }

    def test_the_same_dates_again_move_nothing(self, world: World, moved: list[DeadlineMoved]) -> None:
        owner, wanted = an_actor(world.people["owner"]), whole(clock.now())
        for version in (1, 2):
            services.edit_calendar(owner, world.call.id, EditCalendar(version, "Europe/Brussels", wanted))
        assert len(moved) == len(wanted.named())

    @pytest.mark.parametrize(
        ("zone", "change", "refusal"),
        [
            ("Mars/Olympus", {}, no.UnknownZone),
            ("UTC", {"due_at": clock.now() - timedelta(days=99)}, no.DatesOutOfOrder),
            ("UTC", {"announcement_at": None}, no.DatesMissing),
        ],
    )
    def test_bad_input(self, world: World, zone: str, change: dict[str, Any], refusal: type[DomainError]) -> None:
        command = EditCalendar(1, zone, replace(whole(clock.now()), **change))
        with pytest.raises(refusal):
            services.edit_calendar(an_actor(world.people["owner"]), world.call.id, command)


class TestCategories:
    def test_are_added_reworded_moved_and_removed(self, draft: World, owner: Actor) -> None:
        call = draft.call.id
        rings = services.add_category(owner, call, CATEGORY)
        words = CategoryWords(fresh(call).version, {"en": "All rings"}, {"zh": "戒指"})
        services.edit_category(owner, call, rings, words)
        services.move_category(owner, call, rings, -1)
        services.move_category(owner, call, rings, -1)
        assert [one.name["en"] for one in queries.categories_of(call)] == ["All rings", "Category 1"]
        services.remove_category(owner, call, rings)
        assert [one.name["en"] for one in queries.categories_of(call)] == ["Category 1"]
        assert kinds(call) == ["category.added", "category.edited", "category.moved", "category.removed"]

    def test_one_in_use_stays(self, world: World) -> None:
        owner, call = an_actor(world.people["owner"]), world.call
        services.add_category(owner, call.id, CATEGORY)
        used = queries.categories_of(call.id)[0]
        an_entry(call, world.people["entrant"], used)
        with pytest.raises(no.CategoryInUse):
            services.remove_category(owner, call.id, used.id)
        assert len(queries.categories_of(call.id)) == 2

    def test_a_published_call_keeps_one(self, world: World) -> None:
        [only] = queries.categories_of(world.call.id)
        with pytest.raises(no.LastOfItsKind):
            services.remove_category(an_actor(world.people["owner"]), world.call.id, only.id)

    def test_there_is_an_end(self, draft: World, owner: Actor) -> None:
        with pytest.raises(no.TooMany):
            for _ in range(31):
                services.add_category(owner, draft.call.id, CATEGORY)
        assert len(queries.categories_of(draft.call.id)) == 30
