"""Rows as CSV, for every table that organisers take along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

# What a spreadsheet takes for the beginning of a formula: OWASP, CSV Injection.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | datetime | None


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as CSV (RFC 4180). A text that would be a formula gets an apostrophe before it."""
    target = io.StringIO()
    csv.writer(target).writerows([[_safe(cell) for cell in row] for row in rows])
    return target.getvalue()


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
