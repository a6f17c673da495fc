"""Which jurors and entries hang together by what they share: marks of separate groups cannot be compared."""

from __future__ import annotations

from collections.abc import Iterable

from competition.judging.engine.dealing import Pair


def groups_of(pairs: Iterable[Pair]) -> list[frozenset[Pair]]:
    """Return the pairs by the groups into which they fall, the smallest group first, ties by name."""
    pairs = sorted(pairs)
    above: dict[str, str] = {}

    def top(name: str) -> str:
        above.setdefault(name, name)
        while above[name] != name:
            above[name] = name = above[above[name]]
        return name

    for entry, juror in pairs:
        above[top(f"entry {entry}")] = top(f"juror {juror}")
    found: dict[str, set[Pair]] = {}
    for entry, juror in pairs:
        found.setdefault(top(f"juror {juror}"), set()).add((entry, juror))
    return sorted((frozenset(group) for group in found.values()), key=lambda group: (len(group), min(group)))


def linked_groups(pairs: Iterable[Pair]) -> int:
    """Return into how many groups jurors and entries fall that share nothing: 1 if all marks can be compared."""
    return len(groups_of(pairs))
