"""From marks to one score per juror and entry: the criteria weighed, exactly."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from competition.results.engine.values import Criterion, Marks, Scale

PER_HUNDRED = Scale(0, 100)


@dataclass(frozen=True, slots=True)
class Score:
    """What one juror gives one entry, all criteria weighed; exact, so that equal scores are equal."""

    entry: str
    juror: str
    value: Fraction


def scale_of(marks: Marks) -> Scale | None:
    """Return the scale on which scores are given.

    It is the one that all criteria share; 0 to 100 where they differ; None where none is stated.
    """
    scales = {criterion.scale for criterion in marks.criteria}
    if len(scales) == 1:
        return scales.pop()
    return PER_HUNDRED


def juror_scores(marks: Marks) -> list[Score]:
    """Return the weighted mean Σ wₖ·xₖ ∕ Σ wₖ over the criteria that a juror marked, for each entry he marked.

    Marks on differing scales are first put on 0 to 100, or a long scale would outweigh a short one. The
    order is that of the names, so that no result depends on the order in which marks came.
    """
    criteria = {criterion.name: criterion for criterion in marks.criteria}
    target = scale_of(marks)
    sums: dict[tuple[str, str], list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for row in marks.rows:
        criterion = criteria[row.criterion]
        pair = sums[row.entry, row.juror]
        pair[0] += criterion.weight * _on(target, criterion, Fraction(row.points))
        pair[1] += criterion.weight
    return [Score(entry, juror, total / weight) for (entry, juror), (total, weight) in sorted(sums.items())]


def _on(target: Scale | None, criterion: Criterion, points: Fraction) -> Fraction:
    own = criterion.scale
    if own is None or target is None or own == target:
        return points
    share = (points - own.lowest) / (own.highest - own.lowest)
    return target.lowest + share * (target.highest - target.lowest)
