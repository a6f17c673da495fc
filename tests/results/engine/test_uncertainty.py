"""Intervals, probabilities and the cut line: seeded, inside components, and as wide as chance makes them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.results.engine import METHODS, Design, Options, Outcome, Uncertainty, analyse
from competition.results.engine.evidence import ranks_of_rows
from competition.results.engine.ranks import ranks, tied
from tests.factories.results import some_marks

unhurried = settings(deadline=None, max_examples=25)
Given = dict[tuple[str, str], float]


def a_jury(entries: int, each: int, noise: float, seed: int = 1, jurors: int = 10) -> tuple[Given, dict[str, float]]:
    """Return marks of a random design, and the truth: entries one point apart."""
    chance = np.random.default_rng(seed)
    worth = {f"E{at:03}": float(entries - at) for at in range(entries)}
    severe = chance.normal(0, 1, jurors)
    given = {
        (entry, f"J{juror:02}"): round(true - severe[juror] + chance.normal(0, noise), 6)
        for entry, true in worth.items()
        for juror in chance.choice(jurors, each, replace=False)
    }
    return given, worth


def evidence(outcome: Outcome) -> Uncertainty:
    assert outcome.uncertainty is not None
    return outcome.uncertainty


@pytest.mark.parametrize("method", sorted(METHODS))
def test_the_same_seed_gives_the_same_and_another_does_not(method: str) -> None:
    marks = some_marks(a_jury(12, 8, 3.0)[0])
    options = [Options(Design.random, bootstrap=60, seed=seed) for seed in (4, 4, 5)]
    first, second, third = (analyse(marks, method, one) for one in options)
    assert first == second
    assert evidence(first).above != evidence(third).above
    assert first.jurors == third.jurors


def test_probabilities_add_up() -> None:
    outcome = analyse(some_marks(a_jury(12, 5, 2.0)[0]), "additive", Options(bootstrap=200, cut=3))
    assert sum(one.p_first or 0 for one in outcome.entries) == pytest.approx(1)
    assert sum(one.p_top or 0 for one in outcome.entries) == pytest.approx(3, abs=0.01)
    above = np.array(evidence(outcome).above)
    assert above + above.T == pytest.approx(np.ones((12, 12)))
    assert evidence(outcome).leaders == tuple(one.entry for one in outcome.entries)


def test_the_cut_line_is_open_under_noise_and_shut_without() -> None:
    loud = analyse(some_marks(a_jury(20, 4, 4.0)[0]), "additive", Options(bootstrap=300, cut=5))
    quiet = analyse(some_marks(a_jury(20, 4, 0.05)[0]), "additive", Options(bootstrap=300, cut=5))
    assert evidence(quiet).open_at_cut == ()
    assert len(evidence(loud).open_at_cut) > 2
    assert 0 < evidence(loud).width_with_one_more < evidence(loud).width_at_cut
    assert evidence(loud).open_with_one_more <= len(evidence(loud).open_at_cut)


def test_intervals_hold_the_true_difference_about_as_often_as_they_say() -> None:
    """Of two entries nearer than the noise P(A above B) is about a half, of two far apart about one."""
    spreads = []
    for seed in range(30):
        given, _ = a_jury(30, 4, 1.0, seed)
        outcome = analyse(some_marks(given), "additive", Options(bootstrap=200, seed=seed))
        worth = {one.entry: one.level or 0 for one in outcome.entries}
        above = evidence(outcome).above
        leaders = evidence(outcome).leaders
        spreads += [(above[at][at + 1], worth[leaders[at]] - worth[leaders[at + 1]]) for at in range(5, 20)]
    near = [p for p, away in spreads if away < 0.1]
    far = [p for p, away in spreads if away > 2]
    assert 0.4 < np.mean(near) < 0.6
    assert np.mean(far) > 0.97


def test_two_who_happen_to_agree_are_no_certainty() -> None:
    """Nobody contradicts anybody about A; the others show how far jurors stray."""
    given, _ = a_jury(10, 4, 2.0)
    given |= {("A", "J00"): 11.0, ("A", "J01"): 11.0}
    found = {one.entry: one for one in analyse(some_marks(given), "additive", Options(bootstrap=300)).entries}
    assert found["A"].rank_low != found["A"].rank_high


def test_in_closed_panels_intervals_count_inside() -> None:
    one, _ = a_jury(6, 3, 1.0, jurors=4)
    other = {
        (f"X{entry}", f"X{juror}"): mark for (entry, juror), mark in a_jury(5, 3, 1.0, seed=2, jurors=4)[0].items()
    }
    outcome = analyse(some_marks(one | other), "additive", Options(bootstrap=100))
    assert max(one.rank_high or 0 for one in outcome.entries if one.component == 1) <= 6
    assert max(one.rank_high or 0 for one in outcome.entries if one.component == 2) <= 5
    assert sum(one.p_first or 0 for one in outcome.entries) == pytest.approx(2)
    assert set(evidence(outcome).leaders) == {entry for entry, _ in one}


def test_a_single_juror_shows_no_error_so_there_is_no_interval() -> None:
    outcome = analyse(some_marks({("A", "x"): 3, ("B", "x"): 4}), "additive", Options(bootstrap=50))
    assert outcome.uncertainty is None
    assert {one.rank_low for one in outcome.entries} == {None}


def test_ties_across_the_cut_line_are_open() -> None:
    marks = some_marks({(entry, juror): 3 for entry in "ABC" for juror in "xyz"})
    outcome = analyse(marks, "additive", Options(bootstrap=20))
    assert evidence(outcome).open_at_cut == ("A", "B", "C")
    assert [one.p_first for one in outcome.entries] == pytest.approx([1 / 3] * 3)


@unhurried
@given(st.lists(st.lists(st.integers(0, 5), min_size=4, max_size=4), min_size=1, max_size=5))
def test_many_rankings_at_once_are_each_the_ranking(rows: list[list[int]]) -> None:
    values = np.array(rows, dtype=float)
    assert ranks_of_rows(values).tolist() == [ranks(row).tolist() for row in values]


@pytest.mark.parametrize("worst", [-10.0, -1e9])
def test_many_entries_are_ranked_as_few_are_where_digits_are_too_coarse_too(worst: float) -> None:
    chance = np.random.default_rng(1)
    values = np.array([chance.normal(size=5000), chance.integers(0, 50, 5000) / 7, np.full(5000, 3.0)])
    values[1] += chance.normal(size=5000) * 1e-12  # The solver's error, which is no difference.
    values[:2, 7] = worst
    assert ranks_of_rows(values).tolist() == [ranks(tied(row)).tolist() for row in values]
