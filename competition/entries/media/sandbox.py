"""Run one order in the limited process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from competition.entries.media.report import Order, Report

WALL_SECONDS = 180
ROOT = Path(__file__).parents[3]
# One thread, and memory that is given back as soon as it is free: the peak is what a worker must have in reserve.
FRUGAL = {
    "VIPS_CONCURRENCY": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}


def inspect(order: Order) -> Report:
    """Return the report of the limited process; a process that died or hung refuses the file as `unreadable`."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "competition.entries.media"],
            input=json.dumps(asdict(order)).encode(),
            capture_output=True,
            timeout=WALL_SECONDS,
            cwd=ROOT,
            env=_bare_environment(),
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
        return Report(refusal="unreadable", values={"how": type(fault).__name__})
    return Report.from_plain(json.loads(done.stdout))


def _bare_environment() -> dict[str, str]:
    # No secrets: a decoder that is taken over finds no key to the bucket or the database.
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, **FRUGAL, "PYTHONDONTWRITEBYTECODE": "1"}
