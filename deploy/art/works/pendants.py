"""Harbour Light: an emerald cut in a rubbed-over gold rim, on a fine chain."""

from __future__ import annotations

from deploy.art.camera import Camera
from deploy.art.cuts import step_cut
from deploy.art.gems import EMERALD, Stone
from deploy.art.materials import GOLD
from deploy.art.scene import Ground, Scene, photograph
from deploy.art.settings import bezel
from deploy.art.shapes import Curve, chain, circle, outline, through, tube
from deploy.art.surfaces import Sheet, Surface, moved
from deploy.art.vectors import Array, turn, vector
from deploy.art.works.light import EVENING, FIRE

STONE = Stone(step_cut(), EMERALD, turn("x", 9), vector(0, -0.2, 0.88), 0.78)
RIM = ((1, -1.0), (1, 1.0), (0.64, 1.36), (-0.64, 1.36), (-1, 1.0), (-1, -1.0), (-0.64, -1.36), (0.64, -1.36))
DARK = (0.035, 0.042, 0.05)


def _pendant() -> tuple[Surface, ...]:
    loop = tube(circle(0.13), 0.042)
    bail = moved(loop, turn("y", 90), vector(0, 1.05, 0.99))
    ends = [chain(_strand(side), 44, 0.066) for side in (-1, 1)]
    links = [Sheet(link, GOLD) for strand in ends for link in strand]
    return (*bezel(STONE, outline(RIM), 0.085, GOLD), Sheet(bail, GOLD), *links)


def _strand(side: float) -> Curve:
    return through(
        [
            (0, 1.12, 0.95),
            (0.16 * side, 1.42, 0.5),
            (0.5 * side, 1.95, 0.08),
            (1.0 * side, 3.0, 0.07),
            (1.35 * side, 4.6, 0.07),
            (1.5 * side, 6.4, 0.07),
        ]
    )


def _scene(camera: Camera, focus: tuple[float, float]) -> Array:
    scene = Scene(
        camera, EVENING, _pendant(), (STONE,), Ground(DARK), middle=(0, 0.6, 0.4), reach=2.7, focus=focus, sparkle=FIRE
    )
    return photograph(scene)


def hero(scale: float) -> Array:
    """Lay the pendant on slate paper."""
    camera = Camera((0.8, -6.4, 9.6), (0.0, 0.55, 0.5), 0.205, round(1600 * scale), round(2000 * scale))
    return _scene(camera, (11.2, 1.6))


def detail(scale: float) -> Array:
    """Look through the table into the steps."""
    camera = Camera((-0.5, -2.6, 9.4), (0.0, -0.15, 0.85), 0.135, round(1600 * scale), round(1280 * scale))
    return _scene(camera, (8.85, 0.9))
