"""What whoever oversees a round does: rubrics that were changed, reminders."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition import db


class RubricEdition(db.Base):
    """A rubric by which somebody has judged, as it stood until the chair changed it: never changed, never deleted.

    `criteria` is a list of what the criteria held, with their ids; `reason` is why another edition followed.
    """

    __tablename__ = "rubric_edition"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(db.Json)
    reason: Mapped[str] = mapped_column(String(1000))
    ended_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[db.Instant]


class ReminderPlan(db.Base):
    """How many days before the close of a round its jurors are reminded; without a row as `rules.USUAL_DAYS` says."""

    __tablename__ = "reminder_plan"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    days: Mapped[list[int]] = mapped_column(db.Json, default=list)


class Reminder(db.Base):
    """A letter that reminded a juror of what is left. `step` names what he was reminded by, and is never done twice."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("round_id", "juror_id", "step"),)

    id: Mapped[db.Id]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    juror_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    step: Mapped[str] = mapped_column(String(60))
    sent_at: Mapped[db.Instant]
    sent_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
