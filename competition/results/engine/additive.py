"""The additive method: what an entry is worth, parted from how severe its jurors are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from competition.results.engine.caveats import caveats
from competition.results.engine.components import components_of
from competition.results.engine.mean import raw_means
from competition.results.engine.outcomes import by_rank, rounded, times_marked
from competition.results.engine.ranks import ranks, tied
from competition.results.engine.scores import Score, juror_scores
from competition.results.engine.values import EntryOutcome, JurorOutcome, Marks, Outcome


def additive(marks: Marks) -> Outcome:
    """Rank by θ in the model `score = θ(entry) − severity(juror) + error`, solved component by component.

    Severities are not shrunk: only then does a juror who gives everybody one point more change nothing
    (shrunk towards zero, part of his bonus would stay with the entries that he happened to be assigned).
    Both centre on zero in each component; an entry's `level` adds the mean of the component's raw means.
    Two-way additive model, unbalanced: Scheffé, *The Analysis of Variance* (1959), ch. 4.

    Between components nothing compares entries, so ranks count inside them and there is no common ranking.
    """
    scores = juror_scores(marks)
    parts = components_of(scores)
    entries: dict[str, EntryOutcome] = {entry: EntryOutcome(entry) for entry in marks.entries}
    severities: dict[str, float] = {}
    for number, part in enumerate(parts, start=1):
        found, severe = _solve(part, number)
        entries |= found
        severities |= severe
    n = times_marked(scores).jurors
    jurors = tuple(JurorOutcome(juror, n[juror], severities.get(juror)) for juror in sorted(marks.jurors))
    return Outcome(
        "additive",
        by_rank(entries.values()),
        jurors,
        len(parts),
        has_common_ranking=len(parts) <= 1,
        warnings=caveats(marks, scores, parts),
    )


def _solve(part: Sequence[Score], number: int) -> tuple[dict[str, EntryOutcome], dict[str, float]]:
    from competition.results.engine import solver  # noqa: PLC0415 - scipy takes long to load; only a computation pays

    found = solver.entry_and_juror_effects(part)
    effects, means = tied(found.entries), raw_means(part)
    centre = sum(means.values(), Fraction(0)) / len(means)
    place, n = ranks(effects), times_marked(part).entries
    entries = {
        entry: EntryOutcome(
            entry=entry,
            score=rounded(effect),
            level=rounded(float(centre) + effect),
            rank=place[entry],
            raw_mean=rounded(means[entry]),
            n=n[entry],
            component=number,
        )
        for entry, effect in effects.items()
    }
    return entries, {juror: rounded(-effect) for juror, effect in found.jurors.items()}
