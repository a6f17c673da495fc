"""The jobs of people."""

from __future__ import annotations

from collections.abc import Callable

from competition.people.services import erasure


def erase_person(person_id: str) -> None:
    """Erase a person whose week has passed."""
    erasure.erase_person(person_id)


JOBS: dict[str, Callable[..., None]] = {"people.erase_person": erase_person}
