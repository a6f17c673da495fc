"""Students' plates of stones: construction in pencil and ink, facets in gouache."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from deploy.art.cuts import Cut, brilliant, marquise, step_cut
from deploy.art.facets import facets
from deploy.art.plates import INK, PENCIL, Plate, Point, tone
from deploy.art.vectors import Array, Colour, unit

WHITE_STONE = ((0.22, 0.28, 0.36), (0.42, 0.50, 0.58), (0.70, 0.76, 0.80), (0.93, 0.95, 0.95), (1.0, 1.0, 1.0))
GREEN_STONE = ((0.01, 0.12, 0.09), (0.02, 0.27, 0.18), (0.07, 0.45, 0.31), (0.42, 0.74, 0.58), (0.93, 0.99, 0.94))
RED_STONE = ((0.17, 0.01, 0.05), (0.42, 0.02, 0.10), (0.68, 0.05, 0.16), (0.90, 0.40, 0.44), (1.0, 0.93, 0.92))
LAMP = unit(np.array([-0.55, 0.45, 0.75]))


def _flat(points: Array, view: str) -> Array:
    """Project: `top` looks down, `below` looks up, `side` looks along y."""
    if view == "side":
        return np.stack([points[:, 0], -points[:, 2]], axis=1)
    turned = -1 if view == "below" else 1
    return np.stack([points[:, 0] * turned, -points[:, 1]], axis=1)


def _faces(view: str) -> Array:
    return {"top": np.array([0, 0, 1]), "below": np.array([0, 0, -1]), "side": np.array([0, -1, 0])}[view]


def stone(plate: Plate, cut: Cut, spot: tuple[Point, float], view: str, paint: Sequence[Colour] | None = None) -> None:
    """Draw the faces that this view shows at a place and size, washed with paint if there is any."""
    at, size = spot
    rng = np.random.default_rng(5)
    for facet in facets(cut):
        if facet.normal @ _faces(view) < 0.02:
            continue
        outline = [(at[0] + size * x, at[1] + size * y) for x, y in _flat(facet.polygon, view)]
        if paint is not None:
            turned = facet.normal * (np.array([-1, 1, -1]) if view == "below" else 1)
            value = 0.48 + 0.62 * float(turned @ LAMP) - 0.30 + rng.uniform(-0.17, 0.17)
            plate.area(outline, tone(paint, value), 0.97)
        if paint is not None and abs(facet.normal[2]) > 0.99:
            _table_light(plate, outline, paint)
        plate.area(outline, "none", 0, INK, 1.0)


def _table_light(plate: Plate, outline: Sequence[Point], paint: Sequence[Colour]) -> None:
    """Deepen the table from its lit corner inwards, then lay the lamp across it."""
    corners = np.array(outline)
    middle, extent = corners.mean(axis=0), np.ptp(corners, axis=0)
    for step, value in enumerate((0.30, 0.16, 0.42, 0.62)):
        inner = middle + (corners - middle) * (0.82 - 0.21 * step)
        plate.area([(float(x), float(y)) for x, y in inner], tone(paint, value), 0.55)
    left, top = middle - 0.5 * extent
    glint = [(0.10, 0.62), (0.62, 0.08), (0.78, 0.10), (0.10, 0.80)]
    plate.area([(float(left + x * extent[0]), float(top + y * extent[1])) for x, y in glint], "#ffffff", 0.30)


def _axes(plate: Plate, at: Point, reach: float) -> None:
    for degrees in np.arange(0, 180, 22.5):
        x, y = reach * np.cos(np.radians(degrees)), reach * np.sin(np.radians(degrees))
        plate.line([(at[0] - x, at[1] - y), (at[0] + x, at[1] + y)], PENCIL, 0.5, "" if degrees % 45 == 0 else "6 4")


def _measure(plate: Plate, start: Point, end: Point, tick: float = 7) -> None:
    plate.line([start, end], PENCIL, 0.7)
    along = np.array(end) - np.array(start)
    across = np.array([-along[1], along[0]]) / np.hypot(*along) * tick
    for place in (start, end):
        plate.line([tuple(np.array(place) - across), tuple(np.array(place) + across)], INK, 1.0)


def construction(scale: float) -> Array:
    """Construct the brilliant: crown, pavilion, profile, with the circles that its points lie on."""
    plate = Plate(1250, (0.925, 0.905, 0.860))
    cut, crown, back, side = brilliant(64), (390, 385), (745, 905), (300, 905)
    for centre, size in ((crown, 270), (back, 170)):
        _axes(plate, centre, size * 1.13)
        for ring in (1.0, 0.763, 0.57, 0.527):
            plate.circle(centre, size * ring, PENCIL, 0.5)
    stone(plate, cut, (crown, 270), "top", WHITE_STONE)
    stone(plate, cut, (back, 170), "below")
    stone(plate, cut, (side, 210), "side")
    for x in (-1.0, -0.57, 0.57, 1.0):
        plate.line([(crown[0] + 270 * x, crown[1]), (crown[0] + 270 * x, 720)], PENCIL, 0.4, "3 5")
    plate.line([(side[0] - 232, side[1]), (side[0] + 225, side[1])], PENCIL, 0.5, "10 4 2 4")
    plate.line([(side[0], side[1] - 130), (side[0], side[1] + 235)], PENCIL, 0.5, "10 4 2 4")
    _measure(plate, (side[0] - 210, side[1] + 222), (side[0] + 210, side[1] + 222))
    _measure(plate, (side[0] - 120, side[1] - 104), (side[0] + 120, side[1] - 104))
    _measure(plate, (side[0] + 240, side[1] - 66), (side[0] + 240, side[1] + 184))
    return plate.printed(round(1760 * scale), seed=21)


def angles(scale: float) -> Array:
    """Follow two rays through the profile: one comes back, one is lost."""
    plate = Plate(760, (0.925, 0.905, 0.860))
    at, size = (500, 330), 330
    stone(plate, brilliant(64), (at, size), "side")
    for bent, colour in ((0, "#a8322a"), (1, "#2a4d7c")):
        plate.line(_ray(at, size, bent), colour, 2.0)
    for degrees, side in ((34.5, -1), (40.75, 1)):
        _arc(plate, (at[0] + side * size, at[1] + side * 6), 92, (180 + degrees if side > 0 else -degrees, side))
    plate.line([(70, at[1]), (930, at[1])], PENCIL, 0.6, "12 5 2 5")
    plate.line([(at[0], 120), (at[0], 700)], PENCIL, 0.6, "12 5 2 5")
    return plate.printed(round(1600 * scale), seed=23)


def _ray(at: Point, size: float, bent: int) -> list[Point]:
    paths = (
        [(-0.36, -0.95), (-0.36, -0.31), (-0.38, 0.55), (0.40, 0.535), (0.42, -0.31), (0.46, -0.95)],
        [(0.16, -0.95), (0.16, -0.31), (0.14, 0.76), (-0.62, 0.34), (-0.99, 0.62)],
    )
    return [(at[0] + size * x, at[1] + size * y) for x, y in paths[bent]]


def _arc(plate: Plate, centre: Point, radius: float, turn: tuple[float, int]) -> None:
    degrees, side = turn
    begin, end = (180.0, degrees) if side > 0 else (0.0, degrees)
    sweep = np.radians(np.linspace(begin, end, 30)) * (-1 if side > 0 else 1)
    plate.line([(centre[0] + radius * np.cos(a), centre[1] + radius * np.sin(a)) for a in sweep], INK, 1.1)


def emerald_plate(scale: float) -> Array:
    """Paint an emerald jewel on grey paper, as ateliers show a client."""
    plate = Plate(1300, (0.47, 0.48, 0.475))
    cut = step_cut()
    for k in range(7):
        angle = np.radians(-150 + 20 * k)
        x, y = 500 + 330 * np.cos(angle), 420 + 300 * np.sin(angle)
        stone(plate, brilliant(32), ((float(x), float(y)), 46 + 9 * (3 - abs(3 - k))), "top", WHITE_STONE)
    stone(plate, cut, ((500, 560), 190), "top", GREEN_STONE)
    stone(plate, marquise(), ((500, 905), 120), "top", WHITE_STONE)
    stone(plate, brilliant(32), ((500, 1080), 78), "top", GREEN_STONE)
    return plate.printed(round(1600 * scale), seed=31)
