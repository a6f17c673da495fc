"""What a release would announce, and what stands in its way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from unicodedata import east_asian_width

from competition.publication.rules.refusals import TimeIsPast

# The name of the long text that stands first on a work's page.
STATEMENT = "statement"


class Obstacle(StrEnum):
    """Why the decisions of a call cannot be published as they stand."""

    undecided = "undecided"
    stale = "stale"
    withdrawn = "withdrawn"


@dataclass(frozen=True, slots=True)
class Content:
    """What a release publishes: the newest run, and the decisions `(honour, outcome, entry, entry's state)`.

    `honours` maps each honour, in order, to the words that will stand on it; `motions` those that were carried.
    """

    call_id: str
    run_id: str | None
    run_of_decisions: frozenset[str]
    honours: Mapping[str, Mapping[str, Any]]
    decisions: tuple[tuple[str, str, str | None, str | None], ...]
    motions: Mapping[str, Mapping[str, Any]]

    def signed_words(self, publish_at: datetime) -> dict[str, Any]:
        """Return what the signatures sign, ready for a digest."""
        return {
            "call": self.call_id,
            "run": self.run_id,
            "honours": [[honour_id, dict(words)] for honour_id, words in self.honours.items()],
            "motions": {honour_id: dict(minutes) for honour_id, minutes in self.motions.items()},
            "decisions": [list(one) for one in self.decisions],
            "publish_at": publish_at,
        }


def obstacles(content: Content) -> tuple[Obstacle, ...]:
    """Return what must be mended before these decisions can be published."""
    decided = {honour for honour, _outcome, _entry, _state in content.decisions}
    found = {
        Obstacle.undecided: not content.honours or set(content.honours) - decided,
        Obstacle.stale: content.run_of_decisions - {content.run_id},
        Obstacle.withdrawn: any(entry and state != "submitted" for _h, _o, entry, state in content.decisions),
    }
    return tuple(obstacle for obstacle, holds in found.items() if holds)


def check_time(publish_at: datetime, at: datetime) -> None:
    """Refuse a time that is past. The running minute may be chosen: the last signature then publishes at once."""
    if publish_at < at.replace(second=0, microsecond=0):
        raise TimeIsPast


_SENTENCE = re.compile(r".+?(?:[.!?…](?=\s|$)|[。！？…]|$)", re.DOTALL)


def opening(text: str, most: int = 180) -> str:
    """Return the first sentences of a text, as many as `most` letters hold; one at least, whole.

    A Chinese character counts for two: it takes the room and says as much.
    """
    found = ""
    for sentence in _SENTENCE.findall(text.strip().split("\n")[0]):
        if found and _width(found) + _width(sentence) > most:
            break
        found += sentence
    return found.strip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def joined(names: Iterable[str], locale: str) -> str:
    """Return the makers' names in the order given, as they are joined in the entry's language."""
    return ("、" if locale == "zh" else ", ").join(names)
