"""The tables of release, and what the public sees."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.calls.rules import Feedback
from competition.i18n import Texts
from competition.publication.rules import NO_MAKER, ReleaseState
from competition.results.rules import HonourKind


class Release(db.Base):
    """A proposal to publish a call's decisions at an instant. `content_digest` is what the signatures sign."""

    __tablename__ = "release"
    __table_args__ = (Index(None, "call_id"),)

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    run_id: Mapped[str] = mapped_column(ForeignKey("scoring_run.id"))
    publish_at: Mapped[db.Instant]
    state: Mapped[ReleaseState] = mapped_column(db.enum(ReleaseState), default=ReleaseState.proposed)
    content_digest: Mapped[str] = mapped_column(String(64))
    proposed_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[db.Instant]
    published_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    complaints_until: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    feedback: Mapped[Feedback] = mapped_column(db.enum(Feedback), default=Feedback.none)


class Signature(db.Base):
    """One required signature, given by a person in a capacity: `organiser`, `chair`, `auditor` or `host:<id>`."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("release_id", "capacity"), UniqueConstraint("release_id", "person_id"))

    id: Mapped[db.Id]
    release_id: Mapped[str] = mapped_column(ForeignKey("release.id"))
    capacity: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[db.Instant]


class PublishedAward(db.Base):
    """An award as the public sees it: frozen at the publish commit; withheld where no work receives it.

    `name` is what it is called, `giver` the institution that gives it (empty: the call), `prize` what it brings.
    """

    __tablename__ = "published_award"
    __table_args__ = (UniqueConstraint("call_id", "position"),)

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    release_id: Mapped[str] = mapped_column(ForeignKey("release.id"))
    position: Mapped[int]
    kind: Mapped[HonourKind] = mapped_column(db.enum(HonourKind))
    name: Mapped[Texts] = mapped_column(db.Json)
    giver: Mapped[Texts] = mapped_column(db.Json)
    prize: Mapped[Texts] = mapped_column(db.Json)


class PublishedWork(db.Base):
    """A winning work as the public sees it, in its maker's words and language; frozen at the publish commit.

    `details` are further answers, each `{label: Texts, text: Texts}`. `pictures` are frozen derivatives, each
    `{file_id, width, height, colour, sizes: [{width, height, source_key, public_key}], modern, words}`, sizes smallest
    first, `modern` the same as AVIF, `words` its caption, credit and alternative text, each as `versions` has a piece,
    the one that stands for the work before all others; `is_copied` once the public copies exist.

    What the maker does not, or not yet, let the public see is in none of these columns but in `withheld`, under their
    names: without his consent all but title and maker, until `veiled_until` the pictures. `versions` are title,
    statement and details (by their place) in all their languages, each a list of `{text, language, by}` with the
    original first; a piece in one language only has none.
    """

    __tablename__ = "published_work"
    __table_args__ = (Index(None, "call_id"), Index(None, "published_at"))

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"), unique=True)
    code: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(200))
    maker: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(String(5))
    statement: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[list[dict[str, Any]]] = mapped_column(db.Json, default=list)
    versions: Mapped[dict[str, list[dict[str, str]]]] = mapped_column(db.Json, default=dict)
    pictures: Mapped[list[dict[str, Any]]] = mapped_column(db.Json, default=list)
    has_pictures: Mapped[bool] = mapped_column(default=False)
    withheld: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    veiled_until: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    is_copied: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[db.Instant]

    @property
    def is_erased(self) -> bool:
        """Tell whether its maker was erased: then award and code are all that is left."""
        return self.maker == NO_MAKER


class PublishedRecipient(db.Base):
    """That a work receives an award: a work may receive several, an award go to several works."""

    __tablename__ = "published_recipient"
    __table_args__ = (UniqueConstraint("award_id", "work_id"), Index(None, "work_id"))

    id: Mapped[db.Id]
    award_id: Mapped[str] = mapped_column(ForeignKey("published_award.id"))
    work_id: Mapped[str] = mapped_column(ForeignKey("published_work.id"))


class AwardWithdrawal(db.Base):
    """That an award was taken back from a work after it was published: proposed by one person, confirmed by another.

    `reason` is read by the public once it is confirmed.
    """

    __tablename__ = "award_withdrawal"
    __table_args__ = (UniqueConstraint("award_id", "work_id"), Index(None, "call_id"), Index(None, "work_id"))

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    award_id: Mapped[str] = mapped_column(ForeignKey("published_award.id"))
    work_id: Mapped[str] = mapped_column(ForeignKey("published_work.id"))
    reason: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[db.Instant]
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class Complaint(db.Base):
    """What a team complains of after the winners are published, once for an entry, and the answer it gets."""

    __tablename__ = "complaint"
    __table_args__ = (UniqueConstraint("entry_id"), Index(None, "call_id"))

    id: Mapped[db.Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    text: Mapped[str] = mapped_column(Text)
    filed_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    filed_at: Mapped[db.Instant]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class ReleasedComment(db.Base):
    """That the chair lets a team read a juror's comment: that of a score sheet, as long as its text has this digest."""

    __tablename__ = "released_comment"
    __table_args__ = (Index(None, "call_id"),)

    sheet_id: Mapped[str] = mapped_column(ForeignKey("score_sheet.id"), primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    digest: Mapped[str] = mapped_column(String(64))
    released_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[db.Instant]


class PublishedSheet(db.Base):
    """What an entry's team sees of its judging, frozen after the publish commit. No row leads from it to a juror.

    `round` is the name of the round in which the entry was judged last; `means` lists `{name: Texts, lowest, highest,
    mean}` by criterion, the mean null where too few marked; `quarter` is that of its category, 1 the upper.
    """

    __tablename__ = "published_sheet"
    __table_args__ = (UniqueConstraint("entry_id"), Index(None, "release_id"))

    id: Mapped[db.Id]
    release_id: Mapped[str] = mapped_column(ForeignKey("release.id"))
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    round: Mapped[Texts] = mapped_column(db.Json)
    means: Mapped[list[dict[str, Any]]] = mapped_column(db.Json)
    quarter: Mapped[int | None]


class PublishedComment(db.Base):
    """A released comment on such a published sheet; `digest` of its text is the order in which they are read."""

    __tablename__ = "published_comment"
    __table_args__ = (Index(None, "sheet_id"),)

    id: Mapped[db.Id]
    sheet_id: Mapped[str] = mapped_column(ForeignKey("published_sheet.id"))
    digest: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
