"""The words that jurors wrote on sheets that they handed in. Who wrote them is not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from competition import db
from competition.calls.models import Round
from competition.entries.models import Entry
from competition.entries.queries import title_for
from competition.entries.rules.versions import Words
from competition.i18n import locale
from competition.judging.models import Assignment, ScoreSheet
from competition.judging.queries.binding import is_bound
from competition.judging.queries.rubric import counts
from competition.judging.rules.sheets import SheetState


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on an entry, by the sheet that it stands on."""

    sheet_id: str
    text: str
    entry_id: str
    code: str
    title: Words


def comments_of(call_id: str, limit: int | None = None, offset: int = 0, viewer_id: str | None = None) -> list[Comment]:
    """Return the comments on the entries of a call, by code; sheets count as in the results.

    The order within an entry is that of the sheets' ids, which are random and tell nothing of the jurors. Entries that
    the viewer is bound to are left out.
    """
    query = _comments(call_id, viewer_id).order_by(Entry.code, ScoreSheet.id).limit(limit).offset(offset)
    return [_comment(*row) for row in db.session.execute(query)]


def comments_on(call_id: str, sheet_ids: Iterable[str]) -> list[Comment]:
    """Return the comments on these sheets of this very call."""
    query = _comments(call_id).where(ScoreSheet.id.in_(list(sheet_ids)))
    return [_comment(*row) for row in db.session.execute(query)]


def count_comments(call_id: str, viewer_id: str | None = None) -> int:
    """Return how many comments there are on the entries of a call, but those that the viewer is bound to."""
    query = _comments(call_id, viewer_id).with_only_columns(func.count())
    return db.session.scalar(query) or 0


def _comment(sheet_id: str, text: str, entry: Entry) -> Comment:
    """Return a comment with the title in the language of the reader, where it is in it."""
    return Comment(sheet_id, text, entry.id, entry.code, title_for(entry, locale()))


def _comments(call_id: str, viewer_id: str | None = None) -> Select[str, str, Entry]:
    return (
        select(ScoreSheet.id, ScoreSheet.comment, Entry)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Round, Round.id == Assignment.round_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Round.call_id == call_id, ScoreSheet.state == SheetState.submitted, ScoreSheet.comment != "", *counts())
        .where(~is_bound(viewer_id))
    )
