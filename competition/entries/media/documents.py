"""PDF: its pages as pictures. Nothing of the document itself, its author or its scripts reaches a juror."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pyvips

from competition.entries.media.pictures import QUALITY, colour_of
from competition.entries.media.report import Made, Order, RefusedError, Report
from competition.entries.rules.findings import Found

WIDTH = 1600
TALLEST = 6400
ROUNDING = 1e-3  # PDFium rounds a page up to whole pixels.


def inspect(order: Order) -> Report:
    """Render each page, 1600 px wide, as WebP."""
    document = _open(order.source)
    pages = len(document)
    if pages == 0:
        raise RefusedError("damaged")
    order.require(Found(pages=pages))
    made = tuple(_render(order, document, number) for number in range(1, pages + 1))
    first = made[0]
    colour = colour_of(Path(order.folder) / first.name)
    return Report(Found(width=first.width, height=first.height, pages=pages), colour, made=made)


def _open(source: str) -> Any:
    try:
        return pdfium.PdfDocument(source)
    except pdfium.PdfiumError as fault:
        raise RefusedError("protected" if "password" in str(fault).lower() else "damaged") from fault


def _render(order: Order, document: Any, number: int) -> Made:
    name = f"page-{number}.webp"
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min((WIDTH - ROUNDING) / max(width, 1), TALLEST / max(height, 1))
        bitmap = page.render(scale=scale, rev_byteorder=True, fill_color=(255, 255, 255, 255))
    except pdfium.PdfiumError as fault:
        raise RefusedError("damaged") from fault
    picture = pyvips.Image.new_from_memory(
        bytes(bitmap.buffer), bitmap.stride // bitmap.n_channels, bitmap.height, bitmap.n_channels, "uchar"
    ).crop(0, 0, bitmap.width, bitmap.height)
    colour = picture.extract_band(0, n=min(3, picture.bands)).copy(interpretation="srgb")
    colour.webpsave(str(Path(order.folder) / name), Q=QUALITY, effort=2, keep="none")
    return Made("page", name, "image/webp", picture.width, picture.height, number)
