"""Bobbin lace on dark paper: every thread is a line, with its shadow beside it."""

from __future__ import annotations

import numpy as np

from deploy.art.plates import Plate, Point
from deploy.art.vectors import Array

THREAD = "#f1ece0"
SHADE = "#050608"
FLOWERS = ((250, 300, 150), (750, 300, 150), (500, 560, 118), (20, 560, 118), (980, 560, 118), (500, 90, 84))
SCALLOP = 250


class Lace:
    """Threads gathered first, so that all shadows can lie under all threads."""

    def __init__(self) -> None:
        self.threads: list[tuple[Array, float]] = []

    def thread(self, points: Array, wide: float = 1.5) -> None:
        """Lay a thread along points."""
        self.threads.append((points, wide))

    def onto(self, plate: Plate) -> None:
        """Put the shadows on the paper, then the threads."""
        for points, wide in self.threads:
            plate.line(_points(points + np.array([2.6, 3.4])), SHADE, wide * 1.25)
        for points, wide in self.threads:
            plate.line(_points(points), THREAD, wide)


def _points(points: Array) -> list[Point]:
    return [(float(x), float(y)) for x, y in points]


def _petal(angle: float, size: float) -> tuple[Array, Array]:
    """Return both edges of a petal, from the heart of the flower to its tip."""
    t = np.linspace(0, 1, 26)
    along = size * (0.22 + 0.78 * t)
    half = size * 0.225 * np.sin(np.pi * t**0.8) ** 0.8
    axis, across = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    middle = along[:, None] * axis
    return middle + half[:, None] * across, middle - half[:, None] * across


def _flower(lace: Lace, x: float, y: float, size: float) -> None:
    """Petals in cloth stitch, each outlined with a thicker thread; a spider's web in the heart."""
    centre = np.array([x, y])
    for k in range(8):
        left, right = (edge + centre for edge in _petal(2 * np.pi * k / 8 + 0.2, size))
        for share in np.linspace(0.12, 0.88, 9):
            lace.thread(left * (1 - share) + right * share, 0.95)
        for row in range(2, 25):
            lace.thread(np.stack([left[row], right[row]]), 0.9)
        for edge in (left, right):
            lace.thread(edge, 2.7)
    for ring in (0.08, 0.15, 0.22):
        angle = np.linspace(0, 2 * np.pi, 40)
        lace.thread(centre + size * ring * np.stack([np.cos(angle), np.sin(angle)], axis=1), 1.6)
    for k in range(12):
        spoke = np.array([np.cos(np.pi * k / 6), np.sin(np.pi * k / 6)]) * size * 0.22
        lace.thread(np.stack([centre, centre + spoke]), 1.0)


def _in_flower(x: float, y: float) -> bool:
    for fx, fy, size in FLOWERS:
        reach, angle = np.hypot(x - fx, y - fy), np.arctan2(y - fy, x - fx) - 0.2
        near = np.mod(angle + np.pi / 8, np.pi / 4) - np.pi / 8
        if reach < size * (1.0 - 0.55 * abs(near)):
            return True
    return False


def _edge(x: float) -> float:
    """Return how far down the lace reaches at x: a row of scallops."""
    return 660 + 74 * float(np.abs(np.sin(np.pi * x / SCALLOP)) ** 0.8)


def _mesh(lace: Lace, pitch: float = 13.5) -> None:
    """A ground of six-sided meshes; two sides of each are twisted pairs and therefore thicker."""
    rise = pitch * 0.87
    for row in range(int(760 / rise / 1.16) + 2):
        for column in range(-1, int(1000 / pitch) + 2):
            x, y = (column + 0.5 * (row % 2)) * pitch, row * rise * 1.16
            if y > _edge(x) - 8 or _in_flower(x, y):
                continue
            down = np.array([[x, y], [x, y + rise * 0.50]])
            lace.thread(down, 1.7)
            for side in (-1, 1):
                foot = np.array([x + side * pitch / 2, y + rise * 1.16])
                lace.thread(np.stack([down[1], foot]), 0.95)


def _border(lace: Lace) -> None:
    """A braid along the scallops, with small loops outside."""
    x = np.linspace(-20, 1020, 420)
    y = np.array([_edge(float(value)) for value in x])
    for offset in (-9, -3, 3):
        lace.thread(np.stack([x, y + offset], axis=1), 1.9)
    for k in range(0, len(x) - 1, 2):
        lace.thread(np.array([[x[k], y[k] - 9], [x[k + 1], y[k + 1] + 3]]), 0.9)
    for k in range(0, len(x), 7):
        angle = np.linspace(-0.4, np.pi + 0.4, 14)
        lace.thread(np.stack([x[k] + 5.2 * np.cos(angle), y[k] + 5 + 7.5 * np.sin(angle)], axis=1), 1.3)


def _whole() -> Lace:
    lace = Lace()
    _mesh(lace)
    for flower in FLOWERS:
        _flower(lace, *flower)
    _border(lace)
    return lace


def border(scale: float) -> Array:
    """Show the lace to its edge."""
    plate = Plate(800, (0.115, 0.13, 0.165))
    _whole().onto(plate)
    return plate.printed(round(1500 * scale), seed=51)


def flower(scale: float) -> Array:
    """Show one flower, three times as large."""
    lace, near = _whole(), Lace()
    for points, wide in lace.threads:
        moved = (points - np.array([83.0, 133.0])) * 3
        if (moved.max(axis=0) > -30).all() and (moved.min(axis=0) < 1030).all():
            near.thread(moved, wide * 3)
    plate = Plate(1000, (0.115, 0.13, 0.165))
    near.onto(plate)
    return plate.printed(round(1200 * scale), seed=53)
