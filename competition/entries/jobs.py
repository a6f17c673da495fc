"""The jobs of entries."""

from __future__ import annotations

from competition.entries.services import inspection


def verify_file(file_id: str) -> None:
    """Read a landed file, check it and make its copies."""
    inspection.verify_file(file_id)


JOBS = {"entries.verify_file": verify_file}
