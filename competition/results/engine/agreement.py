"""How far jurors agree: intraclass correlations, Krippendorff's α, Kendall's W, Fleiss' κ.

No coefficient depends on the unit of the values, so all are put on one denominator and counted in whole numbers:
"no variance" is then a fact and not a rounding error. A coefficient that is not defined is None, never NaN: too few
entries or jurors, gaps where it allows none, or nothing that varies.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from competition.results.engine.ratings import Rating

# Rows are entries, columns jurors.
Table = list[list[int]]
# Entry → the values that it was given.
Units = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The coefficients; 1 is full agreement, and what chance alone would give is 0 or near it.

    `icc_…_1`: how far one juror's mark can be relied upon, `icc_…_k`: how far the mean of this jury can.
    `1`: each entry has its own jurors; `a`: the same for all, and their severity counts as error;
    `c`: the same for all, and only the order and the distances count.
    """

    icc_1_1: float | None = None
    icc_a_1: float | None = None
    icc_c_1: float | None = None
    icc_1_k: float | None = None
    icc_a_k: float | None = None
    icc_c_k: float | None = None
    alpha_nominal: float | None = None
    alpha_ordinal: float | None = None
    alpha_interval: float | None = None
    alpha_ratio: float | None = None
    kendall_w: float | None = None
    kendall_chi2: float | None = None
    kendall_p: float | None = None
    fleiss_kappa: float | None = None


def agreement_of_scores(ratings: Iterable[Rating]) -> Agreement:
    """Return all coefficients for scores. Correlations and W need every juror to have scored every entry."""
    given = _whole(ratings)
    table, units = _complete(given), _units(given)
    return Agreement(**intraclass(table), **alphas(units), **concordance(table), fleiss_kappa=kappa(units))


def agreement_of_places(ratings: Iterable[Rating]) -> Agreement:
    """Return what means something for places: W, and α on an ordinal scale; if all ranked all, else nothing.

    A place among three is not the same place among ten.
    """
    given = _whole(ratings)
    if not (table := _complete(given)):
        return Agreement()
    return Agreement(alpha_ordinal=alphas(_units(given))["alpha_ordinal"], **concordance(table))


def intraclass(table: Table) -> dict[str, float | None]:
    """Return the six intraclass correlations of n ≥ 2 entries × k ≥ 2 jurors without gaps; else none.

    McGraw and Wong, *Psychol. Methods* 1 (1996), tables 4 and 7; in Shrout and Fleiss, *Psychol. Bull.* 86
    (1979), (1,1) is ICC(1,1), (A,1) ICC(2,1), (C,1) ICC(3,1). Mean squares: `msr` between entries, `msc` between
    jurors, `mse` what is left over, `msw` within entries.
    """
    n, k = len(table), len(table[0]) if table else 0
    if n < 2 or k < 2:
        return {}
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    # Sums of squares, each times n·k: whole numbers, whose ratios are the same.
    correction = sum(rows) ** 2
    ssr = n * sum(one * one for one in rows) - correction
    ssc = k * sum(one * one for one in columns) - correction
    sst = n * k * sum(value * value for row in table for value in row) - correction
    msr, msc = Fraction(ssr, n - 1), Fraction(ssc, k - 1)
    mse, msw = Fraction(sst - ssr - ssc, (n - 1) * (k - 1)), Fraction(sst - ssr, n * (k - 1))
    return {
        "icc_1_1": _ratio(msr - msw, msr + (k - 1) * msw),
        "icc_a_1": _ratio(msr - mse, msr + (k - 1) * mse + Fraction(k, n) * (msc - mse)),
        "icc_c_1": _ratio(msr - mse, msr + (k - 1) * mse),
        "icc_1_k": _ratio(msr - msw, msr),
        "icc_a_k": _ratio(msr - mse, msr + (msc - mse) / n),
        "icc_c_k": _ratio(msr - mse, msr),
    }


def alphas(units: Units) -> dict[str, float | None]:
    """Return Krippendorff's α = 1 − Dₒ ∕ Dₑ for each metric; gaps are allowed.

    Krippendorff, *Content Analysis* (4th ed. 2018), ch. 12. Only entries with two values or more count. Ordinal
    distances are distances of mid-ranks among all values. Ratio distances, ((c − k) ∕ (c + k))², have no
    meaning where a value is negative.
    """
    pairable = {entry: values for entry, values in units.items() if len(values) > 1}
    counts = Counter(value for values in pairable.values() for value in values)
    place = _mid_ranks(counts)
    ranked = {entry: [place[value] for value in values] for entry, values in pairable.items()}
    is_ratio = all(value >= 0 for value in counts)
    return {
        "alpha_nominal": _alpha(pairable, _differing_pairs),
        "alpha_ordinal": _alpha(ranked, _squared_distances),
        "alpha_interval": _alpha(pairable, _squared_distances),
        "alpha_ratio": _alpha(pairable, _relative_distances) if is_ratio else None,
    }


