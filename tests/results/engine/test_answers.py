"""The engine against hand-made answers: weights, ties, gaps, components, and the input it refuses."""

from __future__ import annotations

import subprocess
import sys

import pytest

from competition.results.engine import (
    BadMarks,
    CaveatCode,
    Criterion,
    EntryOutcome,
    JurorOutcome,
    Mark,
    Marks,
    Scale,
    additive,
    mean,
)
from tests.factories.results import a_rubric, ranks_of, scores_of, some_marks

COMPLETE = {("A", "x"): 5, ("A", "y"): 4, ("B", "x"): 3, ("B", "y"): 3, ("C", "x"): 1, ("C", "y"): 2}
# Juror y is two points harsher than x; B was seen by him alone among the better two.
OVERLAPPING = {("A", "x"): 5, ("C", "x"): 3, ("C", "y"): 1, ("B", "y"): 4}
CLOSED_PANELS = {("A", "x"): 5, ("B", "x"): 3, ("C", "y"): 2, ("D", "y"): 4}


def test_mean_of_a_complete_design() -> None:
    outcome = mean(some_marks(COMPLETE))
    assert scores_of(outcome) == {"A": 4.5, "B": 3.0, "C": 1.5}
    assert ranks_of(outcome) == {"A": 1, "B": 2, "C": 3}
    assert [one.entry for one in outcome.entries] == ["A", "B", "C"]


def test_criteria_are_weighed() -> None:
    rows = (Mark("A", "x", "c1", 5), Mark("A", "x", "c2", 1), Mark("B", "x", "c1", 3), Mark("B", "x", "c2", 4))
    marks = Marks(("A", "B"), ("x",), a_rubric(3, 1), rows)
    assert scores_of(mean(marks)) == {"A": 4.0, "B": 3.25}


def test_an_abstention_is_not_a_zero() -> None:
    rows = (Mark("A", "x", "c1", 4), Mark("B", "x", "c1", 4), Mark("B", "x", "c2", 4))
    marks = Marks(("A", "B"), ("x",), a_rubric(1, 1), rows)
    assert scores_of(mean(marks)) == {"A": 4.0, "B": 4.0}
    assert ranks_of(mean(marks)) == {"A": 1, "B": 1}


def test_differing_scales_count_alike() -> None:
    criteria = (Criterion("short", 1, Scale(1, 5)), Criterion("long", 1, Scale(0, 10)))
    rows = (
        Mark("A", "x", "short", 5),
        Mark("A", "x", "long", 0),
        Mark("B", "x", "short", 1),
        Mark("B", "x", "long", 10),
    )
    assert scores_of(mean(Marks(("A", "B"), ("x",), criteria, rows))) == {"A": 50.0, "B": 50.0}


def test_equal_thirds_are_a_tie_however_they_are_made() -> None:
    marks = some_marks(
        {("A", "x"): 1, ("A", "y"): 1, ("A", "z"): 2, ("B", "x"): 2, ("B", "y"): 1, ("B", "z"): 1, ("C", "x"): 1}
    )
    assert ranks_of(mean(marks)) == {"A": 1, "B": 1, "C": 3}


def test_additive_takes_severity_off() -> None:
    outcome = additive(some_marks(OVERLAPPING))
    assert ranks_of(outcome) == {"B": 1, "A": 2, "C": 3}
    assert outcome.jurors == (JurorOutcome("x", 2, -1.0), JurorOutcome("y", 2, 1.0))
    # A 5 from x is worth 4, a 4 from y is worth 5, C is worth 2: eleven thirds on average, as are the effects' zero.
    assert scores_of(outcome) == {"B": 1.333333333, "A": 0.333333333, "C": -1.666666667}
    assert [one.level for one in outcome.entries] == [5.0, 4.0, 2.0]


def test_additive_beside_its_raw_mean() -> None:
    best = additive(some_marks(OVERLAPPING)).entries[0]
    assert best == EntryOutcome("B", score=1.333333333, level=5.0, rank=1, raw_mean=4.0, n=1, component=1)


def test_closed_panels_get_no_common_ranking() -> None:
    outcome = additive(some_marks(CLOSED_PANELS))
    assert not outcome.has_common_ranking
    assert outcome.components == 2
    assert [(one.entry, one.component, one.rank) for one in outcome.entries] == [
        ("A", 1, 1),
        ("D", 2, 1),
        ("B", 1, 2),
        ("C", 2, 2),
    ]
    assert outcome.warnings[0].code == CaveatCode.disconnected
    assert outcome.warnings[0].number == 2


def test_the_mean_ranks_closed_panels_but_warns() -> None:
    outcome = mean(some_marks(CLOSED_PANELS))
    assert outcome.has_common_ranking
    assert outcome.warnings[0].code == CaveatCode.disconnected


def test_all_tied_stay_tied() -> None:
    marks = some_marks({(entry, juror): 3 for entry in "ABCDE" for juror in "xyz"})
    assert set(ranks_of(additive(marks)).values()) == {1}
    assert set(ranks_of(mean(marks)).values()) == {1}


def test_unmarked_entries_have_no_place() -> None:
    marks = some_marks(COMPLETE)
    more = Marks((*marks.entries, "Z"), marks.jurors, marks.criteria, marks.rows)
    for method in (mean, additive):
        outcome = method(more)
        assert outcome.entries[-1] == EntryOutcome("Z")
        assert (CaveatCode.unmarked, ("Z",)) in [(one.code, one.names) for one in outcome.warnings]


def test_no_marks_at_all() -> None:
    marks = Marks(("A",), ("x",), a_rubric(1), ())
    for method in (mean, additive):
        outcome = method(marks)
        assert outcome.entries == (EntryOutcome("A"),)
        assert outcome.components == 0


def test_few_marks_and_flat_jurors_are_named() -> None:
    marks = some_marks({**{(entry, "x"): 3 for entry in "ABC"}, ("A", "y"): 4, ("B", "y"): 3, ("C", "y"): 2})
    assert [(one.code, one.names) for one in additive(marks).warnings] == [
        (CaveatCode.few_marks, ("A", "B", "C")),
        (CaveatCode.flat, ("x",)),
    ]


@pytest.mark.parametrize(
    "row",
    [
        Mark("?", "x", "c1", 3),
        Mark("A", "?", "c1", 3),
        Mark("A", "x", "?", 3),
        Mark("A", "x", "c1", float("nan")),
        Mark("A", "x", "c1", float("inf")),
        Mark("A", "x", "c2", 4),
    ],
)
def test_contradictions_are_refused(row: Mark) -> None:
    given = Mark("A", "x", "c2", 3)
    with pytest.raises(BadMarks):
        Marks(("A",), ("x",), a_rubric(1, 1), (given, row))


def test_marks_survive_storage() -> None:
    marks = Marks(("A",), ("x",), a_rubric(2, 1), (Mark("A", "x", "c1", 3),))
    assert Marks.from_plain(marks.as_plain()) == marks


def test_no_page_loads_what_takes_long_to_load() -> None:
    code = "import sys, competition.app; sys.exit(bool({'numpy', 'scipy', 'xlsxwriter'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_method_loads_all_of_scipys_statistics() -> None:
    code = "import sys; from competition.results.engine import methods; sys.exit('scipy.stats' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
