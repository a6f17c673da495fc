"""The law of overseeing a round: what the chair and the organisers learn of marks, and who is reminded when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from competition.errors import DomainError
from competition.judging.rules.sheets import Scale, Session

# Days before the close of a round on which who is not done is reminded, unless something else was chosen.
USUAL_DAYS = (7, 2, 1)
MOST_DAYS = 60
MOST_STEPS = 6


class EntryOrder(StrEnum):
    """In which order a chair reads the entries of a round."""

    spread = "spread"
    open = "open"
    code = "code"


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the jurors of an entry are apart, in points of 0 to 100; `deviation` is of the sample, of two or more."""

    jurors: int
    least: float
    most: float
    deviation: float | None

    @property
    def range(self) -> float:
        """Return the points between the lowest and the highest."""
        return self.most - self.least


class MarksAreHidden(DomainError):
    """The rules of the round hide marks from everybody but their jurors until it closes."""

    code = "marks_hidden"
    status = 409


class ShutOut(DomainError):
    """Whoever is bound to a work learns nothing of its marks, nor what would tell them, and decides on none."""

    code = "shut_out"
    status = 403


class DaysOutOfBounds(DomainError):
    """Reminders go out on at most `steps` days, each from 1 to `most` days before the close."""

    code = "days_out_of_bounds"


class NobodyToRemind(DomainError):
    """A reminder goes to jurors who have something left."""

    code = "nobody_to_remind"


class NotHandedIn(DomainError):
    """Only a sheet that was handed in is corrected in a meeting; others are written as ever."""

    code = "sheet_not_handed_in"
    status = 409


class CorrectionNeedsReason(DomainError):
    """Marks that the jury talked about change with a reason."""

    code = "correction_needs_reason"


def are_marks_shown(session: Session, *, hides_marks: bool) -> bool:
    """Tell whether who oversees a round may learn of its marks: always, or from its close on."""
    return not hides_marks or session == Session.closed


def score_of(marks: Mapping[str, int], scales: Iterable[Scale]) -> float | None:
    """Return the weighted mean of what is marked, each scale stretched over 0 to 100; None where nothing is."""
    known = [(one, marks[one.criterion_id]) for one in scales if one.criterion_id in marks]
    if not known:
        return None
    whole = sum(one.weight * (points - one.lowest) / (one.highest - one.lowest) for one, points in known)
    return 100 * whole / sum(one.weight for one, _points in known)


def checked_days(days: Iterable[int]) -> tuple[int, ...]:
    """Return the days before the close, the earliest reminder first, each once."""
    found = sorted(set(days), reverse=True)
    if len(found) > MOST_STEPS or any(not 1 <= day <= MOST_DAYS for day in found):
        raise DaysOutOfBounds(steps=MOST_STEPS, most=MOST_DAYS)
    return tuple(found)


def step_at(closes_at: datetime, days: int) -> str:
    """Return the name of a reminder: with another close it is another one."""
    return f"{days} before {closes_at:%Y-%m-%dT%H:%M}Z"


def due_at(closes_at: datetime, days: int) -> datetime:
    """Return when a reminder is due."""
    return closes_at - timedelta(days=days)
