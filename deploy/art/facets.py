"""The faces of a cut as polygons: for drawings and for the model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deploy.art.cuts import Cut, corners
from deploy.art.vectors import Array


@dataclass(frozen=True)
class Facet:
    """One face: its outward normal, and its corners anticlockwise as seen from outside."""

    normal: Array
    polygon: Array


def facets(cut: Cut) -> list[Facet]:
    """Return every face of a body that has an area."""
    points = np.unique(np.round(corners(cut), 6), axis=0)
    found = []
    for normal, offset in zip(cut.normals.astype(float), cut.offsets.astype(float), strict=True):
        on_plane = points[np.abs(points @ normal - offset) < 2e-4]
        if len(on_plane) >= 3:
            found.append(Facet(normal, _in_order(on_plane, normal)))
    return found


def _in_order(points: Array, normal: Array) -> Array:
    middle = points.mean(axis=0)
    right = points[0] - middle
    above = np.cross(normal, right)
    away = points - middle
    ordered: Array = points[np.argsort(np.arctan2(away @ above, away @ right))]
    return ordered
