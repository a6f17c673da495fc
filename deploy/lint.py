"""Every check of the code, one after another; all are run, so that one failure does not hide the next."""

from __future__ import annotations

import subprocess
import sys
import time

from deploy.step import BIN, ROOT

CHECKS: dict[str, list[str]] = {
    "rules of Python": ["ruff", "check", "--quiet", "."],
    "format of Python": ["ruff", "format", "--check", "--quiet", "."],
    "types": ["mypy"],
    "templates": ["djlint", "--lint", "--quiet", "templates"],
    "imports": ["lint-imports", "--cache-dir", "var/cache/imports"],
    "laws": ["pytest", "tests/architecture", "-q", "--no-header", "-p", "no:randomly"],
}


def main() -> None:
    """Run the checks; show what the failed ones say."""
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    if failed:
        sys.exit(f"make lint: these fail: {', '.join(failed)}.")


def _passes(name: str, command: list[str]) -> bool:
    begun = time.monotonic()
    result = subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passes = result.returncode == 0
    print(f"{name:<18}{'ok' if passes else 'FAILS':<6}{time.monotonic() - begun:5.1f} s", flush=True)
    if not passes:
        print(result.stdout, flush=True)
    return passes


if __name__ == "__main__":
    main()
