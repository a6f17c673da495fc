"""`make bench`: measure what has a limit, print it, and fail when a limit is passed.

Each script runs in processes of its own, so that no run warms the next; the best of five counts, since what else
the machine does can only make a run slower. A script that prints several figures by name takes its own best of some
turns and runs once. All keep to one thread of linear algebra, so that a ratio is one of work.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RUNS = 5


@dataclass(frozen=True)
class Measure:
    """The most that a figure may be which a script of this folder prints: alone, or on a line after its name."""

    name: str
    script: str
    most: float
    unit: str = "ms"
    figure: str = ""


MEASURES = (
    Measure("create_app, imports apart", "start.py", 300),
    Measure("additive fit of 10,000 × 60, beside lsqr", "scores.py", 2, "×", "fit"),
    Measure("1,000 replicates of it, beside the fit", "scores.py", 300, "×", "bootstrap"),
    Measure("memory that all this takes", "scores.py", 500, "MB", "memory"),
    Measure("300 × 30 × 5 with 1,000 replicates", "scores.py", 2000, "ms", "small"),
    Measure("600 duels of 60 entries", "duels.py", 200, "ms", "duels"),
    Measure("the same, beside choix", "duels.py", 1, "×", "ratio"),
    Measure("an entrant's list of 10,000, beside 100", "lists.py", 1.3, "×", "sqlite_entrant"),
    Measure("an organiser's list of 10,000, beside 100", "lists.py", 1.3, "×", "sqlite_organiser"),
    Measure("a juror's wall among 10,000, beside 100", "judging.py", 1.3, "×", "sqlite_wall_10000"),
    Measure("the queries that it asks more", "judging.py", 0, "", "sqlite_wall_queries"),
    Measure("an entry's page among 10,000, beside 100", "judging.py", 1.3, "×", "sqlite_entry_10000"),
    Measure("the queries that it asks more", "judging.py", 0, "", "sqlite_entry_queries"),
    Measure("memory for a TIFF of 12,000 × 8,000", "previews.py", 250, "MB", "none"),
    Measure("the same, deflated", "previews.py", 250, "MB", "deflate"),
    Measure("50 × 8 MB by the page, beside boto3", "uploads.py", 1.43, "×", "small_times"),
    Measure("web process's CPU for one of them", "uploads.py", 20, "ms", "small_cpu"),
    Measure("its traffic", "uploads.py", 1000, "kB", "small_traffic"),
    Measure("1 GB by the page, beside boto3", "uploads.py", 1.43, "×", "large_times"),
    Measure("web process's CPU for it", "uploads.py", 20, "ms", "large_cpu"),
    Measure("its traffic", "uploads.py", 1000, "kB", "large_traffic"),
)


def main() -> None:
    """Run all measures."""
    results = [(measure, _best(measure)) for measure in MEASURES]
    for measure, figure in results:
        print(f"{measure.name:<42}{figure:8.2f} {measure.unit:<3} at most {measure.most:g} {measure.unit}")
    if any(figure > measure.most for measure, figure in results):
        sys.exit("make bench: a limit is passed.")


def _best(measure: Measure) -> float:
    if measure.figure:
        return _figures(measure.script)[measure.figure]
    return min(float(_run(measure.script)) for _ in range(RUNS))


@cache
def _figures(script: str) -> dict[str, float]:
    return {name: float(figure) for name, figure in (line.split() for line in _run(script).splitlines())}


def _run(script: str) -> str:
    folder = Path(__file__).parent
    root = folder.parent.parent
    environment = {"PYTHONPATH": str(root), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, str(folder / script)]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, check=True, text=True).stdout


if __name__ == "__main__":
    main()
