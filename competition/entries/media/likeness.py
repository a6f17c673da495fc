"""The perceptual hash of a picture: alike for the same picture in another size, format or compression.

It is what `imagehash.phash` computes, without the half second that its libraries take to load: a test holds one to the
other.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

SIDE, LOW = 32, 8
# The lowest eight waves of the discrete cosine transform (DCT-II) over 32 points.
WAVES = np.cos(np.pi / (2 * SIDE) * np.outer(np.arange(LOW), 2 * np.arange(SIDE) + 1))


def likeness_of(path: Path) -> str:
    """Return 64 bits in hex: which of the lowest frequencies of a picture's light on white lie above their median."""
    pixels = np.asarray(light_of(path).resize((SIDE, SIDE), Image.Resampling.LANCZOS), dtype=float)
    waves = np.round(WAVES @ pixels @ WAVES.T, 6)  # What a bare sheet has of waves is the noise of the arithmetic.
    bits = (waves > np.median(waves)).ravel()
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


def light_of(path: Path) -> Image.Image:
    """Return a picture in grey, on white where it is transparent."""
    with Image.open(path) as opened:
        ground = Image.new("RGBA", opened.size, "white")
        ground.alpha_composite(opened.convert("RGBA"))
        return ground.convert("L")
