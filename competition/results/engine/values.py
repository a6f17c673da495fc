"""What goes into a method and what comes out of it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# Results are stored to this many decimals of a point: finer than any mark, coarser than the solver's error.
DECIMALS = 9


class BadMarks(ValueError):
    """The marks contradict themselves: an unknown name, one mark given twice, no number, a weight below one."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The points that a criterion may get, from worst to best."""

    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the rubric. Only the ratio of weights counts."""

    name: str
    weight: int = 1
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """The points that one juror gave one entry on one criterion. An abstention is no mark, never a zero."""

    entry: str
    juror: str
    criterion: str
    points: float


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
        known = (frozenset(self.entries), frozenset(self.jurors), frozenset(names))
        for row in self.rows:
            _require_known(row, known)
        if any(criterion.weight < 1 for criterion in self.criteria):
            raise BadMarks("a weight is below one")

    def as_plain(self) -> dict[str, Any]:
        """Return the same as JSON: what a run stores and its digest is made of; rows in a fixed order."""
        return {
            "entries": sorted(self.entries),
            "jurors": sorted(self.jurors),
            "criteria": [_plain_criterion(criterion) for criterion in self.criteria],
            "rows": sorted([row.entry, row.juror, row.criterion, row.points] for row in self.rows),
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Marks:
        """Read what `as_plain` wrote."""
        return cls(
            entries=tuple(plain["entries"]),
            jurors=tuple(plain["jurors"]),
            criteria=tuple(_read_criterion(one) for one in plain["criteria"]),
            rows=tuple(Mark(*row) for row in plain["rows"]),
        )


class CaveatCode(StrEnum):
    """What a reader of a ranking must know before he trusts it."""

    disconnected = "disconnected"
    unmarked = "unmarked"
    few_marks = "few_marks"
    flat = "flat"
    incomplete = "incomplete"
    separated = "separated"


@dataclass(frozen=True, slots=True)
class Caveat:
    """One warning: its kind, how many things it is about, and their names."""

    code: CaveatCode
    number: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryOutcome:
    """An entry's result.

    `score` is what ranks: points for the mean, points above the centre of the component for the additive
    method. `level` is the same put back on the scale of the marks, for reading. `rank` begins at 1, equal
    ranks are ties; it counts inside `component` where the method cannot compare beyond it. `n` is the number
    of jurors who marked. Without marks there is neither score nor rank.
    """

    entry: str
    score: float | None = None
    level: float | None = None
    rank: int | None = None
    raw_mean: float | None = None
    n: int = 0
    component: int | None = None


@dataclass(frozen=True, slots=True)
class JurorOutcome:
    """A juror: entries marked, and severity: points below what the others would have given; None if not estimated."""

    juror: str
    n: int
    severity: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A ranking and its explanation; entries by rank, then name. `has_common_ranking` is false across components."""

    method: str
    entries: tuple[EntryOutcome, ...]
    jurors: tuple[JurorOutcome, ...]
    components: int
    has_common_ranking: bool = True
    warnings: tuple[Caveat, ...] = field(default_factory=tuple)


def _require_distinct(*lists: Iterable[Any]) -> None:
    for names in map(list, lists):
        if len(set(names)) != len(names):
            raise BadMarks("a name or a mark is given twice")


def _require_known(row: Mark, known: tuple[frozenset[str], frozenset[str], frozenset[str]]) -> None:
    for name, names in zip((row.entry, row.juror, row.criterion), known, strict=True):
        if name not in names:
            raise BadMarks(f"{name!r} is not listed")
    if not math.isfinite(row.points):
        raise BadMarks(f"{row.points!r} is no number of points")


def _plain_criterion(criterion: Criterion) -> dict[str, Any]:
    scale = criterion.scale
    return {
        "name": criterion.name,
        "weight": criterion.weight,
        "scale": [scale.lowest, scale.highest] if scale else None,
    }


def _read_criterion(plain: dict[str, Any]) -> Criterion:
    return Criterion(plain["name"], plain["weight"], Scale(*plain["scale"]) if plain["scale"] else None)
