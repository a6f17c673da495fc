"""The jobs of entries."""

from __future__ import annotations

from collections.abc import Callable

from competition.entries.services import checks, cleanup, inspection, later, moved_dates


def verify_file(file_id: str) -> None:
    """Read a landed file, check it and make its copies."""
    inspection.verify_file(file_id)


def settle_upload(file_id: str) -> None:
    """Look whether a file has arrived whose browser never said so."""
    cleanup.settle_upload(file_id)


def abandon_uploads() -> None:
    """Throw away uploads that were never finished, and what was removed."""
    cleanup.abandon_uploads()


def tell_of_round(round_id: str) -> None:
    """Write to the teams that a later round asks something of."""
    later.tell_of_round(round_id)


def tell_of_moved_dates(change_id: str, after: str = "") -> None:
    """Write to those who wait for a date that moved."""
    moved_dates.tell_of_moved_dates(change_id, after)


def remind_of_fix(request_id: str) -> None:
    """Remind a team of what it is asked to mend."""
    checks.remind_of_fix(request_id)


JOBS: dict[str, Callable[..., None]] = {
    "entries.verify_file": verify_file,
    "entries.settle_upload": settle_upload,
    "entries.abandon_uploads": abandon_uploads,
    "entries.tell_of_round": tell_of_round,
    "entries.tell_of_moved_dates": tell_of_moved_dates,
    "entries.remind_of_fix": remind_of_fix,
}
