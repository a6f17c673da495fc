"""The tables of results."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.results.rules import Outcome


class ScoringRules(db.Base):
    """How a round's results are computed; without a row as `rules.HowComputed` says.

    `ties` lists `[rule, criterion id]` in order. `reason` says why it was changed after the first sheet came in.
    """

    __tablename__ = "scoring_rules"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    method: Mapped[str] = mapped_column(String(40))
    ties: Mapped[list[list[str]]] = mapped_column(db.Json, default=list)
    version: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(String(1000), default="")
    changed_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[db.Instant]


class ScoringRun(db.Base):
    """One computation, immutable: what went in, how, and all that came out. Pages read runs.

    `inputs` are fixed when the run is asked for; a job fills in `outputs` once, and `computed_at` says when.
    """

    __tablename__ = "scoring_run"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]
    method: Mapped[str] = mapped_column(String(40))
    options: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    engine_version: Mapped[str] = mapped_column(String(20))
    inputs: Mapped[dict[str, Any]] = mapped_column(db.Json)
    inputs_digest: Mapped[str] = mapped_column(String(64))
    outputs: Mapped[dict[str, Any]] = mapped_column(db.Json)
    created_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[db.Instant]
    computed_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class Decision(db.Base):
    """A winner of a category (there may be several), or the award withheld (then no entry), on a run."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("call_id", "category_id", "entry_id"), Index(None, "run_id"))

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    run_id: Mapped[str] = mapped_column(ForeignKey("scoring_run.id"))
    category_id: Mapped[str] = mapped_column(ForeignKey("category.id"))
    outcome: Mapped[Outcome] = mapped_column(db.enum(Outcome))
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entry.id"))
    decided_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[db.Instant]