def concordance(table: Table) -> dict[str, float | None]:
    """Return Kendall's W of n ≥ 2 entries × m ≥ 2 jurors without gaps, with its χ² of n − 1 degrees and p.

    W = 12·S ∕ (m²(n³ − n) − m·ΣT), T = Σ(t³ − t) over the ties of a juror; χ² = m(n − 1)W. Kendall and Gibbons,
    *Rank Correlation Methods* (5th ed. 1990), ch. 6. p is the approximation for large n.
    """
    n, m = len(table), len(table[0]) if table else 0
    if n < 2 or m < 2:
        return {}
    jurors = [Counter(column) for column in zip(*table, strict=True)]
    places = [_mid_ranks(counts) for counts in jurors]
    sums = [sum(place[value] for place, value in zip(places, row, strict=True)) for row in table]
    four_s = sum((one - m * (n + 1)) ** 2 for one in sums)
    ties = sum(times**3 - times for counts in jurors for times in counts.values())
    most = m * m * (n**3 - n) - m * ties
    if not most:
        return {}
    w = Fraction(3 * four_s, most)
    return {"kendall_w": float(w), "kendall_chi2": float(m * (n - 1) * w), "kendall_p": _tail(m * (n - 1) * w, n - 1)}


def kappa(units: Units) -> float | None:
    """Return Fleiss' κ (*Psychol. Bull.* 76, 1971), each distinct value a category.

    It needs the same number of values, two or more, for every entry; else it is None.
    """
    sizes = {len(values) for values in units.values()}
    if len(sizes) != 1 or min(sizes) < 2:
        return None
    size, total = sizes.pop(), sum(map(len, units.values()))
    agreeing = sum(times * (times - 1) for values in units.values() for times in Counter(values).values())
    observed = Fraction(agreeing, total * (size - 1))
    counts = Counter(value for values in units.values() for value in values)
    expected = sum((Fraction(times, total) ** 2 for times in counts.values()), Fraction(0))
    return _ratio(observed - expected, 1 - expected)


def _whole(ratings: Iterable[Rating]) -> dict[tuple[str, str], int]:
    """Return the value of each entry and juror, in the largest unit in which all are whole."""
    given = list(ratings)
    unit = math.lcm(*{one.value.denominator for one in given})
    return {(one.entry, one.juror): int(one.value * unit) for one in given}


def _complete(given: Mapping[tuple[str, str], int]) -> Table:
    """Return the table of entries by jurors if every juror rated every entry, else an empty one."""
    entries, jurors = sorted({entry for entry, _ in given}), sorted({juror for _, juror in given})
    if len(given) < len(entries) * len(jurors):
        return []
    return [[given[entry, juror] for juror in jurors] for entry in entries]


def _units(given: Mapping[tuple[str, str], int]) -> Units:
    units: dict[str, list[int]] = defaultdict(list)
    for (entry, _), value in given.items():
        units[entry].append(value)
    return units


def _ratio(part: Fraction, whole: Fraction) -> float | None:
    return float(part / whole) if whole else None


def _mid_ranks(counts: Mapping[int, int]) -> dict[int, int]:
    """Return twice the mean place of each value, from the lowest, among all values with their counts."""
    places, below = {}, 0
    for value in sorted(counts):
        places[value] = 2 * below + counts[value] + 1
        below += counts[value]
    return places


def _alpha(units: Units, distances: Callable[[Sequence[int]], float]) -> float | None:
    """Return α = 1 − (n − 1) · Σᵤ dᵤ ∕ (mᵤ − 1) ∕ d, where d sums the distances of all pairs of n values."""
    everything = [value for values in units.values() for value in values]
    expected = distances(everything)
    if not expected:
        return None
    by_size: dict[int, float] = defaultdict(int)
    for values in units.values():
        by_size[len(values) - 1] += distances(values)
    observed = sum(Fraction(total) / others for others, total in by_size.items())
    return float(1 - (len(everything) - 1) * observed / Fraction(expected))


def _differing_pairs(values: Sequence[int]) -> int:
    """Return how many ordered pairs of values differ."""
    return len(values) ** 2 - sum(times**2 for times in Counter(values).values())


def _squared_distances(values: Sequence[int]) -> int:
    """Return Σ (x − y)² over all ordered pairs: 2·(n·Σx² − (Σx)²)."""
    return 2 * (len(values) * sum(x * x for x in values) - sum(values) ** 2)


def _relative_distances(values: Sequence[int]) -> float:
    """Return Σ ((x − y) ∕ (x + y))² over all ordered pairs of values that are not negative; two zeros agree."""
    import numpy as np  # noqa: PLC0415 - only a computation pays for loading it

    counts = sorted(Counter(values).items())
    if len(counts) < 2:
        return 0
    # Divided by the largest: whole numbers over one denominator may be too long for a float.
    value = np.array([one / counts[-1][0] for one, _ in counts])
    times = np.array([many for _, many in counts], dtype=float)
    # The lowest alone can be zero, and it meets only higher ones.
    rows = (times[:n] @ ((value[n] - value[:n]) / (value[n] + value[:n])) ** 2 for n in range(1, len(value)))
    return float(2 * sum(time * row for time, row in zip(times[1:], rows, strict=True)))


def _tail(chi2: Fraction, degrees: int) -> float:
    """Return the chance of a χ² at least so large."""
    from scipy.special import gammaincc  # noqa: PLC0415 - scipy takes long to load; only a computation pays

    return float(gammaincc(degrees / 2, float(chi2) / 2))
