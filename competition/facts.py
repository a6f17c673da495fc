"""Facts that a domain tells the domains after it, which it may not import.

A verb records one with `db.announce(fact)`; the subscribers stand in one table in `app.py`, run in the
same transaction before its commit, and call only their own domain's services.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CategoryAdded:
    """A call has one category more."""

    call_id: str
    category_id: str


@dataclass(frozen=True, slots=True)
class CategoryReworded:
    """A category of a call is called otherwise."""

    call_id: str


@dataclass(frozen=True, slots=True)
class HonoursChanged:
    """A prize of a call was added, changed, moved or removed."""

    call_id: str


@dataclass(frozen=True, slots=True)
class RoundRemoved:
    """A round of judging is about to go: what hangs on it goes first, or refuses."""

    call_id: str
    round_id: str


@dataclass(frozen=True, slots=True)
class AnswerPublished:
    """The organisers of a call answered a question to all."""

    call_id: str
    answer_id: str


@dataclass(frozen=True, slots=True)
class DeadlineMoved:
    """An organiser moved a date of a call's calendar; all those of one save share the `change_id`.

    `after` is empty where a date is no longer asked for. `change_id` is empty for dates that entrants do not wait for.
    """

    call_id: str
    name: str
    before: datetime | None
    after: datetime | None
    category_id: str | None = None
    change_id: str = ""


@dataclass(frozen=True, slots=True)
class EntrySubmitted:
    """A team handed its entry in."""

    call_id: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class EntryWithdrawn:
    """A team took its entry back."""

    call_id: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class ConsentChanged:
    """A team gave its consent to a use of its entry, or took it back (`is_given`); `use` is the kind of clause."""

    call_id: str
    entry_id: str
    use: str
    is_given: bool


@dataclass(frozen=True, slots=True)
class EntryBarred:
    """The organisers found an entry not eligible, or took that back (`is_lifted`)."""

    call_id: str
    entry_id: str
    is_lifted: bool = False


@dataclass(frozen=True, slots=True)
class EntryErased:
    """The only maker of an entry that was handed in was erased, and with him its words and files."""

    call_id: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class MakerErased:
    """One of the makers of an entry was erased; the others go on."""

    call_id: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class PersonErased:
    """A person was erased; his row has no name any more. `email` is the address that he had."""

    person_id: str
    email: str


@dataclass(frozen=True, slots=True)
class InvitationAccepted:
    """A person accepted an invitation to a role on a call."""

    call_id: str
    person_id: str
    role: str


@dataclass(frozen=True, slots=True)
class RunStored:
    """A scoring run was stored: decisions that rest on an older one are out of date."""

    call_id: str
    run_id: str


@dataclass(frozen=True, slots=True)
class MarksCorrected:
    """A juror changes marks that he had handed in, as a meeting of the jury agreed."""

    call_id: str


@dataclass(frozen=True, slots=True)
class DecisionsMade:
    """The awards of a call were decided, or decided anew."""

    call_id: str
    run_id: str
