"""The rules of a question for files: one table for the server's law and for the browser's."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from competition.calls.rules import Codec, ColourSpace, FieldKind, FilesOptions, options_of
from competition.calls.rules.files import takes_files_of
from competition.entries.labels import FILE_REFUSALS, refusal_of
from competition.entries.rules.findings import Found, fault_in
from competition.entries.views.limits import accepted, hint, rules_for_scripts

ROOT = Path(__file__).parents[2]
ALL = ["image/jpeg", "image/heic", "application/pdf", "video/mp4", "model/gltf-binary"]
PICTURE = {"width": 3000, "height": 2000}
FILM = {"width": 1920, "height": 1080, "seconds": 90.04}
MODEL = {"triangles": 1000, "texture": 2048}

# What a file is, the rules of its question, and the code of what is wrong; the browser measures these too.
MEASURED: list[tuple[dict[str, Any], dict[str, Any], str | None]] = [
    (PICTURE, {}, None),
    ({"width": 20_000, "height": 10_000}, {}, None),
    ({"width": 20_001, "height": 10_000}, {}, "too_many_pixels"),
    (PICTURE, {"max_pixels": 6_000_000}, None),
    (PICTURE, {"max_pixels": 5_999_999}, "too_many_pixels"),
    (PICTURE, {"min_width": 3000, "min_height": 2000}, None),
    (PICTURE, {"min_width": 3001}, "too_few_pixels"),
    (PICTURE, {"min_height": 2001}, "too_few_pixels"),
    (PICTURE, {"min_ratio": "3:2"}, None),
    (PICTURE, {"min_ratio": "3001:2000"}, "too_tall"),
    (PICTURE, {"max_ratio": "3:2"}, None),
    (PICTURE, {"max_ratio": "2999:2000"}, "too_wide"),
    (PICTURE, {"min_ratio": "4:5", "max_ratio": "16:9"}, None),
    ({"width": 800, "height": 1000}, {"min_ratio": "4:5", "max_ratio": "16:9"}, None),
    ({"width": 799, "height": 1000}, {"min_ratio": "4:5", "max_ratio": "16:9"}, "too_tall"),
    ({"width": 1600, "height": 900}, {"min_ratio": "4:5", "max_ratio": "16:9"}, None),
    ({"width": 1601, "height": 900}, {"min_ratio": "4:5", "max_ratio": "16:9"}, "too_wide"),
    (FILM, {"max_seconds": 90, "min_seconds": 90}, None),
    (FILM, {"max_seconds": 89}, "too_long"),
    (FILM, {"min_seconds": 91}, "too_short"),
    ({**FILM, "seconds": 600.2}, {}, "too_long"),
    (FILM, {"min_width": 5000, "min_height": 5000, "max_ratio": "1:1"}, None),
    ({**FILM, "width": 20_001, "height": 10_000}, {}, "too_many_pixels"),
    (MODEL, {}, None),
    (MODEL, {"max_triangles": 1000, "max_texture": 2048}, None),
    (MODEL, {"max_triangles": 999}, "too_many_triangles"),
    (MODEL, {"max_texture": 2047}, "texture_too_large"),
    ({"triangles": 2_000_001, "texture": 0}, {}, "too_many_triangles"),
]
READ: list[tuple[dict[str, Any], dict[str, Any], str | None]] = [
    ({**PICTURE, "space": ColourSpace.cmyk}, {}, None),
    ({**PICTURE, "space": ColourSpace.cmyk}, {"colours": ["srgb", "rgb"]}, "wrong_colours"),
    ({**PICTURE, "space": ColourSpace.rgb}, {"colours": ["srgb"]}, "wrong_colours"),
    ({**PICTURE, "space": ColourSpace.srgb}, {"colours": ["rgb"]}, None),
    ({**PICTURE, "space": ColourSpace.grey}, {"colours": ["grey"]}, None),
    ({"pages": 60}, {}, None),
    ({"pages": 61}, {}, "too_many_pages"),
    ({"pages": 100}, {"max_pages": 100}, None),
    ({"pages": 2}, {"max_pages": 1}, "too_many_pages"),
    ({**FILM, "codec": Codec.hevc}, {}, None),
    ({**FILM, "codec": Codec.hevc}, {"codecs": ["h264", "av1"]}, "codec_not_accepted"),
    ({**FILM, "codec": Codec.av1}, {"codecs": ["h264", "av1"]}, None),
]


def told(**rules: Any) -> FilesOptions:
    """Return the options of a question that takes every kind, with these rules."""
    options = options_of(FieldKind.files, {"accept": ALL, "max_bytes": 10**9, **rules})
    assert isinstance(options, FilesOptions)
    return options


@pytest.mark.parametrize(("found", "rules", "code"), MEASURED + READ)
def test_the_server_finds(found: dict[str, Any], rules: dict[str, Any], code: str | None) -> None:
    fault = fault_in(Found(**found), told(**rules))
    assert (fault.code if fault else None) == code


SCRIPT = """
import { faultOf } from "./static/js/entries/upload/limits.js";
const cases = JSON.parse(await new Response(process.stdin).text());
console.log(JSON.stringify(cases.map(([found, rules]) => faultOf(found, rules) || null)));
"""


def test_the_browser_finds_the_same(app: Flask) -> None:
    with app.test_request_context():
        asked = [
            [
                {("side" if name == "texture" else name): value for name, value in found.items()},
                rules_for_scripts(told(**rules)),
            ]
            for found, rules, _code in MEASURED
        ]
    done = subprocess.run(
        [ROOT / ".venv/bin/node", "--input-type=module", "-e", SCRIPT],
        cwd=ROOT,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [code for _found, _rules, code in MEASURED]


@pytest.mark.parametrize(("found", "rules", "code"), [case for case in MEASURED + READ if case[2]])
def test_every_fault_has_its_own_sentence_with_its_figures(
    app: Flask, found: dict[str, Any], rules: dict[str, Any], code: str
) -> None:
    fault = fault_in(Found(**found), told(**rules))
    assert fault is not None
    with app.test_request_context():
        sentence = refusal_of(fault.code, json.loads(json.dumps(fault.values)))
        assert (code in FILE_REFUSALS, "%(" in sentence, sentence == refusal_of("damaged", {})) == (True, False, False)


def test_the_browser_is_told_only_the_sentences_that_it_can_need(app: Flask) -> None:
    pictures = told(accept=["image/jpeg"], min_ratio="4:5")
    with app.test_request_context():
        rules = rules_for_scripts(pictures)
        assert sorted(rules["refusals"]) == ["too_many_pixels", "too_tall"]
        assert rules["refusals"]["too_tall"] == (
            "This picture is too tall for its width: {width} × {height} pixels. At the tallest, width to height is 4:5."
            " Crop it, or send another one."
        )


def test_a_reader_is_told_every_rule_beforehand(app: Flask) -> None:
    options = told(
        accept=["image/jpeg", "video/mp4", "model/gltf-binary", "application/pdf"],
        least=1,
        most=6,
        min_width=2400,
        min_height=1600,
        min_ratio="4:5",
        max_ratio="16:9",
        colours=["srgb", "grey"],
        max_pages=1,
        min_seconds=10,
        max_seconds=90,
        codecs=["h264"],
        max_triangles=500_000,
        max_texture=4096,
    )
    with app.test_request_context():
        assert hint(options) == (
            "At most 6 files: JPEG, MP4, GLB, PDF; up to 1 GB each. Pictures need at least 2400 × 1600 pixels."
            " Width to height lies between 4:5 and 16:9. Colours: sRGB, grey. Documents: at most 1 page."
            " Films last 10 to 90 seconds. Codec: H.264. Models have at most 500,000 triangles."
            " Their textures are at most 4096 pixels long."
        )


def test_a_file_chooser_knows_little_known_kinds_by_the_end_of_their_names() -> None:
    assert accepted(told(accept=["image/jpeg", "image/heic", "model/gltf-binary"])) == (
        "image/jpeg,image/heic,model/gltf-binary,.heic,.heif,.glb"
    )


bounds = st.one_of(st.none(), st.integers(1, 5))
options = st.builds(
    FilesOptions,
    accept=st.just(tuple(ALL)),
    least=st.just(1),
    most=st.just(5),
    max_bytes=st.just(1000),
    max_pixels=st.sampled_from([None, 4, 150_000_000, 300_000_000]),
    min_ratio=st.sampled_from([None, "1:2", "4:5"]),
    max_ratio=st.sampled_from([None, "4:5", "2:1"]),
    colours=st.sets(st.sampled_from(ColourSpace)).map(tuple),
    codecs=st.sets(st.sampled_from(Codec)).map(tuple),
    max_seconds=st.sampled_from([None, 3, 5000]),
    **dict.fromkeys(("min_width", "min_height", "min_seconds", "max_pages", "max_triangles", "max_texture"), bounds),
)
spaces, codecs = st.sampled_from(ColourSpace), st.sampled_from(Codec)
small = st.integers(1, 6)
things = st.one_of(
    st.builds(Found, width=st.one_of(small, st.just(20_000)), height=st.one_of(small, st.just(12_000)), space=spaces),
    st.builds(Found, width=small, height=small, seconds=st.floats(0.1, 6000), codec=codecs),
    st.builds(Found, pages=st.one_of(small, st.just(61))),
    st.builds(Found, triangles=small, texture=small),
)


@given(options, options, things)
def test_what_a_question_took_is_taken_by_one_that_is_said_to_be_wider(
    before: FilesOptions, after: FilesOptions, found: Found
) -> None:
    if takes_files_of(before, after) and fault_in(found, before) is None:
        assert fault_in(found, after) is None
