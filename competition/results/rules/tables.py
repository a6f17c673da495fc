"""Tables for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from unicodedata import east_asian_width

# What a spreadsheet takes for the beginning of a formula: OWASP, CSV Injection.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# In characters: narrower hides the arrow of a filter, wider pushes the figures off the screen.
NARROWEST, WIDEST = 8, 50

Cell = str | int | float | datetime | None


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


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as CSV (RFC 4180). A text that would be a formula gets an apostrophe before it."""
    target = io.StringIO()
    csv.writer(target).writerows([[_safe(cell) for cell in row] for row in rows])
    return target.getvalue()


def width_of(head: str, cells: Iterable[Cell], widest: int = WIDEST) -> int:
    """Return how wide a column should be, in characters: as its longest text, within reason.

    Figures are shorter than their heads. A Chinese character is as wide as two Latin ones.
    """
    texts = (cell for cell in cells if isinstance(cell, str))
    longest = max(_width(head), max(map(_width, texts), default=0))
    return min(max(longest + 2, NARROWEST), widest)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
