"""Every kind of picture that is taken is read, kept in its colours, and written in its sizes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvips
from PIL import Image

from competition.calls.rules import ColourSpace
from competition.entries.media.report import Order, Report
from competition.entries.media.sandbox import inspect
from tests.factories.media import a_gradient, a_photograph, saved

RED, P3_GREEN = (220, 30, 40), (0, 255, 0)


def looked_at(folder: Path, content: bytes, media_type: str, **options: Any) -> Report:
    """Let the limited process read a picture."""
    source = folder / "source"
    source.write_bytes(content)
    return inspect(Order(str(source), media_type, str(folder), options))


def profile(name: str) -> bytes:
    """Return one of the profiles that libvips ships: `srgb`, `p3`, `cmyk`."""
    return bytes(pyvips.Image.profile_load(name))


def a_tiff(picture: Image.Image, **options: Any) -> bytes:
    return saved(picture, "TIFF", **options)


def deep() -> bytes:
    """Return a TIFF of 16 bits a colour, in strips of 16 rows."""
    rows = np.linspace(0, 65535, 640).astype(np.uint16)
    pixels = np.stack([np.tile(rows, (480, 1)), np.full((480, 640), 20_000, np.uint16)], axis=-1)
    pixels = np.concatenate([pixels, np.full((480, 640, 1), 40_000, np.uint16)], axis=-1)
    picture = pyvips.Image.new_from_memory(pixels.tobytes(), 640, 480, 3, "ushort").copy(interpretation="rgb16")
    return bytes(picture.tiffsave_buffer(tile=False, compression="deflate", predictor="horizontal"))


def first_colour(folder: Path, name: str = "480.webp") -> tuple[int, ...]:
    """Return the colour in the middle of a copy."""
    with Image.open(folder / name) as opened:
        picture = opened.convert("RGB")
        return tuple(picture.getpixel((picture.width // 2, picture.height // 2)))  # type: ignore[arg-type]


def is_near(one: tuple[int, ...], other: tuple[int, ...], within: int = 10) -> bool:
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


PLAIN = Image.new("RGB", (800, 600), RED)
TAKEN = {
    "JPEG": ("image/jpeg", saved(PLAIN, "JPEG"), ColourSpace.srgb),
    "PNG": ("image/png", saved(PLAIN, "PNG"), ColourSpace.srgb),
    "PNG with transparency": ("image/png", saved(PLAIN.convert("RGBA"), "PNG"), ColourSpace.srgb),
    "PNG of a palette": ("image/png", saved(PLAIN.quantize(8), "PNG"), ColourSpace.srgb),
    "WebP": ("image/webp", saved(PLAIN, "WEBP", quality=95), ColourSpace.srgb),
    "AVIF": ("image/avif", saved(PLAIN, "AVIF", quality=90), ColourSpace.srgb),
    "HEIC": ("image/heic", saved(PLAIN, "HEIC"), ColourSpace.srgb),
    "HEIC with transparency": ("image/heic", saved(PLAIN.convert("RGBA"), "HEIC"), ColourSpace.srgb),
    "TIFF": ("image/tiff", a_tiff(PLAIN), ColourSpace.srgb),
    "TIFF in LZW": ("image/tiff", a_tiff(PLAIN, compression="tiff_lzw"), ColourSpace.srgb),
    "TIFF in JPEG": ("image/tiff", a_tiff(PLAIN, compression="jpeg"), ColourSpace.srgb),
    "TIFF in CMYK": ("image/tiff", a_tiff(PLAIN.convert("CMYK")), ColourSpace.cmyk),
    "JPEG in CMYK": ("image/jpeg", saved(PLAIN.convert("CMYK"), "JPEG", quality=95), ColourSpace.cmyk),
}


@pytest.mark.parametrize("name", TAKEN)
def test_each_kind_is_read_in_its_colours(tmp_path: Path, name: str) -> None:
    media_type, content, space = TAKEN[name]
    report = looked_at(tmp_path, content, media_type)
    assert (report.refusal, report.found.width, report.found.height, report.found.space) == (None, 800, 600, space)
    within = 45 if space == ColourSpace.cmyk else 10  # Ink has no such red.
    assert is_near(first_colour(tmp_path), RED, within)


def test_sixteen_bits_in_strips_become_eight(tmp_path: Path) -> None:
    report = looked_at(tmp_path, deep(), "image/tiff")
    assert (report.refusal, report.found.space) == (None, ColourSpace.srgb)
    assert is_near(first_colour(tmp_path), (128, 78, 156), 6)


def test_a_grey_picture_stays_grey(tmp_path: Path) -> None:
    report = looked_at(tmp_path, saved(Image.new("L", (700, 500), 90), "TIFF"), "image/tiff")
    assert (report.found.space, first_colour(tmp_path)) == (ColourSpace.grey, (90, 90, 90))


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("HEIC", "image/heic")])
def test_colours_beyond_srgb_are_kept_as_display_p3(tmp_path: Path, kind: str, media_type: str) -> None:
    picture = Image.new("RGB", (700, 500), P3_GREEN)
    picture.info["icc_profile"] = profile("p3")
    options = {} if kind == "HEIC" else {"icc_profile": profile("p3")}
    report = looked_at(tmp_path, saved(picture, kind, **options), media_type)
    assert report.found.space == ColourSpace.rgb
    for name in ("480.webp", "480.avif"):
        with Image.open(tmp_path / name) as copy:
            assert (name, copy.info.get("icc_profile")) == (name, profile("p3"))
        assert is_near(first_colour(tmp_path, name), P3_GREEN, 12)


def test_a_profile_of_srgb_is_left_out(tmp_path: Path) -> None:
    content = saved(PLAIN, "JPEG", icc_profile=profile("srgb"))
    assert looked_at(tmp_path, content, "image/jpeg").found.space == ColourSpace.srgb
    with Image.open(tmp_path / "480.webp") as copy:
        assert "icc_profile" not in copy.info


@pytest.mark.parametrize(
    ("width", "plain", "modern"),
    [
        (300, [300], []),
        (960, [480, 960], [480, 960]),
        (4000, [480, 960, 1920, 3840, 4000], [480, 960, 1920]),
        (8000, [480, 960, 1920, 3840, 7302], [480, 960, 1920]),
    ],
)
def test_the_sizes_go_as_far_as_the_original(tmp_path: Path, width: int, plain: list[int], modern: list[int]) -> None:
    height = 3 if width == 300 else 4383 if width == 8000 else 60
    content = saved(Image.new("RGB", (width, height), RED), "PNG")
    report = looked_at(tmp_path, content, "image/png")
    made = {kind: [one.width for one in report.made if one.media_type == kind] for kind in ("image/webp", "image/avif")}
    if width == 8000:
        assert made["image/webp"][-1] * report.made[4].height <= 32_000_000
    assert (made["image/webp"][:-1], made["image/avif"]) == (plain[:-1], modern)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_picture_stands_upright_before_its_metadata_goes(tmp_path: Path, orientation: int) -> None:
    report = looked_at(tmp_path, a_photograph(600, 400, orientation=orientation), "image/jpeg")
    upright = (400, 600) if orientation in {6, 8} else (600, 400)
    assert (report.found.width, report.found.height) == upright
    assert [(one.width, one.height) for one in report.made if one.media_type == "image/webp"][-1] == upright


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF", "HEIC"])
def test_a_picture_cut_short_is_refused(tmp_path: Path, kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (400, 500, 3), dtype=np.uint8)
    content = saved(Image.fromarray(noise), kind)
    report = looked_at(tmp_path, content[: len(content) * 2 // 3], f"image/{kind.lower()}")
    assert report.refusal in {"damaged", "unreadable"}


def test_a_bomb_of_each_kind_is_refused_by_its_header(tmp_path: Path) -> None:
    blank = Image.new("1", (30_000, 30_000))
    for kind, media_type in (("PNG", "image/png"), ("TIFF", "image/tiff")):
        packed = io.BytesIO()
        blank.save(packed, kind, **({"compression": "group4"} if kind == "TIFF" else {}))
        report = looked_at(tmp_path, packed.getvalue(), media_type)
        assert (kind, report.refusal, report.made) == (kind, "too_many_pixels", ())


def test_the_questions_rules_refuse_before_anything_is_written(tmp_path: Path) -> None:
    rules = {"min_ratio": "1:1", "colours": ["srgb"]}
    tall = looked_at(tmp_path, saved(a_gradient(400, 500), "PNG"), "image/png", **rules)
    inked = looked_at(tmp_path, a_tiff(PLAIN.convert("CMYK")), "image/tiff", **rules)
    assert (tall.refusal, tall.values) == ("too_tall", {"width": 400, "height": 500, "least": "1:1"})
    assert (inked.refusal, inked.values) == ("wrong_colours", {"space": "cmyk", "accepted": ["srgb"]})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["source"]
