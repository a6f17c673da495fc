"""Seeded unevenness: paper, glaze, hand work."""

from __future__ import annotations

import numpy as np
import pyvips

from deploy.art.vectors import Array


def clouds(height: int, width: int, sizes: tuple[float, ...], seed: int) -> Array:
    """Return smooth noise about 0 with unit spread, summed over features of these sizes in pixels."""
    rng = np.random.default_rng(seed)
    total = np.zeros((height, width), dtype=np.float32)
    for size in sizes:
        rows, columns = int(height / size) + 3, int(width / size) + 3
        coarse = rng.standard_normal((rows, columns)).astype(np.float32)
        total += _drawn_out(coarse, height, width) * np.float32(np.sqrt(size))
    spread: Array = (total - total.mean()) / (total.std() + 1e-6)
    return spread


def _drawn_out(coarse: Array, height: int, width: int) -> Array:
    image = pyvips.Image.new_from_array(coarse)
    larger = image.resize((width + 2) / image.width, vscale=(height + 2) / image.height, kernel="cubic")
    full: Array = larger.numpy()
    return full.reshape(larger.height, larger.width)[:height, :width]


def fibres(height: int, width: int, strength: float = 0.008) -> Array:
    """Return the unevenness of a sheet of paper, about 1."""
    grain = clouds(height, width, (3.0, 8.0), seed=3)
    uneven: Array = 1 + strength * grain
    return uneven


def bumps(u: Array, v: Array, waves: int, seed: int) -> Array:
    """Return noise of a surface, about 0: a sum of seeded waves, smooth and periodic over u."""
    rng = np.random.default_rng(seed)
    total = np.zeros(np.broadcast(u, v).shape)
    for _ in range(12):
        across, along = rng.integers(-waves, waves + 1), rng.uniform(-waves, waves)
        total = total + np.sin(2 * np.pi * (across * u + along * v) + rng.uniform(0, 6.3))
    uneven: Array = total / np.sqrt(6)
    return uneven
