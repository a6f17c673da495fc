"""What an entrant may learn of a run without learning of a juror: means over several jurors, a quarter of many entries.

Plain Python: a run's stored inputs and places go in, nothing is estimated anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from competition.results.engine.marks import Marks, exact
from competition.results.engine.values import DECIMALS

# A mean over fewer lets a reader guess single marks; a quarter of fewer is but a place by another name.
LEAST_JURORS = 3
LEAST_ENTRIES = 8
QUARTERS = 4


@dataclass(frozen=True, slots=True)
class CriterionMean:
    """The mean of an entry's marks on one criterion; None where fewer than `LEAST_JURORS` marked it."""

    criterion: str
    mean: float | None


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry's rank among those of its category."""

    entry: str
    category: str
    rank: int


def means_of(marks: Marks) -> dict[str, tuple[CriterionMean, ...]]:
    """Return, for each entry, its mean on each criterion in the rubric's order."""
    given: defaultdict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for row in marks.rows:
        given[row.entry, row.criterion].append(exact(row.points))
    return {
        entry: tuple(CriterionMean(one.name, _mean(given[entry, one.name])) for one in marks.criteria)
        for entry in marks.entries
    }


def _mean(points: list[Fraction]) -> float | None:
    return round(float(sum(points) / len(points)), DECIMALS) if len(points) >= LEAST_JURORS else None


def quarters_of(places: Iterable[Placed]) -> dict[str, int]:
    """Return in which quarter of its category each entry lies, 1 the upper; none where the category is too small.

    Entries of equal rank lie where the middle of them does.
    """
    rows = list(places)
    sizes = Counter(one.category for one in rows)
    ties = Counter((one.category, one.rank) for one in rows)
    return {
        one.entry: _quarter(one.rank - 1, ties[one.category, one.rank], sizes[one.category])
        for one in rows
        if sizes[one.category] >= LEAST_ENTRIES
    }


def _quarter(above: int, equal: int, number: int) -> int:
    """Return the quarter of the middle of `equal` entries with so many `above`, among `number`: rounded up."""
    return -(-QUARTERS * (2 * above + equal) // (2 * number))
