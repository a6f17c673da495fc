"""Cloth: woven structures close to, and the same cloth as it falls."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from deploy.art.camera import Camera
from deploy.art.materials import Material
from deploy.art.scene import Ground, Scene, photograph
from deploy.art.shapes import TURN, together
from deploy.art.surfaces import Sheet, Surface
from deploy.art.vectors import Array
from deploy.art.weaves import Weave, herringbone, yarn
from deploy.art.works.light import CLOTH

THREAD = Material(mirror=(0.025, 0.025, 0.025), rough=0.5)
INDIGO, DEEP, MADDER, ECRU = (0.035, 0.07, 0.20), (0.015, 0.028, 0.085), (0.42, 0.07, 0.04), (0.66, 0.58, 0.45)

Fall = Callable[[Array, Array], Array]


def woven(weave: Weave, threads: tuple[float, float], fall: Fall, size: tuple[float, float]) -> Surface:
    """Return cloth of so many threads each way, laid over a relief `fall(x, y)`, as wide and long as `size`."""
    pitch = size[0] / threads[0]

    def shape(u: Array, v: Array) -> Array:
        height, _ = weave.relief(u * threads[0], v * threads[1])
        x, y = (u - 0.5) * size[0], (v - 0.5) * size[1]
        return together(x, y, fall(x, y) + height * pitch)

    def pigment(u: Array, v: Array, _points: Array) -> Array:
        return weave.relief(u * threads[0], v * threads[1])[1]

    return Sheet(shape, THREAD, pigment)


def tidal() -> Weave:
    """Indigo on madder in a herringbone, with an ecru warp at long intervals."""
    warp = yarn(*([INDIGO] * 10 + [ECRU] + [DEEP] * 9 + [INDIGO] * 4))
    return Weave(herringbone(2, 2, 8), warp, yarn(MADDER, MADDER, (0.32, 0.05, 0.035)))


def _waves(x: Array, y: Array) -> Array:
    bend = x + 0.30 * np.sin(0.9 * y + 0.4)
    folds: Array = 0.30 * np.sin(1.7 * bend) + 0.13 * np.sin(3.6 * bend + 0.6 * y) + 0.10 * np.sin(1.1 * y + 0.5 * x)
    return folds


def _gentle(x: Array, y: Array) -> Array:
    swell: Array = 0.20 * np.sin(1.25 * x + 0.5 * y + 0.6)
    return swell


def tidal_fall(scale: float) -> Array:
    """See the cloth in soft folds."""
    camera = Camera((0.6, -7.5, 8.0), (0, -0.1, 0), 0.235, round(2000 * scale), round(1500 * scale))
    cloth = woven(tidal(), (236, 230), _waves, (8.2, 8.0))
    scene = Scene(
        camera, CLOTH, (cloth,), ground=Ground((0.3, 0.3, 0.3), height=-3), reach=5.8, lamps=16, focus=(11.0, 1.9)
    )
    return photograph(scene)


def tidal_threads(scale: float) -> Array:
    """See how the threads bind."""
    camera = Camera((0.4, -4.2, 6.6), (0, -0.05, 0), 0.150, round(1600 * scale), round(1200 * scale))
    cloth = woven(tidal(), (58, 54), _gentle, (3.1, 2.9))
    scene = Scene(
        camera, CLOTH, (cloth,), ground=Ground((0.3, 0.3, 0.3), height=-3), reach=2.2, lamps=16, focus=(7.75, 0.8)
    )
    return photograph(scene)


def pleated(u: Array, count: float, sharp: float = 0.8) -> Array:
    """Return the height of accordion pleats across u."""
    phase = np.mod(u * count, 1.0)
    ridge = 1 - np.abs(2 * phase - 1)
    folded: Array = sharp * ridge + (1 - sharp) * (0.5 - 0.5 * np.cos(TURN * phase))
    return folded
