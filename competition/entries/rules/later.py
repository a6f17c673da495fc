"""What a later round asks of the entries that go on: from when until when they may answer, and what they hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from competition.calls.rules import ENTERING, Calendar, OwnDates, Phase, phase_at
from competition.entries.rules.checking import mended
from competition.entries.rules.deadline import Allowance, Timing, decide, with_allowance
from competition.entries.rules.drafting import standing_content
from competition.entries.rules.refusals import NotSoNow, RoundDue, RoundNotOpen
from competition.entries.rules.states import EntryState
from competition.errors import DomainError

# What a team writes for a round, by the names of the columns.
LATER = ("answers", "languages", "translations", "file_words", "cover_id")

NO_MORE = Allowance()


class Dated(Protocol):
    """What the law needs to know of a `Round`."""

    entries_open_at: Any
    entries_due_at: Any
    opens_at: Any


@dataclass(frozen=True, slots=True)
class LaterDraft:
    """What the form of a round holds, as a person saves it; `version` is the one that he had before him."""

    version: int
    answers: Mapping[str, Any] = field(default_factory=dict)
    languages: Sequence[str] = ()
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    file_words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cover_id: str | None = None


def standing_later(entry: Any, later: Any) -> dict[str, Any]:
    """Return the columns of what a round asked, as content: in the entry's languages where it names none."""
    found = {name: getattr(later, name) for name in LATER}
    return found | {"languages": entry.languages if later.languages is None else later.languages}


def working_later(entry: Any, later: Any) -> dict[str, Any]:
    """Return what the team's form of a round holds: changes that wait, else the columns."""
    return standing_later(entry, later) | (later.pending or {})


def handed_in_content(entry: Any, later: Any) -> dict[str, Any]:
    """Return what stands of a round's answers, beside what the entry itself says."""
    return {**standing_content(entry), **standing_later(entry, later)}


def later_content(entry: Any, later: Any, parts: Collection[str] | None = None) -> dict[str, Any]:
    """Return what the form of a round holds, beside what the entry itself says; of what only these `parts` are open
    to be mended, all else as it stands.
    """
    content = {**standing_content(entry), **working_later(entry, later)}
    return mended(handed_in_content(entry, later), content, parts)


def window_of(asking: Dated, opened_at: datetime, beyond: Allowance = NO_MORE) -> Calendar:
    """Return from when until when an entry that went on at `opened_at` answers a round; without an end it never opens.

    Where no due time is set the answers are due when the jury of the round opens them. `beyond` is what the entry has
    in this round by an extension or a code; without it there is no late time.
    """
    return with_allowance(_plain_window(asking, opened_at), beyond, None)


def timing_of(asking: Dated, opened_at: datetime, beyond: Allowance, now: datetime) -> Timing:
    """Return how what is handed in now lies to the due time of a round."""
    return decide(_plain_window(asking, opened_at), OwnDates(), beyond, None, now).timing


def _plain_window(asking: Dated, opened_at: datetime) -> Calendar:
    opens_at = max(opened_at, asking.entries_open_at or opened_at)
    due_at = asking.entries_due_at or asking.opens_at
    return Calendar(opens_at, due_at, due_at)


def refusal_to_answer(entry: EntryState, window: Calendar, now: datetime, *, is_in: bool) -> DomainError | None:
    """Return why the answers to a round may not be changed or handed in now, or None.

    Only what was handed in and is still in the round answers it. What comes after its due time is not taken, but for
    what an extension or a code lets in.
    """
    if entry != EntryState.submitted or not is_in:
        return NotSoNow()
    phase = phase_at(window, now)
    if phase == Phase.announced:
        return RoundNotOpen()
    return None if phase in ENTERING else RoundDue()
