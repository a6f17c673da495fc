"""The additive method at its limits, each as a ratio to what else does the work in the same process.

Prints one line a figure: name, figure. Times are the best of some runs in turn, so that a busy machine slows both.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.linalg import lsqr

from competition.results.engine import Criterion, Mark, Marks, Options, analyse
from competition.results.engine.additive_model import additive
from competition.results.engine.outcomes import Given
from competition.results.engine.scores import Array, Scores
from competition.results.engine.solver import TwoWay

TURNS = 7


def some_marks(entries: int, jurors: int, criteria: int, each: int = 5) -> Marks:
    """Return marks from 1 to 10 of a random design."""
    chance = np.random.default_rng(7)
    names = tuple(Criterion(f"c{at}", at + 1) for at in range(criteria))
    rows = tuple(
        Mark(f"E{entry:05}", f"J{juror:02}", one.name, int(chance.integers(1, 11)))
        for entry in range(entries)
        for juror in chance.choice(jurors, each, replace=False)
        for one in names
    )
    return Marks(tuple(f"E{at:05}" for at in range(entries)), tuple(f"J{at:02}" for at in range(jurors)), names, rows)


def best(*works: Callable[[], object]) -> list[float]:
    """Return the best time of each work in seconds, taking turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(TURNS):
        for work, own in zip(works, times, strict=True):
            begun = time.process_time()
            work()
            own.append(time.process_time() - begun)
    return [min(own) for own in times]


def design_of(scores: Scores) -> csr_array:
    """Return the S × (E + J) matrix that lsqr is given."""
    count = len(scores.entry)
    columns = np.column_stack([scores.entry, len(scores.entries) + scores.juror]).ravel()
    shape = (count, len(scores.entries) + len(scores.jurors))
    return csr_array((np.ones(2 * count), columns, np.arange(0, 2 * count + 1, 2)), shape=shape)


def memory() -> float:
    """Return the most that this process has taken so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def seconds(marks: Marks, options: Options) -> float:
    """Return how long a whole analysis takes, from marks to the outcome."""
    begun = time.process_time()
    analyse(marks, "additive", options)
    return time.process_time() - begun


def main() -> None:
    small = some_marks(300, 30, 5)
    seconds(small, Options(bootstrap=10))  # The first computation loads scipy.
    print(f"small {min(seconds(small, Options(bootstrap=1000, cut=20)) for _ in range(3)) * 1000}")
    given = Given.of(some_marks(10_000, 60, 5), Options())
    design, values = design_of(given.scores), given.scores.value

    def fit() -> Array:
        return TwoWay.of(given.scores).solve(values)[0]

    fitted, solved = best(fit, lambda: lsqr(design, values))
    print(f"fit {fitted / solved}")
    drawn, fitted = min(_replicates(given) for _ in range(TURNS)), best(fit)[0]
    print(f"bootstrap {drawn / fitted}")
    print(f"memory {memory()}")


def _replicates(given: Given) -> float:
    from competition.results.engine.evidence import Ranked, shown

    found = additive(given)
    if found.noise is None:
        raise AssertionError
    ranked = Ranked(found.score, np.argsort(np.argsort(-found.score)) + 1, np.zeros(len(found.score), dtype=np.int64))
    begun = time.process_time()
    shown(given.scores, found.noise(), ranked, Options(bootstrap=1000, cut=20))
    return time.process_time() - begun


if __name__ == "__main__":
    main()
