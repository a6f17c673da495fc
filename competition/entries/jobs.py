"""The jobs of entries."""

from __future__ import annotations

from collections.abc import Callable

from competition.entries.services import arrivals, checks, cleanup, erasure, inspection, later, moved_dates, sketches


def verify_file(file_id: str) -> None:
    """Read a landed file, check it and make its copies."""
    inspection.verify_file(file_id)


def give_up_file(file_id: str) -> None:
    """Refuse a file that could not be read, as often as it was tried."""
    inspection.give_up(file_id)


def settle_upload(file_id: str) -> None:
    """Look whether a file has arrived whose browser never said so."""
    cleanup.settle_upload(file_id)


def settle_awaited(file_id: str) -> None:
    """Look what became of a file that was handed in on its way."""
    cleanup.settle_awaited(file_id)


def tell_of_awaited(file_id: str) -> None:
    """Write to who waits for a file that was handed in on its way."""
    arrivals.tell_of_awaited(file_id)


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


def forget_sketches() -> None:
    """Throw away what visitors typed and did not come back for."""
    sketches.forget_sketches()


def delete_objects(keys: list[str]) -> None:
    """Delete bytes that nobody may have any more."""
    erasure.delete_objects(keys)


JOBS: dict[str, Callable[..., None]] = {
    "entries.verify_file": verify_file,
    "entries.verify_file.parked": give_up_file,
    "entries.settle_upload": settle_upload,
    "entries.settle_awaited": settle_awaited,
    "entries.tell_of_awaited": tell_of_awaited,
    "entries.abandon_uploads": abandon_uploads,
    "entries.tell_of_round": tell_of_round,
    "entries.tell_of_moved_dates": tell_of_moved_dates,
    "entries.remind_of_fix": remind_of_fix,
    "entries.delete_objects": delete_objects,
    "entries.forget_sketches": forget_sketches,
}
