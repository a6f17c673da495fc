"""Runs, and what a run says of each entry and each juror. Pages read runs; nothing is computed on read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from competition import db
from competition.actor import Actor
from competition.calls.models import Call
from competition.calls.queries import PUBLIC, categories_of
from competition.entries.models import Entry
from competition.entries.queries import submitted_entries
from competition.i18n import Texts
from competition.judging.queries import jurors_of, progress_of
from competition.people.models import Person
from competition.people.rules import Role, ScopeKind
from competition.results.models import ScoringRun
from competition.results.rules import pseudonym


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in the list of runs."""

    id: str
    number: int
    created_at: datetime
    by: str
    inputs_digest: str


@dataclass(frozen=True, slots=True)
class RankRow:
    """An entry in the table of a run. Figures are points; an entry nobody marked has none."""

    entry_id: str | None
    code: str
    title: str
    locale: str
    category_id: str | None
    category: Texts
    n: int
    rank: int | None
    level: float | None
    mean_rank: int | None
    mean: float | None
    component: int | None

    @property
    def difference(self) -> float | None:
        """Return what taking severity off adds to the mean."""
        return self.level - self.mean if self.level is not None and self.mean is not None else None


@dataclass(frozen=True, slots=True)
class JurorRow:
    """A juror in a run, and how far he is now."""

    name: str
    pseudonym: str
    n: int
    severity: float | None
    left: int


def calls_judged_by(actor: Actor) -> Sequence[Call]:
    """Return the calls on which the actor is chair or auditor, newest first."""
    mine = actor.scopes(ScopeKind.call, Role.chair, Role.auditor)
    query = select(Call).where(Call.id.in_(mine), Call.state.in_(PUBLIC))
    return db.session.scalars(query.order_by(Call.created_at.desc(), Call.id)).all()


def latest_run(call_id: str) -> ScoringRun | None:
    """Return the newest run of a call."""
    query = select(ScoringRun).where(ScoringRun.call_id == call_id).order_by(ScoringRun.number.desc()).limit(1)
    return db.session.scalar(query)


def run_by_id(run_id: str) -> ScoringRun | None:
    """Return any run; for the command line."""
    return db.session.get(ScoringRun, run_id)


def run_of(call_id: str, run_id: str) -> ScoringRun | None:
    """Return a run of this very call."""
    return db.session.scalar(select(ScoringRun).where(ScoringRun.id == run_id, ScoringRun.call_id == call_id))


def runs_of(call_id: str) -> list[RunLine]:
    """Return the runs of a call, newest first, without what they hold."""
    query = (
        select(ScoringRun.id, ScoringRun.number, ScoringRun.created_at, Person.name, ScoringRun.inputs_digest)
        .join(Person, Person.id == ScoringRun.created_by)
        .where(ScoringRun.call_id == call_id)
        .order_by(ScoringRun.number.desc())
    )
    return [RunLine(*row) for row in db.session.execute(query)]


def rank_rows(run: ScoringRun) -> list[RankRow]:
    """Return the entries of a run as its additive method ranks them, in two queries."""
    entries = {entry.code: entry for entry in submitted_entries(run.call_id)}
    categories = {category.id: category.name for category in categories_of(run.call_id)}
    means = {one["entry"]: one for one in run.outputs["mean"]["entries"]}
    return [
        _rank_row(one, means[one["entry"]], entries.get(one["entry"]), categories)
        for one in run.outputs["additive"]["entries"]
    ]


def _rank_row(one: dict[str, Any], mean: dict[str, Any], entry: Entry | None, categories: dict[str, Texts]) -> RankRow:
    """An entry that was withdrawn after the run keeps its place and its code, and nothing else."""
    category_id = entry.category_id if entry else None
    return RankRow(
        entry_id=entry.id if entry else None,
        code=one["entry"],
        title=entry.title if entry else "",
        locale=entry.locale if entry else "",
        category_id=category_id,
        category=categories.get(category_id or "", {}),
        n=one["n"],
        rank=one["rank"],
        level=one["level"],
        mean_rank=mean["rank"],
        mean=one["raw_mean"],
        component=one["component"],
    )


def juror_rows(run: ScoringRun) -> list[JurorRow]:
    """Return the jurors of a run, most severe first, then those whom it does not know yet, by name."""
    progress = progress_of(run.round_id)
    found = {one["juror"]: one for one in run.outputs["additive"]["jurors"]}
    rows = [
        JurorRow(
            name=person.name,
            pseudonym=name,
            n=found[name]["n"] if name in found else 0,
            severity=found[name]["severity"] if name in found else None,
            left=progress[person.id].left if person.id in progress else 0,
        )
        for person in jurors_of(run.call_id)
        for name in [pseudonym(run.call_id, person.id)]
    ]
    return sorted(rows, key=lambda row: (row.severity is None, -(row.severity or 0), row.name))
