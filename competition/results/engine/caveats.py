"""What a reader of a ranking must know before he trusts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from competition.results.engine.outcomes import times_marked
from competition.results.engine.scores import Score
from competition.results.engine.values import Caveat, CaveatCode, Marks

# Below three jurors one person's taste decides; two who disagree cannot be told from chance.
FEW = 3


def caveats(marks: Marks, scores: Sequence[Score], parts: Sequence[Sequence[Score]]) -> tuple[Caveat, ...]:
    """Return the warnings that hold for any method on these marks, gravest first."""
    n = times_marked(scores).entries
    found = {
        CaveatCode.unmarked: [entry for entry in marks.entries if not n[entry]],
        CaveatCode.few_marks: [entry for entry in marks.entries if 0 < n[entry] < FEW],
        CaveatCode.flat: _flat_jurors(scores),
    }
    split = (Caveat(CaveatCode.disconnected, len(parts)),) if len(parts) > 1 else ()
    return split + tuple(Caveat(code, len(names), tuple(sorted(names))) for code, names in found.items() if names)


def _flat_jurors(scores: Sequence[Score]) -> list[str]:
    """Return the jurors who gave all of at least three entries the same score: they say nothing of the order."""
    given: dict[str, list[Fraction]] = defaultdict(list)
    for score in scores:
        given[score.juror].append(score.value)
    return [juror for juror, values in given.items() if len(values) >= FEW and len(set(values)) == 1]
