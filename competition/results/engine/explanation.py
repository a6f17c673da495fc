"""Why an entry has its score, line by line, adding up as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from competition.results.engine.additive_model import rescaled
from competition.results.engine.diagnostics import scales
from competition.results.engine.marks import Marks
from competition.results.engine.methods import analyse
from competition.results.engine.outcomes import Given
from competition.results.engine.rounding import adding_up
from competition.results.engine.scores import Array
from competition.results.engine.solver import TwoWay
from competition.results.engine.values import DECIMALS, Options


@dataclass(frozen=True, slots=True)
class Line:
    """One juror: the score he gave, what it is worth with his severity (and scale) taken off, and what that moves."""

    juror: str
    given: float
    worth: float
    correction: Decimal


@dataclass(frozen=True, slots=True)
class Explanation:
    """Raw mean + the corrections of all lines = level, to the last decimal shown; then rank and its interval."""

    entry: str
    raw_mean: Decimal
    lines: tuple[Line, ...]
    level: Decimal
    rank: int | None
    rank_low: int | None
    rank_high: int | None


def explanations(marks: Marks, options: Options | None = None, decimals: int = 2) -> tuple[Explanation, ...]:
    """Return the additive result explained, in the order of its ranking; entries without marks are left out.

    An entry's level is the mean of what its jurors' scores are worth, so each juror moves the raw mean by
    (worth − score) ∕ n. The level shown is the level rounded; the raw mean and the corrections shown are
    rounded so that they add up to it: by largest remainders, one of them may be one last place off.
    """
    chosen = options or Options()
    given = Given.of(marks, chosen)
    if not marks.rows:
        return ()
    worth = _worths(given)
    starts = np.r_[0, np.cumsum(given.scores.n_of_entry)]
    place = {entry: at for at, entry in enumerate(given.scores.entries)}
    found = []
    for one in analyse(marks, "additive", chosen).entries:
        if one.rank is not None:
            at = place[one.entry]
            raw, lines, level = _lines(given, worth, slice(starts[at], starts[at + 1]), decimals)
            found.append(Explanation(one.entry, raw, lines, level, one.rank, one.rank_low, one.rank_high))
    return tuple(found)


def _lines(given: Given, worth: Array, own: slice, decimals: int) -> tuple[Decimal, tuple[Line, ...], Decimal]:
    scores, value = given.scores, given.scores.value[own]
    moves = [round(float(one), DECIMALS) for one in (worth[own] - value) / len(value)]
    (raw, *shown), level = adding_up([round(float(value.mean()), DECIMALS), *moves], decimals)
    lines = (
        Line(scores.jurors[juror], round(float(mine), DECIMALS), round(float(whole), DECIMALS), move)
        for juror, mine, whole, move in zip(scores.juror[own], value, worth[own], shown, strict=True)
    )
    return raw, tuple(lines), level


def _worths(given: Given) -> Array:
    """Return what each score (S) is worth: stretched where that was asked for, and with the severity added back."""
    model = TwoWay.of(given.scores, parts=given.parts)
    values = given.scores.value
    level, effect = model.solve(values)
    if given.options.rescale:
        values = rescaled(given, scales(model, level, effect))
        _, effect = model.solve(values)
    return np.asarray(values - effect[given.scores.juror])
