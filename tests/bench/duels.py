"""How long Bradley–Terry takes for 60 entries and 600 duels, numpy's import apart; in milliseconds.

In the same run choix, which goes through the duels one by one, finds the same strengths; it fails if we are slower.
"""

from __future__ import annotations

import sys
import time

import choix
import numpy as np

from competition.results.engine.ballots import Duel, Duels, rank_duels

ENTRIES, DUELS = 60, 600


def main() -> None:
    chance = np.random.default_rng(7)
    drawn = [chance.choice(ENTRIES, 2, replace=False).tolist() for _ in range(DUELS)]
    pairs: list[tuple[int, int]] = [(first, second) for first, second in drawn]
    strength = 0.4 * chance.normal(size=ENTRIES)
    wins = chance.random(DUELS) < 1 / (1 + np.exp([strength[b] - strength[a] for a, b in pairs]))
    rows = [(a, b) if is_won else (b, a) for (a, b), is_won in zip(pairs, wins, strict=True)]
    begun = time.perf_counter()
    outcome = rank_duels("bradley-terry", Duels(tuple(Duel(f"{a:02}", f"{b:02}") for a, b in rows)))
    ours = time.perf_counter() - begun
    begun = time.perf_counter()
    wanted = choix.opt_pairwise(ENTRIES, rows, alpha=0, tol=1e-9)
    theirs = time.perf_counter() - begun
    found = [one.score for one in sorted(outcome.entries, key=lambda one: one.entry)]
    if not np.allclose(np.array(found, dtype=float), wanted - wanted.mean(), atol=1e-4) or ours > theirs:
        sys.exit(f"strengths differ from choix, or {ours:.3f} s are longer than its {theirs:.3f} s")
    print(ours * 1000)


if __name__ == "__main__":
    main()
