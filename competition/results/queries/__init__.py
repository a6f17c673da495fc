"""Reads of results: `marks` (what goes into a run), `runs` (what came out), `honours`,
`proposals` and `decisions`.
"""

from competition.results.queries.decisions import (
    Decided,
    ShownAward,
    awards_of,
    decided_of,
    decisions_of,
    motions_of,
    shown_awards,
)
from competition.results.queries.honours import NamedHonour, honours_of, rows_of_honours
from competition.results.queries.marks import marks_of, open_sheets
from competition.results.queries.proposals import Proposed, Ranked, leading_outcome, proposals_of, ranked_of
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
    "Proposed",
    "RankRow",
    "Ranked",
    "RunLine",
    "ShownAward",
    "awards_of",
    "calls_judged_by",
    "decided_of",
    "decisions_of",
    "honours_of",
    "juror_rows",
    "latest_run",
    "leading_outcome",
    "marks_of",
    "motions_of",
    "open_sheets",
    "proposals_of",
    "rank_rows",
    "ranked_of",
    "rows_of_honours",
    "run_by_id",
    "run_of",
    "runs_of",
    "shown_awards",
]
