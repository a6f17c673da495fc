"""Schulze's method: who beats whom by the strongest chain of majorities. It imports numpy: load it only to compute."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from competition.results.engine.ballots.pairs import Pairs
from competition.results.engine.ballots.standings import Standings, standings


def schulze(pairs: Pairs) -> Standings:
    """Rank by the strength of the widest path p: i beats j where p[i, j] > p[j, i].

    A majority's strength is the number who make it up (winning votes), a path's that of its weakest link.
    Schulze, *Soc. Choice Welf.* 36 (2011). The relation has no cycles but may leave two entries equal. The
    score is how many of the others do not beat the entry; whoever nobody beats is first.
    """
    paths = path_strengths(pairs)
    beaten_by = (paths > paths.T).sum(axis=0)
    others = len(pairs.entries) - 1
    return standings({entry: Fraction(others - int(n)) for entry, n in zip(pairs.entries, beaten_by, strict=True)})


def path_strengths(pairs: Pairs) -> np.ndarray:
    """Return the n × n matrix of strengths of the widest paths, in votes; zero where no path leads."""
    wins = np.array([[pairs.wins[a, b] for b in pairs.entries] for a in pairs.entries], dtype=np.int64)
    paths = np.where(wins > wins.T, wins, 0)
    for between in range(len(paths)):
        through = np.minimum(paths[:, between, None], paths[None, between, :])
        paths = np.maximum(paths, through)
    np.fill_diagonal(paths, 0)
    return paths
