"""Small real models: a GLB of some triangles, with whatever a test plants in it."""

from __future__ import annotations

import io
import json
import struct
from typing import Any

import numpy as np
from PIL import Image, PngImagePlugin

# The corners of a cube, counted by the bits of x, y, z, as twelve triangles that look outwards.
FACES = ("013", "032", "467", "475", "015", "054", "237", "276", "026", "064", "137", "175")
JSON_CHUNK, BINARY_CHUNK = 0x4E4F534A, 0x004E4942


def a_glb(document: dict[str, Any], body: bytes = b"", more: bytes = b"") -> bytes:
    """Return the container of a document, a buffer, and what stands behind them."""
    head = json.dumps(document).encode()
    head += b" " * (-len(head) % 4)
    body += b"\0" * (-len(body) % 4)
    chunks = struct.pack("<II", len(head), JSON_CHUNK) + head
    chunks += (struct.pack("<II", len(body), BINARY_CHUNK) + body if body else b"") + more
    return struct.pack("<III", 0x46546C67, 2, 12 + len(chunks)) + chunks


def a_cube(texture: bytes = b"", hidden: bytes = b"") -> tuple[dict[str, Any], bytes]:
    """Return document and buffer of a cube of twelve triangles; `hidden` lies in the buffer where nothing points."""
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], "<f4")
    order = np.array([[int(corner) for corner in face] for face in FACES], "<u2")
    places = ((corners[:, :2] + 1) / 2).astype("<f4")
    parts = [corners.tobytes(), places.tobytes(), order.tobytes(), texture]
    body, views = b"", []
    for part in parts:
        body += b"\0" * (-len(body) % 4)
        views.append({"buffer": 0, "byteOffset": len(body), "byteLength": len(part)})
        body += part + hidden
    primitive = {"attributes": {"POSITION": 0, "TEXCOORD_0": 1}, "indices": 2, "material": 0, "mode": 4}
    document: dict[str, Any] = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [primitive]}],
        "materials": [{"pbrMetallicRoughness": {"baseColorFactor": [0.9, 0.7, 0.3, 1], "metallicFactor": 0}}],
        "buffers": [{"byteLength": len(body)}],
        "bufferViews": views[: 4 if texture else 3],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 8, "type": "VEC3", "min": [-1] * 3, "max": [1] * 3},
            {"bufferView": 1, "componentType": 5126, "count": 8, "type": "VEC2"},
            {"bufferView": 2, "componentType": 5123, "count": order.size, "type": "SCALAR"},
        ],
    }
    if texture:
        _dress(document)
    return document, body


def _dress(document: dict[str, Any]) -> None:
    document["images"] = [{"bufferView": 3, "mimeType": "image/png"}]
    document["textures"] = [{"source": 0}]
    document["materials"][0]["pbrMetallicRoughness"]["baseColorTexture"] = {"index": 0}


def a_texture(side: int = 64, **words: str) -> bytes:
    """Return a PNG of two colours, with texts in it."""
    told = PngImagePlugin.PngInfo()
    for name, text in words.items():
        told.add_text(name, text, zip=True)
    picture, packed = Image.new("RGB", (side, side), (180, 40, 40)), io.BytesIO()
    picture.paste((40, 60, 180), (0, 0, side // 2, side))
    picture.save(packed, "PNG", pnginfo=told)
    return packed.getvalue()
