"""Questions that change while they are answered: no answer that was acknowledged is lost, whatever anybody does."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from competition import clock, db
from competition.calls import queries as calls
from competition.calls import services as builder
from competition.calls.models import Call, Category, EntryField
from competition.calls.rules import Choice, ChoiceOptions, FieldKind, FieldWords, ShownIf, TextOptions, YesNoOptions
from competition.entries import queries, services
from competition.entries.models import Entry, Submission
from competition.entries.rules import EntryState
from competition.entries.rules.drafting import Draft, SubmitEntry, working_content
from competition.entries.rules.receipts import content_digest
from competition.entries.services.access import files_in_order
from competition.errors import DomainError
from competition.people.rules import Role
from tests.entries.test_views import JSON, Scene
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.entries import an_entry
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration

SHAPES: list[tuple[FieldKind, Any, list[Any]]] = [
    (FieldKind.short_text, TextOptions(40), ["gold", "x" * 39]),
    (FieldKind.short_text, TextOptions(9), ["silver"]),
    (FieldKind.yes_no, YesNoOptions(), [True, False]),
    (FieldKind.choice, ChoiceOptions((Choice("a", {"en": "One"}), Choice("b", {"en": "Two"}))), ["a", "b"]),
]


class Former(Scene):
    """A designer answers a question; its organiser changes it."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        owner = a_person()
        a_membership(owner, self.call.id, Role.owner)
        self.owner = an_actor(owner)
        self.organiser = a_browser(app, owner)
        post(self.browser, self.url, self.form(**{f"answer-{self.metal.id}": "au"}))

    def change(self) -> str:
        """Ask for a text instead of one of two metals."""
        words = FieldWords(self.version(), FieldKind.short_text, {"en": "Alloy"}, {}, False, False, TextOptions(40))
        return builder.edit_field(self.owner, self.call.id, self.metal.id, words)

    def version(self) -> int:
        db.session.rollback()
        return db.session.get_one(Call, self.call.id, populate_existing=True).version

    def page(self, rest: str = "") -> str:
        return self.browser.get(self.url + rest).get_data(as_text=True)


def test_the_former_answer_stands_beside_the_new_question(app: Flask) -> None:
    scene = Former(app)
    new = scene.change()
    page = scene.page()
    assert ("your answer is kept" in page, "Gold" in page, f'name="answer-{new}"' in page) == (True, True, True)
    assert f'name="answer-{scene.metal.id}"' not in page
    version = str(scene.now().version)
    given = scene.form(version=version, **{f"answer-{new}": "18 ct"})
    post(scene.browser, scene.url, {**given, "asked": [scene.idea.id, new]})
    assert scene.now().answers == {scene.idea.id: "Light", scene.metal.id: "au", new: "18 ct"}
    assert scene.hand_in().status_code == 303
    scene.now()
    manifest = db.session.query(Submission).one().manifest
    told = [(line["label"], line["kind"], line["value"]) for line in manifest["answers"]]
    assert told[2:] == [({"en": "Question 3"}, "choice", "au"), ({"en": "Alloy"}, "short_text", "18 ct")]
    with app.test_request_context():
        seen = queries.jury_entry(scene.entry.id, "en", clock.now())
    assert seen
    words = [(str(one.label), str(one.text), one.asked_until is None) for one in seen.answers]
    assert words[1:] == [("Question 3", "Gold", False), ("Alloy", "18 ct", True)]
    organisers = scene.organiser.get(f"/en/organise/{scene.call.id}/entries/{scene.entry.id}").get_data(as_text=True)
    assert ("Gold" in organisers, "18 ct" in organisers, "Asked until" in organisers) == (True, True, True)


def test_a_form_that_is_older_than_the_change_saves_what_it_asked(app: Flask) -> None:
    """What was typed into it is acknowledged, so it is kept, under the words that were asked."""
    scene = Former(app)
    new = scene.change()
    old = {**scene.form(version=str(scene.now().version)), "asked": [scene.idea.id, scene.metal.id]}
    answer = post_json(scene, {**old, f"answer-{scene.metal.id}": "ag"})
    assert answer.status_code == 200
    assert scene.now().answers == {scene.idea.id: "Light", scene.metal.id: "ag"}
    version = str(scene.now().version)
    given = scene.form(version=version, **{f"answer-{new}": "X"})
    post(scene.browser, scene.url, {**given, "asked": [new, scene.idea.id]})
    again = {**old, "version": str(scene.now().version), f"answer-{scene.metal.id}": "au"}
    assert post_json(scene, again).status_code == 200
    assert scene.now().answers == {scene.idea.id: "Light", scene.metal.id: "au", new: "X"}


def test_organisers_read_how_many_have_answered_before_they_change_anything(app: Flask) -> None:
    scene = Former(app)
    url = f"/en/organise/{scene.call.id}/form"
    assert (
        scene.organiser.get(f"{url}/{scene.metal.id}").get_data(as_text=True).count("1 draft has answered this.") == 1
    )
    scene.hand_in()
    words = "1 entry that is handed in has answered this."
    assert words in scene.organiser.get(f"{url}/{scene.views.id}").get_data(as_text=True)
    post(scene.organiser, f"{url}/{scene.metal.id}/remove", page=url)
    page = scene.organiser.get(url).get_data(as_text=True)
    assert ("1 question that is no longer asked" in page, "Asked until" in page) == (True, True)
    assert "Gold" in scene.page()


def post_json(scene: Scene, values: dict[str, Any]) -> Any:
    return scene.browser.post(scene.url, data={**values, "csrf_token": token(scene)}, headers=JSON)


