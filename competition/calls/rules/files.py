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
