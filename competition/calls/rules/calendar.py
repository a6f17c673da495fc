"""The calendar of a call: which dates it has, in which order, and where it stands at an instant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, available_timezones


class Phase(StrEnum):
    """Where a published call stands at an instant. `late` lies between the due time and the hard close."""

    announced = "announced"
    open = "open"
    late = "late"
    closed = "closed"


ENTERING = (Phase.open, Phase.late)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dates of a call; instants are aware, an empty one is not yet set.

    `DATES` follow one another. The three at the end are asked of entrants besides, by calls that need them:
    mend what the check found, pay the fee, send the piece.
    """

    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    judging_opens_at: datetime | None = None
    judging_closes_at: datetime | None = None
    announcement_at: datetime | None = None
    fix_by_at: datetime | None = None
    pay_by_at: datetime | None = None
    ship_by_at: datetime | None = None

    def named(self) -> tuple[tuple[str, datetime | None], ...]:
        """Return each date with its name, as calendars list them."""
        return tuple((name, getattr(self, name)) for name in ALL_DATES)

    def missing(self) -> tuple[str, ...]:
        """Return the names of the dates that a call needs and that are not set."""
        return tuple(name for name in DATES if getattr(self, name) is None)


@dataclass(frozen=True, slots=True)
class OwnDates:
    """The dates of a category that stand in place of its call's; an empty one is the call's."""

    due_at: datetime | None = None
    closes_at: datetime | None = None
    fix_by_at: datetime | None = None
    pay_by_at: datetime | None = None
    ship_by_at: datetime | None = None

    def named(self) -> tuple[tuple[str, datetime | None], ...]:
        """Return each date with its name, in order."""
        return tuple((name, getattr(self, name)) for name in OWN_DATES)


DATES = ("opens_at", "due_at", "closes_at", "judging_opens_at", "judging_closes_at", "announcement_at")
FURTHER_DATES = ("fix_by_at", "pay_by_at", "ship_by_at")
ALL_DATES = (*DATES[:3], *FURTHER_DATES, *DATES[3:])
OWN_DATES = ("due_at", "closes_at", *FURTHER_DATES)

# The brief's due time may be the hard close itself; every other date comes strictly after the one before.
MAY_COINCIDE = frozenset({"closes_at"})


def phase_at(calendar: Calendar, now: datetime) -> Phase:
    """Return where a call stands at `now`.

    It opens at the very instant of `opens_at`. What is received exactly at the due time is in time, exactly
    at the close still taken: both limits belong to the earlier phase. A calendar without all three dates
    never opens.
    """
    if calendar.opens_at is None or calendar.due_at is None or calendar.closes_at is None:
        return Phase.announced
    if now < calendar.opens_at:
        return Phase.announced
    if now <= calendar.due_at:
        return Phase.open
    return Phase.late if now <= calendar.closes_at else Phase.closed


def out_of_order(calendar: Calendar) -> dict[str, str]:
    """Return the dates that come too early, each with the name of the date that it must follow.

    opens < due ≤ closes < judging opens < judging closes < announcement, and what is asked of entrants besides
    comes after the opening; dates that are not set are skipped.
    """
    wrong: dict[str, str] = {}
    before: tuple[str, datetime] | None = None
    for name in DATES:
        at = getattr(calendar, name)
        if at is None:
            continue
        if before is not None and not _follows(name, at, before[1]):
            wrong[name] = before[0]
        before = (name, at)
    for name in FURTHER_DATES:
        at = getattr(calendar, name)
        if at is not None and calendar.opens_at is not None and at <= calendar.opens_at:
            wrong[name] = "opens_at"
    return wrong


def _follows(name: str, at: datetime, before: datetime) -> bool:
    return at >= before if name in MAY_COINCIDE else at > before


WEEKS_OF_A_YEAR = 52


def local_day(at: datetime, zone: str) -> date:
    """Return the day of an instant in a zone: what a call means by today."""
    return at.astimezone(ZoneInfo(zone)).date()


def a_year_later(at: datetime, zone: str, years: int = 1) -> datetime:
    """Return the same weekday and the same hands of the clock, 52 weeks later for each year."""
    here = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (here + timedelta(weeks=WEEKS_OF_A_YEAR * years)).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def with_own(calendar: Calendar, own: OwnDates) -> Calendar:
    """Return the calendar that a category's entries are held to. One that is due later also closes no earlier."""
    dates = {name: at for name, at in own.named() if at is not None}
    found = replace(calendar, **dates)
    if found.due_at and found.closes_at and found.closes_at < found.due_at:
        return replace(found, closes_at=found.due_at)
    return found


def widest(calendar: Calendar, categories: Iterable[OwnDates]) -> Calendar:
    """Return when a call takes entries at all: until the latest due time and the latest close of its categories.

    A category without dates of its own has the call's, and so has a call without categories.
    """
    each = [with_own(calendar, own) for own in categories] or [calendar]
    latest = {
        name: max((at for one in each if (at := getattr(one, name)) is not None), default=None)
        for name in ("due_at", "closes_at")
    }
    return replace(calendar, **latest)


def is_time_zone(name: str) -> bool:
    """Tell whether the time zone database knows a zone by this name."""
    return name in available_timezones()
