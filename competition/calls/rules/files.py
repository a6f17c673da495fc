"""What a question for files may be told: kinds, number and size, and what pictures, films, documents and models are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

MOST_FILES = 50
MOST_BYTES = 5_000_000_000
MOST_SIDE = 100_000
MOST_PIXELS = 1_000_000_000
MOST_PAGES = 500
MOST_SECONDS = 7200
MOST_TRIANGLES = 5_000_000
MOST_TEXTURE = 8192

# What is taken where a question says nothing: decoding more is no one's work to be shown.
USUAL_PIXELS = 200_000_000
USUAL_PAGES = 60
USUAL_SECONDS = 600
USUAL_TRIANGLES = 2_000_000

GLB = "model/gltf-binary"
MEDIA_TYPES = (
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/tiff",
    "image/heic",
    "image/avif",
    "application/pdf",
    "video/mp4",
    "video/quicktime",
    GLB,
)

_RATIO = re.compile(r"[1-9]\d{0,4}:[1-9]\d{0,4}")


class ColourSpace(StrEnum):
    """In what colours a picture is. `rgb` has a profile of its own: Display P3, Adobe RGB; sRGB is RGB too."""

    srgb = "srgb"
    rgb = "rgb"
    cmyk = "cmyk"
    grey = "grey"


class Codec(StrEnum):
    """How a film may be compressed, so that browsers play it without our encoding it again."""

    h264 = "h264"
    hevc = "hevc"
    av1 = "av1"
    vp9 = "vp9"


@dataclass(frozen=True, slots=True)
class FilesOptions:
    """Which files, how many, how large; None and () stand for no rule of the question's own.

    Sides, pixels, ratio (width to height, as 4:5) and colours bind pictures; pages documents; seconds and codecs
    films; triangles and the longer side of a texture models.
    """

    accept: tuple[str, ...]
    least: int
    most: int
    max_bytes: int
    min_width: int | None = None
    min_height: int | None = None
    max_pixels: int | None = None
    min_ratio: str | None = None
    max_ratio: str | None = None
    colours: tuple[ColourSpace, ...] = ()
    max_pages: int | None = None
    min_seconds: int | None = None
    max_seconds: int | None = None
    codecs: tuple[Codec, ...] = ()
    max_triangles: int | None = None
    max_texture: int | None = None


def is_ratio(text: object) -> bool:
    """Tell whether a text is a ratio of width to height: 4:5, 1920:1080."""
    return isinstance(text, str) and _RATIO.fullmatch(text) is not None


def ratio_of(text: str) -> Fraction:
    """Return a ratio as a number."""
    width, _mark, height = text.partition(":")
    return Fraction(int(width), int(height))


def takes(space: ColourSpace, colours: tuple[ColourSpace, ...]) -> bool:
    """Tell whether a picture in this space is taken where these are; where none is named, all are."""
    return not colours or space in colours or (space == ColourSpace.srgb and ColourSpace.rgb in colours)


def takes_files_of(before: FilesOptions, after: FilesOptions) -> bool:
    """Tell whether every file that one question takes is taken by another too."""
    is_lower = all(_at_most(getattr(after, name), getattr(before, name)) for name in _LOW)
    is_higher = all(
        (getattr(before, name) or usual) <= (getattr(after, name) or usual) for name, usual in _HIGH.items()
    )
    narrow, wide = (
        [ratio_of(shape) if shape else None for shape in (getattr(one, name) for one in (after, before))]
        for name in ("min_ratio", "max_ratio")
    )
    shapes = _at_most(*narrow) and _at_least(*wide)
    colours, codecs = (_covers(getattr(after, name), getattr(before, name)) for name in ("colours", "codecs"))
    return is_lower and is_higher and shapes and colours and codecs and set(before.accept) <= set(after.accept)


_LOW = ("least", "min_width", "min_height", "min_seconds")
_HIGH = {
    "most": MOST_FILES,
    "max_bytes": MOST_BYTES,
    "max_pixels": USUAL_PIXELS,
    "max_pages": USUAL_PAGES,
    "max_seconds": USUAL_SECONDS,
    "max_triangles": USUAL_TRIANGLES,
    "max_texture": MOST_TEXTURE,
}
_Bound = int | Fraction | None


def _at_most(bound: _Bound, before: _Bound) -> bool:
    return not bound or (before is not None and bound <= before)


def _at_least(bound: _Bound, before: _Bound) -> bool:
    return bound is None or (before is not None and before <= bound)


def _covers(some: tuple[StrEnum, ...], before: tuple[StrEnum, ...]) -> bool:
    return not some or (bool(before) and set(before) <= set(some))
