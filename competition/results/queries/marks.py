"""What the engine is told of a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from competition import db
from competition.calls.models import Round
from competition.entries.queries import team_sayings
from competition.judging.models import Assignment, ScoreSheet, SheetVersion
from competition.judging.models import Criterion as Rubric
from competition.judging.queries import criteria_of, entries_in, how_judged, jurors_of, progress_of, sheets_of_round
from competition.judging.queries.ranking import rankings_of
from competition.judging.rules import RoundHow, RoundKind, SheetState
from competition.judging.rules.kinds import worth_of
from competition.people.rules import SAID, said_of
from competition.results.engine import Criterion, Mark, Marks, Scale
from competition.results.models import ScoringRules
from competition.results.rules import METHODS_OF, HowComputed, pseudonym

# What an order gives an entry: how many it put below it. The criterion of a round that has no rubric.
PLACE = "place"


def inputs_of(scored: Round) -> dict[str, Any]:
    """Return all that a run is computed from, under codes and pseudonyms, as JSON; empty where there is no rubric."""
    criteria, call_id, how = criteria_of(scored.id), scored.call_id, how_judged(scored.id)
    if not criteria and how.kind != RoundKind.ranking:
        return {}
    entries = entries_in(scored)
    codes = {entry.id: entry.code for entry in entries}
    rows = [
        Mark(codes[entry_id], pseudonym(call_id, juror_id), PLACE, worth)
        for entry_id, juror_id, worth in (rankings_of(scored.id) if how.kind == RoundKind.ranking else ())
        if entry_id in codes
    ] + [
        Mark(codes[row.entry_id], pseudonym(call_id, row.juror_id), row.criterion_id, _worth(how, row.points))
        for row in sheets_of_round(scored.id)
        if row.entry_id in codes
    ]
    marks = Marks(
        entries=tuple(codes.values()),
        jurors=tuple(sorted({row.juror for row in rows})),
        criteria=(Criterion(PLACE),)
        if how.kind == RoundKind.ranking
        else tuple(Criterion(one.id, one.weight, _scale(how, one)) for one in criteria),
        rows=tuple(rows),
    )
    categories = {entry.code: entry.category_id or "" for entry in entries}
    context = {"orders": _orders(scored, marks, codes), "shared": _shared(scored, marks, codes)}
    return {**marks.as_plain(), "categories": categories, **context}


def _worth(how: RoundHow, points: int) -> float:
    """Return what a mark is worth; halves are exact as floats."""
    worth = worth_of(how, points)
    return worth if isinstance(worth, int) else float(worth)


def _scale(how: RoundHow, criterion: Rubric) -> Scale:
    ends = (worth_of(how, points) for points in (criterion.lowest, criterion.highest))
    return Scale(*(int(end) for end in ends))


def _orders(scored: Round, marks: Marks, codes: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the entries that each juror marked as he began with them one by one, under his pseudonym."""
    query = (
        select(Assignment.entry_id, Assignment.juror_id)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .join(SheetVersion, SheetVersion.sheet_id == ScoreSheet.id)
        .where(Assignment.round_id == scored.id, ScoreSheet.state == SheetState.submitted)
        .group_by(Assignment.id)
        .order_by(func.min(SheetVersion.saved_at), Assignment.position, Assignment.id)
    )
    marked = {(row.entry, row.juror) for row in marks.rows}
    found: dict[str, list[str]] = {juror: [] for juror in marks.jurors}
    for entry_id, juror_id in db.session.execute(query):
        pair = codes.get(entry_id, ""), pseudonym(scored.call_id, juror_id)
        if pair in marked:
            found[pair[1]].append(pair[0])
    return found


def _shared(scored: Round, marks: Marks, codes: Mapping[str, str]) -> dict[str, list[list[str]]]:
    """Return for each attribute the pairs of juror and entry that share it, of those that were marked.

    The pairs alone: of what they share, and with whom of the team, a run tells nothing.
    """
    jurors = {pseudonym(scored.call_id, one.id): said_of(one) for one in jurors_of(scored.call_id)}
    teams = {codes[entry_id]: said for entry_id, said in team_sayings(codes).items()}
    marked = sorted({(row.juror, row.entry) for row in marks.rows})
    return {
        name: [
            [juror, entry] for juror, entry in marked if jurors.get(juror, {}).get(name) in teams[entry].get(name, ())
        ]
        for name in SAID
    }


def has_marks(round_id: str) -> bool:
    """Tell whether a sheet of a round is handed in."""
    query = (
        select(ScoreSheet.id)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .where(Assignment.round_id == round_id, ScoreSheet.state == SheetState.submitted)
    )
    return db.session.scalar(query.limit(1)) is not None


def open_sheets(round_id: str) -> int:
    """Return how many score sheets of a round were assigned and are not handed in."""
    return sum(one.left for one in progress_of(round_id).values())


def rules_of(round_id: str) -> ScoringRules | None:
    """Return what was chosen for a round, if anything was."""
    return db.session.get(ScoringRules, round_id)


def how_computed(round_id: str) -> HowComputed:
    """Return how the results of a round are computed: as was chosen, if that still fits the kind of the round."""
    rules, methods = rules_of(round_id), METHODS_OF[how_judged(round_id).kind]
    if rules is None or rules.method not in methods:
        return HowComputed(methods[0])
    return HowComputed(rules.method, tuple((rule, criterion) for rule, criterion in rules.ties))
