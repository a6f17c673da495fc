"""What holds stones: claws, baskets, bezels."""

from __future__ import annotations

import numpy as np

from deploy.art.gems import Stone
from deploy.art.materials import Material
from deploy.art.shapes import Curve, circle, through, together, tube
from deploy.art.surfaces import Beads, Shape, Sheet, Surface, moved
from deploy.art.vectors import Array


def claws(stone: Stone, count: int, metal: Material, begin: float = 0.0) -> list[Surface]:
    """Return claws that rise along a round stone's pavilion and grip its crown, with a gallery ring below."""
    surfaces: list[Surface] = []
    for k in range(count):
        angle = 2 * np.pi * k / count + np.radians(begin)
        profile = [(0.30, -0.92), (0.66, -0.52), (1.03, -0.03), (1.045, 0.10), (0.93, 0.185)]
        line = through([(r * np.cos(angle), r * np.sin(angle), z) for r, z in profile])
        surfaces.append(_placed(tube(line, _tapered, (float(-np.sin(angle)), float(np.cos(angle)), 0.0)), stone, metal))
        tip = np.array([[0.93 * np.cos(angle), 0.93 * np.sin(angle), 0.185]])
        surfaces.append(_bead(tip, 0.062, stone, metal))
    surfaces.append(_placed(tube(circle(0.60, -0.60), 0.05), stone, metal))
    surfaces.append(_placed(tube(circle(0.34, -0.88), 0.06), stone, metal))
    return surfaces


def _tapered(t: Array) -> Array:
    thick: Array = 0.075 - 0.018 * t
    return thick


def _bead(at: Array, radius: float, stone: Stone, metal: Material) -> Beads:
    centre = (at * stone.size @ stone.matrix.T + stone.place).astype(np.float32)
    return Beads(centre, np.array([radius * stone.size], dtype=np.float32), metal)


def bezel(stone: Stone, line: Curve, thick: float, metal: Material) -> list[Surface]:
    """Return a rubbed-over rim along the stone's outline, and the wall of the cup below it."""

    def wall(u: Array, v: Array) -> Array:
        rim = line(u)
        depth = -0.75 * v
        narrow = 1.03 - 0.35 * v**2
        return together(rim[..., 0] * narrow, rim[..., 1] * narrow, depth + 0.0 * u)

    return [_placed(tube(line, thick), stone, metal), _placed(wall, stone, metal)]


def _placed(shape: Shape, stone: Stone, metal: Material) -> Sheet:
    def sized(u: Array, v: Array) -> Array:
        larger: Array = shape(u, v) * stone.size
        return larger

    return Sheet(moved(sized, stone.matrix, stone.place), metal)
