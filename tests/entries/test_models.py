"""Models: what is taken, what each refusal says, and that the clean copy shows the same."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from competition.entries.labels import FILE_REFUSALS
from competition.entries.media.gltf import accessors, container, scene
from competition.entries.media.report import Order, Report
from competition.entries.media.sandbox import inspect
from tests.factories.models import a_cube, a_glb, a_texture

ROOT = Path(__file__).parents[2]
GLB = "model/gltf-binary"


def looked_at(folder: Path, content: bytes, **options: Any) -> Report:
    """Let the limited process read a model, with these rules of its question."""
    source = folder / "source.glb"
    source.write_bytes(content)
    return inspect(Order(str(source), GLB, str(folder), options))


def test_a_model_gets_a_clean_copy_and_a_poster(tmp_path: Path) -> None:
    report = looked_at(tmp_path, a_glb(*a_cube(a_texture(128))))
    assert (report.refusal, report.found.triangles, report.found.texture) == (None, 12, 128)
    assert [(one.form, one.name, one.width) for one in report.made] == [
        ("poster", "poster-480.webp", 480),
        ("poster", "poster-960.webp", 960),
        ("model", "model.glb", 960),
    ]


def test_the_poster_shows_the_model_in_its_colours_on_paper(tmp_path: Path) -> None:
    looked_at(tmp_path, a_glb(*a_cube()))
    poster = np.asarray(Image.open(tmp_path / "poster-960.webp").convert("RGB")).astype(int)
    corner, middle = poster[5, 5], poster[480, 480]
    assert max(corner) - min(corner) < 12  # Paper is grey.
    assert middle[0] - middle[2] > 60  # The cube is golden.


def test_the_clean_copy_has_the_same_corners_and_textures(tmp_path: Path) -> None:
    document, body = a_cube(a_texture(32))
    looked_at(tmp_path, a_glb(document, body))
    before, after = (container.read(one) for one in (a_glb(document, body), (tmp_path / "model.glb").read_bytes()))
    meshes = [scene.collected(one.document, accessors.read_all(one)) for one in (before, after)]
    assert np.array_equal(meshes[0].corners, meshes[1].corners)
    assert np.array_equal(meshes[0].places, meshes[1].places)
    assert after.document["materials"] == before.document["materials"]
    assert sorted(after.document) == sorted(before.document)


def test_the_demos_brilliant_is_read(tmp_path: Path) -> None:
    report = looked_at(tmp_path, (ROOT / "deploy/demo/art/fifty-seven.glb").read_bytes())
    assert (report.refusal, report.found.triangles) == (None, 374)


def test_a_model_with_its_buffer_as_an_address_of_data_is_read(tmp_path: Path) -> None:
    document, body = a_cube()
    document["buffers"][0]["uri"] = "data:application/octet-stream;base64," + base64.b64encode(body).decode()
    assert looked_at(tmp_path, a_glb(document)).refusal is None
    assert b"data:" not in (tmp_path / "model.glb").read_bytes()


def test_each_use_of_a_mesh_counts_its_triangles(tmp_path: Path) -> None:
    document, body = a_cube()
    document["nodes"] = [{"children": [1, 2]}, {"mesh": 0}, {"mesh": 0, "translation": [3, 0, 0]}]
    assert looked_at(tmp_path, a_glb(document, body)).found.triangles == 24


@pytest.mark.parametrize(("mode", "triangles"), [(4, 12), (5, 34), (6, 34)])
def test_strips_and_fans_are_read(tmp_path: Path, mode: int, triangles: int) -> None:
    document, body = a_cube()
    document["meshes"][0]["primitives"][0]["mode"] = mode
    assert looked_at(tmp_path, a_glb(document, body)).found.triangles == triangles


def set_in(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Return what puts a value at a path of the document: `accessors/0/count`."""

    def put(document: dict[str, Any]) -> None:
        *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
        part: Any = document
        for step in way:
            part = part[step]
        part[last] = value

    return put


