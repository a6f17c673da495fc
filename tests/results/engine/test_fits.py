"""The models against programs that others wrote, and against brute force."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from statsmodels.regression.linear_model import OLS

from competition.results.engine import CaveatCode, Criterion, Mark, Marks, Options, additive, analyse
from competition.results.engine.explanation import explanations
from competition.results.engine.influence import Influence, influences
from competition.results.engine.patterns import Gap, Slope, affinity_gaps, halo, order_slopes
from tests.factories.results import ranks_of, scores_of, some_marks

unhurried = settings(deadline=None, max_examples=12)
Given = dict[tuple[str, str], int]
designs = st.dictionaries(
    st.tuples(st.sampled_from("ABCDEFG"), st.sampled_from("uvwxyz")), st.integers(0, 10), min_size=1, max_size=30
)
dense = st.dictionaries(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from("xyz")), st.integers(0, 10), min_size=8, max_size=12
)


@unhurried
@given(dense)
def test_severities_and_their_errors_as_statsmodels_has_them(given: Given) -> None:
    """Jurors by sum contrasts, so that severities sum to zero and the last is minus the others' sum."""
    marks = some_marks(given)
    outcome = additive(marks)
    entries, jurors = list(marks.entries), list(marks.jurors)
    assume(outcome.components == 1 and len(jurors) > 1 and len(given) > len(entries) + len(jurors) - 1)
    design = np.zeros((len(given), len(entries) + len(jurors) - 1))
    for row, (entry, juror) in enumerate(given):
        design[row, entries.index(entry)] = 1
        last = jurors.index(juror) == len(jurors) - 1
        design[row, len(entries) :] = -1 if last else np.eye(len(jurors))[jurors.index(juror)][:-1]
    fit = OLS(np.array(list(given.values()), dtype=float), design).fit()
    assert [one.severity for one in outcome.jurors[:-1]] == pytest.approx(-fit.params[len(entries) :], abs=1e-7)
    assert [one.severity_se for one in outcome.jurors[:-1]] == pytest.approx(fit.bse[len(entries) :], abs=1e-7)
    assert {one.entry: one.level for one in outcome.entries} == pytest.approx(
        dict(zip(entries, fit.params, strict=False)), abs=1e-7
    )


def test_fit_is_that_of_standardised_residuals() -> None:
    chance = np.random.default_rng(2)
    given = {(entry, juror): int(chance.integers(0, 9)) for entry in "ABCDEFGH" for juror in "wxyz"}
    marks = some_marks(given)
    design = np.array(
        [[e == entry for e in marks.entries] + [j == juror for j in "wxy"] for entry, juror in given], float
    )
    influence = OLS(np.array(list(given.values()), float), design).fit().get_influence()
    squared = influence.resid_studentized_internal**2
    for one in additive(marks).jurors:
        own = np.array([juror == one.juror for _, juror in given])
        assert one.outfit == pytest.approx(squared[own].mean())
        assert one.infit == pytest.approx(squared[own].mean())  # In a complete design all leverages are equal.


def rated(entries: int = 25, jurors: int = 6, seed: int = 3) -> Marks:
    """Return marks from 1 to 5 on three criteria by the model itself, four jurors an entry."""
    chance = np.random.default_rng(seed)
    worth, severe, hard = chance.normal(0, 1, entries), chance.normal(0, 0.7, jurors), (-0.4, 0.0, 0.4)
    rows = []
    for entry in range(entries):
        for juror in chance.choice(jurors, 4, replace=False):
            for criterion, difficulty in enumerate(hard):
                logits = (
                    np.arange(5) * (worth[entry] - severe[juror] - difficulty)
                    - np.r_[0, np.cumsum([-1.5, -0.5, 0.5, 1.5])]
                )
                chances = np.exp(logits) / np.exp(logits).sum()
                rows.append(Mark(f"E{entry:02}", f"J{juror}", f"c{criterion}", 1 + int(chance.choice(5, p=chances))))
    names = tuple(f"E{at:02}" for at in range(entries)), tuple(f"J{at}" for at in range(jurors))
    return Marks(*names, tuple(Criterion(f"c{at}") for at in range(3)), tuple(rows))


