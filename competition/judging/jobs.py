"""The jobs of judging."""

from __future__ import annotations

from collections.abc import Callable

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


JOBS: dict[str, Callable[..., None]] = {
    "judging.look_for_conflicts": look_for_conflicts,
    "judging.remind": remind,
    "judging.replace": replace,
    "judging.work_out": work_out,
}
