"""Median, trimmed mean, z-score, percentile, rescaling: answers made by hand, refusals, and scipy beside them."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import rankdata, spearmanr, trim_mean, zscore

from competition.results.engine import (
    METHODS,
    BadMarks,
    BadOptions,
    CaveatCode,
    Criterion,
    Design,
    Mark,
    Marks,
    Options,
    Outcome,
    Scale,
    analyse,
    mean,
)
from competition.results.engine.ranks import mid_ranks
from tests.factories.results import ranks_of, scores_of, some_marks

unhurried = settings(deadline=None, max_examples=20)
COMPLETE = {("A", "x"): 5, ("A", "y"): 4, ("B", "x"): 3, ("B", "y"): 3, ("C", "x"): 1, ("C", "y"): 2}
CLOSED = {("A", "x"): 5, ("B", "x"): 3, ("C", "y"): 2, ("D", "y"): 4}
OPEN = {("A", "x"): 5, ("C", "x"): 3, ("C", "y"): 1, ("B", "y"): 4}

tables = st.integers(7, 9).flatmap(
    lambda jurors: st.lists(st.lists(st.integers(0, 10), min_size=jurors, max_size=jurors), min_size=2, max_size=5)
)


def complete(table: list[list[int]]) -> Marks:
    return some_marks({(f"E{e}", f"J{j}"): mark for e, row in enumerate(table) for j, mark in enumerate(row)})


def codes(outcome: Outcome) -> list[CaveatCode]:
    return [one.code for one in outcome.warnings]


def test_median_of_odd_and_even() -> None:
    marks = some_marks({("A", "x"): 1, ("A", "y"): 9, ("A", "z"): 4, ("B", "x"): 3, ("B", "y"): 4})
    assert scores_of(analyse(marks, "median")) == {"A": 4.0, "B": 3.5}


@unhurried
@given(tables)
def test_median_and_trimmed_as_numpy_and_scipy_have_them(table: list[list[int]]) -> None:
    marks, count = complete(table), len(table[0])
    middle = [scores_of(analyse(marks, "median"))[f"E{e}"] for e in range(len(table))]
    assert middle == pytest.approx(np.median(table, axis=1))
    kept = [scores_of(analyse(marks, "trimmed"))[f"E{e}"] for e in range(len(table))]
    assert kept == pytest.approx(trim_mean(table, 1.01 / count, axis=1))


def test_trimmed_is_refused_below_seven_jurors() -> None:
    outcome = analyse(some_marks(COMPLETE), "trimmed")
    assert outcome.refusal == CaveatCode.trimmed_refused
    assert outcome.warnings[0].names == ("A", "B", "C")
    assert (set(ranks_of(outcome).values()), outcome.has_common_ranking) == ({None}, False)


def test_trimmed_is_refused_where_nothing_would_be_left() -> None:
    marks = some_marks({("A", f"J{at}"): at for at in range(8)})
    assert analyse(marks, "trimmed", Options(trim=4)).refusal == CaveatCode.trimmed_refused
    assert scores_of(analyse(marks, "trimmed", Options(trim=3))) == {"A": 3.5}


@unhurried
@given(tables)
def test_zscore_as_scipy_has_it(table: list[list[int]]) -> None:
    varied = np.ptp(table, axis=0) > 0
    z = np.zeros((len(table), len(table[0])))
    z[:, varied] = zscore(np.array(table, dtype=float)[:, varied], axis=0)
    outcome = analyse(complete(table), "zscore")
    assert [scores_of(outcome)[f"E{e}"] for e in range(len(table))] == pytest.approx(z.mean(axis=1), abs=1e-8)
    assert CaveatCode.unknown_assignment not in codes(outcome)


@pytest.mark.parametrize("method", ["zscore", "percentile"])
def test_closed_panels_are_refused_unless_made_by_lot(method: str) -> None:
    refused = analyse(some_marks(CLOSED), method)
    assert (refused.refusal, codes(refused)[0]) == (CaveatCode.closed_panels, CaveatCode.closed_panels)
    by_lot = analyse(some_marks(CLOSED), method, Options(design=Design.random))
    assert ranks_of(by_lot) == {"A": 1, "D": 1, "B": 3, "C": 3}
    assert CaveatCode.disconnected in codes(by_lot)


@pytest.mark.parametrize("method", ["zscore", "percentile"])
def test_own_measures_warn_unless_complete_or_by_lot(method: str) -> None:
    assert CaveatCode.unknown_assignment in codes(analyse(some_marks(OPEN), method))
    assert CaveatCode.unknown_assignment not in codes(analyse(some_marks(OPEN), method, Options(design=Design.random)))
    assert CaveatCode.unknown_assignment not in codes(analyse(some_marks(COMPLETE), method))


def test_percentile_by_hand() -> None:
    marks = some_marks({("A", "x"): 9, ("B", "x"): 5, ("C", "x"): 5, ("D", "x"): 1})
    assert scores_of(analyse(marks, "percentile")) == {"A": 0.875, "B": 0.5, "C": 0.5, "D": 0.125}


@unhurried
@given(tables, st.integers(0, 6), st.integers(-5, 5))
def test_a_constant_on_one_juror_changes_no_zscore(table: list[list[int]], juror: int, constant: int) -> None:
    shifted = [[mark + constant * (at == juror) for at, mark in enumerate(row)] for row in table]
    before, after = analyse(complete(table), "zscore"), analyse(complete(shifted), "zscore")
    assert ranks_of(after) == ranks_of(before)
    assert scores_of(after) == pytest.approx(scores_of(before), abs=2e-9)


def test_rescaling_takes_a_wide_scale_off() -> None:
    worth = {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5, "F": 6}
    given = {
        (entry, juror): 10 + at * factor
        for entry, at in worth.items()
        for juror, factor in (("w", 3), ("x", 1), ("y", 1), ("z", 1))
    }
    scale = {one.juror: one.scale for one in analyse(some_marks(given), "additive").jurors}
    assert (scale["w"] or 0) > 1.4
    assert (scale["x"] or 9) < 1
    assert scale["x"] == scale["y"] == scale["z"]


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 7.0]), max_size=12))
def test_mid_ranks_as_scipy_has_them(values: list[float]) -> None:
    assert mid_ranks(np.array(values)).tolist() == rankdata(values).tolist()


@unhurried
@given(tables)
def test_spearman_with_the_rest_as_scipy_has_it(table: list[list[int]]) -> None:
    marks = np.array(table)
    for juror in mean(complete(table)).jurors:
        at = int(juror.juror[1:])
        rest = np.delete(marks, at, axis=1).mean(axis=1)
        if len(table) < 3 or np.ptp(marks[:, at]) == 0 or np.ptp(rest) < 1e-9:
            assert juror.spearman_rest is None
        else:
            assert juror.spearman_rest == pytest.approx(spearmanr(marks[:, at], np.round(rest, 9)).statistic, abs=1e-8)


def test_decimals_and_fractional_weights_are_exact() -> None:
    criteria = (Criterion("c1", Fraction(1, 3)), Criterion("c2", 0.1))
    rows: list[tuple[str, str, float | Fraction | Decimal]] = [
        ("A", "c1", 7.3),
        ("A", "c2", Decimal("7.25")),
        ("B", "c1", Fraction("7.3")),
        ("B", "c2", Fraction(29, 4)),
    ]
    marks = Marks(("A", "B"), ("x",), criteria, tuple(Mark(entry, "x", name, points) for entry, name, points in rows))
    assert ranks_of(mean(marks)) == {"A": 1, "B": 1}
    assert mean(marks).entries[0].score == pytest.approx(
        float((Fraction("7.3") / 3 + Fraction("7.25") / 10) / Fraction(13, 30))
    )
    again = Marks.from_plain(json.loads(json.dumps(marks.as_plain())))
    assert mean(again) == mean(marks)


def test_marks_too_fine_for_64_bits_stay_exact() -> None:
    tiny = Fraction(1, 3**50)
    marks = some_marks({("A", "x"): 1 + tiny, ("B", "x"): 1, ("C", "x"): 1})  # type: ignore[dict-item]
    assert ranks_of(mean(marks)) == {"A": 1, "B": 2, "C": 2}
    assert ranks_of(analyse(marks, "median")) == {"A": 1, "B": 2, "C": 2}


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf"), 10**400])
def test_impossible_weights_are_refused(weight: float) -> None:
    with pytest.raises(BadMarks):
        Marks(("A",), ("x",), (Criterion("c", weight),), ())


def test_a_scale_of_one_point_is_refused() -> None:
    with pytest.raises(BadMarks):
        Marks((), (), (Criterion("c", 1, Scale(3, 3)),), ())


@pytest.mark.parametrize("wrong", [{"trim": -1}, {"bootstrap": -1}, {"seed": -1}, {"cut": 0}, {"confidence": 1.0}])
def test_impossible_options_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(BadOptions):
        Options(**wrong)  # type: ignore[arg-type]


cells = st.dictionaries(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("wxyz")), st.integers(0, 4), max_size=14)


@unhurried
@given(cells, st.sampled_from(sorted(METHODS)), st.booleans())
def test_every_outcome_is_valid_json(given: dict[tuple[str, str], int], method: str, rescale: bool) -> None:  # noqa: FBT001
    options = Options(Design.random, rescale=rescale, bootstrap=20)
    outcome = analyse(some_marks(given), method, options)
    assert json.loads(json.dumps(asdict(outcome), allow_nan=False))["method"] == method
    assert analyse(some_marks(given), method, options) == outcome
    for one in outcome.entries:
        if one.rank_low is not None and one.rank is not None and one.rank_high is not None:
            assert one.rank_low <= one.rank <= one.rank_high


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize("given", [{("A", "x"): 3}, {}, {("A", "x"): 1, ("B", "y"): 2}])
def test_the_smallest_juries_work(method: str, given: dict[tuple[str, str], float]) -> None:
    outcome = analyse(some_marks(given), method, Options(bootstrap=10))
    assert [one.rank_low for one in outcome.entries] == [None] * len(outcome.entries)
