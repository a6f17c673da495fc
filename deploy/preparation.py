"""The thread that prepares the demo while its processes start, and says when all is ready."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from deploy.state import LOGS, VAR, brings_own_bucket
from deploy.step import ROOT, Failed
from deploy.tied import Logs

PREPARED = VAR / "demo.prepared"
SECONDS_TO_START = 60


class Preparation(threading.Thread):
    """Runs `deploy.prepare`, lets web and worker begin, tells how to sign in; a failure ends the demo."""

    def __init__(self, environment: dict[str, str], logs: Logs, address: str) -> None:
        super().__init__(daemon=True)
        self.failure = ""
        self._environment = environment
        self._logs = logs
        self._address = address
        self._stopping = threading.Event()
        self._child: subprocess.Popen[str] | None = None

    def run(self) -> None:
        """Prepare; hand a failure to the main thread."""
        try:
            accounts = self._prepare()
            PREPARED.touch()
            print("Starting web and worker …", flush=True)
            self._wait_for_web()
        except Failed as failure:
            if not self._stopping.is_set():
                self.failure = str(failure.code)
                os.kill(os.getpid(), signal.SIGTERM)
        else:
            print(
                f"\nFacet serves at {self._address}\n\n{accounts}\nCtrl-C stops it; its logs are in var/log.",
                flush=True,
            )

    def stop(self) -> None:
        """End what is being done; nothing more is said."""
        self._stopping.set()
        self._logs.bucket_is_ready.set()
        if self._child and self._child.poll() is None:
            self._child.terminate()
        self.join(timeout=10)

    def _prepare(self) -> str:
        """Return how to sign in."""
        log = LOGS / "prepare.log"
        with log.open("w") as errors:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "deploy.prepare"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
            self._wait_for_bucket()
            print("Bringing the database up to date and loading the demo …", flush=True)
            accounts, _ = self._child.communicate("the bucket is there\n")
        if self._child.returncode:
            raise Failed(
                f"{tail(log)}\nThe demo could not be prepared; the lines above are the end of var/log/prepare.log."
            )
        return accounts

    def _wait_for_bucket(self) -> None:
        if brings_own_bucket():
            return
        print("Starting the bucket …", flush=True)
        if not self._logs.bucket_is_ready.wait(SECONDS_TO_START):
            raise Failed(f"The bucket was not ready in {SECONDS_TO_START} s; var/log/bucket.log has its words.")
        if self._stopping.is_set():
            raise Failed

    def _wait_for_web(self) -> None:
        """Wait until the web process gives any answer at all."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and not self._stopping.wait(0.1):
            try:
                opener.open(f"{self._address}/healthz", timeout=5).close()
            except urllib.error.HTTPError:
                return
            except OSError:
                continue
            return
        raise Failed(f"The web process did not answer in {SECONDS_TO_START} s; var/log/web.log has its words.")


def tail(log: Path, lines: int = 15) -> str:
    """Return a log's last lines."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
