"""The mean: each entry's scores averaged over the jurors who marked it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from competition.results.engine.caveats import caveats
from competition.results.engine.components import components_of
from competition.results.engine.outcomes import by_rank, rounded, times_marked
from competition.results.engine.ranks import ranks
from competition.results.engine.scores import Score, juror_scores
from competition.results.engine.values import EntryOutcome, JurorOutcome, Marks, Outcome


def raw_means(scores: Sequence[Score]) -> dict[str, Fraction]:
    """Return the exact mean of each marked entry over its jurors, in points."""
    values: dict[str, list[Fraction]] = defaultdict(list)
    for score in scores:
        values[score.entry].append(score.value)
    return {entry: sum(given, Fraction(0)) / len(given) for entry, given in values.items()}


def mean(marks: Marks) -> Outcome:
    """Rank by raw mean. It takes a juror's severity for the entries' fault, so it serves where all mark all."""
    scores = juror_scores(marks)
    parts, means = components_of(scores), raw_means(scores)
    place, n, component = ranks(means), times_marked(scores), _component_numbers(parts)
    entries = [
        EntryOutcome(
            entry=entry,
            score=rounded(means[entry]),
            level=rounded(means[entry]),
            rank=place[entry],
            raw_mean=rounded(means[entry]),
            n=n.entries[entry],
            component=component[entry],
        )
        if entry in means
        else EntryOutcome(entry)
        for entry in marks.entries
    ]
    jurors = tuple(JurorOutcome(juror, n.jurors[juror]) for juror in sorted(marks.jurors))
    return Outcome("mean", by_rank(entries), jurors, len(parts), warnings=caveats(marks, scores, parts))


def _component_numbers(parts: Sequence[Sequence[Score]]) -> dict[str, int]:
    return {score.entry: number for number, part in enumerate(parts, start=1) for score in part}
