"""The dates of a call in the order in which they come, those of each round by its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from competition.calls import labels, queries
from competition.calls.models import Call, Round
from competition.i18n import pick


def dates_of(call: Call, rounds: Sequence[Round]) -> list[tuple[Any, datetime | None]]:
    """Return (label, instant) for each date of a call; where there are several rounds, for each round."""
    found: list[tuple[Any, datetime | None]] = []
    for name, at in queries.calendar_of(call, rounds[0] if rounds else None).named():
        if len(rounds) < 2 or not name.startswith("judging_"):
            found.append((labels.DATES[name], at))
        elif name == "judging_opens_at":
            found += [date for one in rounds for date in _of_round(one)]
    return found


def _of_round(one: Round) -> list[tuple[Any, datetime | None]]:
    name = pick(one.name)
    return [
        (_("%(round)s: judging opens", round=name), one.opens_at),
        (_("%(round)s: judging closes", round=name), one.closes_at),
    ]
