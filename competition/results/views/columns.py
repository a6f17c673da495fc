"""The columns of a result as a table: those of the kind of its round, as its page has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext

from competition.entries.rules.tables import Cell
from competition.i18n import pick
from competition.judging.queries import how_judged
from competition.judging.rules import RoundKind
from competition.results import labels
from competition.results.models import ScoringRun
from competition.results.queries import RankRow
from competition.results.queries.rows import Votes
from competition.results.rules import METHODS_OF
from competition.results.rules.tables import Column, Kind


@dataclass(frozen=True, slots=True)
class Told:
    """A column, and what it tells of an entry."""

    column: Column
    cell: Callable[[RankRow], Cell]


def columns_of(run: ScoringRun) -> list[Told]:
    """Return the columns of a run: of votes their counts and what they decide, of others places and points."""
    kind = how_judged(run.round_id).kind
    return _of_votes(kind) if run.outputs.get("verdicts") else _of_places(run, kind)


def _named() -> list[Told]:
    return [
        Told(Column(gettext("Code")), lambda row: row.code),
        Told(Column(gettext("Title")), lambda row: row.title),
        Told(Column(gettext("Category")), lambda row: str(pick(row.category))),
        Told(Column(gettext("Jurors"), Kind.whole), lambda row: row.n),
    ]


def _of_places(run: ScoringRun, kind: RoundKind) -> list[Told]:
    of_order = run.method in METHODS_OF[RoundKind.ranking] or kind == RoundKind.ranking
    level = str(labels.METHODS_SHORT[run.method]) if of_order else gettext("Adjusted")
    return [
        Told(Column(gettext("Rank"), Kind.whole), lambda row: row.rank),
        Told(Column(gettext("Rank in its category"), Kind.whole), lambda row: row.own.rank),
        *_named(),
        Told(Column(gettext("Mean"), Kind.points), lambda row: row.mean),
        Told(Column(level, Kind.points), lambda row: row.level),
        Told(Column(gettext("Highest place"), Kind.whole), lambda row: row.place.low),
        Told(Column(gettext("Lowest place"), Kind.whole), lambda row: row.place.high),
        Told(Column(gettext("Chance to be first"), Kind.share), lambda row: row.place.p_first),
    ]


def _of_votes(kind: RoundKind) -> list[Told]:
    is_veto = kind == RoundKind.veto
    maybe = [_count(gettext("Maybe"), lambda votes: votes.maybe)] if kind == RoundKind.screening else []
    return [
        *_named(),
        _count(gettext("Vetoes") if is_veto else gettext("Yes"), lambda votes: votes.yes),
        *maybe,
        _count(gettext("Without a veto") if is_veto else gettext("No"), lambda votes: votes.no),
        Told(Column(gettext("What the votes decide")), _decided),
    ]


def _count(head: str, counted: Callable[[Votes], int]) -> Told:
    return Told(Column(head, Kind.whole), lambda row: counted(row.votes) if row.votes else None)


def _decided(row: RankRow) -> str:
    if row.is_shut or row.votes is None:
        return str(gettext("Closed to you")) if row.is_shut else ""
    if row.votes.passes is None:
        return str(gettext("Too few votes"))
    if row.votes.passes:
        return str(gettext("Goes on"))
    return str(gettext("Put aside") if row.votes.is_aside else gettext("Stays out"))
