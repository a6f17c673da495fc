"""The jobs of publication."""

from __future__ import annotations

from collections.abc import Callable

from competition.publication import services


def publish(release_id: str) -> None:
    """Publish a scheduled release at its time."""
    services.publish(release_id)


def copy_pictures(release_id: str) -> None:
    """Copy its pictures to where the public reads them."""
    services.copy_pictures(release_id)


def write_letters(release_id: str, after: str = "") -> None:
    """Write to the teams, from one entry on."""
    services.write_letters(release_id, after)


def write_sheets(release_id: str) -> None:
    """Freeze what each team sees of its entry's judging."""
    services.write_sheets(release_id)


def settle_work(work_id: str) -> None:
    """Show of a published work what may be shown now."""
    services.settle_work(work_id)


def remove_copies(work_id: str) -> None:
    """Delete the public copies of what is withheld."""
    services.remove_copies(work_id)


JOBS: dict[str, Callable[..., None]] = {
    "publication.publish": publish,
    "publication.copy_pictures": copy_pictures,
    "publication.write_letters": write_letters,
    "publication.write_sheets": write_sheets,
    "publication.settle_work": settle_work,
    "publication.remove_copies": remove_copies,
}
