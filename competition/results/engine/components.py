"""Which entries can be compared: those joined by jurors who marked both, directly or through others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from competition.results.engine.scores import Score


def components_of(scores: Sequence[Score]) -> list[list[Score]]:
    """Return the scores parted into the connected components of the graph of entries and jurors.

    The largest comes first, then by the names in them; inside one the order of `scores` is kept.
    """
    number = _numbered(scores)
    parts: dict[int, list[Score]] = defaultdict(list)
    for score in scores:
        parts[number[score.entry]].append(score)
    return sorted(parts.values(), key=lambda part: (-len({score.entry for score in part}), part[0].entry))


def _numbered(scores: Sequence[Score]) -> dict[str, int]:
    """Return a component's number for each entry, by walking from entry to jurors to entries."""
    jurors_of: dict[str, list[str]] = defaultdict(list)
    entries_of: dict[str, list[str]] = defaultdict(list)
    for score in scores:
        jurors_of[score.entry].append(score.juror)
        entries_of[score.juror].append(score.entry)
    number: dict[str, int] = {}
    for start in jurors_of:
        reached = [] if start in number else [start]
        while reached:
            entry = reached.pop()
            if entry not in number:
                number[entry] = number.get(start, len(number))
                reached += [other for juror in jurors_of[entry] for other in entries_of.pop(juror, ())]
    return number
