"""Reads of results: `marks` (what goes into a run), `runs` (what came out), `honours`, `decisions`."""

from competition.results.queries.decisions import Decided, decided_of, decisions_of
from competition.results.queries.honours import NamedHonour, honours_of, rows_of_honours
from competition.results.queries.marks import marks_of, open_sheets
from competition.results.queries.runs import (
    JurorRow,
    RankRow,
    RunLine,
    calls_judged_by,
    juror_rows,
    latest_run,
    rank_rows,
    run_by_id,
    run_of,
    runs_of,
)

__all__ = [
    "Decided",
    "JurorRow",
    "NamedHonour",
    "RankRow",
    "RunLine",
    "calls_judged_by",
    "decided_of",
    "decisions_of",
    "honours_of",
    "juror_rows",
    "latest_run",
    "marks_of",
    "open_sheets",
    "rank_rows",
    "rows_of_honours",
    "run_by_id",
    "run_of",
    "runs_of",
]
