"""The law of results."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What was decided for a category: an entry wins, or the award is withheld."""

    winner = "winner"
    withheld = "withheld"
