"""What a later round asks of the entries that go on: from when until when they may answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from competition.calls.rules import Calendar, Phase, phase_at
from competition.entries.rules.drafting import standing_content
from competition.entries.rules.refusals import NotSoNow, RoundDue, RoundNotOpen
from competition.entries.rules.states import EntryState
from competition.errors import DomainError


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


def later_content(entry: Any, later: Any) -> dict[str, Any]:
    """Return what the form of a round holds: changes that wait, else what stands; and what the entry itself says.

    Its answers stand in the entry's own language.
    """
    answers = later.pending["answers"] if later.pending is not None else later.answers
    return {**standing_content(entry), "translations": {}, "languages": [], "answers": answers}


def window_of(asking: Dated, opened_at: datetime) -> Calendar:
    """Return from when until when an entry that went on at `opened_at` answers a round; without an end it never opens.

    Where no due time is set the answers are due when the jury of the round opens them.
    """
    opens_at = max(opened_at, asking.entries_open_at or opened_at)
    due_at = asking.entries_due_at or asking.opens_at
    return Calendar(opens_at, due_at, due_at)


def refusal_to_answer(entry: EntryState, window: Calendar, now: datetime, *, is_in: bool) -> DomainError | None:
    """Return why the answers to a round may not be changed or handed in now, or None.

    Only what was handed in and is still in the round answers it. There is no late time: what comes after is not taken.
    """
    if entry != EntryState.submitted or not is_in:
        return NotSoNow()
    phase = phase_at(window, now)
    if phase == Phase.announced:
        return RoundNotOpen()
    return None if phase == Phase.open else RoundDue()
