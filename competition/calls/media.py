"""Logos: checked by their header before decoding, turned upright, made small, stripped of all metadata."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps

from competition.calls.rules.refusals import BrokenLogo, TooManyPixels

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_SIDE = 4000
BOX = (800, 400)
QUALITY = 90


def clean_logo(content: bytes) -> bytes:
    """Return a small copy as WebP: the pixels of the original and nothing else that it carried.

    Pillow reads the header alone on opening, so that a picture of more than `MOST_SIDE` is never decoded.
    """
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if max(picture.size) > MOST_SIDE:
                raise TooManyPixels(most=MOST_SIDE)
            return _encoded(_made_small(picture))
    except Image.DecompressionBombError as fault:
        raise TooManyPixels(most=MOST_SIDE) from fault
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError) as fault:
        raise BrokenLogo from fault  # What Pillow's decoders raise for a file that is not as its header says.


def _made_small(picture: Image.Image) -> Image.Image:
    picture.load()
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail(BOX, Image.Resampling.LANCZOS)
    return upright


def _encoded(picture: Image.Image) -> bytes:
    picture.info = {}
    out = BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
