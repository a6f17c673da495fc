"""What a team sees of its entry's judging, and which comments the chair lets it read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from competition import db
from competition.actor import Actor
from competition.calls.models import Call, Category
from competition.calls.rules import Feedback
from competition.entries.models import Entry, EntryMember
from competition.i18n import Texts
from competition.judging.queries import Comment, comments_of
from competition.publication.models import PublishedComment, PublishedSheet, Release, ReleasedComment
from competition.publication.rules import ReleaseState, digest_of


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A team's entry with what was published to it, and to it alone."""

    entry: Entry
    call: Call
    category: Texts
    sheet: PublishedSheet
    with_comments: bool
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A comment as the chair reads it, the digest of its words, and whether it is released as it stands."""

    comment: Comment
    digest: str
    is_released: bool


def own_sheet(actor: Actor, entry_id: str) -> OwnSheet | None:
    """Return an entry's published sheet to a member of its team, in two queries; None before it is published."""
    query = (
        select(Entry, Call, Category.name, PublishedSheet, Release.feedback)
        .join(EntryMember, EntryMember.entry_id == Entry.id)
        .join(Call, Call.id == Entry.call_id)
        .join(PublishedSheet, PublishedSheet.entry_id == Entry.id)
        .join(Release, Release.id == PublishedSheet.release_id)
        .outerjoin(Category, Category.id == Entry.category_id)
        .where(Entry.id == entry_id, EntryMember.person_id == actor.person_id)
        .where(Release.state == ReleaseState.published)
    )
    row = db.session.execute(query).first()
    if row is None:
        return None
    entry, call, category, sheet, feedback = row
    return OwnSheet(entry, call, category or {}, sheet, feedback == Feedback.scores_and_comments, _comments(sheet.id))


def _comments(sheet_id: str) -> tuple[str, ...]:
    query = select(PublishedComment.text).where(PublishedComment.sheet_id == sheet_id)
    return tuple(db.session.scalars(query.order_by(PublishedComment.digest, PublishedComment.id)))


def entries_with_sheets(actor: Actor, entry_ids: Iterable[str]) -> frozenset[str]:
    """Return those of the actor's own entries whose sheet is published."""
    query = (
        select(PublishedSheet.entry_id)
        .join(EntryMember, EntryMember.entry_id == PublishedSheet.entry_id)
        .where(PublishedSheet.entry_id.in_(list(entry_ids)), EntryMember.person_id == actor.person_id)
    )
    return frozenset(db.session.scalars(query))


def choices_of(call_id: str, limit: int, offset: int = 0, viewer_id: str | None = None) -> list[Choice]:
    """Return the comments on a call's entries, each with whether the chair released it, in two queries."""
    comments = comments_of(call_id, limit, offset, viewer_id)
    return _choices(comments, released_of(one.sheet_id for one in comments))


def released_comments(call_id: str) -> list[Comment]:
    """Return the comments on a call's entries that are released as they stand, in two queries."""
    rows = db.session.scalars(select(ReleasedComment).where(ReleasedComment.call_id == call_id)).all()
    return [one.comment for one in _choices(comments_of(call_id), rows) if one.is_released]


def _choices(comments: Iterable[Comment], rows: Iterable[ReleasedComment]) -> list[Choice]:
    released = {row.sheet_id: row.digest for row in rows}
    read = [(one, digest_of(one.text)) for one in comments]
    return [Choice(one, digest, released.get(one.sheet_id) == digest) for one, digest in read]


def released_of(sheet_ids: Iterable[str]) -> Sequence[ReleasedComment]:
    """Return what the chair released of these sheets, as it is now."""
    query = select(ReleasedComment).where(ReleasedComment.sheet_id.in_(list(sheet_ids)))
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def is_sheet_published(release_id: str) -> bool:
    """Tell whether the sheets of a release are there."""
    query = select(PublishedSheet.id).where(PublishedSheet.release_id == release_id)
    return db.session.scalar(query.limit(1)) is not None
