"""The one clock. Rules take time as an argument; only services, jobs and the web edge ask for it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current time as an aware UTC datetime."""
    return datetime.now(UTC)
