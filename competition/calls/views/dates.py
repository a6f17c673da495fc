"""The dates of a call in the order in which they come, those of each round by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from competition.calls import labels, queries
from competition.calls.models import Call, Category, Round
from competition.calls.rules.calendar import FURTHER_DATES
from competition.i18n import Picked, pick


def dates_of(call: Call, rounds: Sequence[Round]) -> list[tuple[Any, datetime | None]]:
    """Return (label, instant) for each date of a call, of several rounds for each; one not asked for is left out."""
    found: list[tuple[Any, datetime | None]] = []
    for name, at in queries.calendar_of(call, rounds[0] if rounds else None).named():
        if name in FURTHER_DATES and at is None:
            continue
        if len(rounds) < 2 or not name.startswith("judging_"):
            found.append((labels.DATES[name], at))
        elif name == "judging_opens_at":
            found += [date for one in rounds for date in _of_round(one)]
    return found


@dataclass(frozen=True, slots=True)
class Moved:
    """A date that moved, as a page says it: what, of which category (empty: all), from when to when, when and why."""

    label: Any
    category: Picked
    before: datetime | None
    after: datetime | None
    on: datetime
    reason: Picked


def moves_of(call: Call) -> list[Moved]:
    """Return how the dates of a published call moved, newest first."""
    return [
        Moved(labels.DATES[row.name], pick(category), row.before, row.after, row.moved_at, pick(row.reason))
        for row, category in queries.moves_of(call.id)
    ]


def own_dates_of(
    call: Call, categories: Sequence[Category], now: datetime
) -> list[tuple[Picked, list[tuple[Any, datetime, bool]]]]:
    """Return each category that has dates instead of its call's, with them: (label, instant, passed)."""
    found = [(pick(category.name), _own_dates(call, category, now)) for category in categories]
    return [(name, rows) for name, rows in found if rows]


def _own_dates(call: Call, category: Category, now: datetime) -> list[tuple[Any, datetime, bool]]:
    dates = queries.own_dates(category).named()
    return [(labels.DATES[name], at, at < now) for name, at in dates if at is not None and at != getattr(call, name)]


def _of_round(one: Round) -> list[tuple[Any, datetime | None]]:
    name = pick(one.name)
    return [
        (_("%(round)s: judging opens", round=name), one.opens_at),
        (_("%(round)s: judging closes", round=name), one.closes_at),
    ]
