"""A photographer's studio: soft boxes around the work, a dim room behind them, and paper beneath."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from deploy.art.vectors import Array, Colour, dot, smoothstep, unit, vector

ALL = slice(None)


@dataclass(frozen=True)
class SoftBox:
    """A far rectangle of light. `toward` is where it hangs, `half` its half width and height as tangents."""

    toward: Colour
    half: tuple[float, float]
    light: Colour
    edge: float = 0.08
    roll: float = 0.0

    def seen(self, directions: Array, blur: float) -> Array:
        """Return how much of the box each direction meets; a rough surface blurs its edge."""
        ahead, right, above = self._axes
        facing = dot(directions, ahead)
        safe = np.maximum(facing, 1e-3)
        edge = self.edge + blur
        across = smoothstep(-edge, edge, self.half[0] - np.abs(dot(directions, right) / safe))
        along = smoothstep(-edge, edge, self.half[1] - np.abs(dot(directions, above) / safe))
        share = min(1.0, self.half[0] / edge) * min(1.0, self.half[1] / edge)
        seen: Array = np.where(facing > 0, across * along * share, 0)
        return seen

    @cached_property
    def _axes(self) -> tuple[Array, Array, Array]:
        ahead = unit(vector(*self.toward))
        helper = vector(0, 0, 1) if abs(ahead[2]) < 0.95 else vector(0, 1, 0)
        right = unit(np.cross(helper, ahead))
        above = np.cross(ahead, right)
        c, s = np.float32(np.cos(self.roll)), np.float32(np.sin(self.roll))
        return ahead, c * right + s * above, c * above - s * right


@dataclass(frozen=True)
class Studio:
    """All that a ray meets which leaves the work: boxes, room above, paper below."""

    boxes: tuple[SoftBox, ...]
    zenith: Colour = (0.32, 0.33, 0.35)
    horizon: Colour = (0.10, 0.10, 0.11)
    paper: Colour = (0.5, 0.48, 0.45)
    exposure: float = 1.0

    def light(self, directions: Array, blur: float = 0.0, colours: slice = ALL) -> Array:
        """Return the light that comes from these directions, seen over a roughness of `blur`."""
        height = directions[..., 2:3]
        horizon, zenith, paper = (vector(*tone)[colours] for tone in (self.horizon, self.zenith, self.paper))
        room = horizon + (zenith - horizon) * np.clip(height, 0, 1)
        below = smoothstep(-0.04 - blur, 0.04 + blur, -height)
        depth = 0.35 + 0.95 * np.clip(-height, 0, 1)
        found: Array = room * (1 - below) + paper * depth * below
        for box in self.boxes:
            found = found + box.seen(directions, blur)[..., None] * vector(*box.light)[colours] * (1 - below)
        return np.asarray(found, dtype=np.float32)

    def lamps(self, count: int, seed: int = 7) -> tuple[Array, Array]:
        """Return directions of the upper half and the power of each, chosen where the studio is bright."""
        rng = np.random.default_rng(seed)
        tries = 6000
        height = (np.arange(tries) + 0.5) / tries
        angle = np.arange(tries) * np.pi * (3 - np.sqrt(5))
        flat = np.sqrt(1 - height**2)
        sphere = np.stack([flat * np.cos(angle), flat * np.sin(angle), height], axis=-1).astype(np.float32)
        light = self.light(sphere)
        strength = light.mean(axis=1) + 1e-4
        steps = (np.arange(count) + rng.random()) / count
        chosen = np.searchsorted(np.cumsum(strength) / strength.sum(), steps)
        power = light[chosen] / strength[chosen, None] * strength.sum() * (2 * np.pi / tries) / count
        return sphere[chosen], power.astype(np.float32)
