"""Which colours a picture holds, and in which space its copies are written (docs/decisions/0016).

The profile of an original is never copied: its description may name a person. A picture that goes beyond sRGB is
brought to Display P3 with the profile that libvips ships, every other to sRGB without one.
"""

from __future__ import annotations

import struct
from typing import Any

from competition.calls.rules import ColourSpace

SRGB, WIDE = "srgb", "p3"
PROFILE = "icc-profile-data"
# Chromaticities of the primaries of sRGB as profiles state them, adapted to D50 (IEC 61966-2-1, ICC.1).
PRIMARIES = ((0.6484, 0.3309), (0.3212, 0.5979), (0.1559, 0.0660))
NEAR = 0.012
LARGER = 1.05

_GREY = frozenset({"b-w", "grey16"})
_RGB = frozenset({"srgb", "rgb", "rgb16", "scrgb"})
_Points = tuple[tuple[float, float], ...]


def space_of(picture: Any) -> ColourSpace:
    """Return the colour space of an opened picture; one of RGB without a profile is taken for sRGB, as browsers do."""
    if picture.interpretation in _GREY:
        return ColourSpace.grey
    if picture.interpretation == "cmyk":
        return ColourSpace.cmyk
    if picture.interpretation in _RGB and PROFILE not in picture.get_fields():
        return ColourSpace.srgb
    found = _primaries(picture)
    return ColourSpace.srgb if found and _is_near(found) else ColourSpace.rgb


def working_space(picture: Any) -> str:
    """Return the name of the space in which the copies of a picture are written: `srgb` or `p3`."""
    space = space_of(picture)
    if space in {ColourSpace.grey, ColourSpace.srgb}:
        return SRGB
    found = _primaries(picture)
    is_small = space == ColourSpace.rgb and found and _area(found) <= LARGER * _area(PRIMARIES)
    return SRGB if is_small else WIDE


def kept_profile(space: str) -> dict[str, str]:
    """Return how a copy is saved: without any metadata, but for the profile of the wide space."""
    return {"keep": "icc", "profile": WIDE} if space == WIDE else {"keep": "none"}


def _primaries(picture: Any) -> _Points | None:
    """Return the chromaticities of red, green and blue of an embedded matrix profile, else None."""
    if PROFILE not in picture.get_fields():
        return None
    profile = bytes(picture.get(PROFILE))
    found = tuple(_chromaticity(profile, tag) for tag in (b"rXYZ", b"gXYZ", b"bXYZ"))
    return tuple(one for one in found if one) if all(found) else None


def _chromaticity(profile: bytes, wanted: bytes) -> tuple[float, float] | None:
    """By ICC.1, section 7.3: a table of tags at byte 128, each a signature, an offset and a length."""
    count = int.from_bytes(profile[128:132])
    for place in range(132, 132 + 12 * min(count, 100), 12):
        if profile[place : place + 4] == wanted:
            offset = int.from_bytes(profile[place + 4 : place + 8])
            value = profile[offset + 8 : offset + 20]
            x, y, z = (part / 65536 for part in struct.unpack(">iii", value)) if len(value) == 12 else (0, 0, 0)
            return (x / (x + y + z), y / (x + y + z)) if x + y + z > 0 else None
    return None


def _is_near(points: _Points) -> bool:
    pairs = zip(points, PRIMARIES, strict=True)
    return all(abs(one[axis] - other[axis]) < NEAR for one, other in pairs for axis in (0, 1))


def _area(points: _Points) -> float:
    (ax, ay), (bx, by), (cx, cy) = points
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2
