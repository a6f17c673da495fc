"""What the application asks of a scanner."""

from __future__ import annotations

from typing import BinaryIO, Protocol


class ScannerUnavailable(Exception):
    """The scanner does not answer, or gives up: the file waits, and is never taken for clean."""

    is_temporary = True


class TooLargeToScan(Exception):
    """The scanner takes no file of this size; its own settings decide."""


class Scanner(Protocol):
    """Tells what is wrong with a file."""

    def scan(self, file: BinaryIO) -> str | None:
        """Return the name of what was found in a file; None where it is clean.

        Raises `ScannerUnavailable` or `TooLargeToScan`.
        """
        ...
