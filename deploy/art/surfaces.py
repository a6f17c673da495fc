"""Surfaces of a scene, and how they are cut into points finer than a pixel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from deploy.art.camera import Camera
from deploy.art.materials import Material
from deploy.art.vectors import Array, unit, vector

Shape = Callable[[Array, Array], Array]
Pigment = Callable[[Array, Array, Array], Array]
LARGEST_CHUNK = 100_000
MOST_TILES = 12
TILE_PIXELS = 300
PROBES = 9


@dataclass(frozen=True)
class Samples:
    """Points of one material: where they lie, how they face, how their grain runs, their colour (or the material's)."""

    points: Array
    normals: Array
    grain: Array
    pigment: Array | None
    material: Material


@dataclass(frozen=True)
class Sheet:
    """A surface over the unit square; its grain runs along u. `pigment(u, v, points)` may colour it."""

    shape: Shape
    material: Material
    pigment: Pigment | None = None

    def samples(self, camera: Camera, density: float = 1.3) -> Iterator[Samples]:
        """Yield the surface in points that lie closer than a pixel; tiles outside the picture are passed over."""
        spans = self._spans(camera, (0, 0), 1)
        tiles = int(np.clip(max(spans) / TILE_PIXELS, 1, MOST_TILES))
        for row in range(tiles):
            for column in range(tiles):
                corner = (column / tiles, row / tiles)
                across, along = self._spans(camera, corner, tiles) if tiles > 1 else spans
                if across:
                    counts = max(4, int(across * density)), max(4, int(along * density))
                    yield from self._tile(corner, counts, tiles)

    def _spans(self, camera: Camera, corner: tuple[float, float], tiles: int) -> tuple[float, float]:
        """Return the pixels that a tile spans each way at its widest steps, or nothing if none is in the picture."""
        steps = np.linspace(0, 1 / tiles, PROBES if tiles > 1 else 4 * PROBES)
        column, row, _ = camera.project(self.shape(*np.meshgrid(corner[0] + steps, corner[1] + steps)))
        x, y = column / camera.width, row / camera.height
        if x.max() < -0.01 or x.min() > 1.01 or y.max() < -0.01 or y.min() > 1.01:
            return 0, 0
        across = np.hypot(np.diff(column, axis=1), np.diff(row, axis=1)).max()
        along = np.hypot(np.diff(column, axis=0), np.diff(row, axis=0)).max()
        return float(across) * (len(steps) - 1), float(along) * (len(steps) - 1)

    def _tile(self, corner: tuple[float, float], counts: tuple[int, int], tiles: int) -> Iterator[Samples]:
        across, along = counts
        rows = max(3, LARGEST_CHUNK // across)
        u = corner[0] + (np.arange(-1, across + 1) + 0.5) / across / tiles
        for start in range(0, along, rows):
            end = min(start + rows, along)
            v = corner[1] + (np.arange(start - 1, end + 1) + 0.5) / along / tiles
            yield self._chunk(*np.meshgrid(u, v))

    def _chunk(self, u: Array, v: Array) -> Samples:
        points = self.shape(u, v)
        along_u, along_v = np.gradient(points, axis=1), np.gradient(points, axis=0)
        inner = np.s_[1:-1, 1:-1]
        normals = unit(np.cross(along_u, along_v))[inner].reshape(-1, 3)
        colour = None if self.pigment is None else self.pigment(u, v, points)[inner].reshape(-1, 3)
        grain = unit(along_u)[inner].reshape(-1, 3)
        flat = points[inner].reshape(-1, 3).astype(np.float32)
        return Samples(flat, normals.astype(np.float32), grain.astype(np.float32), colour, self.material)


@dataclass(frozen=True)
class Beads:
    """Many balls: granules, pearls."""

    centres: Array
    radii: Array
    material: Material
    pigment: Array | None = None

    def samples(self, camera: Camera, density: float = 1.3) -> Iterator[Samples]:
        """Yield the balls in points closer than a pixel, a few balls at a time."""
        _, _, distance = camera.project(self.centres)
        largest = float((self.radii / distance).max()) * camera.scale
        count = int(max(40, 4 * np.pi * (largest * density) ** 2))
        height = 1 - 2 * (np.arange(count) + 0.5) / count
        angle = np.arange(count) * np.pi * (3 - np.sqrt(5))
        flat = np.sqrt(1 - height**2)
        ball = np.stack([flat * np.cos(angle), flat * np.sin(angle), height], axis=-1).astype(np.float32)
        few = max(1, LARGEST_CHUNK // count)
        for start in range(0, len(self.centres), few):
            part = slice(start, start + few)
            points = self.centres[part, None] + self.radii[part, None, None] * ball
            normals = np.broadcast_to(ball, points.shape).reshape(-1, 3)
            colour = None if self.pigment is None else np.repeat(self.pigment[part], count, axis=0)
            grain = np.broadcast_to(vector(1, 0, 0), normals.shape)
            yield Samples(points.reshape(-1, 3).astype(np.float32), normals, grain, colour, self.material)


Surface = Sheet | Beads


def moved(shape: Shape, matrix: Array, by: Array) -> Shape:
    """Return a shape turned by a matrix, then moved."""

    def placed(u: Array, v: Array) -> Array:
        points: Array = shape(u, v) @ matrix.T + by
        return points

    return placed
