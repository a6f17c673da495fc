"""`make demo` as a person meets it: it serves, Ctrl-C ends all of it, a second run keeps what was there."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SECONDS_TO_END = 20


@contextmanager
def a_demo(var: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run the demo in a process group of its own, as a terminal would."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("S3_")}
    demo = subprocess.Popen(
        [sys.executable, "-m", "deploy.serve"],
        cwd=ROOT,
        env={**environment, "VAR_DIR": str(var), "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield demo
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGTERM)
            demo.wait(60)
        if demo.stdout:
            demo.stdout.close()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_it_serves(demo: subprocess.Popen[str]) -> str:
    said = []
    for line in demo.stdout or ():
        said.append(line)
        if line.startswith("Ctrl-C stops it"):
            return "".join(said)
    pytest.fail("".join(said))


def _children(var: Path) -> list[int]:
    return [int(pid) for pid in re.findall(r"started \(pid=(\d+)\)", (var / "log" / "system.log").read_text())]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _ends(demo: subprocess.Popen[str], by: signal.Signals) -> float:
    begun = time.monotonic()
    if by is signal.SIGINT:
        os.killpg(demo.pid, by)  # As a terminal does: to everyone in the group.
    else:
        demo.send_signal(by)
    assert demo.wait(SECONDS_TO_END + 10) == 0
    return time.monotonic() - begun


def test_a_demo_serves_ends_and_keeps_its_data(tmp_path: Path, port: int) -> None:
    secrets = []
    for by in (signal.SIGINT, signal.SIGTERM):
        with a_demo(tmp_path, port) as demo:
            said = _until_it_serves(demo)
            assert f"http://127.0.0.1:{port}/en/demo" in said
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
                assert answer.status == 200
            children = _children(tmp_path)
            assert (len(children), all(map(_lives, children))) == (3, True)
            assert _ends(demo, by) < SECONDS_TO_END
        assert [pid for pid in children if _lives(pid)] == []
        secrets.append((tmp_path / "facet.env").read_text())
    assert secrets[0] == secrets[1]
    assert "The demo is loaded already" in (tmp_path / "log" / "prepare.log").read_text()


def test_a_taken_port_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with a_demo(tmp_path, taken.getsockname()[1]) as demo:
            said, _ = demo.communicate(timeout=60)
    assert demo.returncode == 1
    assert (said.count("\n"), "make demo PORT=" in said) == (1, True)
