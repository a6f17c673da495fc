"""Questions that are asked only where an earlier one is answered a certain way: the law, the verbs, the builder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from competition import db
from competition.actor import Actor
from competition.calls import queries, services
from competition.calls.models import Call, EntryField
from competition.calls.rules import FieldKind, FieldWords, ShownIf, TextOptions, YesNoOptions, asked_of
from competition.calls.rules.conditions import hang_together
from competition.calls.rules.refusals import BadCondition, QuestionNeeded
from tests.calls.conftest import World
from tests.factories.people import an_actor
from tests.factories.web import post

METALS = {"choices": [{"value": "au", "label": {"en": "Gold"}}, {"value": "ag", "label": {"en": "Silver"}}]}
YES = FieldWords(0, FieldKind.yes_no, {"en": "Is it for sale?"}, {}, True, False, YesNoOptions())
PRICE = FieldWords(0, FieldKind.short_text, {"en": "Price"}, {}, True, False, TextOptions(20))


@dataclass
class Question:
    """What stands for an `EntryField` here."""

    id: str
    kind: FieldKind = FieldKind.short_text
    options: dict[str, Any] = field(default_factory=dict)


def hanging(name: str, on: str, *answers: str, kind: FieldKind = FieldKind.short_text) -> Question:
    return Question(name, kind, ShownIf(on, answers).stored())


FORM = [
    Question("sale", FieldKind.yes_no),
    Question("metal", FieldKind.several, METALS),
    hanging("insured", "sale", "yes", kind=FieldKind.yes_no),
    hanging("value", "insured", "yes"),
    hanging("alloy", "metal", "au"),
]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ["sale", "metal"]),
        ({"sale": False, "insured": True}, ["sale", "metal"]),
        ({"sale": True}, ["sale", "metal", "insured"]),
        ({"sale": True, "insured": True}, ["sale", "metal", "insured", "value"]),
        ({"metal": ["ag", "au"]}, ["sale", "metal", "alloy"]),
        ({"metal": ["ag"]}, ["sale", "metal"]),
        ({"metal": {"typed": "au"}, "sale": "yes"}, ["sale", "metal", "insured"]),
    ],
)
def test_what_is_asked(answers: dict[str, Any], asked: list[str]) -> None:
    assert [question.id for question in asked_of(FORM, answers, None)] == asked


@pytest.mark.parametrize(
    ("questions", "good"),
    [
        (FORM, True),
        ([hanging("a", "a", "yes", kind=FieldKind.yes_no)], False),
        ([hanging("a", "b", "yes", kind=FieldKind.yes_no), hanging("b", "a", "yes", kind=FieldKind.yes_no)], False),
        ([*reversed(FORM)], False),
        ([FORM[1], hanging("x", "metal", "pt")], False),
        ([FORM[1], hanging("x", "metal")], False),
        ([Question("t"), hanging("x", "t", "yes")], False),
        ([hanging("x", "gone", "yes")], False),
    ],
)
def test_conditions_look_back_at_known_answers(questions: list[Question], *, good: bool) -> None:
    assert hang_together(questions) == good


@pytest.fixture
def owner(draft: World) -> Actor:
    return an_actor(draft.people["owner"])


@pytest.fixture
def browser(draft: World) -> FlaskClient:
    return draft.browser("owner")


def fields(draft: World) -> list[EntryField]:
    db.session.rollback()
    db.session.expire_all()
    return list(queries.fields_of(draft.call.id))


class TestVerbs:
    pytestmark = pytest.mark.integration

    def test_nothing_that_another_hangs_on_is_removed_moved_or_changed(self, draft: World, owner: Actor) -> None:
        call = draft.call.id
        sale = services.add_field(owner, call, YES)
        price = services.add_field(owner, call, replace(PRICE, shown_if=ShownIf(sale, ("yes",))))
        with pytest.raises(QuestionNeeded):
            services.remove_field(owner, call, sale)
        with pytest.raises(BadCondition):
            services.move_field(owner, call, price, -1)
        version = queries.call_by_id(call).version  # type: ignore[union-attr]
        with pytest.raises(BadCondition):
            services.edit_field(owner, call, sale, replace(PRICE, version=version))
        assert [one.id for one in fields(draft)][2:] == [sale, price]
        services.remove_field(owner, call, price)
        services.remove_field(owner, call, sale)

    def test_no_question_hangs_on_itself_or_on_a_stranger(self, draft: World, owner: Actor) -> None:
        for other in (fields(draft)[0].id, "nowhere"):
            with pytest.raises(BadCondition):
                services.add_field(owner, draft.call.id, replace(PRICE, shown_if=ShownIf(other, ("yes",))))
        assert len(fields(draft)) == 2

    def test_what_hangs_on_a_question_that_is_asked_anew_hangs_on_the_new_one(self, world: World) -> None:
        """Until that is answered, the answer that the former one got decides."""
        owner, call = an_actor(world.people["owner"]), world.call.id
        sale = services.add_field(owner, call, YES)
        price = services.add_field(owner, call, replace(PRICE, shown_if=ShownIf(sale, ("yes",))))
        with pytest.raises(QuestionNeeded):
            services.remove_field(owner, call, sale)
        version = db.session.get_one(Call, call).version
        again = services.edit_field(owner, call, sale, replace(YES, version=version, categories=(a_category(world),)))
        db.session.rollback()
        form = queries.fields_of(call)
        assert next(one for one in form if one.id == price).options["shown_if"]["question"] == again
        category = a_category(world)
        asked = {answer: [one.id for one in asked_of(form, {sale: answer}, category)][-1] for answer in (True, False)}
        assert asked == {True: price, False: again}
        assert [one.id for one in asked_of(form, {sale: True, again: False}, category)][-1] == again
        assert price not in [one.id for one in asked_of(form, {sale: True}, None)]

    def test_a_condition_that_hangs_on_nothing_is_refused(self, world: World) -> None:
        owner, text = an_actor(world.people["owner"]), queries.fields_of(world.call.id)[0]
        words = FieldWords(1, text.kind, {"en": "Words"}, {}, True, False, TextOptions(500), ShownIf("any", ("yes",)))
        with pytest.raises(BadCondition):
            services.edit_field(owner, world.call.id, text.id, words)


def a_category(world: World) -> str:
    """Return the id of the call's category."""
    return queries.categories_of(world.call.id)[0].id


