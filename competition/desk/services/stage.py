"""What the loaders of the demo share: its content, the ids of what was made, and who acts when."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from competition.actor import Actor, system
from competition.calls.rules import Calendar
from competition.people import queries as people

Thing = dict[str, Any]


@dataclass
class Stage:
    """The demo while it is being loaded: `ids` maps `(kind, key)` to the id of the row that was made."""

    folder: Path
    now: datetime
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)

    def content(self, name: str) -> list[Thing]:
        """Return the things of one kind, as the content file has them."""
        things: list[Thing] = json.loads((self.folder / "content" / f"{name}.json").read_text())
        return things

    @cached_property
    def calls(self) -> list[Thing]:
        """Return the calls of the demo."""
        return self.content("calls")

    def id_of(self, kind: str, key: str) -> str:
        """Return the id of a thing that was made before."""
        return self.ids[kind, key]

    def actor(self, person: str, at: datetime | None = None) -> Actor:
        """Return a person of the demo, acting at an instant, with the roles he has by now."""
        row = people.person_by_id(self.id_of("person", person))
        if row is None:
            raise LookupError(person)
        return Actor(
            at=at or self.now,
            person_id=row.id,
            name=row.name,
            email=row.email,
            email_confirmed=True,
            locale=row.locale,
            roles=people.roles_of(row.id),
            has_second_factor=True,
            fresh_second_factor=True,
        )

    def system(self) -> Actor:
        """Return the platform itself."""
        return system(self.now)
