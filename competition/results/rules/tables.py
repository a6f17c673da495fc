"""Tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import east_asian_width

from competition.entries.rules.tables import Cell

# In characters: narrower hides the arrow of a filter, wider pushes the figures off the screen.
NARROWEST, WIDEST = 8, 50


class Kind(StrEnum):
    """How the values of a column are written."""

    text = "text"
    whole = "whole"
    points = "points"
    share = "share"
    moment = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head, and what stands below it."""

    head: str
    kind: Kind = Kind.text


def width_of(head: str, cells: Iterable[Cell], widest: int = WIDEST) -> int:
    """Return how wide a column should be, in characters: as its longest text, within reason.

    Figures are shorter than their heads. A Chinese character is as wide as two Latin ones.
    """
    texts = (cell for cell in cells if isinstance(cell, str))
    longest = max(_width(head), max(map(_width, texts), default=0))
    return min(max(longest + 2, NARROWEST), widest)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)
