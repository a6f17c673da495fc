"""When an entry may be changed and handed in, what a draft holds, and what it still lacks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from competition.calls.rules import (
    ENTERING,
    AnswerFault,
    Calendar,
    FieldKind,
    Phase,
    TextOptions,
    check_answer,
    length,
    options_of,
    phase_at,
)
from competition.entries.rules.refusals import AddressNotConfirmed, CallClosed, CallNotOpen, NotSoNow, PastDue
from competition.entries.rules.states import ARRIVED, EntryState, FileState
from competition.errors import DomainError

MOST_TITLE = 200
MOST_ENTRIES_PER_PERSON = 20
# A draft keeps more than the form will take, so that nothing that was typed or pasted is lost on the way.
MOST_DRAFT_CHARACTERS = 50_000


class Fault(StrEnum):
    """What keeps an entry from being handed in, at one of its parts."""

    missing = "missing"
    wrong_kind = "wrong_kind"
    too_long = "too_long"
    unknown_choice = "unknown_choice"
    too_few_files = "too_few_files"
    too_many_files = "too_many_files"
    still_uploading = "still_uploading"
    refused_file = "refused_file"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing or wrong: `part` is `title`, `category` or a question's id."""

    part: str
    fault: Fault
    count: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds, as a person saves it; `version` is the one that he had before him.

    Required parts may be empty, texts too long: a draft loses nothing.
    """

    version: int
    title: str = ""
    category_id: str | None = None
    may_publish: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """Return the words of the draft under the names of an entry's columns."""
        return {
            "title": self.title,
            "category_id": self.category_id,
            "answers": dict(self.answers),
            "may_publish": self.may_publish,
        }


@dataclass(frozen=True, slots=True)
class SubmitEntry:
    """The wish to hand in what the page showed: its digest, and the key of this draft and act."""

    key: str
    content_digest: str


class Question(Protocol):
    """What the law needs to know of an `EntryField`."""

    id: Any
    kind: Any
    options: Any
    is_required: Any


class GivenFile(Protocol):
    """What the law needs to know of an `EntryFile`."""

    field_id: Any
    state: Any


def refusal_to_edit(state: EntryState, calendar: Calendar, now: datetime) -> DomainError | None:
    """Return why an entry may not be changed now, or None: drafts until the close, what stands until it is due."""
    phase = phase_at(calendar, now)
    if phase == Phase.announced:
        return CallNotOpen()
    if phase == Phase.closed:
        return CallClosed()
    if state == EntryState.withdrawn:
        return NotSoNow()
    return PastDue() if state == EntryState.submitted and phase == Phase.late else None


def may_edit(state: EntryState, calendar: Calendar, now: datetime) -> bool:
    """Tell whether an entry may be changed now."""
    return refusal_to_edit(state, calendar, now) is None


def refusal_to_submit(
    state: EntryState, calendar: Calendar, now: datetime, *, address_confirmed: bool
) -> DomainError | None:
    """Return why an entry may not be handed in now, whatever it holds, or None.

    A first time is taken until the hard close (and marked late after the due time), a changed version until due.
    """
    return refusal_to_edit(state, calendar, now) or (None if address_confirmed else AddressNotConfirmed())


def may_submit(state: EntryState, calendar: Calendar, now: datetime, *, address_confirmed: bool) -> bool:
    """Tell whether an entry may be handed in now, were it complete."""
    return refusal_to_submit(state, calendar, now, address_confirmed=address_confirmed) is None


def is_late(calendar: Calendar, now: datetime) -> bool:
    """Tell whether what is received now comes after the due time."""
    return phase_at(calendar, now) not in {Phase.announced, Phase.open}


def may_begin(calendar: Calendar, now: datetime) -> bool:
    """Tell whether a new draft may be begun."""
    return phase_at(calendar, now) in ENTERING


def may_withdraw(state: EntryState, calendar: Calendar, now: datetime) -> bool:
    """Tell whether a team may take its entry back by itself: until the hard close. Later the organisers do it."""
    return state != EntryState.withdrawn and phase_at(calendar, now) in ENTERING


def may_reopen(state: EntryState, calendar: Calendar, now: datetime) -> bool:
    """Tell whether a withdrawn entry may become a draft again: until the due time."""
    return state == EntryState.withdrawn and phase_at(calendar, now) == Phase.open


def lacks(
    content: Mapping[str, Any], questions: Sequence[Question], files: Sequence[GivenFile], categories: Collection[str]
) -> list[Lack]:
    """Return all that keeps this content from being handed in, in the order of the form."""
    found = [] if content["title"].strip() else [Lack("title", Fault.missing)]
    if length(content["title"]) > MOST_TITLE:
        found.append(Lack("title", Fault.too_long, length(content["title"]) - MOST_TITLE))
    if categories and content["category_id"] not in categories:
        found.append(Lack("category", Fault.missing))
    for question in questions:
        mine = [file for file in files if file.field_id == question.id]
        lack = (
            _lack_of_files(question, mine)
            if question.kind == FieldKind.files
            else _lack_of_answer(question, content["answers"].get(question.id))
        )
        found += [lack] if lack else []
    return found


def _lack_of_answer(question: Question, value: Any) -> Lack | None:
    fault = check_answer(question, value.strip() if isinstance(value, str) else value)
    if fault is None:
        return None
    options = options_of(FieldKind(question.kind), question.options)
    over = length(value) - options.most if fault == AnswerFault.too_long and isinstance(options, TextOptions) else 0
    return Lack(question.id, Fault(fault.value), over)


def _lack_of_files(question: Question, files: Sequence[GivenFile]) -> Lack | None:
    for state, fault in ((FileState.uploading, Fault.still_uploading), (FileState.refused, Fault.refused_file)):
        count = sum(file.state == state for file in files)
        if count:
            return Lack(question.id, fault, count)
    wrong = check_answer(question, [file for file in files if file.state in ARRIVED])
    return Lack(question.id, Fault(wrong.value)) if wrong else None


def standing_content(entry: Any) -> dict[str, Any]:
    """Return the columns of an entry as content: what stands once it is handed in."""
    return {name: getattr(entry, name) for name in ("title", "category_id", "answers", "may_publish")}


def working_content(entry: Any) -> dict[str, Any]:
    """Return what the team's form holds: changes that wait, else the columns."""
    return dict(entry.pending) if entry.pending is not None else standing_content(entry)
