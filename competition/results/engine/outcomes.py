"""What the methods share when they write down what they found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from competition.results.engine.scores import Score
from competition.results.engine.values import DECIMALS, EntryOutcome


@dataclass(frozen=True, slots=True)
class TimesMarked:
    """How many scores each entry got, and each juror gave."""

    entries: Counter[str]
    jurors: Counter[str]


def times_marked(scores: Sequence[Score]) -> TimesMarked:
    """Count scores by entry and by juror."""
    return TimesMarked(Counter(score.entry for score in scores), Counter(score.juror for score in scores))


def rounded(value: Fraction | float) -> float:
    """Return a number as it is stored: to `DECIMALS` places, and never minus zero."""
    return round(float(value), DECIMALS) + 0.0


def by_rank(entries: Iterable[EntryOutcome]) -> tuple[EntryOutcome, ...]:
    """Return entries component by component, by rank and then name; those without marks last."""
    return tuple(sorted(entries, key=lambda one: (one.component is None, one.rank or 0, one.component or 0, one.entry)))
