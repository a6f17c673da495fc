"""Wire and linked rings: earrings drawn in gold, and cloth of metal."""

from __future__ import annotations

import numpy as np

from deploy.art.camera import Camera
from deploy.art.cuts import rose
from deploy.art.gems import DIAMOND, Stone
from deploy.art.materials import DARK_SILVER, GOLD, ROSE_GOLD, Material
from deploy.art.scene import Ground, Scene, photograph
from deploy.art.settings import bezel
from deploy.art.shapes import TURN, Curve, circle, through, together, tube
from deploy.art.surfaces import Sheet, Surface, moved
from deploy.art.vectors import Array, turn, vector
from deploy.art.works.light import DAY, EVENING, SPARKLE


def _knot(turns: int, loops: int, wide: float) -> Curve:
    """A wire that goes `turns` times round and dips `loops` times through itself, and closes without an end."""

    def curve(t: Array) -> Array:
        around, through_it = TURN * turns * t, TURN * loops * t
        reach = 1.0 + wide * np.cos(through_it)
        return together(reach * np.cos(around), reach * np.sin(around), wide * 0.8 * np.sin(through_it))

    return curve


def _earring(place: Array, spin: float) -> list[Surface]:
    line = _knot(3, 7, 0.36)

    def outward(t: Array) -> Array:
        """From the circle that the wire winds about: this never runs along the wire."""
        return line(t) - circle(1.0)(3 * t)

    knot = tube(line, 0.052, outward)
    hook = tube(
        through([(0, 1.35, 0.0), (0.0, 1.75, 0.2), (0.05, 2.15, 0.1), (0.25, 2.3, 0.0), (0.5, 2.05, 0.0)]), 0.036
    )
    matrix = turn("z", spin)
    return [Sheet(moved(shape, matrix, place), GOLD) for shape in (knot, hook)]


def _pair() -> tuple[Surface, ...]:
    return (*_earring(vector(-1.65, 0.2, 0.42), 14), *_earring(vector(1.55, -0.55, 0.42), -22))


def unknotted(scale: float) -> Array:
    """Lay the pair on deep green paper."""
    camera = Camera((0.3, -6.6, 13.0), (0.05, 0.32, 0.2), 0.215, round(2000 * scale), round(1400 * scale))
    scene = Scene(camera, EVENING, _pair(), (), Ground((0.022, 0.050, 0.044)), middle=(0, 0.5, 0.3), reach=3.2)
    return photograph(scene)


def unknotted_close(scale: float) -> Array:
    """Follow the wire through itself."""
    camera = Camera((-2.0, -2.4, 6.6), (-1.55, 0.15, 0.42), 0.175, round(1600 * scale), round(1600 * scale))
    scene = Scene(
        camera, EVENING, _pair(), (), Ground((0.022, 0.050, 0.044)), middle=(0, 0.5, 0.3), reach=3.2, focus=(6.6, 1.2)
    )
    return photograph(scene)


def _ring_mail(rows: int, columns: int) -> list[Surface]:
    """Rings in rows that lean left and right in turn, each through four others; some are gilt, as a drifting band."""
    surfaces: list[Surface] = []
    for row in range(rows):
        for column in range(columns):
            x = (column - columns / 2 + 0.5 * (row % 2)) * 0.50
            y = (row - rows / 2) * 0.36
            z = 0.30 + 0.16 * np.sin(0.9 * x + 0.5 * y) + 0.10 * np.sin(1.3 * y - 0.4 * x)
            gilt = np.sin(1.1 * x + 0.55 * y) > 0.55
            metal: Material = GOLD if gilt else DARK_SILVER
            lean = turn("y", 24) @ turn("x", 30 if row % 2 else -30)
            surfaces.append(Sheet(moved(tube(circle(0.335), 0.052), lean, vector(float(x), y, float(z))), metal))
    return surfaces


def ring_mail(scale: float) -> Array:
    """See the linked cloth from above."""
    camera = Camera((0.5, -4.5, 6.5), (0, -0.1, 0.25), 0.180, round(1800 * scale), round(1350 * scale))
    scene = Scene(
        camera, DAY, tuple(_ring_mail(15, 10)), (), Ground((0.30, 0.30, 0.31)), reach=2.9, focus=(7.75, 1.3), lamps=20
    )
    return photograph(scene)


def _drops() -> tuple[tuple[Surface, ...], tuple[Stone, ...]]:
    """Two earrings of three old rose cuts each, set closed at the back as they once were."""
    stones, surfaces = [], []
    for side, spin in ((-1, 8), (1, -13)):
        matrix = turn("z", spin)
        for size, y in ((0.30, 1.05), (0.42, 0.22), (0.62, -0.98)):
            place = matrix @ vector(0, y, 0) + vector(1.0 * side, 0.1 * side, 0.16)
            stones.append(Stone(rose(), DIAMOND, matrix, place.astype(np.float32), size))
            surfaces += bezel(stones[-1], circle(1.02), 0.085, ROSE_GOLD)
        for y in (0.70, -0.27):
            link = moved(
                tube(circle(0.085), 0.028),
                matrix @ turn("y", 90),
                matrix @ vector(0, y, 0) + vector(side, 0.1 * side, 0.14),
            )
            surfaces.append(Sheet(link, ROSE_GOLD))
    return tuple(surfaces), tuple(stones)


def drops(scale: float) -> Array:
    """Lay the pair on powder-blue paper."""
    surfaces, stones = _drops()
    camera = Camera((0.4, -5.2, 9.6), (0.02, -0.28, 0.1), 0.232, round(1500 * scale), round(2000 * scale))
    ground = Ground((0.40, 0.47, 0.52))
    return photograph(Scene(camera, DAY, surfaces, stones, ground, reach=2.4, sparkle=SPARKLE))
