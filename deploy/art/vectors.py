"""Arrays of vectors: the last axis holds x, y, z; z points up, lengths are in the scene's own unit."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Colour = tuple[float, float, float]


def vector(*values: float) -> Array:
    """Return one vector."""
    return np.array(values, dtype=np.float32)


def dot(one: Array, other: Array) -> Array:
    """Return the inner product along the last axis."""
    if other.ndim == 1:
        product: Array = one @ other.astype(one.dtype)
        return product
    return np.asarray(one[..., 0] * other[..., 0] + one[..., 1] * other[..., 1] + one[..., 2] * other[..., 2])


def unit(vectors: Array) -> Array:
    """Return the vectors with length one; those without any length stay zero."""
    scaled: Array = vectors / np.maximum(np.sqrt(dot(vectors, vectors))[..., None], 1e-9)
    return scaled


def mirrored(directions: Array, normals: Array) -> Array:
    """Return the directions after reflection at surfaces with these unit normals."""
    turned: Array = directions - 2 * dot(directions, normals)[..., None] * normals
    return turned


def smoothstep(low: float, high: float, value: Array) -> Array:
    """Return 0 below `low`, 1 above `high`, and a smooth way between."""
    t = np.clip((value - low) / (high - low), 0, 1)
    smooth: Array = t * t * (3 - 2 * t)
    return smooth


def turn(axis: str, degrees: float) -> Array:
    """Return the matrix that turns column vectors about a coordinate axis."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    rows = {
        "x": [[1, 0, 0], [0, c, -s], [0, s, c]],
        "y": [[c, 0, s], [0, 1, 0], [-s, 0, c]],
        "z": [[c, -s, 0], [s, c, 0], [0, 0, 1]],
    }
    return np.array(rows[axis], dtype=np.float32)
