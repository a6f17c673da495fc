"""The methods by name: the table of contents of everything that works on arrays."""

from __future__ import annotations

from collections.abc import Callable

from competition.results.engine.additive_model import additive
from competition.results.engine.averages import mean, median, trimmed
from competition.results.engine.caveats import caveats
from competition.results.engine.marks import Marks
from competition.results.engine.outcomes import Found, Given, Refused, written
from competition.results.engine.rasch import rasch
from competition.results.engine.standardised import percentile, zscore
from competition.results.engine.values import EntryOutcome, JurorOutcome, Options, Outcome
from competition.results.engine.votes import vetoes, votes

Finder = Callable[[Given], Found | Refused]

FINDERS: dict[str, Finder] = {
    "mean": mean,
    "median": median,
    "trimmed": trimmed,
    "zscore": zscore,
    "percentile": percentile,
    "additive": additive,
    "rasch": rasch,
}

# Counts of votes: asked for where a round votes, and beside marks of no use.
COUNTERS: dict[str, Finder] = {"votes": votes, "vetoes": vetoes}


def analyse(marks: Marks, method: str, options: Options) -> Outcome:
    """Return what a method makes of marks; without any mark there are no ranks to give."""
    given = Given.of(marks, options)
    if marks.rows:
        return written(method, given, (FINDERS | COUNTERS)[method](given))
    entries = tuple(EntryOutcome(entry) for entry in sorted(marks.entries))
    jurors = tuple(JurorOutcome(juror, 0) for juror in sorted(marks.jurors))
    return Outcome(method, entries, jurors, 0, warnings=caveats(marks, given.scores, given.parts))
