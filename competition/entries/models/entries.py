"""The tables of entries, their files and their receipts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.calls.rules import Codec, ColourSpace
from competition.entries.rules import EntryState, FileState, Form, Rights, Scan
from competition.entries.rules.checking import Verdict
from competition.entries.rules.deadline import Timing


class Entry(db.Base):
    """One work entered to one call. `answers` is `{field id: value}`; `version` grows with each save.

    `about` is what the call's rules ask of the team's lead, `agreed` what is ticked and said at each clause: neither
    ever reaches a jury or the public. `file_words` is `{file id: {caption, credit, alt}}`, `cover_id` the file that
    stands for the entry in lists.

    Once handed in, the columns keep what stands: of that jury and public see title, answers and files. Changes made
    after that wait in `pending` (the same names) until they are handed in too. `begin_key` names the person and his
    request: the same one again begins no second entry.

    The text is in the language `locale`, and in those of `languages` as `translations` has it by piece; `checked` is
    the organisers' alone (`rules.versions`): a team's words and theirs never stand in one place. `saved_as` is the name
    that the last save gave itself, by which a browser knows its own when the answer was lost. `verdict` is that of its
    `EntryCheck`, written with it: an index counts the entries of each.
    """

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("call_id", "code"), Index(None, "call_id", "state", "verdict"))

    id: Mapped[db.Id]
    code: Mapped[str] = mapped_column(String(12))
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    category_id: Mapped[str | None] = mapped_column(ForeignKey("category.id"))
    title: Mapped[str] = mapped_column(String(200), default="")
    answers: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    locale: Mapped[str] = mapped_column(String(5), default="en")
    languages: Mapped[list[str]] = mapped_column(db.Json, default=list)
    translations: Mapped[dict[str, dict[str, str]]] = mapped_column(db.Json, default=dict)
    checked: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    about: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    agreed: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    file_words: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    cover_id: Mapped[str | None] = mapped_column(String(26))
    pending: Mapped[dict[str, Any] | None] = mapped_column(db.Json)
    begin_key: Mapped[str | None] = mapped_column(String(100), unique=True)
    state: Mapped[EntryState] = mapped_column(db.enum(EntryState), default=EntryState.draft)
    verdict: Mapped[Verdict | None] = mapped_column(db.enum(Verdict))
    version: Mapped[int] = mapped_column(default=1)
    saved_as: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[db.Instant]
    updated_at: Mapped[db.Instant]
    submitted_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class LaterEntry(db.Base):
    """What an entry that went on into a later round is asked there; what the columns hold is as in `Entry`.

    The text has the original language of the entry, and its others too where it names none (`languages` is empty).
    `cover_id` stands for the entry once this round is reached. `closed_at` is when the entry was taken out of the
    round again; what it holds stays.
    """

    __tablename__ = "later_entry"
    __table_args__ = (UniqueConstraint("entry_id", "round_id"), Index(None, "round_id"))

    id: Mapped[db.Id]
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    languages: Mapped[list[str] | None] = mapped_column(db.Json)
    translations: Mapped[dict[str, dict[str, str]]] = mapped_column(db.Json, default=dict)
    file_words: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    cover_id: Mapped[str | None] = mapped_column(String(26))
    pending: Mapped[dict[str, Any] | None] = mapped_column(db.Json)
    state: Mapped[EntryState] = mapped_column(db.enum(EntryState), default=EntryState.draft)
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[db.Instant]
    updated_at: Mapped[db.Instant]
    submitted_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class EntryMember(db.Base):
    """A person of an entry's team; `is_lead` marks the one who answers for it, whatever his `rights`.

    `lead_offered_at` is when the lead offered his place to this person, who has not answered yet.
    """

    __tablename__ = "entry_member"
    __table_args__ = (UniqueConstraint("entry_id", "person_id"), Index(None, "person_id", "joined_at", "id"))

    id: Mapped[db.Id]
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    is_lead: Mapped[bool] = mapped_column(default=False)
    rights: Mapped[Rights] = mapped_column(db.enum(Rights), default=Rights.edit)
    lead_offered_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    joined_at: Mapped[db.Instant] = mapped_column(default=lambda: datetime.now(UTC))


class EntryFile(db.Base):
    """One file of an entry and its way through the states. Sizes in bytes, `seconds` of video.

    `key` is the server's; `name` is the entrant's and never leaves the team and the organisers.
    `sha256` is read off the bucket by us, `client_sha256` was computed in the browser. `position` is its place
    in the team's form, `stands_at` its place in what was handed in last (empty: not a part of that). One that
    `replaces` another takes its place in the form when it has landed. `texture` is the longest side of any in a model.
    `awaited_until` is set where it was handed in on its way: till then it may land, with the `client_sha256` of then.
    """

    __tablename__ = "entry_file"
    __table_args__ = (Index(None, "entry_id"), Index(None, "state", "created_at"))

    id: Mapped[db.Id]
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    field_id: Mapped[str] = mapped_column(ForeignKey("entry_field.id"))
    position: Mapped[int] = mapped_column(default=0)
    stands_at: Mapped[int | None]
    replaces_id: Mapped[str | None] = mapped_column(String(26))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    upload_id: Mapped[str | None] = mapped_column(String(300))
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int] = mapped_column(BigInteger)
    part_size: Mapped[int] = mapped_column(BigInteger, default=0)
    media_type: Mapped[str] = mapped_column(String(100))
    state: Mapped[FileState] = mapped_column(db.enum(FileState), default=FileState.uploading)
    scan: Mapped[Scan | None] = mapped_column(db.enum(Scan))
    refusal: Mapped[str | None] = mapped_column(String(60))
    refusal_values: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    client_sha256: Mapped[str | None] = mapped_column(String(64))
    sha256: Mapped[str | None] = mapped_column(String(64))
    width: Mapped[int | None]
    height: Mapped[int | None]
    seconds: Mapped[float | None]
    pages: Mapped[int | None]
    space: Mapped[ColourSpace | None] = mapped_column(db.enum(ColourSpace))
    codec: Mapped[Codec | None] = mapped_column(db.enum(Codec))
    triangles: Mapped[int | None]
    texture: Mapped[int | None]
    colour: Mapped[str | None] = mapped_column(String(7))
    created_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[db.Instant]
    awaited_until: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    landed_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    verified_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class Agreement(db.Base):
    """What a team answered to a clause, at one version of its wording; but for `is_newest` a row is never changed.

    `detail` holds what is said besides: how AI was used, who has which releases, the guardian, the filed design.
    """

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("entry_id", "clause_id", "number"), Index(None, "clause_id", "is_newest"))

    id: Mapped[db.Id]
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    clause_id: Mapped[str] = mapped_column(ForeignKey("clause.id"))
    number: Mapped[int]
    version: Mapped[int]
    is_given: Mapped[bool]
    detail: Mapped[dict[str, Any]] = mapped_column(db.Json, default=dict)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    locale: Mapped[str] = mapped_column(String(5))
    at: Mapped[db.Instant]
    expires_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    is_newest: Mapped[bool] = mapped_column(default=True)


class Derivative(db.Base):
    """A clean copy made by us for showing: no metadata, a neutral name. `page` counts from 1 in documents."""

    __tablename__ = "derivative"
    __table_args__ = (Index(None, "file_id"), UniqueConstraint("file_id", "form", "page", "width", "media_type"))

    id: Mapped[db.Id]
    file_id: Mapped[str] = mapped_column(ForeignKey("entry_file.id"))
    form: Mapped[Form] = mapped_column(db.enum(Form))
    page: Mapped[int] = mapped_column(default=1)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    media_type: Mapped[str] = mapped_column(String(100))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int] = mapped_column(BigInteger)


class Submission(db.Base):
    """A receipt. `manifest` freezes questions, answers and files as they were handed in, of the entry or of what a
    later round asked (`round_id`).

    `key` is the draft's idempotency key: the same request again returns this row. `request_digest` is the
    digest of the content that the person had before his eyes. `timing` was decided once, by the time of receipt;
    `is_late` tells the two of its values that are.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("entry_id", "number"), UniqueConstraint("entry_id", "key"))

    id: Mapped[db.Id]
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"))
    number: Mapped[int]
    round_id: Mapped[str | None] = mapped_column(ForeignKey("round.id"))
    key: Mapped[str] = mapped_column(String(64))
    request_digest: Mapped[str] = mapped_column(String(64))
    submitted_at: Mapped[db.Instant]
    submitted_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    is_late: Mapped[bool] = mapped_column(default=False)
    timing: Mapped[Timing] = mapped_column(db.enum(Timing), default=Timing.in_time)
    manifest: Mapped[dict[str, Any]] = mapped_column(db.Json)
    manifest_digest: Mapped[str] = mapped_column(String(64))
