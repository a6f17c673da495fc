"""Numbers as people write them in sheets, read exactly: 7.3 is 73/10."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from competition.results.engine.marks import MOST
from competition.results.engine.sheets.problems import BadSheet, quoted

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?", re.ASCII | re.IGNORECASE)


def read_number(text: str) -> Fraction:
    """Return a decimal number, with a point and without separators; raise `BadSheet` for all else, NaN included."""
    if not NUMBER.fullmatch(text):
        raise BadSheet(f"{quoted(text)} is not a number")
    number = Fraction(Decimal(text))
    if abs(number) > MOST:
        raise BadSheet(f"{quoted(text)} is beyond {MOST}")
    return number


def read_points(text: str) -> tuple[Fraction, ...]:
    """Return a table such as `12,10,8,7`: points for the first place, the second, …, none below zero, never rising."""
    points = tuple(read_number(part.strip()) for part in text.split(","))
    if min(points) < 0 or max(points) == 0:
        raise BadSheet("points are not below zero, and not all zero")
    if list(points) != sorted(points, reverse=True):
        raise BadSheet("a better place cannot have fewer points")
    return points
