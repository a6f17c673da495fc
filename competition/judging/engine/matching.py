"""Which of the even deals is best: entries go to jurors who fit them, and nobody's work grows.

An even deal (see `dealing`) says how many jurors each entry gets and how many entries each juror; among all deals with
these numbers (each juror's may differ by `leeway`) the best is found as an integer programme, by HiGHS:

1. the entry that is served worst is served as well as can be (maximising the sum alone starves somebody: Stelmakh,
   Shah, Singh: "PeerReview4All", 2019);
2. then the sum of what all pairs are worth is the greatest; among equals chance decides, by the seed;
3. a share of the pairs is borrowed: jurors who were not chosen for such an entry, so that panels can be compared;
4. where jurors and entries fall into groups that share nothing, each group in turn is made to reach beyond itself,
   if any deal with these numbers can.

scipy takes long to load: only a job that deals imports this.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from competition.judging.engine.dealing import Deal, Pair, Pool
from competition.judging.engine.linking import groups_of
from competition.judging.engine.wishing import Wishes

# How often a deal that falls into groups is dealt again with one more condition.
MOST_ROUNDS = 30
# In a room of more pairs than this an entry chooses among so many candidates for each juror that it needs.
MOST_PAIRS = 10_000
CANDIDATES = 4
# Chance weighs less in sum than one point of fit.
CHANCE = 0.5
HALF = 0.5
TOLERANCE = 1e-6
# The search ends when no deal can be better by more than this share.
GAP = 1e-3

Vector = NDArray[np.float64]


def match(pool: Pool, dealt: Deal, wishes: Wishes, seed: str) -> Deal:
    """Return the best deal with the numbers of the one that is given; that one, if there is none better.

    The same pool, deal, wishes and seed give the same deal.
    """
    if not dealt.added or (not wishes.fit and len(groups_of([*pool.kept, *dealt.added])) == 1):
        return dealt
    programme = _Programme(pool, dealt, wishes, seed)
    best = found = programme.solve()
    for _round in range(MOST_ROUNDS):
        groups = groups_of([*pool.kept, *found]) if found else []
        if len(groups) <= 1 or not programme.link(groups[0]):
            break
        found = programme.solve()
    if found and len(groups_of([*pool.kept, *found])) == 1:
        best = found
    return _deal_of(pool, dealt, best) if best else dealt


def _deal_of(pool: Pool, dealt: Deal, added: tuple[Pair, ...]) -> Deal:
    loads = Counter(juror for _entry, juror in [*pool.kept, *added])
    return replace(dealt, added=added, loads={juror: loads[juror] for juror in dealt.loads})


class _Programme:
    """The integer programme: one unknown, 0 or 1, for each pair that may be added, and one for the worst-off entry."""

    def __init__(self, pool: Pool, dealt: Deal, wishes: Wishes, seed: str) -> None:
        self.wishes = wishes
        self.needs = Counter(entry for entry, _juror in dealt.added)
        self.pairs = _pairs(pool, dealt, wishes.fit, seed)
        self.worth = np.array([wishes.fit.get(pair, 0) for pair in self.pairs], dtype=float)
        self.chance = np.random.default_rng(_number(seed)).random(len(self.pairs)) * CHANCE / len(dealt.added)
        self.conditions = [self._per_entry(), self._per_juror(pool, dealt), self._served(pool)]
        if wishes.borrowed:
            self.conditions.append(self._borrowed(ceil(wishes.borrowed * len(dealt.added))))

    def solve(self) -> tuple[Pair, ...] | None:
        """Return the pairs of the best deal, or None where no deal meets the conditions.

        How well the worst-off entry can be served is first bounded from above by shares of pairs; whole pairs
        nearly always reach that bound.
        """
        unknowns = np.zeros(len(self.pairs) + 1)
        unknowns[-1] = -1
        bound = self._minimum(unknowns, self.conditions, whole=False)
        aim = np.append(-(self.worth + self.chance), 0)
        for worst in range(floor(bound[-1] + TOLERANCE), -1, -1) if bound is not None else ():
            found = self._minimum(aim, self.conditions, worst=worst)
            if found is not None:
                return tuple(sorted(pair for pair, taken in zip(self.pairs, found > HALF, strict=False) if taken))
        return None

    def link(self, group: frozenset[Pair]) -> bool:
        """Demand a pair between a group and the rest; tell whether there could be one."""
        entries, jurors = {entry for entry, _juror in group}, {juror for _entry, juror in group}
        crossing = [at for at, (entry, juror) in enumerate(self.pairs) if (entry in entries) != (juror in jurors)]
        if crossing:
            self.conditions.append(self._rows([crossing], np.ones(1), np.full(1, np.inf)))
        return bool(crossing)

    def _minimum(
        self, aim: Vector, conditions: list[LinearConstraint], worst: int = 0, *, whole: bool = True
    ) -> Vector | None:
        least, most = np.zeros(len(aim)), np.ones(len(aim))
        least[-1], most[-1] = worst, worst if whole else self.worth.sum()
        found = milp(
            aim,
            integrality=np.full(len(aim), int(whole)),
            bounds=Bounds(least, most),
            constraints=conditions,
            options={"mip_rel_gap": GAP},
        )
        return found.x if found.success else None

    def _per_entry(self) -> LinearConstraint:
        rows = [[at for at, pair in enumerate(self.pairs) if pair[0] == entry] for entry in self.needs]
        needs = np.array(list(self.needs.values()), dtype=float)
        return self._rows(rows, needs, needs)

    def _per_juror(self, pool: Pool, dealt: Deal) -> LinearConstraint:
        rows = [[at for at, pair in enumerate(self.pairs) if pair[1] == juror] for juror in pool.jurors]
        added = Counter(juror for _entry, juror in dealt.added)
        least = np.array([max(0, added[juror] - self.wishes.leeway) for juror in pool.jurors], dtype=float)
        most = np.array([self._most(pool, dealt, juror, added[juror]) for juror in pool.jurors], dtype=float)
        return self._rows(rows, least, most)

    def _most(self, pool: Pool, dealt: Deal, juror: str, added: int) -> int:
        return added + min(self.wishes.leeway, max(0, pool.most.get(juror, len(self.pairs)) - dealt.loads[juror]))

    def _served(self, pool: Pool) -> LinearConstraint:
        """No entry is served worse than the last unknown says; pairs that stand serve it too."""
        stands: Counter[str] = Counter()
        for pair in pool.kept:
            stands[pair[0]] += self.wishes.fit.get(pair, 0)
        rows = [[at for at, pair in enumerate(self.pairs) if pair[0] == entry] for entry in self.needs]
        least = np.array([-stands[entry] for entry in self.needs], dtype=float)
        return self._rows(rows, least, np.full(len(rows), np.inf), self.worth, last=-1)

    def _borrowed(self, least: int) -> LinearConstraint:
        foreign = [at for at, pair in enumerate(self.pairs) if pair not in self.wishes.own]
        return self._rows([foreign], np.array([min(least, len(foreign))], dtype=float), np.full(1, np.inf))

    def _rows(
        self, rows: list[list[int]], least: Vector, most: Vector, worth: Vector | None = None, last: int = 0
    ) -> LinearConstraint:
        down = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        across = np.fromiter((at for row in rows for at in row), dtype=int, count=len(down))
        weights = np.ones(len(across)) if worth is None else worth[across]
        if last:
            down = np.concatenate([down, np.arange(len(rows))])
            across = np.concatenate([across, np.full(len(rows), len(self.pairs))])
            weights = np.concatenate([weights, np.full(len(rows), float(last))])
        return LinearConstraint(csr_array((weights, (down, across)), (len(rows), len(self.pairs) + 1)), least, most)


def _pairs(pool: Pool, dealt: Deal, fit: Mapping[Pair, int], seed: str) -> list[Pair]:
    """Return the pairs to choose from, in an order of chance.

    All that may be, in a room of `MOST_PAIRS`; in a larger one those dealt, and of each entry the best few.
    """
    barred, needs = pool.barred | pool.kept, Counter(entry for entry, _juror in dealt.added)
    chance = random.Random(seed)  # noqa: S311 - a fair deal that can be repeated, not a secret
    jurors, entries = sorted(pool.jurors), sorted(needs)
    chance.shuffle(entries)
    is_small, first, found = len(jurors) * len(entries) <= MOST_PAIRS, set(dealt.added), list[Pair]()
    for entry in entries:
        chance.shuffle(jurors)
        may = [pair for juror in jurors if (pair := (entry, juror)) not in barred]
        may.sort(key=lambda pair: (pair not in first, -fit.get(pair, 0)))
        found += may if is_small else may[: needs[entry] * CANDIDATES]
    return found


def _number(seed: str) -> int:
    return random.Random(seed).getrandbits(63)  # noqa: S311 - as above
