"""Decimal arithmetic, proved by the Olympic ice dance of 2018; and figures that add up as shown."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.results.engine.marks import BadMarks
from competition.results.engine.rounding import Half, Steps, adding_up, decimal, to_places, total

SHEET = json.loads((Path(__file__).parents[2] / "data" / "ice-dance-2018.json").read_text())
PANEL = [9.79, 9.75, 10.00, 9.93, 10.00]
AS_SKATED = Steps(drop=1, factor=1.2, mean_places=2, factored_places=2, total_places=2)


def test_the_marks_of_the_winner_give_the_panel_and_its_total() -> None:
    one_by_one = [decimal(total({name: marks}, Steps(drop=1)), 2) for name, marks in SHEET["marks"].items()]
    assert one_by_one == [Decimal(str(one)).quantize(Decimal("0.01")) for one in PANEL]
    assert decimal(total(SHEET["marks"], AS_SKATED), 2) == Decimal("59.37")


@pytest.mark.parametrize(
    ("steps", "expected"), [(Steps(0, 1.2, None, 2, 2), "59.37"), (Steps(0, 1.2, None, None, 2), "59.36")]
)
def test_rounding_each_component_or_only_the_sum(steps: Steps, expected: str) -> None:
    components = {str(at): [mark] for at, mark in enumerate(PANEL)}
    assert decimal(total(components, steps), 2) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "up", "even"),
    [("2.5", 3, 2), ("3.5", 4, 4), ("-2.5", -3, -2), ("2.4999", 2, 2), ("0", 0, 0)],
)
def test_halves(value: str, up: int, even: int) -> None:
    assert to_places(Fraction(value), 0) == up
    assert to_places(Fraction(value), 0, Half.even) == even


def test_nothing_passes_through_a_float() -> None:
    assert decimal(total({"a": [1.005]}, Steps(total_places=2)), 2) == Decimal("1.01")


def test_a_component_that_keeps_no_mark_is_refused() -> None:
    with pytest.raises(BadMarks):
        total({"a": [9, 10]}, Steps(drop=1))


@given(st.lists(st.fractions(-100, 100, max_denominator=10**6), max_size=12), st.integers(0, 4))
def test_what_is_shown_adds_up(parts: list[Fraction], places: int) -> None:
    shown, whole = adding_up(parts, places)
    assert sum(shown, Decimal(0)) == whole
    assert whole == decimal(sum(parts, Fraction(0)), places)
    assert all(abs(Fraction(one) - part) <= Fraction(1, 10**places) for one, part in zip(shown, parts, strict=True))
