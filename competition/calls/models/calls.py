"""The tables of a call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.calls.rules import CallState, ClauseKind, Feedback, FieldKind, Part, ReleaseRule, RoundKind
from competition.calls.rules.room import BYTES_PER_CALL, BYTES_PER_ENTRY
from competition.i18n import Texts


class Call(db.Base):
    """A call for entries. Instants are UTC; `time_zone` is the one its calendar is written in.

    `due_at` is the time in the brief, `closes_at` the hard close after it. The files of one entry may take
    `entry_bytes`, those of all entries `call_bytes`.
    """

    __tablename__ = "call"

    id: Mapped[db.Id]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[Texts] = mapped_column(db.Json, default=dict)
    summary: Mapped[Texts] = mapped_column(db.Json, default=dict)
    brief: Mapped[Texts] = mapped_column(db.Json, default=dict)
    rules: Mapped[Texts] = mapped_column(db.Json, default=dict)
    languages: Mapped[list[str]] = mapped_column(db.Json, default=lambda: ["en"])
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/Brussels")
    state: Mapped[CallState] = mapped_column(db.enum(CallState), default=CallState.draft)
    release_rule: Mapped[ReleaseRule] = mapped_column(db.enum(ReleaseRule), default=ReleaseRule.organiser)
    complaint_days: Mapped[int] = mapped_column(default=30)
    feedback: Mapped[Feedback] = mapped_column(db.enum(Feedback), default=Feedback.none)
    eligibility: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    entry_bytes: Mapped[int] = mapped_column(BigInteger, default=BYTES_PER_ENTRY)
    call_bytes: Mapped[int] = mapped_column(BigInteger, default=BYTES_PER_CALL)
    opens_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    announcement_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    fix_by_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    pay_by_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    ship_by_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    created_at: Mapped[db.Instant]
    version: Mapped[int] = mapped_column(default=1)


class CallInstitution(db.Base):
    """An institution's part in a call."""

    __tablename__ = "call_institution"
    __table_args__ = (UniqueConstraint("call_id", "institution_id", "part"),)

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"))
    part: Mapped[Part] = mapped_column(db.enum(Part))
    position: Mapped[int] = mapped_column(default=0)


class Category(db.Base):
    """A category of a call; each is awarded for itself. A date that is set stands in place of the call's."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("call_id", "position"),)

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    position: Mapped[int]
    name: Mapped[Texts] = mapped_column(db.Json, default=dict)
    description: Mapped[Texts] = mapped_column(db.Json, default=dict)
    due_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    fix_by_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    pay_by_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    ship_by_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class EntryField(db.Base):
    """A question of the entry form. `options` depends on the kind (see `rules.FieldOptions`).

    It belongs to the entry, or to what a later round asks (`round_id`). One that is no longer asked (`asked_until`)
    stays with the answers that it had; what is asked in its place names it among those that it `replaces`, the latest
    first.
    """

    __tablename__ = "entry_field"
    __table_args__ = (UniqueConstraint("call_id", "position"),)

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    position: Mapped[int]
    kind: Mapped[FieldKind] = mapped_column(db.enum(FieldKind))
    label: Mapped[Texts] = mapped_column(db.Json, default=dict)
    help: Mapped[Texts] = mapped_column(db.Json, default=dict)
    is_required: Mapped[bool] = mapped_column(default=True)
    required_from: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    round_id: Mapped[str | None] = mapped_column(ForeignKey("round.id"))
    asked_until: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    replaces: Mapped[list[str]] = mapped_column(db.Json, default=list)
    is_hidden_from_jury: Mapped[bool] = mapped_column(default=False)
    options: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)


class Clause(db.Base):
    """What an entrant is asked to agree to: a consent to one use, or a declaration. `version` is its newest wording's.

    `place` names the city of an exhibition, or who receives data and in which `country`; a consent ends `years` after
    the announcement. One that is no longer asked stays for those who have answered it.
    """

    __tablename__ = "clause"
    __table_args__ = (Index(None, "call_id"),)

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    kind: Mapped[ClauseKind] = mapped_column(db.enum(ClauseKind))
    place: Mapped[Texts] = mapped_column(db.Json, default=dict)
    country: Mapped[str] = mapped_column(String(2), default="")
    years: Mapped[int | None]
    is_required: Mapped[bool] = mapped_column(default=False)
    is_asked: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[db.Instant]


class ClauseWording(db.Base):
    """One version of a clause's words; never changed once its call is published."""

    __tablename__ = "clause_wording"

    clause_id: Mapped[str] = mapped_column(ForeignKey("clause.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[Texts] = mapped_column(db.Json)
    written_at: Mapped[db.Instant]


class Round(db.Base):
    """A round of judging: its kind, its dates, its place in the order.

    A later round may ask those who go on for more: from `entries_open_at` until `entries_due_at`.
    """

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("call_id", "position"),)

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    position: Mapped[int] = mapped_column(default=1)
    kind: Mapped[RoundKind] = mapped_column(db.enum(RoundKind), default=RoundKind.scored)
    name: Mapped[Texts] = mapped_column(db.Json, default=dict)
    entries_open_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    entries_due_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    opens_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class RulesVersion(db.Base):
    """The rules of a call as they stood from an instant on; never changed. Who hands in agrees to the newest one."""

    __tablename__ = "rules_version"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    number: Mapped[int]
    text: Mapped[Texts] = mapped_column(db.Json)
    published_at: Mapped[db.Instant]


class Inquiry(db.Base):
    """What a person asks the organisers of a call, and their answers: one thread a person.

    `waits_since` is the oldest message that nobody has answered.
    """

    __tablename__ = "inquiry"
    __table_args__ = (UniqueConstraint("call_id", "person_id"), Index(None, "person_id"))

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    waits_since: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    created_at: Mapped[db.Instant]


class InquiryMessage(db.Base):
    """One message of a thread, of the person or of an organiser; never changed."""

    __tablename__ = "inquiry_message"
    __table_args__ = (UniqueConstraint("inquiry_id", "number"),)

    id: Mapped[db.Id]
    inquiry_id: Mapped[str] = mapped_column(ForeignKey("inquiry.id"))
    number: Mapped[int]
    author_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    is_answer: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(String(5), default="en")
    sent_at: Mapped[db.Instant]


class PublicAnswer(db.Base):
    """A question with its answer, for everybody, in the languages of the call; a draft until it is published."""

    __tablename__ = "public_answer"
    __table_args__ = (Index(None, "call_id"),)

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    question: Mapped[Texts] = mapped_column(db.Json, default=dict)
    answer: Mapped[Texts] = mapped_column(db.Json, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[db.Instant]
    published_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