@pytest.mark.integration
def test_the_builder_offers_the_answers_of_earlier_questions(draft: World, browser: FlaskClient, owner: Actor) -> None:
    sale = services.add_field(owner, draft.call.id, YES)
    url = draft.url("form/new/short_text")
    words = {"version": str(queries.call_by_id(draft.call.id).version), "label_en": "Price", "most": "20"}  # type: ignore[union-attr]
    assert post(browser, url, {**words, "shown_if": [f"{sale}:yes"]}).status_code == 303
    price = fields(draft)[-1]
    assert price.options["shown_if"] == {"question": sale, "answers": ["yes"]}
    page = browser.get(draft.url(f"form/{price.id}")).get_data(as_text=True)
    assert f'checked id="shown_if-0" name="shown_if" type="checkbox" value="{sale}:yes"' in page
    assert "Only if “Is it for sale?” is answered with Yes." in browser.get(draft.url("form")).get_data(as_text=True)
    first = browser.get(draft.url(f"form/{fields(draft)[0].id}")).get_data(as_text=True)
    assert "shown_if" not in first
    answer = post(browser, draft.url(f"form/{sale}/remove"), page=draft.url("form"))
    assert answer.status_code == 303
    assert "Change that question first" in browser.get(draft.url("form")).get_data(as_text=True)


@pytest.mark.integration
def test_answers_of_two_questions_are_refused_at_their_place(draft: World, browser: FlaskClient, owner: Actor) -> None:
    first, second = (services.add_field(owner, draft.call.id, YES) for _ in range(2))
    words = {"version": "3", "label_en": "Price", "most": "20"}
    ticked = {"shown_if": [f"{first}:yes", f"{second}:no"]}
    answer = post(browser, draft.url("form/new/short_text"), {**words, **ticked})
    assert (answer.status_code, "Choose answers of one question only." in answer.get_data(as_text=True)) == (422, True)