def test_rasch_maximises_the_joint_likelihood() -> None:
    """The oracle climbs the likelihood with a general optimiser that knows nothing of the model's shape."""
    marks = rated()
    e, j, c = (
        np.array([int(name[1:]) for name in column])
        for column in zip(*[(r.entry, r.juror, r.criterion) for r in marks.rows], strict=True)
    )
    x = np.array([int(row.points) - 1 for row in marks.rows])

    def loss(at: np.ndarray) -> float:
        worth, severe, hard, steps = at[:25], at[25:31], at[31:34], at[34:]
        logits = (worth[e] - severe[j] - hard[c])[:, None] * np.arange(5) - np.r_[0, np.cumsum(steps)]
        likelihood = (logits[np.arange(len(x)), x] - np.log(np.exp(logits).sum(axis=1))).sum()
        return float(10 * (severe.sum() ** 2 + hard.sum() ** 2 + steps.sum() ** 2) - likelihood)

    best = minimize(loss, np.zeros(38), method="BFGS", options={"gtol": 1e-5}).x
    outcome = analyse(marks, "rasch")
    assert outcome.warnings == ()
    assert [scores_of(outcome)[f"E{at:02}"] for at in range(25)] == pytest.approx(
        best[:25] - best[:25].mean(), abs=1e-4
    )
    assert [one.severity for one in outcome.jurors] == pytest.approx(best[25:31], abs=1e-4)
    assert [one.difficulty for one in outcome.criteria] == pytest.approx(best[31:34], abs=1e-4)


@unhurried
@given(st.lists(st.integers(0, 4), min_size=12, max_size=12))
def test_rasch_orders_a_complete_design_as_its_raw_means(points: list[int]) -> None:
    """Categories that nobody uses are closed up, so the marks are numbered without gaps first."""
    points = [sorted(set(points)).index(one) for one in points]
    given = {
        (entry, juror): points[at * 3 + other] for at, entry in enumerate("ABCD") for other, juror in enumerate("xyz")
    }
    marks = some_marks(given)
    outcome = analyse(marks, "rasch")
    assume(CaveatCode.not_converged not in {one.code for one in outcome.warnings})
    assert ranks_of(outcome) == ranks_of(analyse(marks, "mean"))


def test_rasch_names_and_places_the_extreme() -> None:
    marks = rated()
    rows = tuple(
        Mark(row.entry, row.juror, row.criterion, 5 if row.entry == "E07" else row.points) for row in marks.rows
    )
    outcome = analyse(Marks(marks.entries, marks.jurors, marks.criteria, rows), "rasch")
    assert [(one.code, one.names) for one in outcome.warnings] == [(CaveatCode.extreme, ("E07",))]
    assert outcome.entries[0].entry == "E07"
    assert outcome.entries[0].score == pytest.approx(5, abs=2)


def test_rasch_puts_very_many_marks_into_bands() -> None:
    given = {(f"E{entry}", juror): entry * 4 + shift for entry in range(24) for shift, juror in enumerate("xyz")}
    outcome = analyse(some_marks(given), "rasch")
    assert (CaveatCode.grouped, 20) in [(one.code, one.number) for one in outcome.warnings]


def winners(given: Given) -> tuple[str, ...]:
    outcome = additive(some_marks(given))
    return tuple(sorted(one.entry for one in outcome.entries if one.rank == 1)) if outcome.components == 1 else ()


@unhurried
@given(dense)
def test_influence_is_what_solving_again_finds(given: Given) -> None:
    before = winners(given)
    assume(before and len({juror for _, juror in given}) > 1)
    found = influences(some_marks(given))
    jurors = [
        (juror, winners({c: p for c, p in given.items() if c[1] != juror})) for juror in sorted({j for _, j in given})
    ]
    assert [one for one in found if one.entry is None] == [
        Influence(j, None, now) for j, now in jurors if now != before
    ]
    marks = {(one.juror, one.entry): one.winners for one in found if one.entry}
    for entry, juror in given:
        after = winners({cell: points for cell, points in given.items() if cell != (entry, juror)})
        assert marks.get((juror, entry), before) == after or after == ()


@unhurried
@given(designs, st.integers(0, 4), st.booleans())
def test_explanations_add_up(given: Given, decimals: int, rescale: bool) -> None:  # noqa: FBT001
    options = Options(rescale=rescale)
    levels = {one.entry: one.level for one in analyse(some_marks(given), "additive", options).entries}
    found = explanations(some_marks(given), options, decimals)
    assert {one.entry for one in found} == set(levels)
    for one in found:
        assert one.raw_mean + sum((line.correction for line in one.lines), Decimal(0)) == one.level
        assert float(one.level) == pytest.approx(levels[one.entry], abs=0.51 * 10**-decimals)


def test_a_hinge_is_named() -> None:
    left = {(entry, juror): 3 for entry in "ABH" for juror in "xy"}
    right = {(entry, juror): 4 for entry in "HCD" for juror in "vw"}
    weak = [one for one in additive(some_marks(left | right)).warnings if one.code == CaveatCode.weak_links]
    assert [one.names for one in weak] == [("H",)]
    through = (
        {(entry, "x"): 3 for entry in "ABCD"}
        | {(entry, "y"): 3 for entry in "AB"}
        | {(entry, "z"): 4 for entry in "CD"}
    )
    weak = [one for one in additive(some_marks(through)).warnings if one.code == CaveatCode.weak_links]
    assert [one.names for one in weak] == [("x",)]


