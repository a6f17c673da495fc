"""How finely a jury measures: by hand, against simulated juries, and what one more juror would buy."""

from __future__ import annotations

import numpy as np
import pytest

from competition.results.engine import Options, analyse
from competition.results.engine.precision import precision
from tests.factories.results import some_marks


def a_jury(seed: int, entries: int, jurors: int, each: int) -> tuple[dict[tuple[str, str], float], np.ndarray]:
    """Return marks with errors of one point, each entry by some of the jurors, and what the entries are worth."""
    chance = np.random.default_rng(seed)
    worth, severity = 2 * chance.normal(size=entries), chance.normal(size=jurors)
    given = {
        (f"E{e:02}", f"J{j:02}"): float(worth[e] - severity[j] + chance.normal())
        for e in range(entries)
        for j in chance.choice(jurors, each, replace=False)
    }
    return given, worth - worth.mean()


def test_of_a_complete_table_by_hand() -> None:
    """Residuals are ±1: their squares sum to 8 with 3 degrees of freedom; the mean of two has half of the variance."""
    marks = some_marks(
        {(e, j): x for e, x, y in (("A", 1, 3), ("B", 3, 1), ("C", 1, 3), ("D", 3, 1)) for j, x in (("x", x), ("y", y))}
    )
    found = precision(marks, Options())
    assert found is not None
    widths = dict(found.half_widths)
    assert list(widths) == [2, 3, 4]
    assert widths[2] == pytest.approx(1.6448536 * (8 / 3 / 2) ** 0.5)
    assert widths[4] == pytest.approx(widths[2] / 2**0.5)


def test_the_truth_lies_inside_as_often_as_it_says() -> None:
    inside = []
    for seed in range(20):
        given, worth = a_jury(seed, 40, 12, 4)
        marks = some_marks(given)
        found, outcome = precision(marks, Options()), analyse(marks, "additive")
        assert found is not None
        score = np.array([one.score for one in sorted(outcome.entries, key=lambda one: one.entry)], dtype=float)
        inside += (abs(score - worth) <= dict(found.half_widths)[4]).tolist()
    assert np.mean(inside) == pytest.approx(0.9, abs=0.04)


def test_one_more_juror_buys_what_it_says() -> None:
    now, more = (precision(some_marks(a_jury(1, 200, 40, each)[0]), Options()) for each in (4, 5))
    assert now is not None
    assert more is not None
    assert dict(more.half_widths)[5] == pytest.approx(dict(now.half_widths)[5], rel=0.05)


def test_where_no_error_can_be_seen_nothing_is_said() -> None:
    assert precision(some_marks({}), Options()) is None
    assert precision(some_marks({("A", "x"): 1, ("B", "x"): 2}), Options()) is None


def test_fewer_pairs_at_the_cut_stay_undecided_with_one_more_juror() -> None:
    outcome = analyse(some_marks(a_jury(2, 40, 12, 3)[0]), "additive", Options(bootstrap=400, cut=10))
    found = outcome.uncertainty
    assert found is not None
    assert found.undecided_at_cut is not None
    assert found.undecided_with_one_more is not None
    assert 0 < found.undecided_with_one_more < found.undecided_at_cut < 1


def test_where_all_stand_on_one_side_of_the_cut_there_is_no_pair() -> None:
    found = analyse(some_marks(a_jury(2, 4, 4, 3)[0]), "additive", Options(bootstrap=50, cut=4)).uncertainty
    assert found is not None
    assert found.undecided_at_cut is None
