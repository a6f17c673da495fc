"""What the sheet of a round's kind shows: the steps of its questions, votes left, what the others gave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from competition.i18n import Picked, pick
from competition.judging.labels.kinds import ANSWERS, answer
from competition.judging.models import Criterion, ScoreSheet
from competition.judging.queries.seat import Seat
from competition.judging.queries.votes import others_on, votes_of
from competition.judging.rules.kinds import GRAVE, RoundHow, RoundKind, is_seen
from competition.judging.rules.queue import Work
from competition.judging.rules.sheets import Session, SheetState

Step = tuple[int, str, Picked | str]


def given_in(seat: Seat, work: Work, criteria: Sequence[Criterion], stored: ScoreSheet | None) -> dict[str, Any]:
    """Return what a template needs to let a juror give what this kind of round asks for."""
    how = seat.rules.how if seat.rules else RoundHow()
    is_handed_in = stored is not None and stored.state == SheetState.submitted
    return {
        "how": how,
        "criteria": criteria,
        "steps": {criterion.id: steps_of(how, criterion) for criterion in criteria},
        "asks_reason": how.kind in GRAVE,
        "may_write": seat.session == Session.sitting and (how.may_change or not is_handed_in),
        "is_open": seat.session == Session.sitting,
        "votes": _votes(seat, how),
        "others": _others(seat, how, work, criteria) if is_seen(how.others, is_handed_in=is_handed_in) else None,
    }


def steps_of(how: RoundHow, criterion: Criterion) -> list[Step]:
    """Return the steps of a question as `scale()` shows them: value, label, descriptor."""
    points = ANSWERS.get(how.kind) or range(criterion.lowest, criterion.highest + 1)
    words = [pick(step) for step in criterion.steps]
    return [
        (point, answer(how, point), words[place] if place < len(words) else "") for place, point in enumerate(points)
    ]


def _votes(seat: Seat, how: RoundHow) -> tuple[int, int] | None:
    """Return how many votes a juror has given, and how many he has; None where nobody counts them."""
    if seat.round is None or how.kind != RoundKind.screening or how.size is None or seat.person_id is None:
        return None
    return votes_of(seat.round.id, seat.person_id), how.size


def _others(seat: Seat, how: RoundHow, work: Work, criteria: Sequence[Criterion]) -> list[tuple[Picked, list[str]]]:
    """Return each question with what the others answered."""
    if seat.round is None or seat.person_id is None:
        return []
    found = others_on(seat.round.id, work.entry_id, seat.person_id)
    return [(pick(one.name), [answer(how, points) for points in found.get(one.id, ())]) for one in criteria]
