"""When two pictures look alike: by the bits in which their perceptual hashes differ."""

from __future__ import annotations

from enum import StrEnum

BANDS = ("band_1", "band_2", "band_3", "band_4")
BAND_BITS = 16
# Hashes that differ in at most this many bits have a band in which they differ in at most one (pigeonhole): looking
# up each band and its sixteen neighbours finds them all.
FARTHEST = 7
MOST_REASON = 1000


class Sameness(StrEnum):
    """What the organisers made of two works that look alike."""

    same = "same"
    different = "different"


def bands_of(bits: str) -> dict[str, int]:
    """Return the four bands of a hash of 64 bits in hex, by the columns that keep them."""
    return {band: int(bits[4 * place : 4 * place + 4], 16) for place, band in enumerate(BANDS)}


def near(band: int) -> tuple[int, ...]:
    """Return a band and the sixteen that differ from it in one bit."""
    return (band, *(band ^ (1 << bit) for bit in range(BAND_BITS)))


def distance(one: str, other: str) -> int:
    """Return in how many bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def says_something(bits: str) -> bool:
    """Tell whether a hash tells one picture from another: a bare sheet has nearly no bits, or nearly all."""
    return 8 <= int(bits, 16).bit_count() <= 56