BROKEN = {
    "an accessor past its view": set_in("accessors/0/count", 9),
    "an accessor that begins past its view": set_in("accessors/0/byteOffset", 200),
    "an accessor of no rows": set_in("accessors/0/count", 0),
    "an accessor of a negative number of rows": set_in("accessors/0/count", -3),
    "an accessor of an unknown kind of number": set_in("accessors/0/componentType", 5130),
    "an accessor of an unknown shape": set_in("accessors/0/type", "VEC5"),
    "indices past the corners": set_in("accessors/0/count", 5),
    "indices that are no whole numbers": set_in("meshes/0/primitives/0/indices", 1),
    "a view past its buffer": set_in("bufferViews/0/byteLength", 10_000_000),
    "a view of a buffer that is not there": set_in("bufferViews/0/buffer", 4),
    "a buffer longer than its bytes": set_in("buffers/0/byteLength", 10_000_000),
    "a mesh that is not there": set_in("nodes/0/mesh", 7),
    "a material that is not there": set_in("meshes/0/primitives/0/material", 7),
    "nodes in a ring": set_in("nodes/0/children", [0]),
    "a node that is not there": set_in("scenes/0/nodes", [9]),
    "a scale that is no number": set_in("nodes/0/scale", ["a", 1, 1]),
    "nodes that are words": set_in("nodes", ["a"]),
    "a sparse accessor of more rows than there are": set_in(
        "accessors/0/sparse",
        {
            "count": 9,
            "indices": {"bufferView": 2, "componentType": 5123},
            "values": {"bufferView": 0},
        },
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_parts_that_do_not_fit_together_are_refused(tmp_path: Path, what: str) -> None:
    document, body = a_cube()
    BROKEN[what](document)
    assert looked_at(tmp_path, a_glb(document, body)).refusal == "model_broken"


def test_numbers_that_are_none_are_refused(tmp_path: Path) -> None:
    document, body = a_cube()
    assert looked_at(tmp_path, a_glb(document, struct.pack("<f", float("nan")) + body[4:])).refusal == "model_broken"
    content = a_glb({**document, "extras": float("inf")}, body)
    assert looked_at(tmp_path, content).refusal == "model_broken"


def test_a_document_that_nests_without_end_is_refused(tmp_path: Path) -> None:
    head = b'{"asset":' * 100_000
    head += b" " * (-len(head) % 4)
    content = struct.pack("<IIIII", 0x46546C67, 2, 20 + len(head), len(head), 0x4E4F534A) + head
    assert looked_at(tmp_path, content).refusal == "model_broken"


def test_a_model_cut_short_is_refused(tmp_path: Path) -> None:
    content = a_glb(*a_cube())
    assert {looked_at(tmp_path, content[:length]).refusal for length in (11, 19, 400, len(content) - 1)} == {
        "model_broken"
    }


@pytest.mark.parametrize(
    ("change", "refusal", "values"),
    [
        (
            {"extensionsUsed": ["KHR_draco_mesh_compression"], "extensionsRequired": ["KHR_draco_mesh_compression"]},
            "model_compressed",
            {"method": "Draco"},
        ),
        ({"extensionsUsed": ["EXT_meshopt_compression"]}, "model_compressed", {"method": "Meshopt"}),
        ({"extensionsRequired": ["KHR_texture_basisu"]}, "model_ktx2", {}),
        ({"extensionsRequired": ["ACME_holograms"]}, "model_extension", {"extension": "ACME_holograms"}),
        ({"asset": {"version": "1.0"}}, "model_version", {}),
        ({"buffers": [{"byteLength": 10, "uri": "mesh.bin"}]}, "model_external", {}),
        ({"images": [{"uri": "https://example.org/pixel.png"}]}, "model_external", {}),
        ({"nodes": [{}]}, "model_empty", {}),
        ({"images": [{"bufferView": 0}]}, "model_texture", {}),
    ],
)
def test_what_cannot_be_shown_is_refused_by_its_own_sentence(
    tmp_path: Path, change: dict[str, Any], refusal: str, values: dict[str, Any]
) -> None:
    document, body = a_cube()
    report = looked_at(tmp_path, a_glb({**document, **change}, body))
    assert (report.refusal, report.values) == (refusal, values)
    assert refusal in FILE_REFUSALS


def test_the_question_bounds_triangles_and_textures(tmp_path: Path) -> None:
    content = a_glb(*a_cube(a_texture(128)))
    many = looked_at(tmp_path, content, max_triangles=11)
    large = looked_at(tmp_path, content, max_texture=64)
    assert (many.refusal, many.values) == ("too_many_triangles", {"triangles": 12, "most": 11})
    assert (large.refusal, large.values) == ("texture_too_large", {"side": 128, "most": 64})


def test_numbers_that_unfold_without_end_are_refused(tmp_path: Path) -> None:
    """A thousand accessors that read the same bytes would fill the memory."""
    document, body = a_cube()
    document["accessors"] += [{"componentType": 5126, "count": 50_000_000, "type": "VEC4"}] * 100
    assert looked_at(tmp_path, a_glb(document, body)).refusal == "model_too_heavy"


def test_words_do_not_pass_as_numbers_of_a_kept_key(tmp_path: Path) -> None:
    document, body = a_cube()
    document["nodes"][0]["weights"] = ["WHO"]
    document["materials"][0]["pbrMetallicRoughness"]["WHO"] = {"WHO": ["WHO"]}
    document["materials"][0]["alphaMode"] = "WHO"
    looked_at(tmp_path, a_glb(document, body))
    assert b"WHO" not in (tmp_path / "model.glb").read_bytes()
    clean = container.read((tmp_path / "model.glb").read_bytes()).document
    assert (clean["nodes"], "alphaMode" in clean["materials"][0]) == ([{"mesh": 0, "weights": []}], False)
