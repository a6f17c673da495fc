"""Designers' sheets: a coat drawn flat, a jewel from three sides, a vessel's profile."""

from __future__ import annotations

import numpy as np

from deploy.art.cuts import brilliant, marquise, step_cut
from deploy.art.plates import INK, PENCIL, Plate, Point
from deploy.art.shapes import revolved
from deploy.art.vectors import Array
from deploy.art.works.drawings import GREEN_STONE, RED_STONE, WHITE_STONE, stone
from deploy.art.works.profiles import BOTTLE, BOWL

HALF_COAT = (
    "M 0 0 C 22 6 40 10 58 8 L 132 40 C 160 58 168 90 176 130 L 214 372 C 216 390 206 398 190 400 L 164 403 "
    "L 132 196 C 128 300 150 440 172 640 C 120 668 60 676 0 674"
)
SEAMS = ("M 132 196 C 120 150 118 100 132 40", "M 60 9 C 66 120 84 300 92 660", "M 22 5 C 26 90 8 150 0 200")


def _coat(plate: Plate, x: float, y: float, *, back: bool) -> None:
    for side in (1, -1):
        place = f'transform="translate({x} {y}) scale({side} 1)"'
        plate.marks.append(
            f'<path d="{HALF_COAT} Z" fill="#27406b" fill-opacity="0.88" stroke="none" {place}/>'
            f'<path d="{HALF_COAT}" fill="none" stroke="{INK}" stroke-width="2.1" stroke-linejoin="round" {place}/>'
        )
        for seam in SEAMS[: 2 if back else 3]:
            plate.marks.append(f'<path d="{seam}" fill="none" stroke="{INK}" stroke-width="1.3" {place}/>')
            shifted = f'transform="translate({x + 5 * side} {y}) scale({side} 1)"'
            plate.marks.append(
                f'<path d="{seam}" fill="none" stroke="#e9e4d6" stroke-width="0.9" stroke-dasharray="5 3" {shifted}/>'
            )
    _collar(plate, x, y, back=back)


def _collar(plate: Plate, x: float, y: float, *, back: bool) -> None:
    top = f"M {x - 60} {y + 8} C {x - 40} {y - 26} {x + 40} {y - 26} {x + 60} {y + 8} "
    round_neck = f"C {x + 30} {y + 20} {x - 30} {y + 20} {x - 60} {y + 8} Z"
    open_neck = f"L {x} {y + 150} L {x - 60} {y + 8} Z"
    plate.path(top + (round_neck if back else open_neck), "#a03a2a", 0.92, INK, 1.9)
    if not back:
        plate.line([(x, y + 150), (x, y + 674)], INK, 1.9)
        for k in range(5):
            plate.circle((x + 17, y + 200 + 82 * k), 7, INK, 1.6)


def coat(scale: float) -> Array:
    """Draw the coat from front and back, with the run of its pleats."""
    plate = Plate(800, (0.935, 0.925, 0.895))
    for x in (265, 735):
        plate.line([(x, 30), (x, 770)], PENCIL, 0.6, "12 5 2 5")
    _coat(plate, 265, 70, back=False)
    _coat(plate, 735, 70, back=True)
    for k in range(9):
        bend = 10 + 8.6 * k
        for side in (bend, -bend):
            pleat = f"M 735 {210 + 6 * k} C {735 + side} 420 {735 + 1.25 * side} 560 {735 + 1.5 * side} 735"
            plate.path(pleat, edge="#d9dfe8", wide=1.1)
    return plate.printed(round(2000 * scale), seed=61)


