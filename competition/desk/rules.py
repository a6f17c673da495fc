"""The law of the demo: who its people are, what they sign in with, and when its calls stand where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from competition.calls.rules import Calendar

PASSWORD = "brilliant cut, 57 facets"  # noqa: S105 - the demo's, printed for everyone who runs it


@dataclass(frozen=True, slots=True)
class DemoRole:
    """A part that a newcomer may try: its key, whose account it is, and where that person begins."""

    key: str
    person: str
    endpoint: str


ROLES = (
    DemoRole("organiser", "annelies", "calls.organised"),
    DemoRole("host", "minghua", "calls.organised"),
    DemoRole("chair", "helene", "calls.organised"),
    DemoRole("auditor", "tobias", "calls.organised"),
    DemoRole("juror", "nadia", "judging.table"),
    DemoRole("entrant", "noor", "entries.mine"),
)


def calendar_around(now: datetime, days: dict[str, float]) -> Calendar:
    """Return a calendar whose dates lie so many days before or after `now`, on the full hour."""

    def at(name: str) -> datetime:
        return at_day(now, days[name])

    return Calendar(
        opens_at=at("opens"),
        due_at=at("due"),
        closes_at=at("closes"),
        judging_opens_at=at("judging_opens"),
        judging_closes_at=at("judging_closes"),
        announcement_at=at("announcement"),
        fix_by_at=at("fix_by") if "fix_by" in days else None,
        pay_by_at=at("pay_by") if "pay_by" in days else None,
    )


def at_day(now: datetime, day: float) -> datetime:
    """Return the full hour that lies so many days after `now`, or before."""
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(days=day)
