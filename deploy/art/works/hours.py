"""Blue Hour: a sapphire in a halo; and knife rests of solid glass."""

from __future__ import annotations

import numpy as np

from deploy.art.camera import Camera
from deploy.art.cuts import Cut, brilliant, step_cut, stretched
from deploy.art.gems import AQUAMARINE, CITRINE, DIAMOND, SAPPHIRE, TOURMALINE, Glass, Stone
from deploy.art.materials import PLATINUM
from deploy.art.scene import Ground, Scene, photograph
from deploy.art.settings import bezel
from deploy.art.shapes import band, circle, together, tube
from deploy.art.surfaces import Sheet, Surface, moved
from deploy.art.vectors import Array, turn, vector
from deploy.art.works.light import DAY, EVENING, FIRE, SPARKLE

OVAL = 1.26
HEIGHT = 2.58
SAPPHIRE_STONE = Stone(stretched(brilliant(), OVAL), SAPPHIRE, turn("x", 0), vector(0, 0, HEIGHT), 0.46)


def _halo() -> tuple[Stone, ...]:
    """Small brilliants at equal distances along an oval around the large stone."""
    angles = 2 * np.pi * np.arange(22) / 22
    places = [(np.cos(angle) * 0.46 * OVAL * 1.21, np.sin(angle) * 0.46 * 1.26) for angle in angles]
    return tuple(
        Stone(brilliant(16), DIAMOND, turn("z", 17 * k), vector(float(x), float(y), HEIGHT - 0.03), 0.076)
        for k, (x, y) in enumerate(places)
    )


def _oval(t: Array) -> Array:
    round_one = circle(1.0)(t)
    return together(round_one[..., 0] * OVAL, round_one[..., 1], round_one[..., 2])


def _ring() -> tuple[tuple[Surface, ...], tuple[Stone, ...]]:
    halo = _halo()
    shank = band(1.0, lambda u: 0.075 + 0.035 * np.cos(2 * np.pi * u), lambda u: 0.055 + 0 * u)
    surfaces: list[Surface] = [Sheet(moved(shank, np.eye(3), vector(0, 0, 0.11)), PLATINUM)]
    surfaces += bezel(SAPPHIRE_STONE, _oval, 0.06, PLATINUM)
    for stone in halo:
        surfaces += bezel(stone, circle(1.0), 0.17, PLATINUM)
    under = tube(_oval, 0.05)
    surfaces.append(Sheet(moved(lambda u, v: under(u, v) * 0.42, np.eye(3), vector(0, 0, HEIGHT - 0.32)), PLATINUM))
    return tuple(surfaces), (SAPPHIRE_STONE, *halo)


def blue_hour(scale: float) -> Array:
    """Stand the ring on dark blue-grey paper."""
    surfaces, stones = _ring()
    camera = Camera((-4.6, -8.0, 6.4), (0.0, 0.0, 1.52), 0.172, round(1600 * scale), round(2000 * scale))
    scene = Scene(
        camera,
        EVENING,
        surfaces,
        stones,
        Ground((0.085, 0.10, 0.125)),
        middle=(0, 0, 1.4),
        reach=1.8,
        focus=(10.3, 1.5),
        sparkle=FIRE,
    )
    return photograph(scene)


def blue_hour_table(scale: float) -> Array:
    """Look into the sapphire."""
    surfaces, stones = _ring()
    camera = Camera((1.3, -2.9, 8.2), (0.0, 0.02, HEIGHT), 0.128, round(1600 * scale), round(1280 * scale))
    scene = Scene(
        camera,
        EVENING,
        surfaces,
        stones,
        Ground((0.085, 0.10, 0.125)),
        middle=(0, 0, 1.4),
        reach=1.8,
        focus=(6.4, 0.5),
        sparkle=FIRE,
    )
    return photograph(scene)


def _bar(tall: float) -> Cut:
    """A step-cut bar: the emerald cut, drawn out."""
    return stretched(step_cut(0.8, 1.0, 0.42), tall, 1.1)


def knife_rests(scale: float) -> Array:
    """Lay four rests side by side."""
    matters: tuple[Glass, ...] = (AQUAMARINE, CITRINE, TOURMALINE, SAPPHIRE)
    bars = tuple(
        Stone(
            _bar(2.7),
            Glass((1.512, 1.517, 1.524), matter.swallows),
            turn("z", 58 + 6 * k) @ turn("x", 180),
            vector(-2.5 + 1.62 * k, 0.22 * (-1) ** k, 0.36),
            0.60,
        )
        for k, matter in enumerate(matters)
    )
    camera = Camera((0.2, -8.4, 8.8), (-0.07, 0.02, 0.2), 0.285, round(2000 * scale), round(1250 * scale))
    shades: tuple[Surface, ...] = tuple(_shade(bar) for bar in bars)
    scene = Scene(camera, DAY, (), bars, Ground((0.70, 0.69, 0.66)), casters=shades, reach=3.6, sparkle=SPARKLE)
    return photograph(scene)


def _shade(bar: Stone) -> Sheet:
    """What a bar keeps from the paper: a slab in its middle."""

    def slab(u: Array, v: Array) -> Array:
        flat = together((u - 0.5) * 3.6, (v - 0.5) * 1.3, 0 * u - 0.1) * bar.size
        turned: Array = flat @ bar.matrix.T + bar.place
        return turned

    return Sheet(slab, PLATINUM)