def coat_cloth(scale: float) -> Array:
    """Lay out the pieces of the pattern on the width of the cloth."""
    plate = Plate(1000, (0.935, 0.925, 0.895))
    plate.area([(70, 60), (930, 60), (930, 940), (70, 940)], "#cfd6df", 0.55, PENCIL, 1.0)
    pieces = (
        "M 120 110 L 330 110 C 344 160 350 220 338 280 L 380 880 L 110 880 Z",
        "M 420 110 L 600 130 C 628 200 620 250 612 290 L 650 880 L 410 880 Z",
        "M 700 120 C 740 90 800 90 850 130 L 880 500 L 690 500 Z",
        "M 700 560 L 870 560 L 880 660 C 820 690 760 690 695 660 Z",
        "M 705 730 L 875 730 L 875 880 L 705 880 Z",
    )
    for k, piece in enumerate(pieces):
        plate.path(piece, ("#27406b", "#2f4c7c", "#27406b", "#a03a2a", "#2f4c7c")[k], 0.86, INK, 1.9)
    for x, top, low in ((225, 330, 760), (515, 330, 760), (785, 230, 430), (785, 600, 650), (785, 760, 850)):
        plate.line([(x, low), (x, top), (x - 8, top + 18)], "#f3efe4", 2.0)
        plate.line([(x, top), (x + 8, top + 18)], "#f3efe4", 2.0)
    return plate.printed(round(1600 * scale), seed=63)


def jewel_side(scale: float) -> Array:
    """Draw the emerald jewel's stones from the side, as the setter needs them."""
    plate = Plate(700, (0.47, 0.48, 0.475))
    plate.line([(60, 300), (940, 300)], "#d9d8d2", 0.8, "12 5 2 5")
    stone(plate, step_cut(), ((270, 300), 160), "side", GREEN_STONE)
    stone(plate, brilliant(32), ((610, 300), 120), "side", WHITE_STONE)
    stone(plate, brilliant(32), ((845, 300), 74), "side", GREEN_STONE)
    for x, half in ((270, 160), (610, 120), (845, 74)):
        plate.line([(x - half, 540), (x + half, 540)], "#e8e6df", 1.2)
        for edge in (x - half, x + half):
            plate.line([(edge, 300), (edge, 552)], "#d9d8d2", 0.5, "3 5")
    return plate.printed(round(1600 * scale), seed=33)


def comet(scale: float) -> Array:
    """Paint a brooch of boat-shaped stones, flying."""
    plate = Plate(720, (0.16, 0.175, 0.215))
    sizes = np.linspace(1, 0.34, 13)
    for k, t in enumerate((np.cumsum(sizes) - sizes[0]) / (sizes.sum() - sizes[0])):
        x, y = 690 - 590 * t, 455 + 130 * np.sin(np.pi * t) - 330 * t
        turned = float(np.degrees(np.arctan2(130 * np.pi * np.cos(np.pi * t) - 330, -590)))
        plate.marks.append(f'<g transform="rotate({turned:.1f} {x:.1f} {y:.1f})">')
        stone(plate, marquise(), ((float(x), float(y)), 66 * sizes[k]), "top", RED_STONE if k % 3 else WHITE_STONE)
        plate.marks.append("</g>")
    stone(plate, brilliant(32), ((815, 420), 100), "top", WHITE_STONE)
    return plate.printed(round(2000 * scale), seed=71)


def profiles(scale: float) -> Array:
    """Draw vessels as halves: left the section, right the view."""
    plate = Plate(1000, (0.955, 0.945, 0.925))
    for profile, at, size in ((BOTTLE, (250, 900), 165.0), (BOWL, (720, 900), 150.0), (BOWL, (720, 590), 112.0)):
        shape = revolved([(r, z) for r, z in profile])
        v = np.linspace(0, 1, 200)
        points = shape(0 * v, v)
        right: list[Point] = [(at[0] + size * float(p[0]), at[1] - size * float(p[2])) for p in points]
        left: list[Point] = [(2 * at[0] - x, y) for x, y in right]
        plate.area([*right, (at[0], right[-1][1]), (at[0], right[0][1])], "#7d93a3", 0.55, INK, 1.7)
        plate.area([*left, (at[0], left[-1][1]), (at[0], left[0][1])], "#2b2f35", 0.14, INK, 1.7)
        plate.line([(at[0], at[1] + 30), (at[0], right[-1][1] - 80)], PENCIL, 0.8, "12 5 2 5")
    plate.line([(80, 902), (920, 902)], PENCIL, 0.9)
    return plate.printed(round(1600 * scale), seed=81)
