"""Granulated gold, and a wreath of boat-shaped stones."""

from __future__ import annotations

import numpy as np

from deploy.art.camera import Camera
from deploy.art.cuts import brilliant, marquise
from deploy.art.gems import AQUAMARINE, DIAMOND, RUBY, Stone
from deploy.art.materials import BRUSHED_GOLD, GOLD, PLATINUM
from deploy.art.scene import Ground, Scene, photograph
from deploy.art.settings import bezel
from deploy.art.shapes import Curve, circle, dome, together, tube
from deploy.art.surfaces import Beads, Sheet, Surface
from deploy.art.vectors import Array, turn, vector
from deploy.art.works.light import DAY, EVENING, FIRE, SPARKLE

GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
SEED_STONE = Stone(brilliant(), DIAMOND, turn("z", 11), vector(0, 0, 0.62), 0.21)


def _granules() -> Beads:
    """Granules as seeds stand in a flower: each one golden angle farther round, none larger than the one before."""
    number = np.arange(34, 900)
    radius = 1.50 * np.sqrt(number / 900)
    angle = number * GOLDEN_ANGLE
    height = 0.12 + 0.30 * (1 - (radius / 1.62) ** 2)
    size = 0.051 - 0.012 * (radius / 1.6)
    centres = np.stack([radius * np.cos(angle), radius * np.sin(angle), height + 0.55 * size], axis=-1)
    return Beads(centres.astype(np.float32), size.astype(np.float32), GOLD)


def _rim() -> list[Surface]:
    angle = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    beads = np.stack([1.66 * np.cos(angle), 1.66 * np.sin(angle), 0 * angle + 0.10], axis=-1).astype(np.float32)
    wires: list[Surface] = [Sheet(tube(circle(radius, 0.085), 0.026), GOLD) for radius in (1.585, 1.735)]
    return [Beads(beads, np.full(120, 0.042, dtype=np.float32), GOLD), *wires]


def _seed() -> tuple[Surface, ...]:
    plate = Sheet(dome(1.75, 0.32, 0.06), BRUSHED_GOLD)
    collar = Sheet(tube(circle(0.265, 0.50), 0.05), GOLD)
    return (plate, _granules(), *_rim(), collar, *bezel(SEED_STONE, circle(1.0), 0.11, GOLD))


def seed(scale: float) -> Array:
    """Lay the brooch on dark red-brown paper."""
    camera = Camera((0.7, -6.8, 9.2), (0, -0.02, 0.15), 0.192, round(1800 * scale), round(1800 * scale))
    scene = Scene(
        camera,
        EVENING,
        _seed(),
        (SEED_STONE,),
        Ground((0.055, 0.030, 0.026)),
        reach=2.1,
        focus=(11.4, 2.4),
        sparkle=FIRE,
    )
    return photograph(scene)


def seed_granules(scale: float) -> Array:
    """Come so close that the granules can be counted."""
    camera = Camera((-2.6, -5.4, 4.4), (-0.05, -0.16, 0.42), 0.105, round(1600 * scale), round(1066 * scale))
    scene = Scene(
        camera,
        EVENING,
        _seed(),
        (SEED_STONE,),
        Ground((0.055, 0.030, 0.026)),
        reach=2.1,
        focus=(7.1, 0.55),
        sparkle=FIRE,
    )
    return photograph(scene)


def _leaf(k: int, count: int) -> Stone:
    """One stone of the wreath: along the circle, turned a little out of it, in turns left and right."""
    angle = 360 / count * k
    inner = k % 2
    radius = 1.24 + 0.36 * inner
    spin = turn("z", angle + 90 + (28 if inner else -24)) @ turn("x", 14 if inner else -8)
    place = vector(radius * np.cos(np.radians(angle)), radius * np.sin(np.radians(angle)), 0.30 + 0.05 * inner)
    return Stone(marquise(), (RUBY, AQUAMARINE)[inner] if k % 8 != 3 else DIAMOND, spin, place, 0.33)


def _boat(t: Array) -> Array:
    """The outline of the marquise: two arcs that meet in points."""
    half = np.arccos(0.52)
    arc = np.where(np.mod(t, 1) < 0.5, 1, -1)
    place = np.mod(np.mod(t, 1) * 2, 1)
    angle = np.pi / 2 + half - 2 * half * place
    return together(np.cos(angle) * arc, (np.sin(angle) - 0.52) * arc, 0 * t)


def _laurel() -> tuple[tuple[Surface, ...], tuple[Stone, ...]]:
    stones = tuple(_leaf(k, 32) for k in range(32))
    line: Curve = _boat
    frames = [surface for stone in stones for surface in bezel(stone, line, 0.075, PLATINUM)]
    wire = Sheet(tube(circle(1.42, 0.10), 0.045), PLATINUM)
    return (wire, *frames), stones


def laurel(scale: float) -> Array:
    """Lay the wreath on pale paper."""
    surfaces, stones = _laurel()
    camera = Camera((-0.5, -6.4, 11.0), (0, 0, 0.1), 0.170, round(2000 * scale), round(1600 * scale))
    scene = Scene(camera, DAY, surfaces, stones, Ground((0.66, 0.65, 0.62)), reach=2.2, sparkle=SPARKLE)
    return photograph(scene)


def laurel_leaves(scale: float) -> Array:
    """Follow the leaves on one side."""
    surfaces, stones = _laurel()
    camera = Camera((-2.4, -5.0, 5.6), (-0.95, -0.75, 0.25), 0.125, round(1280 * scale), round(1600 * scale))
    scene = Scene(
        camera, DAY, surfaces, stones, Ground((0.66, 0.65, 0.62)), reach=2.2, focus=(6.95, 0.8), sparkle=SPARKLE
    )
    return photograph(scene)
