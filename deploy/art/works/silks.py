"""Silks: pleats, a brocade of clouds, a damask of reeds."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from deploy.art.camera import Camera
from deploy.art.materials import SILK
from deploy.art.noise import bumps
from deploy.art.scene import Ground, Scene, photograph
from deploy.art.shapes import TURN, together
from deploy.art.surfaces import Sheet, Surface
from deploy.art.vectors import Array, Colour, smoothstep, vector
from deploy.art.weaves import Weave, figured, satin, twill, yarn
from deploy.art.works.cloth import woven
from deploy.art.works.light import CLOTH

DARK = Ground((0.05, 0.05, 0.055), height=-2.5)


def _sun_pleats(u: Array, v: Array) -> Array:
    """Pleats that open like a fan: they spring from one point, and their depth grows with the distance from it."""
    reach = 0.75 + 4.6 * v
    spread = np.radians(118)
    sharp = np.arcsin(0.94 * np.sin(TURN * 44 * u)) / (np.pi / 2)
    depth = 0.105 * (reach / 3) ** 0.9
    angle = -np.pi / 2 + spread * (u - 0.5) + 0.05 * np.sin(2.1 * reach) * smoothstep(1.5, 4.5, reach)
    swell = 0.34 * np.sin(1.15 * reach + 2.6 * u) + 0.16 * np.sin(7 * u + 1.3 * reach)
    return together(reach * np.cos(angle), reach * np.sin(angle) + 2.7, depth * sharp + swell)


def _dawn(u: Array, v: Array, _points: Array) -> Array:
    """One length of silk dyed from madder rose to saffron, paler at the edge where it was dipped last."""
    place = np.clip(v + 0.06 * bumps(u, v, 2, 8), 0, 1)[..., None]
    deep, middle, pale = vector(0.34, 0.03, 0.09), vector(0.78, 0.22, 0.10), vector(0.93, 0.66, 0.36)
    lower = deep + (middle - deep) * np.clip(place / 0.55, 0, 1)
    dyed: Array = lower + (pale - middle) * np.clip((place - 0.55) / 0.45, 0, 1)
    return dyed.astype(np.float32)


def pleats(scale: float) -> Array:
    """Spread the fan of pleats."""
    camera = Camera((0.4, -6.5, 10.0), (0, -0.25, 0), 0.215, round(1600 * scale), round(2000 * scale))
    fan: tuple[Surface, ...] = (Sheet(_sun_pleats, SILK, _dawn),)
    return photograph(Scene(camera, CLOTH, fan, (), DARK, middle=(0, -0.5, 0), reach=4.4, lamps=18))


def pleats_close(scale: float) -> Array:
    """See the folds' edges."""
    camera = Camera((-1.4, -5.6, 4.8), (-0.25, -0.95, 0.1), 0.155, round(1600 * scale), round(1066 * scale))
    fan: tuple[Surface, ...] = (Sheet(_sun_pleats, SILK, _dawn),)
    scene = Scene(camera, CLOTH, fan, (), DARK, middle=(-0.25, -0.95, 0.1), reach=1.7, lamps=18, focus=(6.65, 1.0))
    return photograph(scene)


def clouds_figure(size: int = 168) -> Array:
    """Return cloud heads in a half-drop repeat: spirals with tails, as on old court silks, drawn by distance."""
    y, x = np.mgrid[0:size, 0:size] / size
    figure = np.zeros((size, size), dtype=bool)
    for ox, oy, turned in ((0.25, 0.25, 1), (0.75, 0.75, -1)):
        dx = (np.mod(x - ox + 0.5, 1) - 0.5) * turned
        dy = np.mod(y - oy + 0.5, 1) - 0.5
        figure |= _cloud(dx, dy)
    cleaned: Array = ndimage.binary_opening(figure, iterations=1)
    return cleaned


def _cloud(dx: Array, dy: Array) -> Array:
    """Three spiral heads side by side, and a tail that runs out below them."""
    shape = np.zeros(dx.shape, dtype=bool)
    for cx, cy, size in ((-0.115, 0.0, 0.085), (0.0, -0.075, 0.115), (0.125, 0.0, 0.085)):
        radius, angle = np.hypot(dx - cx, dy - cy), np.arctan2(dy - cy, dx - cx)
        spiral = np.mod(angle / TURN + radius / (size * 0.52), 1)
        shape |= (radius < size) & (spiral < 0.62)
        shape |= (radius < size * 1.12) & (radius > size * 0.93)
    tail = np.abs(dy - 0.085 - 0.035 * np.sin(TURN * 2.2 * dx)) < 0.022 * (1 - np.abs(dx / 0.24))
    swash = np.abs(dy - 0.145 - 0.03 * np.sin(TURN * 1.8 * (dx + 0.1))) < 0.016 * (1 - np.abs((dx - 0.05) / 0.19))
    shaped: Array = shape | tail | swash
    return shaped