TRUE = {"A": 5, "B": 6, "C": 7, "D": 8}


def test_halo_by_hand() -> None:
    """Juror x gives one verdict twice; y turns one criterion upside down on the other."""
    given = {
        ("A", "x"): (1, 1),
        ("B", "x"): (2, 2),
        ("C", "x"): (4, 4),
        ("A", "y"): (1, 3),
        ("B", "y"): (2, 2),
        ("C", "y"): (3, 1),
    }
    rows = [
        Mark(entry, juror, name, mark)
        for (entry, juror), both in given.items()
        for name, mark in zip(("c1", "c2"), both, strict=True)
    ]
    marks = Marks(("A", "B", "C"), ("x", "y"), (Criterion("c1"), Criterion("c2")), tuple(rows))
    assert halo(marks) == {"x": 1.0, "y": -1.0}


def test_affinity_is_parted_from_worth_and_severity() -> None:
    severe = {"x": 1, "y": 0, "z": -2}
    given = {
        (entry, juror): worth - less + 2 * ((entry, juror) == ("A", "x"))
        for entry, worth in TRUE.items()
        for juror, less in severe.items()
    }
    found = affinity_gaps(
        some_marks(given), {"NL": [("x", "A"), ("x", "Z")], "FR": [], "all": [(j, "A") for j in "xyz"]}
    )
    assert found == {"NL": Gap(2.0, 0.0, 1), "FR": Gap(None, None, 0), "all": Gap(None, None, 3)}


def test_drift_over_the_order_by_hand() -> None:
    """x gives a point more with each entry; the half of it that the entries could explain is his all the same."""
    given = {
        (entry, juror): worth + at * (juror == "x") for at, (entry, worth) in enumerate(TRUE.items()) for juror in "xy"
    }
    slopes = order_slopes(some_marks(given), {("x", entry): at for at, entry in enumerate(TRUE)})
    assert slopes["x"] == slopes[None] == Slope(1.0, 0.0, 4, 0.0)
    assert slopes["y"] == Slope(None, None, 0)


def test_drift_as_least_squares_have_it() -> None:
    chance = np.random.default_rng(3)
    entries, jurors = 12, 4
    order: dict[tuple[str, str], int] = {}
    given = {(f"E{e:02}", f"J{j}"): float(chance.normal()) for e in range(entries) for j in range(jurors)}
    for j in range(jurors):
        order |= {(f"J{j}", f"E{e:02}"): int(at) for e, at in enumerate(chance.permutation(entries))}
    found = order_slopes(some_marks(given), order)
    rows = np.array([[*np.eye(entries)[int(e[1:])], *np.eye(jurors)[int(j[1:])][1:]] for e, j in given])
    own = np.array([float(order[j, e]) if j == "J2" else 0.0 for e, j in given])
    fitted = OLS(list(given.values()), np.column_stack([rows, own])).fit()
    slope = found["J2"]
    assert (slope.slope, slope.se) == pytest.approx((fitted.params[-1], fitted.bse[-1]))
    assert slope.p == pytest.approx(min(1, 4 * fitted.pvalues[-1]))


def test_chance_alone_seldom_makes_a_slope() -> None:
    """In one jury of twenty, as it says, some juror stands out though nobody drifts."""
    standing_out = 0
    for seed in range(60):
        chance = np.random.default_rng(seed)
        given = {(f"E{e:02}", f"J{j}"): float(chance.normal()) for e in range(15) for j in range(6)}
        found = order_slopes(some_marks(given), {(j, e): int(e[1:]) for e, j in given})
        standing_out += min(one.p or 0 for name, one in found.items() if name) < 0.05
    assert standing_out <= 8


def test_drift_of_few_is_not_known() -> None:
    given = {("A", "x"): 1, ("A", "y"): 2, ("B", "x"): 3, ("B", "y"): 3}
    assert order_slopes(some_marks(given), {("x", "A"): 0, ("x", "B"): 1})["x"] == Slope(None, None, 2)


def test_without_marks_there_are_no_patterns() -> None:
    nothing = some_marks({})
    assert (halo(nothing), explanations(nothing), influences(nothing)) == ({}, (), ())
    assert affinity_gaps(nothing, {"NL": []}) == {"NL": Gap(None, None, 0)}
    assert order_slopes(nothing, {}) == {None: Slope(None, None, 0)}
