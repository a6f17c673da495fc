"""The perceptual hash of a picture: alike for the same picture in another size, format or compression."""

from __future__ import annotations

from pathlib import Path

from PIL import Image


def likeness_of(path: Path) -> str:
    """Return 64 bits in hex: the signs of the lowest frequencies of a picture's light on white."""
    # Only now: its arithmetic takes 40 MB, which the copies, that are made by then, no longer need.
    import imagehash  # noqa: PLC0415

    with Image.open(path) as opened:
        ground = Image.new("RGBA", opened.size, "white")
        ground.alpha_composite(opened.convert("RGBA"))
        return str(imagehash.phash(ground.convert("L")))
