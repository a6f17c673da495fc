"""What must hold for any marks: invariances, and agreement with a dense solver that knows no structure."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from competition.results.engine import METHODS, CaveatCode, Mark, Marks, additive, mean
from tests.factories.results import ranks_of, scores_of, some_marks

ENTRIES, JURORS = "ABCDEFG", "uvwxyz"
Given = dict[tuple[str, str], int]

# The first computation loads scipy; a busy machine takes its time.
unhurried = settings(deadline=None, max_examples=20)

cells = st.tuples(st.sampled_from(ENTRIES), st.sampled_from(JURORS))
designs = st.dictionaries(cells, st.integers(0, 10), min_size=1, max_size=30)
complete = st.lists(st.integers(0, 10), min_size=12, max_size=12).map(
    lambda points: dict(zip(product("ABCD", "xyz"), points, strict=True))
)


@unhurried
@given(complete)
def test_a_complete_design_gives_the_order_of_raw_means(given: Given) -> None:
    marks = some_marks(given)
    assert ranks_of(additive(marks)) == ranks_of(mean(marks))


@unhurried
@given(designs, st.sampled_from(JURORS), st.integers(-20, 20))
def test_a_constant_on_one_juror_changes_nothing(given: Given, juror: str, constant: int) -> None:
    shifted = {cell: points + constant * (cell[1] == juror) for cell, points in given.items()}
    before, after = additive(some_marks(given)), additive(some_marks(shifted))
    assert ranks_of(after) == ranks_of(before)
    assert scores_of(after) == pytest.approx(scores_of(before), abs=2e-9)


@unhurried
@given(designs, st.permutations(ENTRIES), st.permutations(JURORS), st.sampled_from(sorted(METHODS)))
def test_names_mean_nothing(given: Given, entries: list[str], jurors: list[str], method: str) -> None:
    new_entry, new_juror = dict(zip(ENTRIES, entries, strict=True)), dict(zip(JURORS, jurors, strict=True))
    renamed = {(new_entry[entry], new_juror[juror]): points for (entry, juror), points in given.items()}
    before, after = METHODS[method](some_marks(given)), METHODS[method](some_marks(renamed))
    assume(CaveatCode.not_converged not in {one.code for one in before.warnings})
    assert ranks_of(after) == {new_entry[entry]: rank for entry, rank in ranks_of(before).items()}
    assert scores_of(after) == pytest.approx(
        {new_entry[entry]: score for entry, score in scores_of(before).items()}, abs=1e-7 if method == "rasch" else 2e-9
    )


@unhurried
@given(designs, st.randoms(use_true_random=False), st.sampled_from(sorted(METHODS)))
def test_the_order_of_rows_means_nothing(given: Given, chance: object, method: str) -> None:
    marks = some_marks(given)
    rows = list(marks.rows)
    chance.shuffle(rows)  # type: ignore[attr-defined]  # hypothesis' own Random
    again = Marks(marks.entries, marks.jurors, marks.criteria, tuple(rows))
    assert METHODS[method](again) == METHODS[method](marks)
    assert again.as_plain() == marks.as_plain()


@unhurried
@given(designs)
def test_a_dense_solver_finds_the_same(given: Given) -> None:
    """The oracle: minimum-norm least squares by singular values, θ centred; it needs no penalty and no names."""
    marks = some_marks(given)
    outcome = additive(marks)
    assume(outcome.components == 1)
    design = np.zeros((len(given), len(marks.entries) + len(marks.jurors)))
    for row, (entry, juror) in enumerate(given):
        design[row, marks.entries.index(entry)] = 1
        design[row, len(marks.entries) + marks.jurors.index(juror)] = 1
    solution = np.linalg.lstsq(design, np.array(list(given.values()), dtype=float), rcond=None)[0]
    worth, effect = solution[: len(marks.entries)], solution[len(marks.entries) :]
    assert scores_of(outcome) == pytest.approx(dict(zip(marks.entries, worth - worth.mean(), strict=True)), abs=1e-7)
    assert {one.juror: one.severity for one in outcome.jurors} == pytest.approx(
        dict(zip(marks.jurors, effect.mean() - effect, strict=True)), abs=1e-7
    )


@unhurried
@given(designs)
def test_ranks_follow_scores(given: Given) -> None:
    marks = some_marks(given)
    for outcome in (mean(marks), additive(marks)):
        for one in outcome.entries:
            better = [
                other
                for other in outcome.entries
                if (outcome.has_common_ranking or other.component == one.component)
                and (other.score or 0) > (one.score or 0)
            ]
            assert one.rank == len(better) + 1


def test_a_large_call_takes_seconds() -> None:
    chance = np.random.default_rng(7)
    rows = tuple(
        Mark(f"E{entry}", f"J{juror}", "all", int(chance.integers(1, 11)))
        for entry in range(2000)
        for juror in chance.choice(60, size=5, replace=False)
    )
    names = tuple(sorted({row.entry for row in rows})), tuple(sorted({row.juror for row in rows}))
    outcome = additive(Marks(*names, some_marks({("A", "x"): 1}).criteria, rows))
    assert outcome.components == 1
