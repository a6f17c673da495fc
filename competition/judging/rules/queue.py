"""A juror's queue: the entries before him in his own order, where each stands, what is left, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from competition.judging.rules.sheets import SheetState


class WorkState(StrEnum):
    """Where an entry stands with the juror it lies before."""

    open = "open"
    draft = "draft"
    submitted = "submitted"
    recused = "recused"


@dataclass(frozen=True, slots=True)
class Work:
    """An entry in a juror's own order, and where he stands with it."""

    assignment_id: str
    entry_id: str
    code: str
    category_id: str | None
    state: WorkState


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where one goes from a sheet: `number` counts from 1; None where there is nothing."""

    number: int
    previous: Work | None
    following: Work | None
    next_open: Work | None


def work_state(recused_at: datetime | None, sheet: SheetState | None) -> WorkState:
    """Tell where an entry stands with its juror."""
    if recused_at is not None:
        return WorkState.recused
    return WorkState(sheet.value) if sheet else WorkState.open


def in_queue(queue: Sequence[Work]) -> list[Work]:
    """Return the entries that are the juror's to judge: all but those he stepped back from."""
    return [work for work in queue if work.state != WorkState.recused]


def left(queue: Sequence[Work]) -> int:
    """Return how many entries still wait for this juror's sheet."""
    return sum(work.state in {WorkState.open, WorkState.draft} for work in queue)


def neighbours(queue: Sequence[Work], assignment_id: str) -> Neighbours:
    """Return the way on from one sheet, in the juror's own order; the next open one is sought round the end."""
    works = in_queue(queue)
    here = next((place for place, work in enumerate(works) if work.assignment_id == assignment_id), None)
    if here is None:
        return Neighbours(0, None, None, _first_open(works))
    after = works[here + 1 :]
    return Neighbours(
        number=here + 1,
        previous=works[here - 1] if here else None,
        following=after[0] if after else None,
        next_open=_first_open([*after, *works[:here]]),
    )


def ahead(queue: Sequence[Work], assignment_id: str | None, most: int) -> list[Work]:
    """Return the works that a juror will probably open next, the likeliest first: the following one, then open ones.

    From a sheet these are sought round the end; without one (from the wall) open ones alone, in his own order.
    """
    way = neighbours(queue, assignment_id) if assignment_id else Neighbours(0, None, None, None)
    works = in_queue(queue)
    round_the_end = [*works[way.number :], *works[: max(way.number - 1, 0)]]
    waiting = [work for work in round_the_end if work.state in {WorkState.open, WorkState.draft}]
    first = [way.following] if way.following else []
    return [*first, *(work for work in waiting if work not in first)][:most]


def _first_open(works: Sequence[Work]) -> Work | None:
    return next((work for work in works if work.state in {WorkState.open, WorkState.draft}), None)
