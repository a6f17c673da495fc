"""The brilliant as a model: glTF 2.0 in its binary form, one flat-shaded mesh without any name of a maker."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

from deploy.art.cuts import Cut
from deploy.art.facets import facets
from deploy.art.vectors import Array

FLOAT, VERTICES, TRIANGLES = 5126, 34962, 4
SMALLEST = 1e-5
MAGIC, JSON_CHUNK, BINARY_CHUNK = 0x46546C67, 0x4E4F534A, 0x004E4942
MATERIAL = {
    "name": "stone",
    "pbrMetallicRoughness": {"baseColorFactor": [0.94, 0.96, 1.0, 1.0], "metallicFactor": 0.0, "roughnessFactor": 0.02},
    "extensions": {
        "KHR_materials_transmission": {"transmissionFactor": 0.75},
        "KHR_materials_ior": {"ior": 2.417},
        "KHR_materials_specular": {"specularFactor": 1.0},
    },
}


def triangles(cut: Cut) -> tuple[Array, Array]:
    """Return corners and normals of all triangles, three rows each; y points up, as glTF has it."""
    corners: list[Array] = []
    normals: list[Array] = []
    for facet in facets(cut):
        for k in range(1, len(facet.polygon) - 1):
            corner = facet.polygon[[0, k, k + 1]]
            if np.linalg.norm(np.cross(corner[1] - corner[0], corner[2] - corner[0])) > SMALLEST:
                corners.append(corner)
                normals.append(np.repeat(facet.normal[None], 3, axis=0))
    order = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]], dtype=float)
    return (np.concatenate(corners) @ order.T).astype("<f4"), (np.concatenate(normals) @ order.T).astype("<f4")


def write(cut: Cut, path: Path) -> None:
    """Write a cut as a GLB."""
    corners, normals = triangles(cut)
    body = corners.tobytes() + normals.tobytes()
    head = json.dumps(_document(corners, len(body)), separators=(",", ":")).encode()
    head += b" " * (-len(head) % 4)
    length = 12 + 8 + len(head) + 8 + len(body)
    chunks = struct.pack("<II", len(head), JSON_CHUNK) + head + struct.pack("<II", len(body), BINARY_CHUNK) + body
    path.write_bytes(struct.pack("<III", MAGIC, 2, length) + chunks)


def _document(corners: Array, length: int) -> dict[str, Any]:
    half, count = length // 2, len(corners)
    bounds = {"min": corners.min(axis=0).tolist(), "max": corners.max(axis=0).tolist()}
    accessor = {"componentType": FLOAT, "count": count, "type": "VEC3"}
    primitive = {"attributes": {"POSITION": 0, "NORMAL": 1}, "material": 0, "mode": TRIANGLES}
    return {
        "asset": {"version": "2.0"},
        "extensionsUsed": list(MATERIAL["extensions"]),
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"name": "stone", "mesh": 0}],
        "meshes": [{"name": "stone", "primitives": [primitive]}],
        "materials": [MATERIAL],
        "buffers": [{"byteLength": length}],
        "bufferViews": [
            {"buffer": 0, "byteOffset": offset, "byteLength": half, "target": VERTICES} for offset in (0, half)
        ],
        "accessors": [{"bufferView": 0, **accessor, **bounds}, {"bufferView": 1, **accessor}],
    }
