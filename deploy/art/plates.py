"""Drawn plates: ink, dashes and washes as SVG, then printed on uneven paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyvips

from deploy.art.noise import clouds
from deploy.art.vectors import Array, Colour

Point = tuple[float, float]
INK = "#1d2126"
PENCIL = "#6d6a66"


class Plate:
    """A sheet of paper in units of 1000 across; y points down."""

    def __init__(self, height: float, paper: Colour) -> None:
        self.height = height
        self.paper = paper
        self.marks: list[str] = []

    def line(self, points: Iterable[Point], colour: str = INK, wide: float = 1.2, dash: str = "") -> None:
        """Draw a line through points."""
        path = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        self.marks.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{wide}" '
            f'stroke-linecap="round" stroke-linejoin="round"{_dashed(dash)}/>'
        )

    def area(
        self, points: Iterable[Point], fill: str, opacity: float = 1.0, edge: str = "none", wide: float = 0.9
    ) -> None:
        """Fill a shape, with an edge if one is named."""
        path = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        self.marks.append(
            f'<polygon points="{path}" fill="{fill}" fill-opacity="{opacity:.3f}" stroke="{edge}" '
            f'stroke-width="{wide}" stroke-linejoin="round"/>'
        )

    def circle(self, centre: Point, radius: float, colour: str = PENCIL, wide: float = 0.8, dash: str = "") -> None:
        """Draw a circle with the compasses."""
        self.marks.append(
            f'<circle cx="{centre[0]:.2f}" cy="{centre[1]:.2f}" r="{radius:.2f}" fill="none" '
            f'stroke="{colour}" stroke-width="{wide}"{_dashed(dash)}/>'
        )

    def path(self, drawing: str, fill: str = "none", opacity: float = 1.0, edge: str = INK, wide: float = 1.2) -> None:
        """Draw a path in SVG's own words."""
        self.marks.append(
            f'<path d="{drawing}" fill="{fill}" fill-opacity="{opacity:.3f}" stroke="{edge}" stroke-width="{wide}" '
            f'stroke-linecap="round" stroke-linejoin="round"/>'
        )

    def printed(self, width: int, seed: int) -> Array:
        """Return the plate as eight-bit sRGB: paper with fibres, washes that dried unevenly."""
        body = "".join(self.marks)
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {self.height:.0f}" width="1000">{body}</svg>'
        image = pyvips.Image.svgload_buffer(svg.encode(), scale=width / 1000)
        drawn = image.numpy().astype(np.float32) / 255
        rows, columns = drawn.shape[:2]
        paper = np.array(self.paper, dtype=np.float32) * (
            1 + 0.011 * clouds(rows, columns, (2.5, 7.0), seed)[..., None]
        )
        paper = paper * (1 + 0.012 * clouds(rows, columns, (columns / 3,), seed + 1)[..., None])
        wash = clouds(rows, columns, (14.0, 60.0), seed + 2) * 0.05 + clouds(rows, columns, (3.0,), seed + 3) * 0.02
        cover = np.clip(drawn[..., 3] * (0.94 + wash), 0, 1)[..., None]
        mixed = paper * (1 - cover) + drawn[..., :3] * cover
        result: Array = (np.clip(mixed, 0, 1) * 255 + 0.5).astype(np.uint8)
        return result


def _dashed(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def tone(colours: Sequence[Colour], value: float) -> str:
    """Return the colour at a value from 0 to 1 along a row of colours."""
    place = float(np.clip(value, 0, 1)) * (len(colours) - 1)
    low = min(int(place), len(colours) - 2)
    mixed = np.array(colours[low]) + (place - low) * (np.array(colours[low + 1]) - np.array(colours[low]))
    red, green, blue = (round(float(part) * 255) for part in mixed)
    return f"#{red:02x}{green:02x}{blue:02x}"
