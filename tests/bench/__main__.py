"""`make bench`: measure what has a limit, print it, and fail when a limit is passed.

Each measure runs in a process of its own, so that no run warms the next; the best of five counts, since what else
the machine does can only make a run slower.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

RUNS = 5


@dataclass(frozen=True)
class Measure:
    """A script of this folder that prints a number of milliseconds, and the most that this may be."""

    name: str
    script: str
    most_ms: float


MEASURES = (
    Measure("create_app, imports apart", "start.py", 300),
    Measure("600 duels of 60 entries", "duels.py", 200),
)


def main() -> None:
    """Run all measures."""
    results = [(measure, min(_run(measure) for _ in range(RUNS))) for measure in MEASURES]
    for measure, milliseconds in results:
        print(f"{measure.name:<32}{milliseconds:8.0f} ms   at most {measure.most_ms:.0f} ms")
    if any(milliseconds > measure.most_ms for measure, milliseconds in results):
        sys.exit("make bench: a limit is passed.")


def _run(measure: Measure) -> float:
    folder = Path(__file__).parent
    command = [sys.executable, str(folder / measure.script)]
    root = folder.parent.parent
    return float(
        subprocess.run(command, cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True, check=True).stdout
    )


if __name__ == "__main__":
    main()
