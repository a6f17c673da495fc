"""The jobs of results."""

from __future__ import annotations

from collections.abc import Callable

from competition.results import services


def compute_run(run_id: str) -> None:
    """Compute a run that was asked for."""
    services.carry_out(run_id)


JOBS: dict[str, Callable[..., None]] = {"results.compute_run": compute_run}
