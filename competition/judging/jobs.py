"""The jobs of judging."""

from __future__ import annotations

from collections.abc import Callable

from competition.judging import services


def work_out(proposal_id: str) -> None:
    """Work out a deal that was asked for."""
    services.work_out(proposal_id)


JOBS: dict[str, Callable[..., None]] = {"judging.work_out": work_out}
