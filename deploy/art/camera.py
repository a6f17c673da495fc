"""A long lens on a tripod: where points of the scene fall on the picture, and which ray each pixel looks along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deploy.art.vectors import Array, Colour, unit, vector


@dataclass(frozen=True)
class Camera:
    """Looks from `eye` to `aim`; `field` is the tangent of half the picture's longer side."""

    eye: Colour
    aim: Colour
    field: float
    width: int
    height: int

    @property
    def axes(self) -> tuple[Array, Array, Array]:
        """Return the directions right, up and ahead of the picture."""
        ahead = unit(vector(*self.aim) - vector(*self.eye))
        helper = vector(0, 0, 1) if abs(ahead[2]) < 0.999 else vector(0, 1, 0)
        right = unit(np.cross(ahead, helper))
        return right, np.cross(right, ahead), ahead

    @property
    def scale(self) -> float:
        """Return the pixels that a tangent of one covers."""
        return max(self.width, self.height) / 2 / self.field

    def project(self, points: Array) -> tuple[Array, Array, Array]:
        """Return column, row and distance along the axis of each point; row 0 is the top."""
        axes = np.stack(self.axes).astype(np.float32)
        seen = points.astype(np.float32) @ axes.T - axes @ vector(*self.eye)
        distance = np.maximum(seen[..., 2], 1e-4)
        zoom = np.float32(self.scale) / distance
        column = np.float32(self.width / 2) + seen[..., 0] * zoom
        row = np.float32(self.height / 2) - seen[..., 1] * zoom
        return column, row, distance

    def rays(self, columns: Array, rows: Array) -> Array:
        """Return the unit direction in which each pixel's place looks."""
        right, up, ahead = self.axes
        x = ((columns - self.width / 2) / self.scale)[..., None]
        y = ((self.height / 2 - rows) / self.scale)[..., None]
        return unit((ahead + x * right + y * up).astype(np.float32))

    def larger(self, times: float) -> Camera:
        """Return the same view with more pixels."""
        return Camera(self.eye, self.aim, self.field, round(self.width * times), round(self.height * times))