def token(scene: Scene) -> str:
    page = scene.browser.get(scene.url).get_data(as_text=True)
    return page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]


class Changing(RuleBasedStateMachine):
    """An organiser changes the form, a designer saves, hands in, sits at forms that are older than the change."""

    app: Flask

    @initialize()
    def begin(self) -> None:
        owner, person = a_person(), a_person()
        self.call: Call = a_call()
        self.categories: list[Category] = [a_category(self.call, 1), a_category(self.call, 2)]
        a_field(self.call, FieldKind.short_text, 1, options={"most": 40}, is_required=False)
        a_field(self.call, FieldKind.yes_no, 2, is_required=False)
        a_membership(owner, self.call.id, Role.owner)
        self.owner, self.actor = an_actor(owner), an_actor(person)
        self.entry_id = an_entry(self.call, person, self.categories[0], title="Moon").id
        self.said: dict[str, Any] = {}
        self.worded: dict[str, tuple[FieldKind, dict[str, Any]]] = {}
        self.forms = [[one.id for one in self.fields()]]

    def fields(self) -> list[EntryField]:
        db.session.rollback()
        return list(calls.fields_of(self.call.id))

    def entry(self) -> Entry:
        db.session.rollback()
        return db.session.get_one(Entry, self.entry_id, populate_existing=True)

    def command(self, shape: int, **more: Any) -> FieldWords:
        kind, options, _values = SHAPES[shape]
        version = db.session.get_one(Call, self.call.id, populate_existing=True).version
        return replace(FieldWords(version, kind, {"en": f"Asked {shape}"}, {}, False, False, options), **more)

    @rule(shape=st.integers(0, 3))
    def ask_more(self, shape: int) -> None:
        with suppress(DomainError):
            builder.add_field(self.owner, self.call.id, self.command(shape))
        self.forms.append([one.id for one in self.fields()])

    @rule(which=st.integers(0, 9), shape=st.integers(0, 3), in_one=st.booleans(), hangs=st.booleans())
    def ask_otherwise(self, which: int, shape: int, in_one: bool, hangs: bool) -> None:  # noqa: FBT001 - drawn
        fields = self.fields()
        one = fields[which % len(fields)]
        decides = [field for field in fields if field.kind == FieldKind.yes_no and field.position < one.position]
        condition = ShownIf(decides[0].id, ("yes",)) if hangs and decides else None
        categories = (self.categories[1].id,) if in_one else ()
        with suppress(DomainError):
            command = self.command(shape, categories=categories, shown_if=condition)
            builder.edit_field(self.owner, self.call.id, one.id, command)
        self.forms.append([field.id for field in self.fields()])

    @rule(which=st.integers(0, 9), act=st.sampled_from(["remove", "up", "down", "copy"]))
    def rearrange(self, which: int, act: str) -> None:
        fields = self.fields()
        if len(fields) < 2:
            return
        one = fields[which % len(fields)].id
        with suppress(DomainError):
            if act == "remove":
                builder.remove_field(self.owner, self.call.id, one)
            elif act == "copy":
                builder.copy_field(self.owner, self.call.id, one)
            else:
                builder.move_field(self.owner, self.call.id, one, -1 if act == "up" else 1)

    @rule(form=st.integers(0, 99), value=st.integers(0, 1), category=st.integers(0, 1))
    def save(self, form: int, value: int, category: int) -> None:
        """The form may be any that was ever shown; what it asks is answered as its question takes it."""
        entry, answers = self.entry(), {}
        for field_id in self.forms[form % len(self.forms)]:
            field = db.session.get(EntryField, field_id)
            assert field is not None, "a question of a published call is never deleted"
            values = next(one for kind, _options, one in SHAPES if kind == field.kind)
            answers[field_id] = values[value % len(values)]
        draft = Draft(entry.version, "Moon", self.categories[category].id, answers=answers)
        with suppress(DomainError):
            services.save_draft(self.actor, self.entry_id, draft)
            self.said |= answers
            for field_id in answers:
                field = db.session.get_one(EntryField, field_id)
                self.worded.setdefault(field_id, (field.kind, dict(field.label)))

    @rule()
    def hand_in(self) -> None:
        entry = self.entry()
        digest = content_digest(working_content(entry), files_in_order(entry)[1])
        with suppress(DomainError):
            services.submit_entry(self.actor, self.entry_id, SubmitEntry(db.new_id(), digest))

    @invariant()
    def every_acknowledged_answer_is_there_as_it_was_given(self) -> None:
        assert working_content(self.entry())["answers"] == self.said

    @invariant()
    def it_stands_under_a_question_that_takes_it(self) -> None:
        for field_id, (kind, _label) in self.worded.items():
            assert db.session.get_one(EntryField, field_id).kind == kind

    @invariant()
    def what_is_no_longer_asked_is_read_by_the_jury(self) -> None:
        entry = self.entry()
        former = {one.id for one in calls.all_fields_of(self.call.id) if one.asked_until is not None}
        if entry.state == EntryState.submitted:
            with self.app.test_request_context():
                seen = queries.jury_entry(self.entry_id, "en", clock.now())
            assert seen
            assert {one.field_id for one in seen.answers} >= former & set(entry.answers)

    def teardown(self) -> None:
        db.session.rollback()


@pytest.mark.timeout(300)
def test_no_order_of_changes_and_saves_loses_an_answer(app: Flask) -> None:
    calm = settings(
        max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    Changing.app = app
    run_state_machine_as_test(Changing, settings=calm)
