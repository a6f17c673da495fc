"""One step of setting up: say in one line what it does, keep the tool's noise in var/log, explain a failure.

It runs before anything is installed, hence with the standard library alone: `python deploy/step.py NAME`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
LOGS = ROOT / "var" / "log"

# What pip, uv and npm write when nothing answers; and what to tell instead.
REASONS = (
    (
        re.compile(
            r"name resolution|dns error|Name or service not known|nodename nor servname|ENOTFOUND|EAI_AGAIN"
            r"|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|Network is unreachable|tcp connect error|Connection refused"
            r"|error sending request|Failed to establish a new connection"
        ),
        "The package index does not answer: check this machine's network or its proxy settings, then run make again.",
    ),
    (re.compile(r"No space left|ENOSPC"), "The disk is full: free some space, then run make again."),
    (
        re.compile(r"Permission denied|EACCES"),
        "A file may not be written: check who owns this folder, then run make.",
    ),
)


class Failed(SystemExit):
    """A step that failed; `code` is one sentence that says what to do."""


def run(name: str, sentence: str, command: list[str]) -> None:
    """Run `command` under `sentence`, its output in var/log/NAME.log; raise `Failed` if it fails."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    begun = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
        _watch(process, sentence, begun)
    if process.returncode:
        raise Failed(_explain(log))
    print(f"{_rewind()}{sentence} {time.monotonic() - begun:.0f} s", flush=True)


def _watch(process: subprocess.Popen[bytes], sentence: str, begun: float) -> None:
    """Wait for the process; on a terminal, count the seconds beside the sentence."""
    while True:
        try:
            process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            if sys.stdout.isatty():
                print(f"{_rewind()}{sentence} {time.monotonic() - begun:.0f} s", end="", flush=True)
        else:
            return


def _rewind() -> str:
    return "\r\x1b[K" if sys.stdout.isatty() else ""


def _explain(log: Path) -> str:
    """Return the known reason, or the log's end with a sentence that says where the rest is."""
    text = log.read_text(errors="replace")
    for pattern, sentence in REASONS:
        if pattern.search(text):
            return f"{sentence} ({log.relative_to(ROOT)} has the details.)"
    tail = "\n".join(text.splitlines()[-30:])
    return f"{tail}\nThis step failed; the lines above are the end of {log.relative_to(ROOT)}."


def venv() -> None:
    """Make .venv with the Python that runs this, and put the pinned uv in it."""
    if (ROOT / ".venv").is_symlink():
        raise Failed(".venv is a link, and making it anew would empty the folder it leads to: remove the link first.")
    version = ".".join(str(part) for part in sys.version_info[:2])
    run("venv", f"Making .venv with Python {version} …", [sys.executable, "-m", "venv", "--clear", ".venv"])
    pip = [str(BIN / "python"), "-m", "pip", "install", "--retries", "1", "--disable-pip-version-check"]
    run("uv", "Installing uv …", [*pip, "--require-hashes", "-r", "requirements-uv.lock"])


def packages(lock: str) -> None:
    """Make .venv hold what `lock` lists and nothing else; never take the tools for tests away again."""
    if (ROOT / ".venv" / ".dev").exists():
        lock = "requirements-dev.lock"
    count = sum("==" in line for line in (ROOT / lock).read_text().splitlines())
    # The lock is for every platform; bytecode is compiled now so that the first start is as quick as the next.
    command = [
        str(BIN / "uv"),
        "pip",
        "sync",
        "--require-hashes",
        "--compile-bytecode",
        "--python",
        str(BIN / "python"),
    ]
    run("packages", f"Installing {count} Python packages …", [*command, lock])


def npm() -> None:
    """Install the front end's packages by the lock, with the node that came with the Python packages."""
    quiet = ["--no-audit", "--no-fund", "--no-progress"]
    patience = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=8000"]
    run("npm", "Installing the npm packages …", [str(BIN / "npm"), "ci", *quiet, *patience])


def bundles() -> None:
    """Build static/dist."""
    run("bundles", "Bundling styles, scripts and fonts …", [str(BIN / "npm"), "run", "build"])


STEPS: dict[str, Callable[..., None]] = {"venv": venv, "packages": packages, "npm": npm, "bundles": bundles}

if __name__ == "__main__":
    STEPS[sys.argv[1]](*sys.argv[2:])
