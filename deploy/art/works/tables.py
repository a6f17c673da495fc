"""Bowls and bottles: hammered silver, red and black lacquer, nested porcelain."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from deploy.art.camera import Camera
from deploy.art.materials import INK_LACQUER, LACQUER, PORCELAIN, SILVER, Material
from deploy.art.noise import bumps
from deploy.art.scene import Ground, Scene, photograph
from deploy.art.shapes import TURN, circle, revolved, tube
from deploy.art.studio import SoftBox, Studio
from deploy.art.surfaces import Sheet, Surface, moved
from deploy.art.vectors import Array, smoothstep, vector
from deploy.art.works.light import DAY
from deploy.art.works.profiles import BOTTLE, BOWL, CASKET

TABLE = Studio(
    (
        SoftBox((-1.0, -0.1, 0.75), (0.42, 0.75), (4.6, 4.5, 4.3)),
        SoftBox((0.9, 0.35, 0.6), (0.20, 0.70), (3.2, 3.3, 3.5)),
        SoftBox((0.1, 0.8, 1.0), (0.7, 0.14), (2.6, 2.6, 2.6)),
    ),
    zenith=(0.14, 0.14, 0.15),
    horizon=(0.07, 0.07, 0.075),
    paper=(0.20, 0.19, 0.18),
)
NIGHT = replace(TABLE, paper=(0.05, 0.058, 0.066), zenith=(0.18, 0.185, 0.20))
SOFT = replace(DAY, exposure=0.80)
GOLD_LINE = Material(mirror=(1.0, 0.76, 0.40), rough=0.12)


def _hammered(u: Array, v: Array) -> Array:
    """Rows of shallow hollows, one for each blow, in courses that shift by half a blow."""
    rows = 34
    course = v * rows
    blows = 46
    place = u * blows + 0.5 * (np.floor(course) % 2) + 0.08 * bumps(u, v, 3, 2)
    hollow = (np.mod(place, 1) - 0.5) ** 2 + (np.mod(course, 1) - 0.5) ** 2
    inside: Array = 0.030 * np.minimum(hollow, 0.25) * smoothstep(0.04, 0.10, v) * (1 - smoothstep(0.94, 1.0, v))
    return inside


def _bowl() -> tuple[Surface, ...]:
    return (Sheet(revolved(BOWL, _hammered), SILVER), Sheet(tube(circle(1.588, 1.362), 0.018), SILVER))


def silver(scale: float) -> Array:
    """Look across the rim into the hammered bowl."""
    camera = Camera((1.2, -9.5, 5.6), (0, 0, 0.60), 0.185, round(2000 * scale), round(1500 * scale))
    ground = Ground((0.10, 0.115, 0.13), backdrop=(0.045, 0.052, 0.06), fades=(11, 17))
    return photograph(Scene(camera, NIGHT, _bowl(), (), ground, middle=(0, 0, 0.6), reach=1.9))


def silver_blows(scale: float) -> Array:
    """Count the blows."""
    camera = Camera((-2.2, -5.6, 4.0), (-0.35, -0.2, 0.82), 0.145, round(1600 * scale), round(1280 * scale))
    ground = Ground((0.10, 0.115, 0.13), backdrop=(0.045, 0.052, 0.06), fades=(8, 14))
    scene = Scene(camera, NIGHT, _bowl(), (), ground, middle=(0, 0, 0.6), reach=1.9, focus=(6.6, 1.2))
    return photograph(scene)


def _ribs(u: Array, v: Array) -> Array:
    """Chrysanthemum petals: the wall is drawn in at equal parts all round."""
    petals = np.abs(np.sin(TURN * 16 * u / 2)) - 0.6
    ribbed: Array = 0.045 * petals * smoothstep(0.20, 0.34, v) * (1 - smoothstep(0.70, 0.86, v))
    return ribbed


def lacquer(scale: float) -> Array:
    """Set the red casket on warm paper."""
    camera = Camera((-0.8, -10.5, 5.0), (0, 0, 0.74), 0.148, round(1800 * scale), round(1800 * scale))
    ground = Ground((0.62, 0.55, 0.46), backdrop=(0.36, 0.32, 0.27), fades=(12, 19))
    body = Sheet(revolved(CASKET, _ribs), LACQUER)
    line = Sheet(tube(circle(1.262, 0.745), 0.017), GOLD_LINE)
    return photograph(Scene(camera, TABLE, (body, line), (), ground, middle=(0, 0, 0.7), reach=1.7))


def lacquer_lid(scale: float) -> Array:
    """Look down on the petals of the lid."""
    camera = Camera((1.6, -4.4, 7.4), (0.1, 0.1, 1.0), 0.150, round(1280 * scale), round(1600 * scale))
    body = Sheet(revolved(CASKET, _ribs), LACQUER)
    line = Sheet(tube(circle(1.262, 0.745), 0.017), GOLD_LINE)
    scene = Scene(camera, TABLE, (body, line), (), Ground((0.62, 0.55, 0.46)), middle=(0, 0, 0.7), reach=1.7)
    return photograph(scene)


def bottle(scale: float) -> Array:
    """Stand the black bottle against grey-blue."""
    camera = Camera((0.3, -20, 4.4), (0, 0, 2.02), 0.138, round(1500 * scale), round(2000 * scale))
    ground = Ground((0.30, 0.34, 0.38), backdrop=(0.20, 0.235, 0.27), fades=(21, 33))
    rings = [Sheet(tube(circle(r, z), 0.014), GOLD_LINE) for r, z in ((0.168, 4.11), (0.303, 2.155), (0.605, 0.03))]
    body = Sheet(revolved(BOTTLE), INK_LACQUER)
    return photograph(Scene(camera, TABLE, (body, *rings), (), ground, middle=(0, 0, 2.0), reach=2.5))


def _rice_bowl(size: float, seed: int, tint: tuple[float, float, float]) -> Sheet:
    profile = [(r * size, z * size * 1.05) for r, z in BOWL]

    def glaze(u: Array, v: Array, points: Array) -> Array:
        flow = 0.72 + 0.24 * bumps(u, v, 4, seed) + 0.9 * (1 - smoothstep(0.0, 0.55 * size, points[..., 2]))
        flow = flow - 0.8 * smoothstep(1.32 * size, 1.43 * size, points[..., 2])
        thin, thick = vector(0.80, 0.72, 0.60), vector(*tint)
        mixed: Array = thin + (thick - thin) * np.clip(flow, 0, 1)[..., None]
        return mixed.astype(np.float32)

    return Sheet(revolved(profile, lambda u, v: 0.006 * bumps(u, v, 3, seed)), PORCELAIN, glaze)


def nested(scale: float) -> Array:
    """Spread the five bowls on linen-coloured paper."""
    camera = Camera((0, -11.5, 7.2), (-0.02, 0.12, 0.30), 0.252, round(2000 * scale), round(1400 * scale))
    tints = ((0.10, 0.22, 0.33), (0.20, 0.36, 0.42), (0.36, 0.46, 0.44), (0.55, 0.50, 0.38), (0.50, 0.30, 0.18))
    places = ((-1.35, 0.45), (0.95, 0.75), (-0.15, -1.15), (1.95, -0.75), (-1.95, -1.25))
    bowls = []
    for k, (tint, (x, y)) in enumerate(zip(tints, places, strict=True)):
        sheet = _rice_bowl(0.80 - 0.095 * k, 40 + k, tint)
        bowls.append(Sheet(moved(sheet.shape, np.eye(3), vector(x, y, 0)), PORCELAIN, sheet.pigment))
    return photograph(Scene(camera, SOFT, tuple(bowls), (), Ground((0.66, 0.62, 0.55)), middle=(0, 0, 0.3), reach=3.1))


def nested_stack(scale: float) -> Array:
    """Put them into each other."""
    camera = Camera((-1.0, -9.5, 3.6), (0, 0, 0.72), 0.158, round(1600 * scale), round(1600 * scale))
    tints = ((0.10, 0.22, 0.33), (0.20, 0.36, 0.42), (0.36, 0.46, 0.44), (0.55, 0.50, 0.38), (0.50, 0.30, 0.18))
    bowls = []
    for k, tint in enumerate(tints):
        sheet = _rice_bowl(0.80 - 0.095 * k, 40 + k, tint)
        bowls.append(Sheet(moved(sheet.shape, np.eye(3), vector(0, 0, 0.17 * k)), PORCELAIN, sheet.pigment))
    ground = Ground((0.66, 0.62, 0.55), backdrop=(0.42, 0.39, 0.35), fades=(11, 20))
    return photograph(Scene(camera, SOFT, tuple(bowls), (), ground, middle=(0, 0, 0.6), reach=1.7))
