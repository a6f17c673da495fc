"""Which entries can be compared: those joined by jurors or duels, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable

from competition.results.engine.ballots.values import Ballots, Duels

# Entries that can be compared, by name.
Part = tuple[str, ...]


def parts_of_ballots(ballots: Ballots) -> list[Part]:
    """Return the sets of entries that jurors join by ranking them, the largest first, then by name."""
    return _joined(ballot.ranked for ballot in ballots.ballots)


def parts_of_duels(duels: Duels) -> list[Part]:
    """Return the sets of entries that duels join, the largest first, then by name."""
    return _joined((duel.winner, duel.loser) for duel in duels.rows if duel.count)


def _joined(groups: Iterable[tuple[str, ...]]) -> list[Part]:
    part_of: dict[str, set[str]] = {}
    for group in groups:
        if not part_of.get(next(iter(group), ""), set()).issuperset(group):
            part = {name for known in group for name in part_of.get(known, {known})}
            part_of |= dict.fromkeys(part, part)
    return sorted({tuple(sorted(part)) for part in part_of.values()}, key=lambda part: (-len(part), part))
