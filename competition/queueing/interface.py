"""What the application asks of a queue: carry a wake-up to a worker, soon or at an instant."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Bell(Protocol):
    """Rings a worker. A lost ring costs time, never work: the sweep finds the row."""

    def ring(self, job_id: str, due_at: datetime) -> None:
        """Ask a worker to claim the job at `due_at` or as soon as it is past."""
        ...

    def is_up(self) -> bool:
        """Tell whether the carrier answers (for `/readyz`)."""
        ...


class SilentBell:
    """Rings nobody; for unit tests, and for tests that run jobs by hand. Remembers what was rung."""

    def __init__(self) -> None:
        self.rung: list[str] = []

    def ring(self, job_id: str, due_at: datetime) -> None:
        """Remember the ring."""
        self.rung.append(job_id)

    def is_up(self) -> bool:
        """Return True: silence never fails."""
        return True
