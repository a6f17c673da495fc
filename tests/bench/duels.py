"""How long Bradley–Terry takes for 60 entries and 600 duels, numpy's import apart, and as a share of choix's time.

choix goes through the duels one by one and must find the same strengths.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import choix
import numpy as np

from competition.results.engine.ballots import Duel, Duels, rank_duels

ENTRIES, DUELS, TURNS = 60, 600, 5


def main() -> None:
    chance = np.random.default_rng(7)
    drawn = [chance.choice(ENTRIES, 2, replace=False).tolist() for _ in range(DUELS)]
    pairs: list[tuple[int, int]] = [(first, second) for first, second in drawn]
    strength = 0.4 * chance.normal(size=ENTRIES)
    wins = chance.random(DUELS) < 1 / (1 + np.exp([strength[b] - strength[a] for a, b in pairs]))
    rows = [(a, b) if is_won else (b, a) for (a, b), is_won in zip(pairs, wins, strict=True)]
    duels = Duels(tuple(Duel(f"{winner:02}", f"{loser:02}") for winner, loser in rows))
    ours = min(_seconds(lambda: rank_duels("bradley-terry", duels)) for _ in range(TURNS))
    begun = time.perf_counter()
    wanted = choix.opt_pairwise(ENTRIES, rows, alpha=0, tol=1e-9)
    theirs = time.perf_counter() - begun
    outcome = rank_duels("bradley-terry", duels)
    found = [one.score for one in sorted(outcome.entries, key=lambda one: one.entry)]
    if not np.allclose(np.array(found, dtype=float), wanted - wanted.mean(), atol=1e-4):
        sys.exit("the strengths differ from those of choix")
    print(f"duels {ours * 1000}\nratio {ours / theirs}")


def _seconds(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
