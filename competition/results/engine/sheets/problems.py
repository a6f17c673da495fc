"""How a fault in a sheet is named."""

from __future__ import annotations


class BadSheet(ValueError):
    """A sheet that cannot be understood: one sentence, with the row (a line of the file, from 1) and the column."""

    def __init__(self, problem: str, row: int | None = None, column: str | int | None = None) -> None:
        place = ", ".join(f"{name} {value}" for name, value in (("row", row), ("column", column)) if value is not None)
        super().__init__(f"{place}: {problem}" if place else problem)


def quoted(text: str) -> str:
    """Return what a sheet says, on one line and not too long."""
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
