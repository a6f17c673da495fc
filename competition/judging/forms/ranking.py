"""A juror's order as a form or a script sends it: the codes of entries, one on each line, best first."""

from __future__ import annotations

from typing import Any

from competition.judging.rules.ranking import BallotCommand

MOST_WORDS = 2000


def ballot_command(given: Any) -> BallotCommand:
    """Return the order that was sent; codes may be parted by blanks, commas or new lines."""
    version = str(given.get("version") or "")
    codes = str(given.get("order") or "").replace(",", " ").split()
    is_number = version.isascii() and version.isdigit() and len(version) < 9
    return BallotCommand(int(version) if is_number else 0, tuple(code.upper() for code in codes[:MOST_WORDS]))
