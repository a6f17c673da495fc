"""Where a release stands, and who takes part in it."""

from __future__ import annotations

from enum import StrEnum

from competition.people.rules import ORGANISERS, Role

PROPOSERS = (*ORGANISERS, Role.chair)
READERS = (*PROPOSERS, Role.auditor)


class ReleaseState(StrEnum):
    """A release is proposed, signed by all it needs and so scheduled, then published; or called off."""

    proposed = "proposed"
    scheduled = "scheduled"
    published = "published"
    called_off = "called_off"


ACTIVE = (ReleaseState.proposed, ReleaseState.scheduled)
