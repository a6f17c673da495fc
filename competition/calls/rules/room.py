"""How many bytes of files a call takes: of one entry, and of all."""

from __future__ import annotations

from dataclasses import dataclass

from competition.errors import DomainError

GIGABYTE = 1_000_000_000
BYTES_PER_ENTRY = 10 * GIGABYTE
BYTES_PER_CALL = 5_000 * GIGABYTE
MOST_PER_ENTRY = 1_000
MOST_PER_CALL = 1_000_000


@dataclass(frozen=True, slots=True)
class LimitFiles:
    """How many gigabytes (of 1,000,000,000 bytes) the files of one entry may take, and those of all entries."""

    version: int
    per_entry: int
    per_call: int


class BadLimits(DomainError):
    """A limit is too small or too large, or one entry may take more than all (`at` names the field)."""

    code = "call_bad_limits"


def check_limits(wanted: LimitFiles) -> None:
    """Raise `BadLimits` for limits that no call may have."""
    if not 1 <= wanted.per_entry <= MOST_PER_ENTRY:
        raise BadLimits(at="per_entry")
    if not wanted.per_entry <= wanted.per_call <= MOST_PER_CALL:
        raise BadLimits(at="per_call")
