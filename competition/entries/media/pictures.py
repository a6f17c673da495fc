"""Pictures: checked by their header before decoding, turned upright, stripped of all metadata, in sizes.

The original is decoded once, into a plain picture of the largest size that is wanted; the copies are made from that,
so that a picture of 96 megapixels passes through in strips.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyvips

from competition.entries.media import colours, heif
from competition.entries.media.likeness import likeness_of
from competition.entries.media.report import Made, Order, RefusedError, Report
from competition.entries.rules.findings import Found

LEVELS = (480, 960, 1920, 3840)
# What one picture may take to encode in the memory that a worker has; browsers of telephones end before.
LARGEST = 32_000_000
QUALITY = 82
EFFORT = 2
# AVIF in the sizes that pages show, at the speed at which it costs three times what WebP does (docs/decisions/0016).
AVIF_LEVELS = (480, 960, 1920)
AVIF_QUALITY, AVIF_EFFORT = 62, 1
HIGHEST = 100_000
WEBP, AVIF, HEIC = "image/webp", "image/avif", "image/heic"


def inspect(order: Order) -> Report:
    """Check a picture and write its sizes as WebP, the middle ones as AVIF too, none larger than the original."""
    picture = _opened(order)
    width, height = picture.autorot().width, picture.autorot().height
    found = Found(width=width, height=height, space=colours.space_of(picture))
    order.require(found)
    made = _copies(order, picture, width, height)
    smallest = Path(order.folder) / made[0].name
    return Report(found, colour_of(smallest), likeness_of(smallest), made)


def _opened(order: Order) -> Any:
    if order.media_type == HEIC:
        header = heif.header(order.source)
        order.require(Found(width=header.size[0], height=header.size[1]))
        return heif.decoded(header)
    try:
        return pyvips.Image.new_from_file(order.source, access="sequential", fail_on="error")
    except pyvips.Error as fault:
        raise RefusedError("unreadable") from fault


def _copies(order: Order, picture: Any, width: int, height: int) -> tuple[Made, ...]:
    space = colours.working_space(picture)
    largest = min(width, int((LARGEST * width / height) ** 0.5)) or 1
    plain = Path(order.folder) / "plain.tif"
    try:
        source = picture if order.media_type == HEIC else order.source
        upright(source, largest, space).tiffsave(str(plain), keep="icc")
        return tuple(_write_levels(order.folder, plain, largest, space))
    except pyvips.Error as fault:
        raise RefusedError("damaged") from fault
    finally:
        plain.unlink(missing_ok=True)


def upright(source: Any, width: int, space: str) -> Any:
    """Return a picture at most `width` px wide, rotated as its camera said, 8 bits deep, by its profile in `space`."""
    told = {"height": HIGHEST, "size": "down", "output_profile": space, "fail_on": "error"}
    if isinstance(source, str):
        small = pyvips.Image.thumbnail(source, width, **told)
    else:
        told.pop("fail_on")
        small = source.thumbnail_image(width, **told)
    if small.format == "ushort":
        small = (small >> 8).cast("uchar")
    return small.copy(interpretation="srgb" if small.bands >= 3 else "b-w")


def _write_levels(folder: str, plain: Path, largest: int, space: str) -> list[Made]:
    wanted = [*(level for level in LEVELS if level < largest), largest]
    # The largest first, while there is most room; they are told from the smallest on.
    made = [_write_webp(folder, plain, level, space) for level in reversed(wanted)][::-1]
    return made + [_write_avif(folder, plain, level, space) for level in wanted if level in AVIF_LEVELS]


def _write_webp(folder: str, plain: Path, width: int, space: str) -> Made:
    picture = _small(plain, width)
    picture.webpsave(f"{folder}/{width}.webp", Q=QUALITY, effort=EFFORT, **colours.kept_profile(space))
    return Made("picture", f"{width}.webp", WEBP, picture.width, picture.height)


def _write_avif(folder: str, plain: Path, width: int, space: str) -> Made:
    picture = _small(plain, width)
    picture.heifsave(
        f"{folder}/{width}.avif",
        compression="av1",
        Q=AVIF_QUALITY,
        effort=AVIF_EFFORT,
        bitdepth=8,
        **colours.kept_profile(space),
    )
    return Made("picture", f"{width}.avif", AVIF, picture.width, picture.height)


def _small(plain: Path, width: int) -> Any:
    return pyvips.Image.thumbnail(str(plain), width, height=HIGHEST, size="down")


def colour_of(path: Path) -> str:
    """Return the mean colour of a picture as `#rrggbb`: what a page shows while the picture loads."""
    picture = pyvips.Image.new_from_file(str(path))
    if picture.hasalpha():
        picture = picture.flatten(background=[255, 255, 255])
    bands = [round(picture.extract_band(min(band, picture.bands - 1)).avg()) for band in range(3)]
    return "#" + "".join(f"{max(0, min(255, band)):02x}" for band in bands)
