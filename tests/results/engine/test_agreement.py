"""Agreement against the published tables, against the libraries of others, and where nothing is defined."""

from __future__ import annotations

import math
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from competition.results.engine.agreement import Agreement, agreement_of_places, agreement_of_scores
from competition.results.engine.ratings import Rating

unhurried = settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
KRIPPENDORFF = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# Fleiss (1971), as taught: 10 subjects, 14 raters, 5 categories; counts of each category.
FLEISS = """0 0 0 0 14|0 2 6 4 2|0 0 3 5 6|0 3 9 2 0|2 2 8 1 1|7 7 0 0 0|3 2 6 3 0|2 5 3 2 2|6 5 2 1 0|0 2 2 3 7"""


def ratings(table: Sequence[Sequence[float | None]]) -> list[Rating]:
    """Return ratings from rows of entries and columns of jurors; None is a gap."""
    return [
        Rating(f"e{row:03}", f"j{column:03}", Fraction(str(value)))
        for row, values in enumerate(table)
        for column, value in enumerate(values)
        if value is not None
    ]


def rounded(found: Agreement, *names: str, places: int = 2) -> list[float | None]:
    """Return coefficients as they are printed."""
    values = asdict(found)
    return [None if values[name] is None else round(values[name], places) for name in names]


def test_shrout_and_fleiss_1979() -> None:
    found = agreement_of_scores(ratings(SHROUT_FLEISS))
    names = ("icc_1_1", "icc_a_1", "icc_c_1", "icc_1_k", "icc_a_k", "icc_c_k")
    assert rounded(found, *names) == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]


def test_krippendorff_four_observers() -> None:
    columns = zip(*(line.split() for line in KRIPPENDORFF), strict=True)
    found = agreement_of_scores(ratings([[None if one == "." else int(one) for one in unit] for unit in columns]))
    names = ("alpha_nominal", "alpha_ordinal", "alpha_interval", "alpha_ratio")
    assert rounded(found, *names, places=3) == [0.743, 0.815, 0.849, 0.797]
    assert found == Agreement(**{name: getattr(found, name) for name in names})


def test_fleiss_kappa_of_the_textbook() -> None:
    subjects = [[int(count) for count in line.split()] for line in FLEISS.split("|")]
    table = [[category for category, count in enumerate(counts) for _ in range(count)] for counts in subjects]
    assert rounded(agreement_of_scores(ratings(table)), "fleiss_kappa", places=3) == [0.210]


def test_full_agreement() -> None:
    found = agreement_of_scores(ratings([[1, 1, 1], [2, 2, 2], [5, 5, 5]]))
    values = asdict(found)
    assert values.pop("kendall_chi2") == 6.0
    assert values.pop("kendall_p") == pytest.approx(math.exp(-3))
    assert set(values.values()) == {1.0}


@pytest.mark.parametrize(
    "table",
    [
        [],
        [[3]],
        [[3, 4]],
        [[3], [4]],
        [[3, 3], [3, 3]],
        [[None, 1], [2, None]],
    ],
)
def test_what_is_not_defined_is_none_and_never_nan(table: list[list[int | None]]) -> None:
    values = asdict(agreement_of_scores(ratings(table)))
    assert [value for value in values.values() if value is not None and not math.isfinite(value)] == []
    if len({value for row in table for value in row}) < 2 or any(None in row for row in table):
        assert agreement_of_scores(ratings(table)) == Agreement()


def test_flat_jurors_leave_no_concordance() -> None:
    found = agreement_of_scores(ratings([[1, 2], [1, 2], [1, 2]]))
    assert (found.kendall_w, found.kendall_chi2, found.kendall_p) == (None, None, None)
    assert (found.icc_c_1, found.icc_c_k) == (None, None)


def test_no_ratio_where_a_score_is_negative() -> None:
    found = agreement_of_scores(ratings([[-1, -1], [2, 3], [4, 4]]))
    assert found.alpha_ratio is None
    assert found.alpha_interval is not None


def test_gaps_leave_alpha_alone() -> None:
    found = agreement_of_scores(ratings([[1, 2], [3, None], [4, 4], [2, 2]]))
    without = agreement_of_scores(ratings([[1, 2], [4, 4], [2, 2]]))
    assert (found.icc_1_1, found.kendall_w, found.fleiss_kappa) == (None, None, None)
    assert found.alpha_interval == without.alpha_interval


