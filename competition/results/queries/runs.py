"""Which runs there are. Pages read runs; nothing is computed on read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from competition import db
from competition.actor import Actor
from competition.calls.models import Call, Round
from competition.calls.queries import PUBLIC
from competition.people.models import Person
from competition.people.rules import Role, ScopeKind
from competition.results.models import ScoringRun


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in the list of runs."""

    id: str
    number: int
    created_at: datetime
    computed_at: datetime | None
    method: str
    by: str
    inputs_digest: str


def calls_judged_by(actor: Actor) -> Sequence[Call]:
    """Return the calls on which the actor is chair or auditor, newest first."""
    mine = actor.scopes(ScopeKind.call, Role.chair, Role.auditor)
    query = select(Call).where(Call.id.in_(mine), Call.state.in_(PUBLIC))
    return db.session.scalars(query.order_by(Call.created_at.desc(), Call.id)).all()


def latest_run(round_id: str) -> ScoringRun | None:
    """Return the newest run of a round that is computed."""
    return db.session.scalar(_newest(round_id).where(ScoringRun.computed_at.is_not(None)))


def newest_run(round_id: str) -> ScoringRun | None:
    """Return the run of a round that was asked for last, computed or not."""
    return db.session.scalar(_newest(round_id))


def final_run(call_id: str) -> ScoringRun | None:
    """Return the newest computed run of a call's last round: the one on which prizes are decided."""
    last = select(Round.id).where(Round.call_id == call_id).order_by(Round.position.desc()).limit(1)
    round_id = db.session.scalar(last)
    return latest_run(round_id) if round_id else None


def run_by_id(run_id: str) -> ScoringRun | None:
    """Return any run; for the command line."""
    return db.session.get(ScoringRun, run_id)


def run_of(call_id: str, run_id: str) -> ScoringRun | None:
    """Return a run of this very call."""
    return db.session.scalar(select(ScoringRun).where(ScoringRun.id == run_id, ScoringRun.call_id == call_id))


def runs_of(round_id: str) -> list[RunLine]:
    """Return the runs of a round, newest first, without what they hold."""
    columns = (ScoringRun.id, ScoringRun.number, ScoringRun.created_at, ScoringRun.computed_at, ScoringRun.method)
    query = (
        select(*columns, Person.name, ScoringRun.inputs_digest)
        .join(Person, Person.id == ScoringRun.created_by)
        .where(ScoringRun.round_id == round_id)
        .order_by(ScoringRun.number.desc())
    )
    return [RunLine(*row) for row in db.session.execute(query)]


def _newest(round_id: str) -> Select[ScoringRun]:
    return select(ScoringRun).where(ScoringRun.round_id == round_id).order_by(ScoringRun.number.desc()).limit(1)
