"""When a changed question still takes each answer that it took; else it is another one, and the former is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from competition.calls.rules import (
    Choice,
    ChoiceOptions,
    CountryOptions,
    DateOptions,
    DimensionsOptions,
    FieldKind,
    FieldOptions,
    FilesOptions,
    MaterialsOptions,
    NumberOptions,
    SeveralOptions,
    Shape,
    ShownIf,
    TeamOptions,
    TextOptions,
    Unit,
    is_same_question,
)
from competition.calls.rules.shapes import still_takes

A, B, C = (Choice(value, {"en": value}) for value in "abc")
FILES = FilesOptions(("image/png",), 1, 3, 1000, min_width=800, max_pages=10)
CARAT = NumberOptions(Unit.ct, 2, "1", "10")

WIDER: list[tuple[FieldOptions, FieldOptions]] = [
    (TextOptions(40), TextOptions(50)),
    (TextOptions(40, 20), TextOptions(40)),
    (CARAT, replace(CARAT, least="0.5", most=None)),
    (DateOptions("2026-01-01"), DateOptions()),
    (ChoiceOptions((A, B)), ChoiceOptions((B, A, C))),
    (ChoiceOptions((A, B)), ChoiceOptions((replace(A, label={"en": "new"}), B))),
    (SeveralOptions((A, B), 1, 2), SeveralOptions((A, B, C), 1, 3)),
    (TeamOptions(5), TeamOptions(6, asks_country=True)),
    (CountryOptions(), CountryOptions()),
    (FILES, replace(FILES, accept=("image/png", "image/jpeg"), most=4, max_bytes=2000, min_width=None)),
    (FILES, replace(FILES, max_pages=20)),
]
NARROWER: list[tuple[FieldOptions, FieldOptions]] = [
    (TextOptions(40), TextOptions(39)),
    (TextOptions(40), TextOptions(40, 20)),
    (CARAT, replace(CARAT, least="2")),
    (CARAT, replace(CARAT, decimals=1)),
    (CARAT, replace(CARAT, unit=Unit.g)),
    (DateOptions(), DateOptions(None, "2026-01-01")),
    (ChoiceOptions((A, B)), ChoiceOptions((A, C))),
    (SeveralOptions((A, B), 1, 2), SeveralOptions((A, B), 2, 2)),
    (MaterialsOptions(5), MaterialsOptions(4)),
    (TeamOptions(5, (A, B)), TeamOptions(5)),
    (TeamOptions(5), TeamOptions(5, (A, B))),
    (TeamOptions(5, asks_school=True), TeamOptions(5)),
    (DimensionsOptions(Unit.mm), DimensionsOptions(Unit.cm)),
    (CountryOptions(), TextOptions(40)),
    (FILES, replace(FILES, min_height=10)),
    (FILES, replace(FILES, least=2)),
    (FILES, replace(FILES, accept=("image/jpeg",))),
]


@pytest.mark.parametrize(("before", "after"), WIDER)
def test_what_takes_every_answer_that_was_taken(before: FieldOptions, after: FieldOptions) -> None:
    assert still_takes(before, after) is True


@pytest.mark.parametrize(("before", "after"), NARROWER)
def test_what_does_not(before: FieldOptions, after: FieldOptions) -> None:
    assert still_takes(before, after) is False


SHOWN = {"options": {"most": 40, **ShownIf("q", ("yes",)).stored()}}
IN_A, IN_BOTH = ({"options": {"most": 40, "categories": names}} for names in (["a"], ["a", "b"]))
SHAPE = Shape(FieldKind.short_text, is_hidden_from_jury=False, round_id=None, options={"most": 40})
SECRET = {"is_hidden_from_jury": True}


@pytest.mark.parametrize(
    ("before", "after"), [({}, SECRET), (SHOWN, {}), (SHOWN, SHOWN), (IN_A, IN_BOTH), (IN_A, {}), ({}, {})]
)
def test_it_stays_the_same_question(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert is_same_question(replace(SHAPE, **before), replace(SHAPE, **after)) is True


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SECRET, {}),
        ({}, {"round_id": "r"}),
        ({}, {"kind": FieldKind.long_text}),
        ({}, SHOWN),
        ({}, IN_A),
        (IN_BOTH, IN_A),
    ],
)
def test_it_becomes_another(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert is_same_question(replace(SHAPE, **before), replace(SHAPE, **after)) is False
