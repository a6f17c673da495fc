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


JOBS: dict[str, Callable[..., None]] = {
    "judging.look_for_conflicts": look_for_conflicts,
    "judging.work_out": work_out,
}
