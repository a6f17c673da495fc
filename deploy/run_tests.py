"""The tests in their stages, and at the end one table of what each stage counted.

`python -m deploy.run_tests units integration journeys`. Integration runs twice: on SQLite, and on PostgreSQL
with Redis where these answer; with `CI=true` their absence is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import psycopg
import redis

from deploy.step import BIN, LOGS, ROOT

DATABASE_URL = os.environ.get("TEST_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/test")
REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
NO_TESTS = 5
BOTH_CORES = ("-n", "2", "--dist", "worksteal")


@dataclass(frozen=True)
class Stage:
    """One run of pytest: which tests, on which database."""

    name: str
    marks: str
    database: str = "sqlite"
    options: tuple[str, ...] = BOTH_CORES
    may_be_empty: bool = False

    @property
    def report(self) -> Path:
        """Where pytest writes its counts."""
        return LOGS / f"tests-{self.name.replace(' ', '-').lower()}.xml"


@dataclass(frozen=True)
class Counts:
    """How many tests came to what."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        words = [f"{self.failed} failed"] if self.failed else []
        words += [f"{self.passed} passed"]
        words += [f"{self.skipped} skipped"] if self.skipped else []
        return ", ".join(words)


@dataclass(frozen=True)
class Outcome:
    """What a stage came to: its counts and `words` for the table."""

    name: str
    words: str
    is_good: bool
    counts: Counts = Counts()


STAGES: dict[str, tuple[Stage, ...]] = {
    "units": (Stage("units", "not integration and not journey and not slow"),),
    "integration": (
        Stage("integration on SQLite", "integration and not journey and not slow"),
        Stage("integration on PostgreSQL", "integration and not journey and not slow", database="postgresql"),
    ),
    "journeys": (Stage("journeys", "journey and not slow"),),
    "slow": (
        Stage("slow on SQLite", "slow", options=()),
        Stage(
            "slow on PostgreSQL",
            "slow and integration and not journey",
            database="postgresql",
            options=(),
            may_be_empty=True,
        ),
    ),
}


def main() -> None:
    """Run the stages named on the command line; leave with 1 if any failed."""
    LOGS.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    outcomes = [_outcome(stage) for name in sys.argv[1:] for stage in STAGES[name]]
    total = sum((outcome.counts for outcome in outcomes), start=Counts())
    all_words = f"{total} in {time.monotonic() - begun:.0f} s"
    print()
    for name, words in [*((outcome.name, outcome.words) for outcome in outcomes), ("all stages", all_words)]:
        print(f"{name:<28}{words}", flush=True)
    # Always in these words: who only reads the last line, a machine too, learns what was counted.
    print(f"total: {total.passed} passed, {total.failed} failed, {total.skipped} skipped", flush=True)
    sys.exit(0 if all(outcome.is_good for outcome in outcomes) else 1)


def _outcome(stage: Stage) -> Outcome:
    if stage.database == "postgresql" and (silent := _silent_servers()):
        must = os.environ.get("CI") == "true"
        print(f"\n── {stage.name}: {silent}", flush=True)
        return Outcome(stage.name, "FAILED: no servers" if must else "not run: no servers", not must)
    print(f"\n── {stage.name}", flush=True)
    if stage.may_be_empty and _is_empty(stage):
        return Outcome(stage.name, "no such tests yet", is_good=True)
    begun = time.monotonic()
    code = _pytest(stage)
    counts = _counts(stage.report)
    ending = "" if code in {0, 1} and counts != Counts() else f", FAILED: pytest ended with {code}"
    return Outcome(stage.name, f"{counts} in {time.monotonic() - begun:.0f} s{ending}", code == 0, counts)


def _is_empty(stage: Stage) -> bool:
    command = [str(BIN / "pytest"), "-m", stage.marks, "--collect-only", "-q", "--no-header"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == NO_TESTS


def _pytest(stage: Stage) -> int:
    stage.report.unlink(missing_ok=True)
    environment = {
        **os.environ,
        "FACET_TEST_DATABASE": stage.database,
        "TEST_DATABASE_URL": DATABASE_URL,
        "TEST_REDIS_URL": REDIS_URL,
    }
    command = [
        str(BIN / "pytest"),
        "-m",
        stage.marks,
        *stage.options,
        "-q",
        "--no-header",
        f"--junitxml={stage.report}",
    ]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _counts(report: Path) -> Counts:
    """Return what pytest wrote down; nothing if it did not come to its end."""
    suite = ET.parse(report).getroot().find("testsuite") if report.exists() else None  # noqa: S314 - pytest's own
    if suite is None:
        return Counts()
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    skipped = int(suite.get("skipped", 0))
    return Counts(int(suite.get("tests", 0)) - failed - skipped, failed, skipped)


def _silent_servers() -> str:
    """Return one sentence on the servers that do not answer, or nothing."""
    answers = {"PostgreSQL (TEST_DATABASE_URL)": _postgresql_answers(), "Redis (TEST_REDIS_URL)": _redis_answers()}
    silent = " and ".join(name for name, does in answers.items() if not does)
    return f"not run, since {silent} did not answer; start what is missing or set the address." if silent else ""


def _postgresql_answers() -> bool:
    try:
        psycopg.connect(DATABASE_URL.replace("+psycopg", "", 1), connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True


def _redis_answers() -> bool:
    try:
        return bool(redis.Redis.from_url(REDIS_URL, socket_connect_timeout=3).ping())
    except redis.RedisError:
        return False


if __name__ == "__main__":
    main()
