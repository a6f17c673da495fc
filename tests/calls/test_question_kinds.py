"""The builder's page of each kind of question: what is typed becomes its options, and comes back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from competition.calls import queries
from tests.calls.conftest import World
from tests.factories.web import post

pytestmark = pytest.mark.integration

WORDS = {"version": "1", "label_en": "Question", "is_required": "y"}
ROWS = {f"value_{row}": "" for row in range(3)}


@pytest.fixture
def owner(draft: World) -> FlaskClient:
    return draft.browser("owner")


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (
            "number",
            {"unit": "ct", "decimals": "2", "least": "0.5", "most": "1200"},
            {"unit": "ct", "decimals": 2, "least": "0.5", "most": "1200"},
        ),
        ("number", {"unit": "none", "decimals": "0"}, {"unit": "none", "decimals": 0, "least": None, "most": None}),
        (
            "dimensions",
            {"unit": "cm", "weight": "kg", "needs_depth": "y"},
            {"unit": "cm", "needs_depth": True, "weight": "kg"},
        ),
        ("date", {"least": "2026-01-01", "most": ""}, {"least": "2026-01-01", "most": None}),
        (
            "several",
            {**ROWS, "choice_0_en": "Ruby", "choice_1_en": "Jade", "least": "1", "most": ""},
            {
                "choices": [{"value": "c1", "label": {"en": "Ruby"}}, {"value": "c2", "label": {"en": "Jade"}}],
                "least": 1,
                "most": 2,
            },
        ),
        ("long_text", {"most": "1800", "most_chinese": "600"}, {"most": 1800, "most_chinese": 600}),
        ("short_text", {"most": "120", "most_chinese": ""}, {"most": 120, "most_chinese": None}),
        ("materials", {"most": "12"}, {"most": 12}),
        ("country", {}, {}),
        ("web_address", {}, {}),
    ],
)
def test_a_question_is_added_and_opened_again(
    draft: World, owner: FlaskClient, kind: str, typed: dict[str, str], stored: dict[str, Any]
) -> None:
    assert post(owner, draft.url(f"form/new/{kind}"), {**WORDS, **typed}).status_code == 303
    question = queries.fields_of(draft.call.id)[2]
    assert (question.kind, question.options) == (kind, stored)
    page = owner.get(draft.url(f"form/{question.id}")).get_data(as_text=True)
    assert all(f'value="{text}"' in page for text in typed.values() if text)
    assert owner.get(draft.url("form").replace("/en/", "/zh/")).status_code == 200


def test_bounds_are_written_with_the_readers_mark(draft: World, owner: FlaskClient) -> None:
    url = draft.url("form/new/number").replace("/en/", "/nl/")
    assert post(owner, url, {**WORDS, "unit": "g", "decimals": "1", "least": "0,5"}).status_code == 303
    question = queries.fields_of(draft.call.id)[2]
    assert question.options["least"] == "0.5"
    assert 'value="0,5"' in owner.get(draft.url(f"form/{question.id}").replace("/en/", "/nl/")).get_data(as_text=True)


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("number", {"unit": "lb"}, "Not a valid choice"),
        ("number", {"decimals": "9"}, "between 0 and 6"),
        ("number", {"least": "some"}, "This is not a number"),
        ("number", {"least": "1e999"}, "This is not a number"),
        ("number", {"least": "3", "most": "2"}, "less than what is needed"),
        ("dimensions", {"unit": "ct"}, "Not a valid choice"),
        ("materials", {"most": "31"}, "between 1 and 30"),
        ("date", {"least": "soon"}, "This is not a day"),
        ("date", {"least": "2027-01-02", "most": "2027-01-01"}, "before the first day"),
        ("several", {"choice_1_en": "", "least": "1"}, "Write two answers at least"),
        ("several", {"least": "3"}, "There are fewer answers than this"),
        ("several", {"least": "2", "most": "1"}, "less than the number of answers"),
    ],
)
def test_what_cannot_be_is_said_at_its_place(
    draft: World, owner: FlaskClient, kind: str, typed: dict[str, str], sentence: str
) -> None:
    usual = {
        "number": {"unit": "g", "decimals": "1"},
        "dimensions": {"unit": "mm", "weight": "none"},
        "materials": {},
        "date": {},
        "several": {**ROWS, "choice_0_en": "Ruby", "choice_1_en": "Jade", "least": "1"},
    }[kind]
    answer = post(owner, draft.url(f"form/new/{kind}"), {**WORDS, **usual, **typed})
    assert (answer.status_code, sentence in answer.get_data(as_text=True)) == (422, True)
    assert len(queries.fields_of(draft.call.id)) == 2
