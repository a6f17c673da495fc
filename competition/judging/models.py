"""The tables of the jury room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.i18n import Texts
from competition.judging.rules import (
    CommentRule,
    ConflictState,
    FlagKind,
    OthersRule,
    ProposalState,
    RoundHow,
    RoundKind,
    SheetState,
)


class RoundRules(db.Base):
    """How a round is judged; one row beside each round. `version` grows with each save of the rubric.

    `locked_at` is the first mark: the rubric then stands. The columns from `kind` on are those of `RoundHow`.
    """

    __tablename__ = "round_rules"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    is_blind: Mapped[bool] = mapped_column(default=True)
    comments: Mapped[CommentRule] = mapped_column(db.enum(CommentRule), default=CommentRule.optional)
    version: Mapped[int] = mapped_column(default=0)
    locked_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    kind: Mapped[RoundKind] = mapped_column(db.enum(RoundKind), default=RoundKind.scores)
    size: Mapped[int | None]
    has_halves: Mapped[bool] = mapped_column(default=False)
    threshold: Mapped[int] = mapped_column(default=1)
    least_marks: Mapped[int] = mapped_column(default=1)
    others: Mapped[OthersRule] = mapped_column(db.enum(OthersRule), default=OthersRule.never)
    may_change: Mapped[bool] = mapped_column(default=True)

    @property
    def how(self) -> RoundHow:
        """Return the rules of the round."""
        return RoundHow(**{name: getattr(self, name) for name in RoundHow.__dataclass_fields__})


class Criterion(db.Base):
    """One line of a rubric: whole points from `lowest` to `highest`, a weight, a descriptor per step.

    `steps` is a list of texts, one for each point, or empty.
    """

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("round_id", "position"),)

    id: Mapped[db.Id]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    position: Mapped[int]
    name: Mapped[Texts] = mapped_column(db.Json, default=dict)
    help: Mapped[Texts] = mapped_column(db.Json, default=dict)
    weight: Mapped[int] = mapped_column(default=1)
    lowest: Mapped[int] = mapped_column(default=1)
    highest: Mapped[int] = mapped_column(default=5)
    steps: Mapped[list[Texts]] = mapped_column(db.Json, default=list)


class Admission(db.Base):
    """An entry that is judged in a later round. The first round judges all that were handed in, and has no rows."""

    __tablename__ = "admission"
    __table_args__ = (UniqueConstraint("round_id", "entry_id"), Index(None, "entry_id"))

    id: Mapped[db.Id]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    admitted_at: Mapped[db.Instant]


class Pledge(db.Base):
    """A juror's acceptance of confidentiality and conduct, per call and version of the text."""

    __tablename__ = "pledge"
    __table_args__ = (UniqueConstraint("call_id", "person_id", "text_version"),)

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    text_version: Mapped[int]
    interests: Mapped[str] = mapped_column(Text, default="")
    accepted_at: Mapped[db.Instant]


class JurorTerms(db.Base):
    """What a juror takes in a call; without a row he reads the language of his letters, and takes what comes.

    `categories` are those that he was chosen for, none is all alike; `most` is for each round.
    """

    __tablename__ = "juror_terms"

    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    languages: Mapped[list[str]] = mapped_column(db.Json, default=list)
    categories: Mapped[list[str]] = mapped_column(db.Json, default=list)
    most: Mapped[int | None]


