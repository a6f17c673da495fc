"""The jobs of judging."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from competition.judging import services


def work_out(proposal_id: str) -> None:
    """Work out a deal that was asked for."""
    services.work_out(proposal_id)


def look_for_conflicts(call_id: str) -> None:
    """Ask where jurors and makers may be bound to each other."""
    services.look_for_conflicts(call_id)


def remind(round_id: str, days: int, step: str) -> None:
    """Remind the jurors of a round who have something left."""
    services.remind_by_plan(round_id, days, step)


def replace(assignment_id: str) -> None:
    """Lay an entry before another juror."""
    services.replace(assignment_id)


def replace_all(call_id: str, juror_id: str, at: str) -> None:
    """Lay before others what a juror who left had not handed in."""
    services.replace_all(call_id, juror_id, datetime.fromisoformat(at))


JOBS: dict[str, Callable[..., None]] = {
    "judging.look_for_conflicts": look_for_conflicts,
    "judging.remind": remind,
    "judging.replace": replace,
    "judging.replace_all": replace_all,
    "judging.work_out": work_out,
}
