"""Reads of results: `marks` (what goes into a run), `runs` (which there are), `found` (what came out),
`jury` (what that says of the jury), `advancing`, `honours`, `proposals` and `decisions`, `feedback` (to entrants).
"""

from competition.results.queries.advancing import admitted_to, advancement_to, next_round, standings_of
from competition.results.queries.decisions import (
    Decided,
    ShownAward,
    awards_of,
    decided_of,
    decisions_of,
    motions_of,
    shown_awards,
)
from competition.results.queries.feedback import EntryFeedback, ShownMean, feedback_of
from competition.results.queries.found import decisive_of, explained, moved_rows, rank_row, rank_rows
from competition.results.queries.honours import NamedHonour, honours_of, rows_of_honours
from competition.results.queries.jury import affinities_of, drift_of, juror_rows, one_more
from competition.results.queries.marks import are_marks_open, has_marks, how_computed, inputs_of, open_sheets, rules_of
from competition.results.queries.proposals import Proposed, Ranked, leading_outcome, proposals_of, ranked_of
from competition.results.queries.rows import (
    Affinity,
    Decisive,
    Drift,
    ExplainedLine,
    JurorRow,
    Moved,
    OneMore,
    Place,
    RankRow,
)
from competition.results.queries.runs import (
    RunLine,
    calls_judged_by,
    final_run,
    latest_run,
    newest_run,
    run_by_id,
    run_of,
    runs_of,
)
from competition.results.queries.shut import awards_told, moved_told, row_told, rows_told, shut_to

__all__ = [
    "Affinity",
    "Decided",
    "Decisive",
    "Drift",
    "EntryFeedback",
    "ExplainedLine",
    "JurorRow",
    "Moved",
    "NamedHonour",
    "OneMore",
    "Place",
    "Proposed",
    "RankRow",
    "Ranked",
    "RunLine",
    "ShownAward",
    "ShownMean",
    "admitted_to",
    "advancement_to",
    "affinities_of",
    "are_marks_open",
    "awards_of",
    "awards_told",
    "calls_judged_by",
    "decided_of",
    "decisions_of",
    "decisive_of",
    "drift_of",
    "explained",
    "feedback_of",
    "final_run",
    "has_marks",
    "honours_of",
    "how_computed",
    "inputs_of",
    "juror_rows",
    "latest_run",
    "leading_outcome",
    "motions_of",
    "moved_rows",
    "moved_told",
    "newest_run",
    "next_round",
    "one_more",
    "open_sheets",
    "proposals_of",
    "rank_row",
    "rank_rows",
    "ranked_of",
    "row_told",
    "rows_of_honours",
    "rows_told",
    "rules_of",
    "run_by_id",
    "run_of",
    "runs_of",
    "shown_awards",
    "shut_to",
    "standings_of",
]
