"""The marks: all that a method is told; plain Python, so that the request path may read it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

# No mark, weight or end of a scale is larger: beyond it a float cannot tell neighbouring marks apart any more.
MOST = 10**9

Number = int | float | Fraction | Decimal


class BadMarks(ValueError):
    """The marks contradict themselves: an unknown name, one mark given twice, no number, a weight not above zero."""


def exact(number: Number) -> Fraction:
    """Return a number exactly. A float is read as the decimal that it prints as: 7.3 is 73/10."""
    return Fraction(repr(float(number))) if isinstance(number, float) else Fraction(number)


@dataclass(frozen=True, slots=True)
class Scale:
    """The points that a criterion may get, from worst to best."""

    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the rubric. Weights are above zero; only their ratio counts."""

    name: str
    weight: Number = 1
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """The points that one juror gave one entry on one criterion. An abstention is no mark, never a zero."""

    entry: str
    juror: str
    criterion: str
    points: Number


@dataclass(frozen=True, slots=True)
class Marks:
    """All that a method is told. Names are codes and pseudonyms; each list names every one once.

    Raises `BadMarks` when a row names something that is not listed, repeats a mark, or has no finite points.
    """

    entries: tuple[str, ...]
    jurors: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    rows: tuple[Mark, ...]

    def __post_init__(self) -> None:
        """Refuse marks that contradict themselves."""
        names = tuple(criterion.name for criterion in self.criteria)
        _require_distinct(
            self.entries, self.jurors, names, [(row.entry, row.juror, row.criterion) for row in self.rows]
        )
        _require_known({row.entry for row in self.rows}, self.entries)
        _require_known({row.juror for row in self.rows}, self.jurors)
        _require_known({row.criterion for row in self.rows}, names)
        for number in {row.points for row in self.rows}:
            _require_number(number)
        for criterion in self.criteria:
            _require_criterion(criterion)

    def as_plain(self) -> dict[str, Any]:
        """Return the same as JSON: what a run stores and its digest is made of; rows in a fixed order.

        Fractions and decimals are written as text, so that they come back exactly.
        """
        return {
            "entries": sorted(self.entries),
            "jurors": sorted(self.jurors),
            "criteria": [_plain_criterion(criterion) for criterion in self.criteria],
            "rows": sorted([row.entry, row.juror, row.criterion, _plain_number(row.points)] for row in self.rows),
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Marks:
        """Read what `as_plain` wrote."""
        return cls(
            entries=tuple(plain["entries"]),
            jurors=tuple(plain["jurors"]),
            criteria=tuple(_read_criterion(one) for one in plain["criteria"]),
            rows=tuple(Mark(entry, juror, name, _read_number(points)) for entry, juror, name, points in plain["rows"]),
        )


def _require_distinct(*lists: Iterable[Any]) -> None:
    for names in map(list, lists):
        if len(set(names)) != len(names):
            raise BadMarks("a name or a mark is given twice")


def _require_known(named: set[str], listed: tuple[str, ...]) -> None:
    if unknown := sorted(named - set(listed)):
        raise BadMarks(f"{unknown[0]!r} is not listed")


def _require_number(number: Number) -> None:
    if not ((isinstance(number, int | Fraction) or math.isfinite(number)) and -MOST <= number <= MOST):
        raise BadMarks(f"{number!r} is no number of points from -{MOST} to {MOST}")


def _require_criterion(criterion: Criterion) -> None:
    _require_number(criterion.weight)
    if criterion.weight <= 0:
        raise BadMarks("a weight is not above zero")
    if criterion.scale and criterion.scale.lowest >= criterion.scale.highest:
        raise BadMarks("a scale goes from its lowest points up to its highest")


def _plain_criterion(criterion: Criterion) -> dict[str, Any]:
    scale = criterion.scale
    return {
        "name": criterion.name,
        "weight": _plain_number(criterion.weight),
        "scale": [scale.lowest, scale.highest] if scale else None,
    }


def _read_criterion(plain: dict[str, Any]) -> Criterion:
    scale = Scale(*plain["scale"]) if plain["scale"] else None
    return Criterion(plain["name"], _read_number(plain["weight"]), scale)


def _plain_number(number: Number) -> int | float | str:
    return number if isinstance(number, int | float) else str(Fraction(number))


def _read_number(plain: float | str) -> Number:
    return Fraction(plain) if isinstance(plain, str) else plain
