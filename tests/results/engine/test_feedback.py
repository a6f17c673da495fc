"""What entrants may learn: means over three jurors at least, quarters of eight entries at least."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.results.engine.feedback import LEAST_ENTRIES, Placed, means_of, quarters_of
from competition.results.engine.marks import Mark, Marks
from tests.factories.results import a_rubric


def marks_of(points: dict[str, list[int]]) -> Marks:
    """Return the marks of one entry by criterion, each juror in turn."""
    jurors = tuple(f"j{number}" for number in range(9))
    rows = [
        Mark("e", juror, name, one) for name, row in points.items() for juror, one in zip(jurors, row, strict=False)
    ]
    return Marks(("e", "unmarked"), jurors, a_rubric(*[1 for _ in points]), tuple(rows))


def places(*ranks: int, category: str = "c") -> list[Placed]:
    return [Placed(f"{category}{number}", category, rank) for number, rank in enumerate(ranks)]


def test_a_mean_is_told_of_three_jurors_and_not_of_two() -> None:
    found = means_of(marks_of({"c1": [5, 4, 4], "c2": [5, 5]}))
    assert [(one.criterion, one.mean) for one in found["e"]] == [("c1", 4.333333333), ("c2", None)]
    assert [one.mean for one in found["unmarked"]] == [None, None]


@given(st.lists(st.integers(1, 5), max_size=9))
def test_a_mean_depends_on_no_juror_but_on_the_marks_alone(points: list[int]) -> None:
    (one,) = means_of(marks_of({"c1": points}))["e"]
    assert one == means_of(marks_of({"c1": sorted(points)}))["e"][0]
    assert (one.mean is None) == (len(points) < 3)


def test_eight_entries_make_four_quarters_of_two() -> None:
    assert list(quarters_of(places(*range(1, 9))).values()) == [1, 1, 2, 2, 3, 3, 4, 4]


def test_seven_entries_make_none_and_each_category_counts_for_itself() -> None:
    assert quarters_of(places(*range(1, 8))) == {}
    found = quarters_of([*places(*range(1, 9)), *places(*range(1, 8), category="d")])
    assert set(found) == {f"c{number}" for number in range(8)}


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        ((1, 1, 1, 4, 5, 6, 7, 8), [1, 1, 1, 2, 3, 3, 4, 4]),
        ((1,) * 8, [2] * 8),
        ((1, 2, 3, 4, 5, 6, 7, 7), [1, 1, 2, 2, 3, 3, 4, 4]),
    ],
)
def test_equal_entries_share_the_quarter_of_their_middle(ranks: tuple[int, ...], expected: list[int]) -> None:
    assert list(quarters_of(places(*ranks)).values()) == expected


@given(st.integers(LEAST_ENTRIES, 200))
def test_quarters_are_four_and_of_nearly_equal_size(number: int) -> None:
    found = list(quarters_of(places(*range(1, number + 1))).values())
    sizes = [found.count(quarter) for quarter in (1, 2, 3, 4)]
    assert (found, max(sizes) - min(sizes) <= 1) == (sorted(found), True)
