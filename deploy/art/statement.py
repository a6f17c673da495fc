"""The statement: two pages of A4 with drawn stones, written as PDF without an author, a title or a date."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf

from deploy.art.cuts import brilliant
from deploy.art.facets import facets

PAGE = (595, 842)
LINES = (
    (
        "Fifty-seven",
        "A brilliant has fifty-seven facets. This sheet says what each of them is for.",
        "One table, 57 per cent of the girdle's width: the window.",
        "Eight kites at 34.5 degrees: they tilt the light towards the eye.",
        "Eight stars, half as long as the crown is wide: they break the window's edge.",
        "Sixteen upper halves: they bend what would leave at the girdle.",
        "Eight mains at 40.75 degrees: the mirror, by total reflection alone.",
        "Sixteen lower halves, 77 per cent long: they cut each flash into smaller ones.",
    ),
    (
        "To be read by hand",
        "The stone will be cut in optical glass, 140 mm across, twenty times the size of the drawing's",
        "model. It lies on a turning foot of pear wood. Whoever closes the eyes can count the facets",
        "by touch: they are numbered on no label, and need not be.",
        "Glass bends light less than diamond does. The pavilion is therefore cut at 42.5 degrees;",
        "the other angles follow from it. The second drawing shows the stone from below.",
    ),
)


def write(path: Path) -> None:
    """Write both pages."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name("/Times-Roman"),
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    fonts = pikepdf.Dictionary(F1=document.make_indirect(font))
    for number, lines in enumerate(LINES):
        page = document.add_blank_page(page_size=PAGE)
        page.Resources = pikepdf.Dictionary(Font=fonts)
        page.Contents = document.make_stream((_stone(below=number == 1) + _words(lines)).encode("latin-1"))
    document.save(path, deterministic_id=True, linearize=True)


def _stone(*, below: bool) -> str:
    """Draw the facets that are seen from above or from below."""
    drawn = ["0.6 w 1 J 1 j"]
    for facet in facets(brilliant(64)):
        if facet.normal[2] * (-1 if below else 1) < 0.02:
            continue
        points = [(297 + 165 * float(x), 565 + 165 * float(y)) for x, y, _ in facet.polygon]
        grey = float(np.clip(0.86 + 0.16 * (facet.normal[1] - facet.normal[0]), 0.7, 0.99))
        path = " l ".join(f"{x:.2f} {y:.2f}" for x, y in points).replace(" l ", " m ", 1) + " l"
        drawn.append(f"{grey:.3f} g {path} b")
    return "\n".join(drawn) + "\n"


def _words(lines: tuple[str, ...]) -> str:
    text = [f"BT 0.1 g /F1 26 Tf 72 330 Td ({_escaped(lines[0])}) Tj ET"]
    for row, line in enumerate(lines[1:]):
        text.append(f"BT /F1 11.5 Tf 72 {296 - 21 * row} Td ({_escaped(line)}) Tj ET")
    return "\n".join(text)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
