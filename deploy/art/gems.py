"""Light in a cut stone: a convex body of planes, refraction, total reflection, dispersion and colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deploy.art.cuts import Cut
from deploy.art.studio import Studio
from deploy.art.vectors import Array, Colour, dot, mirrored, unit

BOUNCES = 8
BATCH = 8_000
FAINT = 0.012


@dataclass(frozen=True)
class Glass:
    """A transparent matter: refractive index in red, green and blue, and what a unit of length swallows of each."""

    index: Colour
    swallows: Colour = (0.0, 0.0, 0.0)


DIAMOND = Glass((2.401, 2.418, 2.452))
SAPPHIRE = Glass((1.762, 1.770, 1.781), (1.75, 1.05, 0.14))
EMERALD = Glass((1.570, 1.577, 1.586), (1.05, 0.25, 0.56))
RUBY = Glass((1.762, 1.770, 1.781), (0.07, 1.9, 1.25))
CITRINE = Glass((1.544, 1.550, 1.558), (0.05, 0.36, 1.7))
AQUAMARINE = Glass((1.570, 1.577, 1.586), (0.55, 0.10, 0.05))
TOURMALINE = Glass((1.618, 1.624, 1.635), (0.12, 0.95, 0.45))


@dataclass(frozen=True)
class Stone:
    """A cut, made of a matter, turned by a matrix, `size` times as large, put in its place."""

    cut: Cut
    glass: Glass
    matrix: Array
    place: Array
    size: float

    def inward(self, points: Array) -> Array:
        """Return points of the scene as the cut measures them."""
        local: Array = ((points - self.place) @ self.matrix / self.size).astype(np.float32)
        return local


def crossing(cut: Cut, origin: Array, rays: Array) -> tuple[Array, Array]:
    """Return how far each ray runs until it meets the body, infinite where it misses, and which plane it meets."""
    parts = [_crossing(cut, origin, rays[start : start + BATCH]) for start in range(0, max(1, len(rays)), BATCH)]
    return np.concatenate([far for far, _ in parts]), np.concatenate([plane for _, plane in parts])


def _crossing(cut: Cut, origin: Array, rays: Array) -> tuple[Array, Array]:
    slope = rays @ cut.normals.T
    gap = cut.offsets - origin @ cut.normals.T
    with np.errstate(divide="ignore", invalid="ignore"):
        far = gap / slope
    enters = np.where(slope < 0, far, -np.inf)
    leaves = np.where(slope > 0, far, np.inf).min(axis=1)
    plane = enters.argmax(axis=1)
    enter = np.take_along_axis(enters, plane[:, None], axis=1)[:, 0]
    missed = (enter >= leaves) | (enter < 0) | ((slope == 0) & (gap < 0)).any(axis=1)
    return np.where(missed, np.inf, enter), plane


def reflectance(cosine: Array, index: float | Array) -> Array:
    """Return the share of unpolarised light that is thrown back on the way into an index (Fresnel)."""
    inside = np.sqrt(np.maximum(0, 1 - (1 - cosine**2) / index**2))
    straight = ((index * cosine - inside) / (index * cosine + inside)) ** 2
    level = ((cosine - index * inside) / (cosine + index * inside)) ** 2
    share: Array = (straight + level) / 2
    return share


def seen_through(stone: Stone, points: Array, rays: Array, planes: Array, studio: Studio) -> Array:
    """Return the light that reaches the eye from these points of a stone's skin, met along `rays`."""
    found = np.empty((len(points), 3), dtype=np.float32)
    for start in range(0, len(points), BATCH):
        part = slice(start, start + BATCH)
        for colour in range(3):
            path = _Path(stone, colour, studio)
            found[part, colour] = path.follow(points[part], rays[part], planes[part])
    return found


@dataclass(frozen=True)
class _Path:
    """One colour's way through a stone."""

    stone: Stone
    colour: int
    studio: Studio

    def follow(self, points: Array, rays: Array, planes: Array) -> Array:
        cut = self.stone.cut
        index = self._indices(len(points))
        normals = cut.normals[planes]
        cosine = np.clip(-dot(rays, normals), 0, 1)
        thrown = reflectance(cosine, index)
        light = thrown * self._light(mirrored(rays, normals))
        ways = _bent(rays, normals, 1 / index)
        return light + self._inside(points, ways, (1 - thrown).astype(np.float32), index)

    def _inside(self, points: Array, ways: Array, power: Array, index: Array) -> Array:
        cut, light = self.stone.cut, np.zeros(len(points), dtype=np.float32)
        alive = np.arange(len(points))
        for _ in range(BOUNCES):
            length, planes = _exit(cut, points, ways)
            points = points + ways * length[:, None]
            power = power * np.exp(-length * self.stone.glass.swallows[self.colour])
            normals = cut.normals[planes]
            leaving = dot(ways, normals)
            free = 1 - index**2 * (1 - leaving**2)
            outside = np.sqrt(np.maximum(free, 0))
            thrown = np.where(free > 0, reflectance(outside, index), 1.0)
            out = _bent(ways, -normals, index)
            gone = np.where(free > 0, power * (1 - thrown), 0)
            shows = gone > FAINT / 4
            light[alive[shows]] += gone[shows] * self._light(out[shows])
            power = (power * thrown).astype(np.float32)
            ways = mirrored(ways, normals)
            keep = power > FAINT
            alive, points, ways, power, index = alive[keep], points[keep], ways[keep], power[keep], index[keep]
        return light

    def _light(self, ways: Array) -> Array:
        only = slice(self.colour, self.colour + 1)
        return self.studio.light(ways @ self.stone.matrix.T, colours=only)[:, 0]

    def _indices(self, count: int) -> Array:
        """Neighbouring rays take neighbouring wavelengths, so that fire has no hard rims."""
        low, _, high = self.stone.glass.index
        spread = (high - low) / 3
        shift = np.tile(np.array([-0.375, 0.125, 0.375, -0.125]), count // 4 + 1)[:count] * spread
        index: Array = (self.stone.glass.index[self.colour] + shift).astype(np.float32)
        return index


def _exit(cut: Cut, points: Array, ways: Array) -> tuple[Array, Array]:
    """The plane that is met first has the largest slope over gap; planes that are left behind have a negative one."""
    nearness = ways @ cut.normals.T
    nearness /= np.maximum(cut.offsets - points @ cut.normals.T, 1e-6)
    planes = nearness.argmax(axis=1)
    return 1 / np.take_along_axis(nearness, planes[:, None], axis=1)[:, 0], planes


def _bent(rays: Array, normals: Array, ratio: Array) -> Array:
    """Return rays refracted at surfaces that face against them, by Snell's law."""
    cosine = -dot(rays, normals)
    rest = np.sqrt(np.maximum(0, 1 - ratio**2 * (1 - cosine**2)))
    bent: Array = unit(ratio[:, None] * rays + (ratio * cosine - rest)[:, None] * normals).astype(np.float32)
    return bent
