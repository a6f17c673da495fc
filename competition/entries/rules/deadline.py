"""The deadline of one entry: call, category, extension and code together, decided by pure functions of an instant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from competition.calls.rules import Calendar, OwnDates, Phase, phase_at, widest, with_own
from competition.entries.rules.states import EntryState
from competition.errors import DomainError

MOST_REASON = 600


class Timing(StrEnum):
    """How what was handed in lies to its deadline; decided once, at receipt, and stored."""

    in_time = "in_time"
    extended = "extended"
    late = "late"
    by_code = "by_code"


LATE = (Timing.late, Timing.by_code)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one entry has beyond the calendar: time until an instant by extension, and by a code for late entry.

    An extension moves the due time: what comes within it is in time. A code moves the hard close only: what comes
    within it is late. A code may be good for one category only.
    """

    extended_until: datetime | None = None
    code_until: datetime | None = None
    code_category: str | None = None

    def code_for(self, category_id: str | None) -> datetime | None:
        """Return until when the code lets an entry of a category in."""
        return self.code_until if self.code_category in (None, category_id) else None


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an entry may be handed in at an instant, and how it then lies to its deadline."""

    phase: Phase
    timing: Timing

    @property
    def may(self) -> bool:
        """Tell whether it is taken."""
        return self.phase in (Phase.open, Phase.late)

    @property
    def is_late(self) -> bool:
        """Tell whether it is taken as late."""
        return self.timing in LATE


@dataclass(frozen=True, slots=True)
class Times:
    """All dates that one entry can be held to: the call's, its categories' by id, and its own allowance."""

    call: Calendar
    categories: Mapping[str, OwnDates] = field(default_factory=dict)
    allowance: Allowance = Allowance()

    def of(self, category_id: str | None) -> Calendar:
        """Return the calendar of the entry in a category, its allowance in it."""
        own = self.categories.get(category_id or "")
        dates = with_own(self.call, own) if own else self.call
        return with_allowance(dates, self.allowance, category_id)

    def editing(self, state: EntryState, category_id: str | None) -> Calendar:
        """Return the calendar by which the form is open: a draft may still choose the category that closes last."""
        if state == EntryState.submitted:
            return self.of(category_id)
        dates = widest(self.call, self.categories.values())
        return with_allowance(dates, self.allowance, self.allowance.code_category)

    def decide(self, category_id: str | None, now: datetime) -> Decision:
        """Tell whether the entry may be handed in now in a category, and is it late: the one answer to this."""
        own = self.categories.get(category_id or "", OwnDates())
        return decide(self.call, own, self.allowance, category_id, now)


def decide(
    call: Calendar, category: OwnDates, allowance: Allowance, category_id: str | None, now: datetime
) -> Decision:
    """Answer “may this entry be handed in now, and is it late” from all that bears on it, and nothing else."""
    plain = with_own(call, category)
    phase = phase_at(with_allowance(plain, allowance, category_id), now)
    if phase in (Phase.announced, Phase.open):
        return Decision(phase, Timing.in_time if phase_at(plain, now) == phase else Timing.extended)
    without_code = phase_at(with_allowance(plain, replace(allowance, code_until=None), category_id), now)
    is_by_code = phase == Phase.late and without_code == Phase.closed
    return Decision(phase, Timing.by_code if is_by_code else Timing.late)


def with_allowance(calendar: Calendar, allowance: Allowance, category_id: str | None) -> Calendar:
    """Return a calendar with the time that an entry has beyond it; none ever shortens what the calendar gives."""
    due = _later(calendar.due_at, allowance.extended_until)
    closes = _later(calendar.closes_at, allowance.extended_until, allowance.code_for(category_id))
    return replace(calendar, due_at=due, closes_at=closes)


def _later(at: datetime | None, *others: datetime | None) -> datetime | None:
    """Return the latest; a date that the calendar does not have stays away, since such a call never opens."""
    return at and max([at, *(one for one in others if one is not None)])


@dataclass(frozen=True, slots=True)
class Extend:
    """More time for one entry, or for what a round asks of it: until when and why, for its team and the organisers."""

    until: datetime
    reason: str
    round_id: str | None = None


class ExtensionTooEarly(DomainError):
    """An extension gives time: it ends after now and after the entry's own due time (`due`)."""

    code = "entry_extension_too_early"


class ReasonMissing(DomainError):
    """Who makes an exception says why."""

    code = "entry_reason_missing"


def check_extension(wanted: Extend, due_at: datetime | None, now: datetime) -> None:
    """Refuse an extension that gives no time, or no reason."""
    if not wanted.reason.strip():
        raise ReasonMissing
    if wanted.until <= now or (due_at is not None and wanted.until <= due_at):
        raise ExtensionTooEarly
