"""One juror's value for one entry, whatever it measures: what agreement and orders are read from."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Rating(NamedTuple):
    """What one juror gives one entry: a weighted score or a place; exact, so that equal values are equal."""

    entry: str
    juror: str
    value: Fraction
