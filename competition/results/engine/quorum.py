"""How many marks an entry needs: one that has fewer is named and not ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from competition.results.engine.marks import Marks
from competition.results.engine.values import Caveat, CaveatCode, Outcome


def parted(marks: Marks, least: int) -> tuple[Marks, dict[str, int]]:
    """Return the marks of the entries that at least so many jurors marked, and how many the others have.

    Entries without any mark are not among those others: they are told of as unmarked.
    """
    jurors: dict[str, set[str]] = {entry: set() for entry in marks.entries}
    for row in marks.rows:
        jurors[row.entry].add(row.juror)
    below = {entry: len(names) for entry, names in sorted(jurors.items()) if 0 < len(names) < least}
    return replace(marks, rows=tuple(row for row in marks.rows if row.entry not in below)), below


def told(outcome: Outcome, below: Mapping[str, int]) -> Outcome:
    """Return an outcome that says of the entries below the least that they have marks and no place."""
    if not below:
        return outcome
    entries = tuple(replace(one, n=below.get(one.entry, one.n)) for one in outcome.entries)
    others = [_without(one, below) for one in outcome.warnings]
    named = Caveat(CaveatCode.below_least, len(below), tuple(below))
    return replace(outcome, entries=entries, warnings=(named, *(one for one in others if one.number)))


def _without(caveat: Caveat, below: Mapping[str, int]) -> Caveat:
    """Return the warning of unmarked entries without those that are told of below the least."""
    if caveat.code != CaveatCode.unmarked:
        return caveat
    names = tuple(name for name in caveat.names if name not in below)
    return Caveat(caveat.code, len(names), names)
