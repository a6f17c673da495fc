"""Fault Line: a solitaire whose band is parted in two."""

from __future__ import annotations

import numpy as np

from deploy.art.camera import Camera
from deploy.art.cuts import brilliant
from deploy.art.gems import DIAMOND, Stone
from deploy.art.materials import PLATINUM
from deploy.art.scene import Ground, Scene, photograph
from deploy.art.settings import claws
from deploy.art.shapes import TURN, band
from deploy.art.surfaces import Sheet, Surface, moved
from deploy.art.vectors import Array, turn, vector
from deploy.art.works.light import DAY, SPARKLE

STONE = Stone(brilliant(), DIAMOND, turn("z", 8), vector(0, 0, 2.64), 0.50)


def _half(side: float) -> Sheet:
    """One of the two bands: they touch below and drift apart towards the stone."""

    def thick(u: Array) -> Array:
        return 0.055 + 0.0 * u

    def wide(u: Array) -> Array:
        return 0.072 + 0.0 * u

    ring = band(1.0, wide, thick)

    def parted(u: Array, v: Array) -> Array:
        points = ring(u, v)
        apart = 0.076 + 0.15 * np.sin(np.pi * u) ** 6 + 0.02 * np.sin(TURN * 3 * u) * np.sin(np.pi * u) ** 2
        points[..., 1] += side * apart
        return points

    return Sheet(moved(parted, np.eye(3), vector(0, 0, 0.11)), PLATINUM)


def _ring() -> tuple[Surface, ...]:
    return (_half(1), _half(-1), *claws(STONE, 6, PLATINUM, begin=38))


def hero(scale: float) -> Array:
    """Stand the ring upright on warm paper, three quarters to the lens."""
    camera = Camera((5.4, -8.6, 4.6), (0.0, 0.05, 1.50), 0.172, round(1680 * scale), round(2000 * scale))
    return photograph(
        Scene(
            camera,
            DAY,
            _ring(),
            (STONE,),
            Ground((0.74, 0.71, 0.66)),
            middle=(0, 0, 1.4),
            reach=1.75,
            focus=(11.0, 1.5),
            sparkle=SPARKLE,
        )
    )


def detail(scale: float) -> Array:
    """Look down on the stone in its claws."""
    camera = Camera((0.9, -3.4, 7.7), (0.0, 0.0, 2.59), 0.128, round(1600 * scale), round(1600 * scale))
    return photograph(
        Scene(
            camera,
            DAY,
            _ring(),
            (STONE,),
            Ground((0.74, 0.71, 0.66)),
            middle=(0, 0, 1.4),
            reach=1.75,
            focus=(6.05, 0.42),
            sparkle=SPARKLE,
        )
    )
