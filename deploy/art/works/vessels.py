"""Vessels turned on a wheel."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from deploy.art.camera import Camera
from deploy.art.materials import PORCELAIN
from deploy.art.noise import bumps
from deploy.art.scene import Ground, Scene, photograph
from deploy.art.shapes import TURN, revolved
from deploy.art.surfaces import Sheet, Surface
from deploy.art.vectors import Array, smoothstep, vector
from deploy.art.works.light import DAY
from deploy.art.works.profiles import CELADON

SOFT = replace(DAY, exposure=0.82)


def _carving(u: Array, v: Array) -> Array:
    """Waves cut into the clay before the glaze: they run round the body and die towards neck and foot."""
    body = smoothstep(0.20, 0.28, v) * (1 - smoothstep(0.50, 0.62, v))
    line = np.sin(TURN * (9 * u + 2.2 * v + 0.25 * np.sin(TURN * 3 * u) + 5.5 * v * v))
    carved: Array = body * (-0.020 * smoothstep(0.25, 0.95, line) + 0.004 * np.sin(TURN * (27 * u + 9 * v)))
    return carved


def _glaze(u: Array, v: Array, points: Array) -> Array:
    """Celadon is deep where it gathers, pale where it runs thin; the foot stays bare and burns to rust."""
    deep = np.clip(-_carving(u, v) / 0.020, 0, 1) * 0.75 + 0.10 * bumps(u, v, 5, 11)
    deep = deep + 0.35 * (1 - smoothstep(0.1, 1.1, points[..., 2])) - 0.5 * smoothstep(3.5, 3.8, points[..., 2])
    pale, dark = vector(0.47, 0.62, 0.51), vector(0.12, 0.30, 0.24)
    colour = pale + (dark - pale) * np.clip(deep, -0.35, 1.1)[..., None]
    bare = (1 - smoothstep(0.05, 0.075, points[..., 2]))[..., None]
    glazed: Array = colour * (1 - bare) + vector(0.36, 0.17, 0.09) * bare
    return glazed.astype(np.float32)


def _celadon() -> tuple[Surface, ...]:
    return (Sheet(revolved(CELADON, _carving), PORCELAIN, _glaze),)


def celadon(scale: float) -> Array:
    """Stand the vase before a grey backdrop."""
    camera = Camera((0, -17, 4.6), (0, 0, 1.80), 0.150, round(1600 * scale), round(2000 * scale))
    ground = Ground((0.52, 0.50, 0.47), backdrop=(0.30, 0.29, 0.275), fades=(19, 30))
    return photograph(Scene(camera, SOFT, _celadon(), (), ground, middle=(0, 0, 1.9), reach=2.3))


def celadon_neck(scale: float) -> Array:
    """Come close to shoulder and carving."""
    camera = Camera((-3.4, -8.6, 4.4), (0.22, 0, 1.62), 0.125, round(1600 * scale), round(1200 * scale))
    ground = Ground((0.52, 0.50, 0.47), backdrop=(0.30, 0.29, 0.275), fades=(11, 24))
    scene = Scene(camera, SOFT, _celadon(), (), ground, middle=(0, 0, 1.9), reach=2.3, focus=(8.3, 2.2))
    return photograph(scene)
