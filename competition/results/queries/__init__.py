"""Reads of results: `marks` (what goes into a run), `runs` (which there are), `found` (what came out), `decisions`."""

from competition.results.queries.decisions import Decided, decided_of, decisions_of
from competition.results.queries.found import decisive_of, explained, juror_rows, moved_rows, rank_rows
from competition.results.queries.marks import has_marks, how_computed, inputs_of, open_sheets, rules_of
from competition.results.queries.rows import Decisive, ExplainedLine, JurorRow, Moved, Place, RankRow
from competition.results.queries.runs import (
    RunLine,
    calls_judged_by,
    latest_run,
    newest_run,
    run_by_id,
    run_of,
    runs_of,
)

__all__ = [
    "Decided",
    "Decisive",
    "ExplainedLine",
    "JurorRow",
    "Moved",
    "Place",
    "RankRow",
    "RunLine",
    "calls_judged_by",
    "decided_of",
    "decisions_of",
    "decisive_of",
    "explained",
    "has_marks",
    "how_computed",
    "inputs_of",
    "juror_rows",
    "latest_run",
    "moved_rows",
    "newest_run",
    "open_sheets",
    "rank_rows",
    "rules_of",
    "run_by_id",
    "run_of",
    "runs_of",
]
