"""The rounds of a call: they follow one another, and one of them is the current one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Protocol, TypeVar

from competition.calls.rules.calendar import Calendar
from competition.calls.rules.commands import Texts
from competition.errors import DomainError

MOST_ROUNDS = 6
# In their order: what a round asks of entries lies between the close of the one before and its own opening.
ROUND_DATES = ("entries_open_at", "entries_due_at", "opens_at", "closes_at")


class Dated(Protocol):
    """What opens and closes."""

    opens_at: datetime | None
    closes_at: datetime | None


One = TypeVar("One", bound=Dated)


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round of judging as an organiser writes it.

    A later one may ask for more, from the moment at which entries go on, or from `entries_open_at`.
    """

    version: int
    name: Texts
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    entries_open_at: datetime | None = None
    entries_due_at: datetime | None = None

    def dates(self) -> dict[str, datetime | None]:
        """Return its dates by name, in order."""
        return {name: getattr(self, name) for name in ROUND_DATES}


class RoundsOutOfOrder(DomainError):
    """A round begins after the one before has closed, and the announcement comes after the last."""

    code = "call_rounds_out_of_order"


class RoundStands(DomainError):
    """Only the last round can be removed, and only while nothing has happened in it; a call keeps its first."""

    code = "call_round_stands"


def current_of(rounds: Sequence[One], at: datetime) -> One | None:
    """Return the round that is on at `at`: the last one that has opened, else the first; None where there is none."""
    opened = [one for one in rounds if one.opens_at is not None and one.opens_at <= at]
    return opened[-1] if opened else next(iter(rounds), None)


def check_rounds(calendar: Calendar, rounds: Sequence[Dated]) -> None:
    """Refuse rounds (in order) that do not lie between the hard close and the announcement, one after the other.

    Dates that are not set are passed over.
    """
    dates = [getattr(one, name, None) for one in rounds for name in ROUND_DATES]
    found = [at for at in (calendar.closes_at, *dates, calendar.announcement_at) if at is not None]
    if any(after <= before for before, after in pairwise(found)):
        raise RoundsOutOfOrder
