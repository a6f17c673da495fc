"""Reads of the jury room: `rubric` (and marks for the results), `panel` (for organisers), `seat` (for one juror),
`comments` (what was written, not by whom).
"""

from competition.judging.queries.comments import Comment, comments_of, comments_on, count_comments
from competition.judging.queries.panel import jurors_of, progress_of
from competition.judging.queries.rubric import (
    criteria_of,
    entries_in,
    how_judged,
    rules_of,
    scales_of,
    sheets_of_round,
)

__all__ = [
    "Comment",
    "comments_of",
    "comments_on",
    "count_comments",
    "criteria_of",
    "entries_in",
    "how_judged",
    "jurors_of",
    "progress_of",
    "rules_of",
    "scales_of",
    "sheets_of_round",
]
