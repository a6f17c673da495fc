"""Pictures: checked by their header before decoding, turned upright, brought to sRGB, stripped of all metadata."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyvips

from competition.entries.media.report import Made, Order, RefusedError, Report

LEVELS = (800, 1600, 3200, 6400)
QUALITY = 82
HIGHEST = 100_000


def inspect(order: Order) -> Report:
    """Check a picture and write its levels: WebP, 800 to 6400 px wide, never larger than the original."""
    header = _header(order.source)
    width, height = header.autorot().width, header.autorot().height
    if width * height > order.most_pixels:
        raise RefusedError("too_many_pixels", width=width, height=height, most=order.most_pixels)
    made = tuple(_write_levels(order, width))
    return Report(width=width, height=height, colour=colour_of(Path(order.folder) / made[0].name), made=made)


def _header(source: str) -> Any:
    try:
        return pyvips.Image.new_from_file(source, access="sequential", fail_on="truncated")
    except pyvips.Error as fault:
        raise RefusedError("unreadable") from fault


def _write_levels(order: Order, width: int) -> list[Made]:
    wanted = [level for level in LEVELS if level < width] + ([width] if width <= LEVELS[-1] else [LEVELS[-1]])
    return [_write_level(order, level) for level in wanted]


def _write_level(order: Order, level: int) -> Made:
    name = f"{level}.webp"
    try:
        picture = upright_srgb(order.source, level)
        picture.webpsave(str(Path(order.folder) / name), Q=QUALITY, effort=2, keep="none")
    except pyvips.Error as fault:
        raise RefusedError("damaged") from fault
    return Made("picture", name, "image/webp", picture.width, picture.height)


def upright_srgb(source: str, width: int) -> Any:
    """Return the picture at most `width` px wide, rotated as its camera said, in sRGB by its own profile."""
    return pyvips.Image.thumbnail(
        source, width, height=HIGHEST, size="down", output_profile="srgb", fail_on="truncated"
    )


def colour_of(path: Path) -> str:
    """Return the mean colour of a picture as `#rrggbb`: what a page shows while the picture loads."""
    picture = pyvips.Image.new_from_file(str(path))
    if picture.hasalpha():
        picture = picture.flatten(background=[255, 255, 255])
    bands = [round(picture.extract_band(min(band, picture.bands - 1)).avg()) for band in range(3)]
    return "#" + "".join(f"{max(0, min(255, band)):02x}" for band in bands)