def reeds_figure(size: int = 156) -> Array:
    """Return bent reeds with seed heads, two to a repeat."""
    y, x = np.mgrid[0:size, 0:size] / size
    figure = np.zeros((size, size), dtype=bool)
    for k, (start, bend) in enumerate(((0.10, 0.07), (0.34, -0.05), (0.60, 0.09), (0.86, -0.06))):
        height = np.mod(y + 0.29 * k, 1)
        line = np.mod(x - start - bend * (1 - height) ** 2 + 0.5, 1) - 0.5
        figure |= (np.abs(line) < 0.013) & (height > 0.12)
        figure |= (line / 0.040) ** 2 + ((height - 0.17) / 0.115) ** 2 < 1
        leaf = line - 0.16 * (height - 0.80) * (1 if k % 2 else -1)
        figure |= (np.abs(leaf) < 0.017 * np.sin(np.pi * np.clip((height - 0.42) / 0.38, 0, 1))) & (height < 0.80)
    return figure[::-1]


def brocade() -> Weave:
    """Gilt weft over midnight satin."""
    midnight: Colour = (0.012, 0.022, 0.075)
    gilt: Colour = (0.72, 0.47, 0.13)
    draft = figured(clouds_figure(), satin(12, 5), satin(8, 3, warp_faced=False))
    return Weave(
        draft,
        yarn(midnight, (0.016, 0.03, 0.09)),
        yarn(gilt, gilt, (0.80, 0.60, 0.26)),
        lift=0.2,
        thickness=(1.2, 1.02),
        twist=0.02,
    )


def damask() -> Weave:
    """Pale reeds on tea green, both of silk."""
    green: Colour = (0.20, 0.30, 0.18)
    draft = figured(reeds_figure(), satin(12, 5), twill(1, 5))
    return Weave(
        draft,
        yarn(green, (0.18, 0.28, 0.17)),
        yarn((0.86, 0.80, 0.62), (0.78, 0.74, 0.60)),
        lift=0.2,
        thickness=(1.2, 1.02),
        twist=0.03,
    )


def _roll(x: Array, y: Array) -> Array:
    """Cloth laid over an arm: one large fold and some small ones that follow it."""
    along = x * 0.86 + y * 0.5
    fold: Array = 0.62 * np.exp(-(((along - 0.5) / 0.85) ** 2)) + 0.22 * np.exp(-(((along + 1.5) / 0.45) ** 2))
    small: Array = 0.05 * np.sin(5.2 * along + 1.4 * y) * np.exp(-((along / 2.4) ** 2))
    return fold + small


def _laid(x: Array, y: Array) -> Array:
    laid: Array = 0.10 * np.sin(0.9 * x + 0.4 * y)
    return laid


def _cloth(weave: Weave, threads: float, wide: float, view: tuple[Camera, bool]) -> Array:
    camera, folded = view
    cloth = woven(weave, (threads, threads), _roll if folded else _laid, (wide, wide))
    return photograph(Scene(camera, CLOTH, (cloth,), (), DARK, reach=wide * 0.72, lamps=16))


def brocade_fall(scale: float) -> Array:
    """See the clouds over a fold."""
    camera = Camera((0.2, -5.4, 9.2), (0.0, -0.1, 0.2), 0.215, round(1600 * scale), round(2000 * scale))
    return _cloth(brocade(), 420, 6.4, (camera, True))


def brocade_close(scale: float) -> Array:
    """See one cloud, thread by thread."""
    camera = Camera((-0.5, -2.2, 5.0), (0.02, -0.03, 0), 0.162, round(1600 * scale), round(1200 * scale))
    return _cloth(brocade(), 150, 2.6, (camera, False))


def damask_fall(scale: float) -> Array:
    """See the reeds over a fold."""
    camera = Camera((-0.6, -5.4, 9.0), (0.0, -0.1, 0.2), 0.215, round(2000 * scale), round(1500 * scale))
    return _cloth(damask(), 360, 6.4, (camera, True))


def damask_close(scale: float) -> Array:
    """See how a reed is bound."""
    camera = Camera((0.4, -2.2, 5.0), (0.02, -0.03, 0), 0.160, round(1600 * scale), round(1600 * scale))
    return _cloth(damask(), 130, 2.5, (camera, False))
