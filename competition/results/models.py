"""The tables of results."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.i18n import Texts
from competition.results.rules import AdvanceBy, AdvanceRule, HonourKind, HonourRule, Minutes, Outcome
from competition.results.rules.meeting import Choice


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


class Advancement(db.Base):
    """By what, and on which run, the entries of a round were let into it; the entries themselves are `Admission`s."""

    __tablename__ = "advancement"
    __table_args__ = (Index(None, "run_id"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("scoring_run.id"))
    by: Mapped[AdvanceBy] = mapped_column(db.enum(AdvanceBy))
    value: Mapped[float | None]
    is_per_category: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(1000), default="")
    decided_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[db.Instant]

    @property
    def rule(self) -> AdvanceRule:
        """Return the rule by which they were chosen."""
        return AdvanceRule(self.by, self.value, self.is_per_category)


class Honour(db.Base):
    """An honour as the call names it, and its rule. Without a name it bears that of its category.

    `category_id` limits it to one category, `giver_id` is the institution that gives it; both may be absent.
    `position` is the order in which honours are given: an earlier one may rule out a later one.
    """

    __tablename__ = "honour"
    __table_args__ = (UniqueConstraint("call_id", "position"), Index(None, "category_id"))

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    position: Mapped[int]
    kind: Mapped[HonourKind] = mapped_column(db.enum(HonourKind))
    name: Mapped[Texts] = mapped_column(db.Json, default=dict)
    category_id: Mapped[str | None] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))
    giver_id: Mapped[str | None] = mapped_column(ForeignKey("institution.id"))
    prize: Mapped[Texts] = mapped_column(db.Json, default=dict)
    most: Mapped[int] = mapped_column(default=1)
    threshold: Mapped[float | None]
    quota: Mapped[int | None]
    may_join: Mapped[bool] = mapped_column(default=False)

    @property
    def rule(self) -> HonourRule:
        """Return the rule by which it is given."""
        return HonourRule(self.most, self.threshold, self.quota, self.may_join)


class Motion(db.Base):
    """A motion of the jury, as its minutes have it: it carries a decision that departs from the rule of its honour."""

    __tablename__ = "motion"
    __table_args__ = (UniqueConstraint("honour_id"), Index(None, "call_id"))

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    honour_id: Mapped[str] = mapped_column(ForeignKey("honour.id"))
    text: Mapped[str] = mapped_column(Text)
    in_favour: Mapped[int]
    against: Mapped[int]
    abstained: Mapped[int]
    held_on: Mapped[date]
    recorded_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[db.Instant]

    @property
    def minutes(self) -> Minutes:
        """Return what the minutes say."""
        return Minutes(self.text, self.in_favour, self.against, self.abstained, self.held_on)


class Decision(db.Base):
    """Who receives an honour (there may be several), or that it is withheld (then no entry), on a run."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("call_id", "honour_id", "entry_id"), Index(None, "run_id"))

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    run_id: Mapped[str] = mapped_column(ForeignKey("scoring_run.id"))
    honour_id: Mapped[str] = mapped_column(ForeignKey("honour.id"))
    outcome: Mapped[Outcome] = mapped_column(db.enum(Outcome))
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entry.id"))
    decided_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[db.Instant]


class Meeting(db.Base):
    """A meeting of the jury about a round: what stands on the screen, and whether its marks were revealed.

    A call has one that has not ended at a time.
    """

    __tablename__ = "meeting"
    __table_args__ = (Index(None, "call_id", "began_at"),)

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    began_at: Mapped[db.Instant]
    began_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entry.id"))
    is_revealed: Mapped[bool] = mapped_column(default=False)


class Attendance(db.Base):
    """A member who came to a meeting."""

    __tablename__ = "attendance"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    came_at: Mapped[db.Instant]


class DiscussionNote(db.Base):
    """What was said of a work, or in general, as whoever led the meeting wrote it down; or a mark that was changed."""

    __tablename__ = "discussion_note"
    __table_args__ = (Index(None, "meeting_id", "written_at"),)

    id: Mapped[db.Id]
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"))
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entry.id"))
    text: Mapped[str] = mapped_column(Text)
    is_correction: Mapped[bool] = mapped_column(default=False)
    written_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[db.Instant]


class Vote(db.Base):
    """A motion put to the vote. Its tally is told once it is closed; for an honour it becomes the `Motion` there."""

    __tablename__ = "vote"
    __table_args__ = (UniqueConstraint("meeting_id", "number"), Index(None, "honour_id"))

    id: Mapped[db.Id]
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entry.id"))
    honour_id: Mapped[str | None] = mapped_column(ForeignKey("honour.id", ondelete="SET NULL"))
    opened_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[db.Instant]
    closed_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    in_favour: Mapped[int | None]
    against: Mapped[int | None]
    abstained: Mapped[int | None]


class CastVote(db.Base):
    """What a member said to a motion; he may change it until the vote is closed."""

    __tablename__ = "cast_vote"

    vote_id: Mapped[str] = mapped_column(ForeignKey("vote.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    choice: Mapped[Choice] = mapped_column(db.enum(Choice))
    cast_at: Mapped[db.Instant]


class MinutesVersion(db.Base):
    """The minutes of a meeting as they were drawn up: never changed; `digest` is of exactly this content."""

    __tablename__ = "minutes_version"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[db.Id]
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(db.Json)
    digest: Mapped[str] = mapped_column(String(64))
    drawn_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    drawn_at: Mapped[db.Instant]


class MinutesSignature(db.Base):
    """A member's signature, with a second factor, of the digest that he read."""

    __tablename__ = "minutes_signature"

    minutes_id: Mapped[str] = mapped_column(ForeignKey("minutes_version.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[db.Instant]
