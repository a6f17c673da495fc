"""Cuts of stones as the planes that bound them; the girdle's radius is 1, the table faces up.

Round brilliant: table 57 %, crown 34.5°, pavilion 40.75°, star length 50 %, lower halves 77 %: 57 facets and a
girdle. Planes through three named points follow from the vertices that neighbouring facets share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.spatial import ConvexHull, HalfspaceIntersection

from deploy.art.vectors import Array, unit

TABLE, CROWN, PAVILION = 0.57, 34.5, 40.75
STAR, LOWER, GIRDLE = 0.50, 0.77, 0.018


@dataclass(frozen=True)
class Cut:
    """A convex body: all points whose product with every normal stays under its offset."""

    normals: Array
    offsets: Array


def corners(cut: Cut) -> Array:
    """Return the body's vertices."""
    halfspaces = np.column_stack([cut.normals, -cut.offsets]).astype(np.float64)
    found: Array = HalfspaceIntersection(halfspaces, np.zeros(3)).intersections
    return found


def _cut(planes: Iterable[tuple[Array, float]]) -> Cut:
    rows = list(planes)
    normals = np.array([normal for normal, _ in rows], dtype=np.float32)
    return Cut(normals, np.array([offset for _, offset in rows], dtype=np.float32))


def _at(radius: float, degrees: float, height: float) -> Array:
    angle = np.radians(degrees)
    return np.array([radius * np.cos(angle), radius * np.sin(angle), height])


def _facet(tilt: float, degrees: float, through: Array) -> tuple[Array, float]:
    """Return the plane that is tilted from level, faces an azimuth and holds a point; tilt over 90° faces down."""
    normal = _at(np.sin(np.radians(tilt)), degrees, np.cos(np.radians(tilt)))
    return normal, float(normal @ through)


def _through(one: Array, two: Array, three: Array) -> tuple[Array, float]:
    normal = unit(np.cross(two - one, three - one))
    offset = float(normal @ one)
    return (normal, offset) if offset > 0 else (-normal, -offset)


def _meeting(slope: float, radius: float, base: float) -> Array:
    """Return where two neighbouring main facets meet, at this radius and 22.5° beside each."""
    rise = np.tan(np.radians(slope)) * (1 - radius * np.cos(np.radians(22.5)))
    return _at(radius, 22.5, base + rise)


def brilliant(girdle_sides: int = 32) -> Cut:
    """Return the round brilliant."""
    table_height = GIRDLE + (1 - TABLE) * np.tan(np.radians(CROWN))
    rim = TABLE * np.cos(np.radians(22.5))
    star_tip = _meeting(CROWN, rim + STAR * (1 - rim), GIRDLE)
    star_tip = _on_mains(star_tip, CROWN, GIRDLE)
    low_tip = _on_mains(_at(1 - LOWER, 22.5, 0.0), -PAVILION, -GIRDLE)
    planes: list[tuple[Array, float]] = [(np.array([0.0, 0.0, 1.0]), float(table_height))]
    for eighth in range(8):
        at = 45.0 * eighth
        spin = _spin(at)
        planes.append(_facet(CROWN, at, _at(1, at, GIRDLE)))
        planes.append(_facet(180 - PAVILION, at, _at(1, at, -GIRDLE)))
        star = (_at(TABLE, 0, table_height), _at(TABLE, 45, table_height), star_tip)
        planes.append(_through(*(spin @ corner for corner in star)))
        for side in (0.0, 45.0):
            halves = ((star_tip, GIRDLE), (low_tip, -GIRDLE))
            for tip, height in halves:
                corners = (tip, _at(1, side, height), _at(1, 22.5, height))
                planes.append(_through(*(spin @ corner for corner in corners)))
    planes += [
        _facet(90, 360 / girdle_sides * (side + 0.5), _at(1, 0, 0) * 0 + _at(1, 360 / girdle_sides * side, 0))
        for side in range(girdle_sides)
    ]
    return _cut(planes)


def _on_mains(point: Array, slope: float, base: float) -> Array:
    """Return the point moved up or down onto the edge between the main facets at 0° and 45°."""
    radius = float(np.hypot(point[0], point[1]))
    height = base + (1 - radius * np.cos(np.radians(22.5))) * np.tan(np.radians(slope))
    return _at(radius, 22.5, height)


def _spin(degrees: float) -> Array:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def stretched(cut: Cut, wide: float, deep: float = 1.0) -> Cut:
    """Return the cut drawn out along x: an oval from a round."""
    normals = cut.normals / np.array([wide, 1.0, deep], dtype=np.float32)
    lengths = np.sqrt((normals**2).sum(axis=1))
    return Cut(normals / lengths[:, None], cut.offsets / lengths)


def marquise(bulge: float = 0.52) -> Cut:
    """Return the boat shape: two brilliants pushed apart along y, each giving the facets of its outer side."""
    round_one = brilliant()
    apart = np.sign(np.round(round_one.normals[:, 1], 5)) * np.float32(bulge)
    offsets = round_one.offsets - apart * round_one.normals[:, 1]
    offsets[0] = GIRDLE + (1 - bulge) * 0.40 * np.tan(np.radians(CROWN))
    return Cut(round_one.normals, offsets.astype(np.float32))


def step_cut(wide: float = 1.0, tall: float = 1.36, corner: float = 0.36) -> Cut:
    """Return the emerald cut: an oblong with cut corners, three steps above the girdle and three below."""
    corner_reach = (wide + tall - corner) / np.sqrt(2)
    sides = [(0, wide), (180, wide), (90, tall), (270, tall), *((45 + 90 * k, corner_reach) for k in range(4))]
    planes: list[tuple[Array, float]] = []
    for degrees, reach in sides:
        planes.append((_at(1, degrees, 0), float(reach)))
        planes += _steps(degrees, reach, GIRDLE, ((47, 0.13), (38, 0.13), (27, 0.16)))
        planes += [_down(plane) for plane in _steps(degrees, reach, GIRDLE, ((58, 0.27), (48, 0.28), (38, 0.45)))]
    top = GIRDLE + sum(inset * np.tan(np.radians(tilt)) for tilt, inset in ((47, 0.13), (38, 0.13), (27, 0.14)))
    planes.append((np.array([0.0, 0.0, 1.0]), float(top)))
    return _cut(planes)


def _steps(
    degrees: float, reach: float, base: float, rises: tuple[tuple[float, float], ...]
) -> list[tuple[Array, float]]:
    planes, height = [], base
    for tilt, inset in rises:
        planes.append(_facet(tilt, degrees, _at(reach, degrees, height)))
        reach, height = reach - inset, height + inset * float(np.tan(np.radians(tilt)))
    return planes


def _down(plane: tuple[Array, float]) -> tuple[Array, float]:
    normal, offset = plane
    return normal * np.array([1, 1, -1]), offset


def rose() -> Cut:
    """Return the rose cut: a flat base, and a dome of twenty-four triangles that end in a point."""
    ring = [_at(0.62, 60 * k, 0.40) for k in range(6)]
    belt = [_at(1, 30 * k, 0) for k in range(12)]
    foot = [_at(0.985, 30 * k, -0.05) for k in range(12)]
    hull = ConvexHull(np.array([_at(0, 0, 0.56), *ring, *belt, *foot]))
    planes = np.unique(np.round(hull.equations, 6), axis=0)
    return Cut(planes[:, :3].astype(np.float32), (-planes[:, 3]).astype(np.float32))
