"""The page and the figure of `make simulate-judging`."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

# Kendall's tau and the share of the true top found; None where the method refused.
Cell = tuple[float, float] | None
Table = Mapping[str, Mapping[str, Cell]]

WIDTH, ROW, LEFT, LINE = 720, 78, 230, 12
LOWEST, HIGHEST = 0.55, 0.80
# Readable without colour: each method has its own shape.
SHAPES = ("circle", "square", "diamond", "triangle", "cross")

PAGE = """# Judging, simulated

Written by `make simulate-judging`; do not edit. 300 entries, 30 jurors, 5 scores an entry, 60 seeded runs a row.
An entry's worth is drawn from a normal distribution of SD 1; a juror sees it with noise of SD 1, stretches it by his
scale (log SD .4) and shifts it by his severity (SD .7) unless the row says otherwise, and gives points to a tenth.
Each cell: Kendall's τ to the truth / share of the true top 20 found. **Bold** is the best τ of the row.

{table}

![The table as a figure: a row a design, a mark a method, further right is nearer to the truth](judging-simulation.svg)

## What it says

- Where jurors do not differ, nothing beats the raw mean, and the additive method costs little.
- Where they differ in severity and share entries, the additive method finds more of the true order than the raw mean.
- z-scores and percentiles do as well **only** where entries came to jurors by lot. In closed panels with unequal pools
  they would hand the strong pool's worth to the weak one; the engine refuses them there (—), and warns where panels are
  joined but not made by lot.
- In closed panels the additive method ranks inside panels and refuses a common ranking (—): nothing in the marks tells
  a severe panel from a weak pool. One juror in five borrowed from another panel is enough to have one.
- A trimmed mean is not in the table: the engine refuses it below seven jurors an entry.
"""


def page(table: Table) -> str:
    """Return the page in Markdown."""
    names = list(next(iter(table.values())))
    lines = ["| design | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for world, cells in table.items():
        best = max(cell[0] for cell in cells.values() if cell)
        lines.append(f"| {world} | " + " | ".join(_words(cell, best) for cell in cells.values()) + " |")
    return PAGE.format(table="\n".join(lines))


def _words(cell: Cell, best: float) -> str:
    if cell is None:
        return "—"
    words = "/".join(f"{one:.3f}".lstrip("0") for one in cell)
    return f"**{words}**" if cell[0] == best else words


def figure(table: Table) -> str:
    """Return the figure: a row a design, a mark a method at its τ."""
    names = list(next(iter(table.values())))
    height = ROW * len(table) + 70
    opening = f'viewBox="0 0 {WIDTH} {height}" role="img" font-family="sans-serif" font-size="13"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {opening}>',
        "<title>Kendall's tau to the truth, by design and method</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        *_axis(height),
    ]
    for row, (world, cells) in enumerate(table.items()):
        middle = 40 + row * ROW + LINE
        parts.append(f'<text x="12" y="{middle + 4}">{escape(world)}</text>')
        parts += _marks(middle, cells)
    parts += _legend(names, height)
    return "\n".join([*parts, "</svg>", ""])


def _axis(height: int) -> list[str]:
    ticks = [round(LOWEST + step * 0.05, 2) for step in range(6)]
    lines = [
        f'<path d="M{_x(tick):.0f} 24V{height - 44}" stroke="#ccc"/>'
        f'<text x="{_x(tick):.0f}" y="16" text-anchor="middle">{tick:.2f}</text>'
        for tick in ticks
    ]
    return ['<text x="12" y="16">τ</text>', *lines]


def _marks(middle: float, cells: Mapping[str, Cell]) -> list[str]:
    found = []
    for at, cell in enumerate(cells.values()):
        y = middle - LINE + at * LINE
        if cell:
            found.append(f'<path d="M{LEFT} {y}H{_x(cell[0]):.1f}" stroke="#ddd"/>')
            found.append(_shape(SHAPES[at], _x(cell[0]), y))
    return found


def _legend(names: list[str], height: int) -> list[str]:
    found = []
    for at, name in enumerate(names):
        x = 24 + at * 138
        found.append(_shape(SHAPES[at], x, height - 20))
        found.append(f'<text x="{x + 12}" y="{height - 16}">{escape(name)}</text>')
    return found


def _shape(shape: str, x: float, y: float) -> str:
    paths = {
        "circle": f"M{x - 4:.1f} {y:.1f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
        "square": f"M{x - 4:.1f} {y - 4:.1f}h8v8h-8z",
        "diamond": f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z",
        "triangle": f"M{x:.1f} {y - 5:.1f}l5 9h-10z",
        "cross": f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8",
    }
    fill = "none" if shape in ("cross", "circle") else "#222"
    return f'<path d="{paths[shape]}" fill="{fill}" stroke="#222" stroke-width="1.5"/>'


def _x(tau: float) -> float:
    return LEFT + (tau - LOWEST) / (HIGHEST - LOWEST) * (WIDTH - LEFT - 24)
