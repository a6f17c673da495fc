"""honcho as the demo needs it: its processes end with it whatever happens, and their words go to files."""

from __future__ import annotations

import ctypes
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import honcho.process
from honcho.printer import Message

_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1
STOPPING = {signal.SIGINT, signal.SIGTERM}


class TiedPopen(honcho.process.Popen):
    """A child that Linux ends when its parent ends; and the parent, which honcho forks, likewise."""

    def __init__(self, command: str, **options: Any) -> None:
        _end_with_parent(signal.SIGKILL)
        super().__init__(command, preexec_fn=_begin_as_child, **options)


class TiedProcess(honcho.process.Process):
    """A honcho process made of such a child."""

    def __init__(self, command: str, **options: Any) -> None:
        super().__init__(command, **options)
        self._child_ctor = TiedPopen


class Logs:
    """A printer for honcho: each process writes in its own file, which begins anew with each run.

    honcho's own words tell how far it is: once `expected` processes have started it lets signals through
    and calls `when_all_started`.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.width = 0
        self.expected = 0
        self.when_all_started: Callable[[], None] = _nothing
        self.first_to_stop = ""
        self.bucket_is_ready = threading.Event()
        self._folder = folder
        self._files: dict[str, TextIO] = {}

    def write(self, message: Message) -> None:
        """Write one line of a process, or of honcho itself."""
        if message.name not in self._files:
            self._files[message.name] = (self._folder / f"{message.name}.log").open("w", buffering=1)
        line = message.data if isinstance(message.data, str) else message.data.decode(errors="replace")
        self._files[message.name].write(line)
        if message.name == "system":
            self._follow(line)
        elif message.name == "bucket" and line.startswith("The bucket is ready"):
            self.bucket_is_ready.set()

    def _follow(self, line: str) -> None:
        name, event, *_ = line.split()
        if event == "stopped":
            self.first_to_stop = self.first_to_stop or name
        elif event == "started":
            self.expected -= 1
            if not self.expected:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
                self.when_all_started()


def _nothing() -> None:
    pass


def _begin_as_child() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    _end_with_parent()


def _end_with_parent(number: signal.Signals = signal.SIGTERM) -> None:
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, number)
