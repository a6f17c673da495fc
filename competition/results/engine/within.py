"""Places inside each category, by what a method found on all marks together.

A juror's severity shows in all that he marked, so it is estimated once; a prize is given in one category, so ranks,
intervals and probabilities count among its own entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from competition.results.engine.evidence import Ranked, shown
from competition.results.engine.marks import Marks
from competition.results.engine.methods import FINDERS
from competition.results.engine.outcomes import Found, Given
from competition.results.engine.ranks import ranks_within
from competition.results.engine.scores import Array
from competition.results.engine.values import Options


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry among those of its category that can be compared with it; the last four as in `EntryOutcome`."""

    entry: str
    category: str
    rank: int
    rank_low: int | None = None
    rank_high: int | None = None
    p_first: float | None = None
    p_top: float | None = None


def standings(marks: Marks, method: str, options: Options, category_of: Mapping[str, str]) -> tuple[Standing, ...]:
    """Return the place of each marked entry in its category, by category, rank and name; none if the method refuses.

    Entries without a category stand in the one called "". Where the jury fell apart, ranks count inside each group too.
    """
    given = Given.of(marks, options)
    found = FINDERS[method](given) if marks.rows else None
    if not isinstance(found, Found):
        return ()
    group = _groups(given, found, category_of)
    rank = ranks_within(found.order, group)
    columns: dict[str, list[int] | list[float]] = {"rank": rank.tolist()}
    if options.bootstrap and found.noise is not None:
        evidence = shown(given.scores, found.noise(), Ranked(found.score, rank, group), options)
        columns |= evidence.columns if evidence else {}
    rows = zip(*columns.values(), strict=True)
    entries = given.scores.entries
    all_of_them = [
        Standing(entry, category_of.get(entry, ""), **dict(zip(columns, row, strict=True)))
        for entry, row in zip(entries, rows, strict=True)
    ]
    return tuple(sorted(all_of_them, key=lambda one: (one.category, one.rank, one.entry)))


def _groups(given: Given, found: Found, category_of: Mapping[str, str]) -> Array:
    """Return a number by entry (E), from 0: its category, and its component where nothing compares beyond that."""
    _, category = np.unique([category_of.get(entry, "") for entry in given.scores.entries], return_inverse=True)
    part = np.zeros_like(category) if found.has_common_ranking else given.parts.of_entry
    _, group = np.unique(np.column_stack([part, category]), axis=0, return_inverse=True)
    return np.asarray(group).ravel()
