"""Bradley–Terry against the published table, against choix, and where there is no finite answer."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from competition.results.engine import CaveatCode, Options
from competition.results.engine.ballots import BallotTerms, Duel, Duels, rank_duels
from competition.results.engine.ballots.bradley_terry import outside, strengths
from competition.results.engine.ballots.pairs import pairs_of_duels
from tests.factories.ballots import order_of, some_duels
from tests.factories.results import ranks_of, scores_of

BASEBALL = Path(__file__).parents[2] / "data" / "baseball-1987.csv"


def baseball() -> Duels:
    with BASEBALL.open() as file:
        return Duels(tuple(Duel(row["winner"], row["loser"], int(row["count"])) for row in csv.DictReader(file)))


def test_baseball_1987() -> None:
    """Agresti, *Categorical Data Analysis*; the R package BradleyTerry2 prints the same."""
    found = scores_of(rank_duels("bradley-terry", baseball()))
    assert sum(found.values()) == pytest.approx(0, abs=1e-8)
    printed = {"Mil": 1.58, "Det": 1.44, "Tor": 1.29, "NY": 1.25, "Bos": 1.11, "Cle": 0.68, "Bal": 0.0}
    assert {team: round(value - found["Bal"], 2) for team, value in found.items()} == printed


def test_one_pair_by_hand() -> None:
    """3 to 1: the difference is log 3, its variance 4 ∕ 3 by the delta method, each strength's error half of it."""
    found = strengths(pairs_of_duels(("A", "B"), some_duels("A B 3", "B A 1").rows))
    assert found.values == pytest.approx((math.log(3) / 2, -math.log(3) / 2))
    assert found.errors == pytest.approx((math.sqrt(4 / 3) / 2,) * 2)


def test_errors_are_those_of_the_constrained_information() -> None:
    """The oracle: a basis of the vectors that sum to zero, second differences of the likelihood, its inverse."""
    duels = baseball()
    pairs = pairs_of_duels(duels.entries, duels.rows)
    found = strengths(pairs)
    basis = np.linalg.svd(np.ones((1, 7)))[2][1:].T
    place = {name: number for number, name in enumerate(pairs.entries)}

    def height(free: np.ndarray) -> float:
        at = np.array(found.values) + basis @ free
        return -sum(
            count * math.log1p(math.exp(at[place[loser]] - at[place[winner]]))
            for (winner, loser), count in pairs.wins.items()
        )

    step, unit = 1e-3, np.eye(6)
    bend = [
        [
            (
                height(step * (unit[i] + unit[j]))
                - height(step * (unit[i] - unit[j]))
                - height(step * (unit[j] - unit[i]))
                + height(-step * (unit[i] + unit[j]))
            )
            / (4 * step**2)
            for j in range(6)
        ]
        for i in range(6)
    ]
    wanted = np.sqrt(np.diag(basis @ np.linalg.inv(-np.array(bend)) @ basis.T))
    assert found.errors == pytest.approx(tuple(wanted), rel=1e-4)


def test_who_never_lost_has_no_finite_strength() -> None:
    outcome = rank_duels("bradley-terry", some_duels("A B 2", "A C 1", "B C 1", "C B 1"), options=Options(bootstrap=9))
    assert ranks_of(outcome) == {"A": None, "B": None, "C": None}
    assert [(one.code, one.names) for one in outcome.warnings] == [(CaveatCode.separated, ("A",))]
    assert outcome.refusal == CaveatCode.separated


def test_a_ridge_gives_one() -> None:
    duels = some_duels("A B 2", "A C 1", "B C 1", "C B 1")
    outcome = rank_duels("bradley-terry", duels, BallotTerms(ridge=0.1))
    assert order_of(outcome) == "A>C>B"
    assert outcome.warnings == ()


def test_duels_that_do_not_meet_are_ranked_apart() -> None:
    outcome = rank_duels("bradley-terry", some_duels("A B 2", "B A 1", "C D 1", "D C 1", "D E 1", "E D 3"))
    assert ranks_of(outcome) == {"E": 1, "C": 2, "D": 2, "A": 1, "B": 2}
    assert (outcome.components, outcome.has_common_ranking) == (2, False)


def test_only_the_separated_part_has_no_places() -> None:
    outcome = rank_duels("bradley-terry", some_duels("A B 2", "B A 1", "C D 1"), options=Options(bootstrap=20))
    assert ranks_of(outcome) == {"A": 1, "B": 2, "C": None, "D": None}
    assert [one.code for one in outcome.warnings] == [CaveatCode.disconnected, CaveatCode.separated]


def test_duels_as_a_tournament() -> None:
    duels = some_duels("A B 2", "B A 1", "B C 1", "A C 1", "C A 1")
    assert scores_of(rank_duels("copeland", duels)) == {"A": 1.5, "B": 1.0, "C": 0.5}
    assert order_of(rank_duels("schulze", duels)) == "A>B>C"


def test_ranges_by_jurors_and_by_duels() -> None:
    known = some_duels("A B 4 x", "B A 1 x", "A B 3 y", "B A 2 y")
    drawn = rank_duels("bradley-terry", known, options=Options(bootstrap=50))
    assert [(one.entry, one.rank_low, one.rank_high, one.p_first) for one in drawn.entries] == [
        ("A", 1, 1, 1.0),
        ("B", 2, 2, 0.0),
    ]
    assert [(one.juror, one.n) for one in drawn.jurors] == [("x", 5), ("y", 5)]
    unknown = rank_duels("bradley-terry", some_duels("A B 3", "B A 2"), options=Options(bootstrap=200))
    assert [(one.rank_low, one.rank_high) for one in unknown.entries] == [(1, 2), (1, 2)]


matches = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] != pair[1]), min_size=8, max_size=40
)


@settings(deadline=None, max_examples=40)
@given(matches, st.sampled_from([0.0, 0.05, 1.0]))
def test_choix_finds_the_same(rows: list[tuple[int, int]], ridge: float) -> None:
    import choix

    names = [f"e{number}" for number in range(5)]
    pairs = pairs_of_duels(tuple(names), [Duel(names[winner], names[loser]) for winner, loser in rows])
    assume(ridge or not outside(pairs))
    wanted = choix.opt_pairwise(5, rows, alpha=ridge, method="BFGS", tol=1e-9)
    assert strengths(pairs, ridge).values == pytest.approx(tuple(wanted - wanted.mean()), abs=1e-5)


@settings(deadline=None, max_examples=40)
@given(matches, st.permutations(range(5)), st.randoms(use_true_random=False))
def test_names_and_order_mean_nothing(rows: list[tuple[int, int]], names: list[int], chance: object) -> None:
    duels = [Duel(f"e{winner}", f"e{loser}") for winner, loser in rows]
    renamed = [Duel(f"e{names[winner]}", f"e{names[loser]}") for winner, loser in rows]
    chance.shuffle(renamed)  # type: ignore[attr-defined]  # hypothesis' own Random
    for method in ("bradley-terry", "schulze", "copeland"):
        before, after = rank_duels(method, Duels(tuple(duels))), rank_duels(method, Duels(tuple(renamed)))
        new = {f"e{old}": f"e{names[old]}" for old in range(5)}
        assert ranks_of(after) == {new[entry]: rank for entry, rank in ranks_of(before).items()}


def test_everybody_beating_everybody_once_is_a_tie() -> None:
    everybody = [f"{a} {b} 1" for a in "ABCD" for b in "ABCD" if a != b]
    for method in ("bradley-terry", "schulze", "copeland"):
        assert order_of(rank_duels(method, some_duels(*everybody))) == "A=B=C=D"
