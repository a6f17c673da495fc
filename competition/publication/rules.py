"""The law of release."""

from __future__ import annotations

from enum import StrEnum


class ReleaseState(StrEnum):
    """A release is proposed, signed by all it needs and so scheduled, then published; or called off."""

    proposed = "proposed"
    scheduled = "scheduled"
    published = "published"
    called_off = "called_off"
