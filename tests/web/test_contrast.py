"""Every pair of colours that pages use can be read, in light and in dark: computed from tokens.css."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

SHEET = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
TEXT = 4.5
CONTROL = 3.0
OKLCH = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)(?: / [\d.]+%)?\)"
TOKEN = re.compile(rf"--([a-z]+): light-dark\({OKLCH}, {OKLCH}\)")

Colour = tuple[float, float, float]

# Words stand on paper and on the raised ground of a row that is pointed at or chosen.
WORDS = ("ink", "muted", "accent", "ok", "caution", "error")
GROUNDS = ("paper", "raised")
# The filled button turns the two around, also while it is pointed at.
FILLED = ("ink", "accent")


def _themes() -> dict[str, dict[str, Colour]]:
    """Return the colours of each theme by their names."""
    themes: dict[str, dict[str, Colour]] = {"light": {}, "dark": {}}
    for name, *figures in TOKEN.findall(SHEET.read_text()):
        light, light_c, light_h, dark, dark_c, dark_h = map(float, figures)
        themes["light"][name], themes["dark"][name] = (light, light_c, light_h), (dark, dark_c, dark_h)
    return themes


THEMES = _themes()


def _linear(colour: Colour) -> Colour:
    """Return linear sRGB of OKLCH, cut to the gamut (Ottosson's matrices, as in CSS Color 4)."""
    lightness, chroma, hue = colour[0] / 100, colour[1], math.radians(colour[2])
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return min(1, max(0, red)), min(1, max(0, green)), min(1, max(0, blue))


def _luminance(colour: Colour) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_twenty_one() -> None:
    assert contrast((0, 0, 0), (100, 0, 0)) == pytest.approx(21, abs=0.001)


def test_a_known_colour_converts_to_its_srgb() -> None:
    # Pure red of sRGB, as CSS Color 4 gives it.
    assert _linear((62.7955, 0.257683, 29.2339)) == pytest.approx((1, 0, 0), abs=0.0002)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("word", WORDS)
def test_words_can_be_read(theme: str, ground: str, word: str) -> None:
    assert contrast(THEMES[theme][word], THEMES[theme][ground]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("fill", FILLED)
def test_words_on_a_filled_button_can_be_read(theme: str, fill: str) -> None:
    assert contrast(THEMES[theme]["paper"], THEMES[theme][fill]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("line", ["edge", "accent", "error"])
def test_the_edge_of_a_control_can_be_seen(theme: str, ground: str, line: str) -> None:
    assert contrast(THEMES[theme][line], THEMES[theme][ground]) >= CONTROL


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_ring_stands_out_from_a_filled_button(theme: str) -> None:
    # The ring lies two pixels off, so what it must stand out from is the paper between.
    assert contrast(THEMES[theme]["accent"], THEMES[theme]["paper"]) >= CONTROL


def test_no_other_sheet_states_a_colour() -> None:
    states = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lch|lab)a?\(", re.IGNORECASE)
    sheets = [path for path in SHEET.parent.rglob("*.css") if path != SHEET]
    assert [path.name for path in sheets if states.search(path.read_text())] == []
