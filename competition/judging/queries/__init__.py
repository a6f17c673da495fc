"""Reads of the jury room: `rubric` (and marks for the results), `panel` (for organisers), `seat` (for one juror)."""

from competition.judging.queries.panel import jurors_of, progress_of
from competition.judging.queries.rubric import criteria_of, entries_in, rules_of, scales_of, sheets_of_round

__all__ = ["criteria_of", "entries_in", "jurors_of", "progress_of", "rules_of", "scales_of", "sheets_of_round"]
