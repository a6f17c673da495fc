"""What a file turned out to be, and whether its question takes that: the browser asks the same before it sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from competition.calls.rules import Codec, ColourSpace, FilesOptions
from competition.calls.rules.files import (
    MOST_TEXTURE,
    USUAL_PAGES,
    USUAL_PIXELS,
    USUAL_SECONDS,
    USUAL_TRIANGLES,
    ratio_of,
    takes,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a file; None is not known or not its kind. `texture` is the longest side of any in pixels."""

    width: int | None = None
    height: int | None = None
    space: ColourSpace | None = None
    pages: int | None = None
    seconds: float | None = None
    codec: Codec | None = None
    triangles: int | None = None
    texture: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file is refused: a code of `labels.FILE_REFUSALS`, and the values that its sentence names."""

    code: str
    values: dict[str, Any]


def fault_in(found: Found, options: FilesOptions) -> Fault | None:
    """Return the first rule of a question that a file breaks, or None. Sides bind pictures, not films or pages."""
    return next((fault for check in _CHECKS for fault in check(found, options)), None)


def _pixels(found: Found, options: FilesOptions) -> Iterator[Fault]:
    if found.width is None or found.height is None:
        return
    values = {"width": found.width, "height": found.height}
    most = options.max_pixels or USUAL_PIXELS
    if found.width * found.height > most:
        yield Fault("too_many_pixels", {**values, "most": most})
    if not _is_picture(found):
        return
    least = {"min_width": options.min_width or 0, "min_height": options.min_height or 0}
    if found.width < least["min_width"] or found.height < least["min_height"]:
        yield Fault("too_few_pixels", {**values, **least})
    ratio = Fraction(found.width, max(found.height, 1))
    if options.min_ratio and ratio < ratio_of(options.min_ratio):
        yield Fault("too_tall", {**values, "least": options.min_ratio})
    if options.max_ratio and ratio > ratio_of(options.max_ratio):
        yield Fault("too_wide", {**values, "most": options.max_ratio})


def _is_picture(found: Found) -> bool:
    return found.pages is None and found.seconds is None and found.triangles is None


def _colours(found: Found, options: FilesOptions) -> Iterator[Fault]:
    if found.space is not None and not takes(found.space, options.colours):
        yield Fault("wrong_colours", {"space": found.space, "accepted": list(options.colours)})


def _pages(found: Found, options: FilesOptions) -> Iterator[Fault]:
    most = options.max_pages or USUAL_PAGES
    if found.pages is not None and found.pages > most:
        yield Fault("too_many_pages", {"pages": found.pages, "most": most})


def _film(found: Found, options: FilesOptions) -> Iterator[Fault]:
    if found.seconds is not None:
        seconds, most = round(found.seconds, 1), options.max_seconds or USUAL_SECONDS
        if seconds > most:
            yield Fault("too_long", {"seconds": seconds, "most": most})
        if options.min_seconds and seconds < options.min_seconds:
            yield Fault("too_short", {"seconds": seconds, "least": options.min_seconds})
    if found.codec is not None and options.codecs and found.codec not in options.codecs:
        yield Fault("codec_not_accepted", {"codec": found.codec, "accepted": list(options.codecs)})


def _model(found: Found, options: FilesOptions) -> Iterator[Fault]:
    most, longest = options.max_triangles or USUAL_TRIANGLES, options.max_texture or MOST_TEXTURE
    if found.triangles is not None and found.triangles > most:
        yield Fault("too_many_triangles", {"triangles": found.triangles, "most": most})
    if found.texture is not None and found.texture > longest:
        yield Fault("texture_too_large", {"side": found.texture, "most": longest})


_CHECKS: tuple[Callable[[Found, FilesOptions], Iterator[Fault]], ...] = (_pixels, _colours, _pages, _film, _model)
