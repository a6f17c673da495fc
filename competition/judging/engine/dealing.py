"""How entries are dealt to jurors: pure, seeded, and as even as it can be.

Entries take jurors in turns, one each a turn, each time the least loaded who may, ties broken by chance; where all who
may have their fill, one of them passes an entry on. Then loads are evened out: along a chain of swaps (a gives an
entry to b, b one to c …) work is moved from a juror to one with at least two entries fewer, until no such chain is
left. Loads are then as even as conflicts and what stands already allow, since a flow of convex cost is optimal when
its residual graph has no negative cycle (Harvey, Ladner, Lovász, Tamir: "Semi-matchings for bipartite graphs and load
balancing", 2006): without either, they differ by one at most.
"""

from __future__ import annotations

import hashlib
import random
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pool:
    """What is dealt: `kept` are (entry, juror) pairs that stand, `barred` ones that must never be.

    `most` says how many entries a juror takes in all, for those who said so.
    """

    entries: tuple[str, ...]
    jurors: tuple[str, ...]
    barred: frozenset[Pair] = frozenset()
    kept: frozenset[Pair] = frozenset()
    most: Mapping[str, int] = field(default_factory=dict)

    def has_room(self, juror: str, load: int) -> bool:
        """Tell whether a juror with so many entries takes one more."""
        return juror not in self.most or load < self.most[juror]


@dataclass(frozen=True, slots=True)
class Deal:
    """The pairs to add, each juror's load with them, and for each entry that lacks jurors how many."""

    added: tuple[Pair, ...]
    loads: dict[str, int]
    short: dict[str, int]

    @property
    def digest(self) -> str:
        """Return a short name of exactly this deal."""
        text = "\n".join(f"{entry} {juror}" for entry, juror in self.added)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def deal(pool: Pool, per_entry: int, seed: str) -> Deal:
    """Return who gets which entries, so that each entry has `per_entry` jurors; what stands is kept.

    The same pool, number and seed give the same deal.
    """
    hands = _Hands(pool, random.Random(seed))  # noqa: S311 - a fair deal that can be repeated, not a secret
    for turn in range(1, per_entry + 1):
        for entry in hands.entries:
            hands.fill(entry, turn)
    hands.even_out()
    short = {entry: per_entry - len(hands.on[entry]) for entry in sorted(pool.entries)}
    return Deal(hands.added(), hands.loads, {entry: gap for entry, gap in short.items() if gap > 0})


def place_in_order(seed: str, juror: str, entry: str) -> int:
    """Return a place for an entry in a juror's own order: a random number, the same for the same three."""
    return int.from_bytes(hashlib.sha256(f"{seed}\n{juror}\n{entry}".encode()).digest()[:4]) >> 1


class _Hands:
    """The jurors' hands while they are dealt."""

    def __init__(self, pool: Pool, chance: random.Random) -> None:
        self.pool = pool
        self.entries = _shuffled(pool.entries, chance)
        self.jurors = _shuffled(pool.jurors, chance)
        self.chance = chance
        self.on: dict[str, set[str]] = {entry: set() for entry in self.entries}
        self.given: dict[str, set[str]] = {juror: set() for juror in self.jurors}
        self.loads: dict[str, int] = dict.fromkeys(sorted(self.jurors), 0)
        for entry, juror in (pair for pair in pool.kept if pair[0] in self.on):
            self.on[entry].add(juror)
            if juror in self.loads:
                self.loads[juror] += 1

    def added(self) -> tuple[Pair, ...]:
        return tuple(sorted((entry, juror) for juror, entries in self.given.items() for entry in entries))

    def fill(self, entry: str, number: int) -> None:
        """Give an entry one juror more, unless it has `number`; if need be, others pass their entries on."""
        if len(self.on[entry]) >= number:
            return
        may = [juror for juror in self.jurors if self._may(entry, juror)]
        free = [juror for juror in may if self._takes_more(juror)]
        if free:
            self.chance.shuffle(free)
            self._give(entry, min(free, key=self.loads.__getitem__))
            return
        for juror in may:
            if self._pass_on(juror, self._takes_more):
                self._give(entry, juror)
                return

    def even_out(self) -> None:
        while any(self._relieve(juror) for juror in sorted(self.jurors, key=self.loads.__getitem__, reverse=True)):
            pass

    def _relieve(self, juror: str) -> bool:
        """Move one entry's worth of work from a juror to one with at least two fewer; tell whether that could be."""
        most = self.loads[juror] - 2
        return self._pass_on(juror, lambda taker: self.loads[taker] <= most and self._takes_more(taker))

    def _takes_more(self, juror: str) -> bool:
        return self.pool.has_room(juror, self.loads[juror])

    def _pass_on(self, juror: str, is_good: Callable[[str], bool]) -> bool:
        """Take one entry's worth of work from a juror, by a chain that ends at a good one; tell whether there is."""
        came: dict[str, Pair] = {}
        waiting = deque([juror])
        while waiting:
            giver = waiting.popleft()
            for entry, taker in self._offers(giver):
                if taker in came or taker == juror:
                    continue
                came[taker] = (entry, giver)
                if is_good(taker):
                    self._shift(taker, juror, came)
                    return True
                waiting.append(taker)
        return False

    def _offers(self, giver: str) -> Iterable[Pair]:
        for entry in sorted(self.given[giver]):
            for taker in self.jurors:
                if self._may(entry, taker):
                    yield entry, taker

    def _shift(self, taker: str, source: str, came: dict[str, Pair]) -> None:
        while taker != source:
            entry, giver = came[taker]
            self.given[giver].remove(entry)
            self.on[entry].remove(giver)
            self.loads[giver] -= 1
            self._give(entry, taker)
            taker = giver

    def _give(self, entry: str, juror: str) -> None:
        self.given[juror].add(entry)
        self.on[entry].add(juror)
        self.loads[juror] += 1

    def _may(self, entry: str, juror: str) -> bool:
        return juror not in self.on[entry] and (entry, juror) not in self.pool.barred


def _shuffled(names: Iterable[str], chance: random.Random) -> list[str]:
    found = sorted(set(names))
    chance.shuffle(found)
    return found
