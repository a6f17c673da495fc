"""The law of a score sheet: what a mark may be, when one may be given, when a sheet is complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from competition.errors import DomainError, Stale
from competition.judging.rules.rubric import CommentRule

MOST_COMMENT = 4000

Marks = dict[str, int]


class SheetState(StrEnum):
    """A sheet is saved as a draft with every change; handing it in is one act, open to change until the close."""

    draft = "draft"
    submitted = "submitted"


class Session(StrEnum):
    """Whether a round is sitting at an instant."""

    before = "before"
    sitting = "sitting"
    closed = "closed"


@dataclass(frozen=True, slots=True)
class SheetCommand:
    """A sheet as the juror has it: the version he began from, his marks (None takes one away), his words.

    `comment` may be read by others, as the call says; `note` is his own and nobody else's. `looked` is for how many
    seconds the entry had been on his screen in this visit, as far as his browser could tell (0 without scripts).
    """

    version: int
    marks: Mapping[str, object]
    comment: str = ""
    note: str = ""
    looked: int = 0


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: the version that the sheet has now, when it was stored, whether it is handed in."""

    version: int
    saved_at: datetime
    state: SheetState


@dataclass(frozen=True, slots=True)
class Scale:
    """The points that one criterion takes, and what it weighs beside the others."""

    criterion_id: str
    lowest: int
    highest: int
    weight: int = 1


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One mark of a sheet that was handed in."""

    entry_id: str
    juror_id: str
    criterion_id: str
    points: int


class RoundNotOpen(DomainError):
    """The round has not begun: entries are neither shown nor judged."""

    code = "round_not_open"


class RoundIsClosed(DomainError):
    """The round is over: sheets stand as they are."""

    code = "round_closed"


class UnknownCriterion(DomainError):
    """A mark names a criterion that this rubric does not have."""

    code = "unknown_criterion"


class MarkOutOfRange(DomainError):
    """A mark is a whole number on its criterion's scale."""

    code = "mark_out_of_range"


class CommentTooLong(DomainError):
    """A comment has at most `most` characters."""

    code = "comment_too_long"


class NoteTooLong(DomainError):
    """A juror's own note has at most `most` characters."""

    code = "note_too_long"


class CommentsAreOff(DomainError):
    """This round asks for no words."""

    code = "comments_off"


class SheetIsIncomplete(DomainError):
    """A sheet is handed in with every criterion marked, and with words where the round asks for them.

    `missing` lists the criteria's ids, and "comment".
    """

    code = "sheet_incomplete"


class HandedInStaysWhole(SheetIsIncomplete):
    """A sheet that was handed in may be changed until the close, but not made incomplete."""

    code = "handed_in_stays_whole"


class IsRecused(DomainError):
    """The juror stepped back from this entry."""

    code = "is_recused"
    status = 409


class SheetIsStale(Stale):
    """A newer version of the sheet was saved elsewhere; it comes with the refusal, so that both can be compared."""

    code = "sheet_stale"


def session_at(opens_at: datetime | None, closes_at: datetime | None, at: datetime) -> Session:
    """Tell whether a round sits: from its opening, until the instant of its close. Without an opening it does not."""
    if opens_at is None or at < opens_at:
        return Session.before
    return Session.closed if closes_at is not None and at >= closes_at else Session.sitting


def require_sitting(session: Session) -> None:
    """Refuse what may only be done while the round sits."""
    if session == Session.before:
        raise RoundNotOpen
    if session == Session.closed:
        raise RoundIsClosed


def checked_marks(marks: Mapping[str, object], scales: Sequence[Scale]) -> Marks:
    """Return the marks that are given; refuse unknown criteria and whatever is no whole point of the scale."""
    known = {scale.criterion_id: scale for scale in scales}
    if unknown := [name for name in marks if name not in known]:
        raise UnknownCriterion(criterion=unknown[0][:26])
    return {name: _point(known[name], value) for name, value in marks.items() if value is not None}


def _point(scale: Scale, value: object) -> int:
    # A truth value is an int to Python; no juror means it as a mark.
    if not isinstance(value, int) or isinstance(value, bool) or not scale.lowest <= value <= scale.highest:
        raise MarkOutOfRange(criterion=scale.criterion_id, lowest=scale.lowest, highest=scale.highest)
    return value


def check_words(comment: str, note: str, rule: CommentRule) -> None:
    """Refuse words that are too many, or a comment that is not asked for."""
    if comment and rule == CommentRule.off:
        raise CommentsAreOff
    if len(comment) > MOST_COMMENT:
        raise CommentTooLong(most=MOST_COMMENT)
    if len(note) > MOST_COMMENT:
        raise NoteTooLong(most=MOST_COMMENT)


def missing_from(marks: Marks, comment: str, scales: Sequence[Scale], rule: CommentRule) -> list[str]:
    """Return what a sheet still lacks: ids of criteria, and "comment"."""
    lacking = [scale.criterion_id for scale in scales if scale.criterion_id not in marks]
    return [*lacking, "comment"] if rule == CommentRule.required and not comment.strip() else lacking
