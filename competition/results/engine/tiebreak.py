"""Ties broken by the rules that a call names, in their order; plain Python, exact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from statistics import median

from competition.results.engine.marks import BadMarks, Mark, Marks, exact
from competition.results.engine.values import EntryOutcome, Outcome


class TieRule(StrEnum):
    """What may decide between entries of one rank: more of it comes first; of the last, less."""

    raw_mean = "raw_mean"
    top_marks = "top_marks"
    criterion = "criterion"
    median = "median"
    low_marks = "low_marks"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `criterion` names the line of the rubric that `TieRule.criterion` looks at."""

    kind: TieRule
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry's rank after the rules, and the rule that parted it from the last one it was tied with, if one did."""

    entry: str
    rank: int
    by: Rule | None = None


def broken(marks: Marks, outcome: Outcome, rules: Sequence[Rule]) -> tuple[Place, ...]:
    """Return the ranked entries of an outcome, its ties broken by the rules in order; what no rule parts stays tied.

    `raw_mean`: a higher mean over the jurors. `top_marks`: a larger share of its marks are the highest of their
    scale (of those given, where no scale is stated), so that more jurors are no help. `criterion`: a higher mean on
    that criterion; no mark on it comes last. `median`: a higher median of the jurors' means. `low_marks`: a smaller
    share of its marks are the lowest. Raises `BadMarks` for a criterion that is not in the rubric.
    """
    for rule in rules:
        if rule.kind is TieRule.criterion and rule.criterion not in {one.name for one in marks.criteria}:
            raise BadMarks(f"{rule.criterion!r} is not listed")
    rows: dict[str, list[Mark]] = defaultdict(list)
    for row in marks.rows:
        rows[row.entry].append(row)
    ends = _ends(marks)
    tied: dict[tuple[int | None, int], list[EntryOutcome]] = defaultdict(list)
    for one in outcome.entries:
        if one.rank is not None:
            tied[None if outcome.has_common_ranking else one.component, one.rank].append(one)
    keys = {
        one.entry: tuple(_value(rule, one, rows[one.entry], ends) for rule in rules) if len(group) > 1 else ()
        for group in tied.values()
        for one in group
    }
    return tuple(place for (_, rank), group in tied.items() for place in _parted(rank, group, keys, rules))


def _parted(
    rank: int, group: list[EntryOutcome], keys: dict[str, tuple[Fraction, ...]], rules: Sequence[Rule]
) -> list[Place]:
    ordered = sorted(group, key=lambda one: (tuple(-value for value in keys[one.entry]), one.entry))
    places: list[Place] = []
    for at, one in enumerate(ordered):
        before = ordered[at - 1].entry if at else None
        if before and keys[before] == keys[one.entry]:
            places.append(replace(places[-1], entry=one.entry))
            continue
        other = before or next((two.entry for two in ordered if keys[two.entry] != keys[one.entry]), None)
        places.append(Place(one.entry, rank + at, _first_difference(keys, one.entry, other, rules)))
    return places


def _first_difference(
    keys: dict[str, tuple[Fraction, ...]], one: str, other: str | None, rules: Sequence[Rule]
) -> Rule | None:
    if other is None:
        return None
    pairs = zip(rules, keys[one], keys[other], strict=True)
    return next((rule for rule, mine, theirs in pairs if mine != theirs), None)


def _value(rule: Rule, one: EntryOutcome, rows: list[Mark], ends: dict[str, tuple[Fraction, Fraction]]) -> Fraction:
    match rule.kind:
        case TieRule.raw_mean:
            return exact(one.raw_mean or 0)
        case TieRule.criterion:
            own = [exact(row.points) for row in rows if row.criterion == rule.criterion]
            return sum(own, Fraction(0)) / len(own) if own else Fraction(-(10**12))
        case TieRule.median:
            return median(_means(rows))
        case TieRule.top_marks:
            return Fraction(sum(exact(row.points) >= ends[row.criterion][1] for row in rows), len(rows))
        case TieRule.low_marks:
            return -Fraction(sum(exact(row.points) <= ends[row.criterion][0] for row in rows), len(rows))


def _means(rows: list[Mark]) -> list[Fraction]:
    given: dict[str, list[Fraction]] = defaultdict(list)
    for row in rows:
        given[row.juror].append(exact(row.points))
    return [sum(points, Fraction(0)) / len(points) for points in given.values()]


def _ends(marks: Marks) -> dict[str, tuple[Fraction, Fraction]]:
    """Return the lowest and highest mark of each criterion: those of its scale, else those given."""
    given: dict[str, list[Fraction]] = defaultdict(list)
    for row in marks.rows:
        given[row.criterion].append(exact(row.points))
    ends = {name: (min(points), max(points)) for name, points in given.items()}
    scales = {
        one.name: (Fraction(one.scale.lowest), Fraction(one.scale.highest)) for one in marks.criteria if one.scale
    }
    return ends | scales
