"""Files on their way: which may land after their entry is handed in, and till when, for the pages of the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from competition.entries.models import EntryFile
from competition.entries.rules.awaiting import awaited_until, is_awaited, may_land_until
from competition.entries.views.loading import Room
from competition.web.session import current_actor


@dataclass(frozen=True, slots=True)
class OnTheirWay:
    """Files that would be handed in on their way, and the first instant at which one of them must have landed.

    `unknown` tells that of one the SHA-256 is not known yet.
    """

    files: Sequence[EntryFile]
    until: datetime
    unknown: bool


def awaited_in(room: Room) -> OnTheirWay | None:
    """Return which files of a form may land after it is handed in now; None where none is on its way."""
    present = {file.id for file in room.files}
    asked = [file for file in room.files if file.field_id not in room.hidden and file.replaces_id not in present]
    found = [(file, until) for file in asked if (until := may_land_until(file, room.moment)) is not None]
    if not found:
        return None
    unknown = any(awaited_until(file, room.moment) is None for file, _until in found)
    return OnTheirWay([file for file, _until in found], min(until for _file, until in found), unknown)


def still_awaited(room: Room) -> list[EntryFile]:
    """Return the files that were handed in on their way and may still land."""
    awaited = [file for file in room.files if is_awaited(file, room.entry.state)]
    return [file for file in awaited if file.awaited_until and current_actor().at <= file.awaited_until]
