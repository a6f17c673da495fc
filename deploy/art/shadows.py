"""From which lamps a point is seen: one map of depths for each lamp of the studio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from deploy.art.camera import Camera
from deploy.art.surfaces import Surface
from deploy.art.vectors import Array, Colour, dot, unit, vector

SIDE = 480
FAR = 40.0


@dataclass(frozen=True)
class LampMap:
    """What one lamp sees: a far camera that looks at the whole work, and the depth of what it meets."""

    camera: Camera
    depth: Array
    slack: float

    def lit(self, points: Array) -> Array:
        """Return for each point whether the lamp reaches it (1) or something stands before it (0)."""
        column, row, distance = self.camera.project(points)
        x = np.clip(column.astype(np.int64), 0, SIDE - 1)
        y = np.clip(row.astype(np.int64), 0, SIDE - 1)
        reached: Array = (distance - self.depth[y, x] < self.slack).astype(np.float32)
        return reached


class Shadows:
    """The maps of all lamps around a work of radius `reach` about `middle`."""

    def __init__(self, surfaces: Sequence[Surface], lamps: Array, middle: Colour, reach: float) -> None:
        cloud = self._cloud(surfaces, middle, reach)
        self.maps = [self._map(cloud, unit(lamp), middle, reach) for lamp in lamps]

    @staticmethod
    def _cloud(surfaces: Sequence[Surface], middle: Colour, reach: float) -> Array:
        away = FAR * reach / np.sqrt(3)
        eye = (middle[0] + away, middle[1] - away, middle[2] + away)
        view = Camera(eye, middle, 1.05 / FAR, SIDE, SIDE)
        found = [part.points for surface in surfaces for part in surface.samples(view, density=1.5)]
        return np.concatenate(found) if found else np.zeros((0, 3), dtype=np.float32)

    @staticmethod
    def _map(cloud: Array, lamp: Array, middle: Colour, reach: float) -> LampMap:
        away = vector(*middle) + lamp * FAR * reach
        camera = Camera((float(away[0]), float(away[1]), float(away[2])), middle, 1.05 / FAR, SIDE, SIDE)
        depth = np.full(SIDE * SIDE, np.inf, dtype=np.float32)
        column, row, distance = camera.project(cloud)
        x, y = np.floor(column).astype(np.int64), np.floor(row).astype(np.int64)
        inside = (x >= 0) & (x < SIDE) & (y >= 0) & (y < SIDE)
        np.minimum.at(depth, y[inside] * SIDE + x[inside], distance[inside].astype(np.float32))
        whole = ndimage.grey_opening(depth.reshape(SIDE, SIDE), size=(3, 3))
        return LampMap(camera, whole, slack=0.02 * reach)


@dataclass(frozen=True)
class Lighting:
    """All lamps of a studio with their maps."""

    lamps: Array
    powers: Array
    shadows: Shadows

    def on(self, points: Array, normals: Array) -> Array:
        """Return the light that falls on points which face along `normals`, shadows included."""
        total = np.zeros((len(points), 3), dtype=np.float32)
        for lamp_map, power, lamp in zip(self.shadows.maps, self.powers, self.lamps, strict=True):
            facing = np.maximum(dot(normals, lamp), 0)
            total += (facing * lamp_map.lit(points))[:, None] * power
        return total / np.float32(np.pi)

    def openness(self, points: Array, directions: Array) -> Array:
        """Return how free the way is from points into directions: 1 nothing stands there, 0 all is closed."""
        free = np.full(len(points), 0.15, dtype=np.float32)
        all_ways = np.full(len(points), 0.15, dtype=np.float32)
        for lamp_map, lamp in zip(self.shadows.maps[::3], self.lamps[::3], strict=True):
            weight = np.maximum(dot(directions, lamp), 0) ** 10
            all_ways += weight
            free += weight * lamp_map.lit(points)
        share: Array = free / all_ways
        return share