def test_places_have_order_only() -> None:
    found = agreement_of_places(ratings([[-1, -1], [-2, -3], [-3, -2]]))
    assert found == replace(
        Agreement(), alpha_ordinal=found.alpha_ordinal, kendall_w=0.75, kendall_chi2=3.0, kendall_p=found.kendall_p
    )
    assert agreement_of_places(ratings([[-1, -1], [-2, None], [-3, -2]])) == Agreement()


def test_decimals_are_read_exactly() -> None:
    tenths = [[0.1, 0.3], [0.2, 0.4], [0.3, 0.5]]
    assert agreement_of_scores(ratings(tenths)).icc_c_1 == 1.0


values = st.integers(0, 6)
tables = st.integers(2, 5).flatmap(
    lambda jurors: st.lists(st.lists(values, min_size=jurors, max_size=jurors), min_size=3, max_size=8)
)
gappy = st.integers(2, 5).flatmap(
    lambda jurors: st.lists(st.lists(st.none() | values, min_size=jurors, max_size=jurors), min_size=2, max_size=8)
)


def same(found: float | None, wanted: float) -> bool:
    """Tell whether we found what an oracle found; where it has no answer we have none."""
    return found is None if math.isnan(wanted) else found == pytest.approx(wanted, abs=1e-9)


@unhurried
@given(tables)
def test_pingouin_finds_the_same_correlations(table: list[list[int]]) -> None:
    assume(len({value for row in table for value in row}) > 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandas as pd
        import pingouin

        rows = [(entry, juror, value) for entry, row in enumerate(table) for juror, value in enumerate(row)]
        found = pingouin.intraclass_corr(
            pd.DataFrame(rows, columns=["entry", "juror", "value"]), "entry", "juror", "value"
        )
    wanted = dict(zip(found["Type"], found["ICC"], strict=True))
    ours = asdict(agreement_of_scores(ratings(table)))
    for name, value in wanted.items():
        own = ours["icc_" + name[4:-1].lower().replace(",", "_")]
        # Where variances vanish the oracle divides by rounding errors; we say that there is nothing to say.
        if own is not None and math.isfinite(value) and abs(value) < 1e6:
            assert own == pytest.approx(value, abs=1e-6)


@unhurried
@given(gappy, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_krippendorffs_library_finds_the_same_alpha(table: list[list[int | None]], level: Any) -> None:
    import krippendorff

    pairable = [row for row in table if len([one for one in row if one is not None]) > 1]
    assume(len({value for row in pairable for value in row if value is not None}) > 1)
    data = np.array([[math.nan if one is None else one for one in row] for row in table], dtype=float).T
    with np.errstate(all="ignore"):
        wanted = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
    assert same(asdict(agreement_of_scores(ratings(table)))[f"alpha_{level}"], float(wanted))


@unhurried
@given(tables)
def test_friedmans_statistic_is_kendalls(table: list[list[int]]) -> None:
    from scipy.stats import friedmanchisquare

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        statistic, p = friedmanchisquare(*table)
    found = agreement_of_scores(ratings(table))
    assert same(found.kendall_chi2, float(statistic))
    assert same(found.kendall_p, float(p))


@unhurried
@given(tables)
def test_statsmodels_finds_the_same_kappa(table: list[list[int]]) -> None:
    from statsmodels.stats.inter_rater import fleiss_kappa

    counts = [Counter(row) for row in table]
    wanted = math.nan
    if len({value for row in table for value in row}) > 1:
        wanted = float(fleiss_kappa(np.array([[count[value] for value in range(7)] for count in counts])))
    assert same(agreement_of_scores(ratings(table)).fleiss_kappa, wanted)


@unhurried
@given(gappy)
def test_names_and_order_mean_nothing(table: list[list[int | None]]) -> None:
    """Turned round, the last entry and juror have the names of the first, and come first."""
    turned = [row[::-1] for row in table[::-1]]
    assert agreement_of_scores(ratings(turned)[::-1]) == agreement_of_scores(ratings(table))
