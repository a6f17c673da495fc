"""From light to a photograph: depth of field, glow, film curve, WebP."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyvips
from scipy import ndimage

from deploy.art.vectors import Array, smoothstep

MOST_BYTES = 220_000
QUALITIES = (84, 78, 72, 64, 56, 48)
FILM = (2.51, 0.03, 2.43, 0.59, 0.14)


def halved(picture: Array, times: int) -> Array:
    """Return the picture with each square of `times` pixels joined into one."""
    height, width = picture.shape[0] // times, picture.shape[1] // times
    joined: Array = picture.reshape(height, times, width, times, -1).mean(axis=(1, 3))
    return joined


def blurred(picture: Array, sigma: float) -> Array:
    """Return a picture under a soft lens; what is very soft is made from fewer pixels."""
    times = max(1, int(sigma / 2.5))
    height, width = picture.shape[0] // times * times, picture.shape[1] // times * times
    small = halved(picture[:height, :width], times) if times > 1 else picture
    soft: Array = ndimage.gaussian_filter(small, (sigma / times, sigma / times, 0), truncate=2.5)
    return soft if times == 1 else enlarged(soft, picture.shape[:2])


def enlarged(picture: Array, shape: tuple[int, ...]) -> Array:
    """Return a small picture drawn out to a height and a width."""
    image = pyvips.Image.new_from_array(np.ascontiguousarray(picture, dtype=np.float32))
    across, along = shape[1] / image.width, shape[0] / image.height
    larger = image.resize(across, vscale=along, kernel="linear")
    full: Array = larger.numpy().reshape(larger.height, larger.width, -1)
    rows, columns = shape[0] - full.shape[0], shape[1] - full.shape[1]
    return np.pad(full, ((0, max(0, rows)), (0, max(0, columns)), (0, 0)), mode="edge")[: shape[0], : shape[1]]


def focused(picture: Array, distance: Array, sharp_at: float, depth: float) -> Array:
    """Return the picture blurred where it lies farther than `depth` before or behind `sharp_at`."""
    away = np.clip(np.abs(distance - sharp_at) / depth - 0.6, 0, 3)
    away = ndimage.gaussian_filter(away, picture.shape[1] / 400)
    unit_blur = picture.shape[1] / 700
    result = picture
    for level, sigma in enumerate((unit_blur, 2.5 * unit_blur, 5 * unit_blur)):
        share = smoothstep(level, level + 1, away)[..., None]
        result = result * (1 - share) + blurred(picture, sigma) * share
    return result


def glowing(picture: Array, strength: float = 0.03) -> Array:
    """Return the picture with the brightest places bleeding a little into their surroundings."""
    bright = np.clip(picture - 1.1, 0, 6)
    wide = picture.shape[1] / 160
    glow: Array = picture + strength * (blurred(bright, wide) * 2 + blurred(bright, wide * 5) * 2)
    return glow


def printed(light: Array, exposure: float) -> Array:
    """Return eight-bit sRGB of linear light, by a film-like curve that keeps whites from breaking."""
    a, b, c, d, e = FILM
    value = np.maximum(light * exposure * 0.62, 0)
    curved = np.clip(value * (a * value + b) / (value * (c * value + d) + e), 0, 1)
    encoded = np.where(curved < 0.0031308, 12.92 * curved, 1.055 * curved ** (1 / 2.4) - 0.055)
    result: Array = (encoded * 255 + 0.5).astype(np.uint8)
    return result


def save(picture: Array, path: Path) -> None:
    """Write eight-bit sRGB as WebP without metadata, at the best quality that keeps it small enough to be cloned."""
    image = pyvips.Image.new_from_array(np.ascontiguousarray(picture), interpretation="srgb")
    for quality in QUALITIES:
        encoded: bytes = image.webpsave_buffer(Q=quality, effort=5, keep="none", smart_subsample=True)
        if len(encoded) <= MOST_BYTES:
            break
    path.write_bytes(encoded)
