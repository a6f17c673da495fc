"""The picture while it is made: for each pixel the nearest point of the scene, and how it faces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from deploy.art.camera import Camera
from deploy.art.materials import Material
from deploy.art.surfaces import Samples, Surface
from deploy.art.vectors import Array, dot, vector


@dataclass(frozen=True)
class Seen:
    """The pixels of one material: their place in the flat picture, and what lies there."""

    places: Array
    points: Array
    normals: Array
    grain: Array
    pigment: Array
    material: Material


class Canvas:
    """Keeps the nearest of all points that fall on a pixel."""

    def __init__(self, camera: Camera) -> None:
        size = camera.width * camera.height
        self.camera = camera
        self.distance = np.full(size, np.inf, dtype=np.float32)
        self.facts = np.zeros((size, 9), dtype=np.float32)
        self.which = np.full(size, -1, dtype=np.int16)
        self.materials: list[Material] = []

    def draw(self, surfaces: Iterable[Surface]) -> None:
        """Put surfaces into the picture, each behind or before what is there."""
        for surface in surfaces:
            for samples in surface.samples(self.camera):
                self._splat(samples)

    def _splat(self, samples: Samples) -> None:
        column, row, distance = self.camera.project(samples.points)
        x, y = np.floor(column).astype(np.int64), np.floor(row).astype(np.int64)
        inside = np.flatnonzero((x >= 0) & (x < self.camera.width) & (y >= 0) & (y < self.camera.height))
        place = y[inside] * self.camera.width + x[inside]
        distance = distance[inside].astype(np.float32)
        np.minimum.at(self.distance, place, distance)
        nearest = distance <= self.distance[place]
        place, chosen = place[nearest], inside[nearest]
        self.facts[place, 0:3] = samples.normals[chosen]
        self.facts[place, 3:6] = samples.grain[chosen]
        matte = vector(*samples.material.matte) if samples.pigment is None else samples.pigment[chosen]
        self.facts[place, 6:9] = matte
        self.which[place] = self._index(samples.material)

    def _index(self, material: Material) -> int:
        if material not in self.materials:
            self.materials.append(material)
        return self.materials.index(material)

    def seen(self, material: Material) -> Seen:
        """Return all pixels that show a material; normals face the camera."""
        places = np.flatnonzero(self.which == self._index(material))
        points, rays = self.points(places)
        facts = self.facts[places]
        normals = facts[:, 0:3]
        normals = np.where(dot(normals, rays)[:, None] > 0, -normals, normals)
        return Seen(places, points, normals, facts[:, 3:6], facts[:, 6:9], material)

    def points(self, places: Array) -> tuple[Array, Array]:
        """Return the points that pixels show, and the rays they are seen along."""
        rows, columns = np.divmod(places, self.camera.width)
        rays = self.camera.rays(columns + 0.5, rows + 0.5)
        along = self.distance[places] / (rays @ self.camera.axes[2])
        return vector(*self.camera.eye) + rays * along[:, None], rays
