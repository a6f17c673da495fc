"""HEIC, as telephones take it: decoded whole by libheif, since libvips' own build reads no HEVC."""

from __future__ import annotations

from typing import Any

import pi_heif
import pyvips

from competition.entries.media.colours import PROFILE, WIDE
from competition.entries.media.report import RefusedError

BANDS = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4}
# ISO/IEC 23091-2, table 2: SMPTE EG 432-1.
P3_PRIMARIES = 12


def header(source: str) -> Any:
    """Return the first picture of a file, not decoded yet, turned upright as its own boxes say."""
    try:
        return pi_heif.open_heif(source, convert_hdr_to_8bit=True)
    except (RuntimeError, ValueError, OSError, EOFError, SyntaxError) as fault:
        raise RefusedError("unreadable") from fault


def decoded(found: Any) -> Any:
    """Return the pixels of what `header` opened, with its profile and nothing else of its metadata."""
    try:
        data, bands = found.data, BANDS[found.mode]
    except (RuntimeError, ValueError, OSError, EOFError, SyntaxError, KeyError) as fault:
        raise RefusedError("damaged") from fault
    wide = pyvips.Image.new_from_memory(bytes(data), found.stride // bands, found.size[1], bands, "uchar")
    picture = wide.crop(0, 0, *found.size).copy(interpretation="srgb" if bands >= 3 else "b-w")
    profile = found.info.get("icc_profile") or _named_profile(found.info.get("nclx_profile") or {})
    return _with_profile(picture, profile) if profile else picture


def _named_profile(nclx: dict[str, Any]) -> bytes | None:
    """Return the profile of Display P3 where its primaries are named by number only."""
    return bytes(pyvips.Image.profile_load(WIDE)) if nclx.get("color_primaries") == P3_PRIMARIES else None


def _with_profile(picture: Any, profile: bytes) -> Any:
    kept = picture.copy()
    kept.set_type(pyvips.GValue.blob_type, PROFILE, profile)
    return kept
