"""The typesetter: one source, its data and an instant give the same bytes every time, as PDF/UA-1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal

import typst

from config import ROOT

SOURCES = ROOT / "templates" / "paper"
MARK = ROOT / "static" / "img" / "mark.svg"
# Whole fonts, handed to the typesetter by name: a document looks the same wherever it is made.
FONTS = tuple(
    ROOT / "node_modules" / "@expo-google-fonts" / name
    for name in (
        "source-serif-4/300Light",
        "source-serif-4/400Regular",
        "noto-serif-sc/400Regular",
        "noto-sans-kr/400Regular",
        "noto-naskh-arabic/400Regular",
        "noto-emoji/400Regular",
        "jetbrains-mono/400Regular",
    )
)


class FontsMissingError(RuntimeError):
    """The fonts were not installed: `make install` brings them."""


def typeset(source: str, data: Mapping[str, Any], at: datetime) -> bytes:
    """Return the PDF that `templates/paper/<source>` makes of `data`; `at` is the date that the document bears.

    It is some hundredths of a second of work, so that a reader may wait for it.
    """
    at = at.astimezone(UTC)
    told = {**data, "mark": _mark(), "on": [at.year, at.month, at.day, at.hour, at.minute, at.second]}
    press = typst.Compiler(SOURCES / source, root=SOURCES, font_paths=_fonts(), ignore_system_fonts=True)
    inputs = {"data": json.dumps(told, ensure_ascii=False)}
    try:
        return _pressed(press, inputs, at, ["ua-1"])
    except typst.TypstError:
        # The standard refuses what no font of ours can draw, such as ⵣ in a title: then a tagged PDF with a box there.
        return _pressed(press, inputs, at, [])


def _pressed(press: typst.Compiler, inputs: dict[str, str], at: datetime, standards: list[Literal["ua-1"]]) -> bytes:
    made = press.compile(format="pdf", sys_inputs=inputs, pdf_standards=list(standards), timestamp=int(at.timestamp()))
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


@cache
def _fonts() -> typst.Fonts:
    if missing := [folder.name for folder in FONTS if not folder.is_dir()]:
        raise FontsMissingError(", ".join(missing))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(FONTS))


@cache
def _mark() -> str:
    return MARK.read_text()
