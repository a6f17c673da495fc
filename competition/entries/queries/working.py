"""What of an entry is open to its team now (all of it, or what it is asked to mend) and what its form holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from competition import db
from competition.calls.models import EntryField
from competition.calls.rules import Calendar
from competition.entries.models import Entry, EntryFile, FixRequest
from competition.entries.queries.later import Later
from competition.entries.queries.organisers import standing_files
from competition.entries.queries.team import files_of
from competition.entries.rules import EntryState
from competition.entries.rules.checking import CATEGORY, TITLE, mended, parts_of
from competition.entries.rules.drafting import refusal_to_edit, standing_content, working_content
from competition.entries.rules.file_words import pieces_of_files
from competition.entries.rules.later import refusal_to_answer
from competition.entries.rules.refusals import RoundDue
from competition.errors import DomainError


@dataclass(frozen=True, slots=True)
class Opening:
    """What may be changed: nothing (`refusal` says why), the `parts` that a request names, or all (both empty)."""

    refusal: DomainError | None = None
    fix: FixRequest | None = None
    files: frozenset[str] = frozenset()

    @property
    def parts(self) -> frozenset[str] | None:
        """Return the parts that are open, or None where the question does not arise.

        With an open question go its files, and what is said of them.
        """
        if self.fix is None:
            return None
        return parts_of(self.fix) | self.files | set(pieces_of_files(self.files))

    def admits(self, part: str) -> bool:
        """Tell whether this part may be changed."""
        return self.refusal is None and (self.fix is None or part in parts_of(self.fix))


def opening_of(entry: Entry, calendar: Calendar, at: datetime) -> Opening:
    """Return what of an entry is open now: by the calendar, else by a request to mend that still runs."""
    refusal = refusal_to_edit(entry.state, calendar, at)
    if refusal is None or entry.state != EntryState.submitted:
        return Opening(refusal)
    return _opened_by_fix(entry, None, at) or Opening(refusal)


def later_opening(entry: Entry, later: Later, at: datetime) -> Opening:
    """Return what of a later round is open now: by its dates, else by a request to mend that names its questions."""
    is_in = later.entry.closed_at is None
    refusal = refusal_to_answer(entry.state, later.window, at, is_in=is_in)
    if not isinstance(refusal, RoundDue) or later.entry.state != EntryState.submitted:
        return Opening(refusal)
    return _opened_by_fix(entry, later.round.id, at) or Opening(refusal)


def _opened_by_fix(entry: Entry, round_id: str | None, at: datetime) -> Opening | None:
    """Return what a request to mend opens of the entry itself, or of a round; None where it asks nothing there."""
    fix = open_fix(entry.id, at)
    parts = parts_of(fix) if fix else frozenset()
    asked = select(EntryField.id).where(EntryField.id.in_(parts), EntryField.round_id == round_id)
    is_named = bool(fix) and (set(db.session.scalars(asked)) or (round_id is None and parts & {TITLE, CATEGORY}))
    return Opening(fix=fix, files=_files_of(entry.id, parts)) if is_named else None


def _files_of(entry_id: str, parts: frozenset[str]) -> frozenset[str]:
    """Return every file that these questions have ever got, also those that were taken out."""
    query = select(EntryFile.id).where(EntryFile.entry_id == entry_id, EntryFile.field_id.in_(parts))
    return frozenset(db.session.scalars(query))


def open_fix(entry_id: str, at: datetime) -> FixRequest | None:
    """Return the request to mend that still runs, if there is one."""
    query = (
        select(FixRequest)
        .where(FixRequest.entry_id == entry_id, FixRequest.closed_at.is_(None), FixRequest.due_at >= at)
        .order_by(FixRequest.asked_at.desc(), FixRequest.id)
        .limit(1)
    )
    return db.session.scalar(query.execution_options(populate_existing=True))


def content_in_form(entry: Entry, opening: Opening) -> dict[str, Any]:
    """Return the words that handing in now would hand in: what is not open stays as it stands."""
    return mended(standing_content(entry), working_content(entry), opening.parts)


def files_in_form(fields: Sequence[EntryField], entry_id: str, opening: Opening) -> list[EntryFile]:
    """Return the files to these questions that handing in now would hand in, in the order of the questions."""
    places = {field.id: place for place, field in enumerate(fields)}
    present = [file for file in files_of(entry_id) if file.field_id in places]
    working = [file for file in present if opening.parts is None or file.field_id in opening.parts]
    working.sort(key=lambda file: (places[file.field_id], file.position, file.created_at, file.id))
    if opening.parts is None:
        return working
    standing = [file for file in standing_files(entry_id) if file.field_id not in opening.parts]
    standing = [file for file in standing if file.field_id in places]
    return sorted([*working, *standing], key=lambda file: places[file.field_id])