class Proposal(db.Base):
    """A deal of a round's entries as it would be: worked out by a job, shown, and then applied or left.

    `wanted` is the command; `content` holds pairs, loads and what could not be met, once it is ready; `digest` is of
    all that it was worked out from.
    """

    __tablename__ = "proposal"
    __table_args__ = (Index(None, "round_id"),)

    id: Mapped[db.Id]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    state: Mapped[ProposalState] = mapped_column(db.enum(ProposalState), default=ProposalState.asked)
    wanted: Mapped[dict[str, Any]] = mapped_column(db.Json)
    content: Mapped[dict[str, Any] | None] = mapped_column(db.Json)
    digest: Mapped[str | None] = mapped_column(String(64))
    asked_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[db.Instant]
    ready_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    applied_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class Assignment(db.Base):
    """An entry laid before a juror. `position` is his own random order, kept across visits.

    It is set aside where its juror left the jury, or is bound to its team: what he marked no longer counts.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("round_id", "entry_id", "juror_id"),
        Index(None, "round_id", "juror_id", "position"),
    )

    id: Mapped[db.Id]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    juror_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int]
    created_at: Mapped[db.Instant]
    recused_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    recusal_reason: Mapped[str] = mapped_column(String(1000), default="")
    set_aside_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class Conflict(db.Base):
    """A bond that a juror may have with an entry's team: asked by comparing people, answered by somebody."""

    __tablename__ = "conflict"
    __table_args__ = (UniqueConstraint("entry_id", "juror_id"), Index(None, "call_id", "state"))

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    juror_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    maker_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    grounds: Mapped[list[str]] = mapped_column(db.Json, default=list)
    state: Mapped[ConflictState] = mapped_column(db.enum(ConflictState), default=ConflictState.open)
    asked_at: Mapped[db.Instant]
    settled_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(1000), default="")


class Ruling(db.Base):
    """What the chair made of the vetoes against an entry: it stays out, or it stays in."""

    __tablename__ = "ruling"
    __table_args__ = (UniqueConstraint("round_id", "entry_id"), Index(None, "entry_id"))

    id: Mapped[db.Id]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    stays_in: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(1000))
    ruled_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    ruled_at: Mapped[db.Instant]


class Flag(db.Base):
    """What a juror pointed out about an entry; `outcome` is what an organiser or the chair made of it."""

    __tablename__ = "flag"
    __table_args__ = (Index(None, "assignment_id"),)

    id: Mapped[db.Id]
    assignment_id: Mapped[str] = mapped_column(ForeignKey("assignment.id"))
    kind: Mapped[FlagKind] = mapped_column(db.enum(FlagKind))
    reason: Mapped[str] = mapped_column(String(1000))
    raised_at: Mapped[db.Instant]
    settled_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str] = mapped_column(String(1000), default="")


class ScoreSheet(db.Base):
    """A juror's marks for an entry: `marks` is `{criterion id: points}` of what is marked.

    `version` grows with each save. `note` is read by nobody but the juror.
    """

    __tablename__ = "score_sheet"

    id: Mapped[db.Id]
    assignment_id: Mapped[str] = mapped_column(ForeignKey("assignment.id"), unique=True)
    version: Mapped[int] = mapped_column(default=0)
    marks: Mapped[dict[str, int]] = mapped_column(db.Json, default=dict)
    comment: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[SheetState] = mapped_column(db.enum(SheetState), default=SheetState.draft)
    updated_at: Mapped[db.Instant]
    submitted_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class Ballot(db.Base):
    """A juror's order of the entries before him in a ranking: their ids, best first."""

    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("round_id", "juror_id"),)

    id: Mapped[db.Id]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    juror_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=0)
    order: Mapped[list[str]] = mapped_column("ranked", db.Json, default=list)
    state: Mapped[SheetState] = mapped_column(db.enum(SheetState), default=SheetState.draft)
    updated_at: Mapped[db.Instant]


class BallotVersion(db.Base):
    """What an order was at one version; never changed, never deleted."""

    __tablename__ = "ballot_version"
    __table_args__ = (UniqueConstraint("ballot_id", "number"),)

    id: Mapped[db.Id]
    ballot_id: Mapped[str] = mapped_column(ForeignKey("ballot.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(db.Json)
    saved_at: Mapped[db.Instant]


class SheetVersion(db.Base):
    """What a sheet held at one version; never changed, never deleted."""

    __tablename__ = "sheet_version"
    __table_args__ = (UniqueConstraint("sheet_id", "number"),)

    id: Mapped[db.Id]
    sheet_id: Mapped[str] = mapped_column(ForeignKey("score_sheet.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(db.Json)
    saved_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[db.Instant]
