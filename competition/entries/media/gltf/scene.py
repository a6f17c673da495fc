"""Where the triangles of a model stand: the nodes of its scene, each with its place, gathered into one mesh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from competition.entries.media.gltf.accessors import Array, Numbers, numbers_at
from competition.entries.media.gltf.container import broken, item, items
from competition.entries.media.gltf.surface import Surface, surface_of
from competition.entries.media.report import RefusedError

TRIANGLES, STRIP, FAN = 4, 5, 6
MOST_NODES = 50_000
_FACES = frozenset({TRIANGLES, STRIP, FAN})


@dataclass(frozen=True, slots=True)
class Mesh:
    """Triangles in the world: `corners` and `normals` (n, 3, 3), `places` on textures (n, 3, 2), `surface` by index."""

    corners: Array
    normals: Array
    places: Array
    surface: Array
    surfaces: tuple[Surface, ...]


def count(document: dict[str, Any], arrays: Sequence[Numbers]) -> int:
    """Return how many triangles are drawn, each instance of a mesh counted; refuse a model that shows none."""
    total = 0
    for mesh, _place in _instances(document):
        for primitive in items(mesh, "primitives"):
            total += _faces_in(primitive, arrays)
    if total == 0:
        raise RefusedError("model_empty")
    return total


def collected(document: dict[str, Any], arrays: Sequence[Numbers]) -> Mesh:
    """Return all triangles of the scene in the world."""
    surfaces = [surface_of(one, document) for one in (*items(document, "materials"), {})]
    parts = [
        _placed(primitive, arrays, place, surfaces)
        for mesh, place in _instances(document)
        for primitive in items(mesh, "primitives")
        if primitive.get("mode", TRIANGLES) in _FACES
    ]
    joined = [np.concatenate([part[kind] for part in parts]) for kind in range(4)]
    return Mesh(joined[0], joined[1], joined[2], joined[3], tuple(surfaces))


def _instances(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Array]]:
    """Yield each mesh of the scene with its place; refuse nodes that are no tree: one parent at most, no ring."""
    nodes = items(document, "nodes")
    waiting = [(index, np.eye(4)) for index in _roots(document, nodes)]
    seen: set[int] = set()
    while waiting:
        index, above = waiting.pop()
        node = item(document, "nodes", index)
        if index in seen or len(seen) > MOST_NODES:
            broken()
        seen.add(index)
        place = above @ _matrix(node)
        waiting += [(child, place) for child in _indices(node.get("children", []))]
        if "mesh" in node:
            yield item(document, "meshes", node["mesh"]), place


def _roots(document: dict[str, Any], nodes: list[Any]) -> list[int]:
    if items(document, "scenes"):
        return _indices(item(document, "scenes", document.get("scene", 0)).get("nodes", []))
    children = {child for node in nodes for child in _indices(node.get("children", []))}
    return [index for index in range(len(nodes)) if index not in children]


def _indices(found: Any) -> list[int]:
    if not isinstance(found, list) or not all(isinstance(one, int) and not isinstance(one, bool) for one in found):
        broken()
    return found


def _matrix(node: dict[str, Any]) -> Array:
    if "matrix" in node:
        return _floats(node["matrix"], 16).reshape(4, 4).T
    x, y, z, w = _floats(node.get("rotation", [0, 0, 0, 1]), 4)
    turn = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    matrix = np.eye(4)
    matrix[:3, :3] = turn * _floats(node.get("scale", [1, 1, 1]), 3)
    matrix[:3, 3] = _floats(node.get("translation", [0, 0, 0]), 3)
    return matrix


def _floats(found: Any, length: int) -> Array:
    if not isinstance(found, list) or len(found) != length:
        broken()
    if not all(isinstance(one, int | float) and not isinstance(one, bool) and abs(one) < 1e12 for one in found):
        broken()
    return np.array(found, dtype=float)


def _faces_in(primitive: dict[str, Any], arrays: Sequence[Numbers]) -> int:
    mode = primitive.get("mode", TRIANGLES)
    if mode not in _FACES:
        return 0
    used = primitive.get("indices", (primitive.get("attributes") or {}).get("POSITION"))
    length = len(numbers_at(arrays, used).rows)
    return length // 3 if mode == TRIANGLES else max(length - 2, 0)


def _placed(
    primitive: dict[str, Any], arrays: Sequence[Numbers], place: Array, surfaces: Sequence[Surface]
) -> tuple[Array, Array, Array, Array]:
    attributes = primitive.get("attributes") or {}
    positions = _attribute(attributes, "POSITION", arrays, 3)
    faces = _faces(primitive, arrays, len(positions))
    moved = (positions @ place[:3, :3].T + place[:3, 3]).astype(np.float32)
    corners = moved[faces]
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.repeat(flat[:, None], 3, axis=1)
    if "NORMAL" in attributes:
        turned = _attribute(attributes, "NORMAL", arrays, 3) @ np.linalg.pinv(place[:3, :3])
        normals = _same_length(turned.astype(np.float32), len(positions))[faces]
    places = np.zeros((len(faces), 3, 2), np.float32)
    if "TEXCOORD_0" in attributes:
        places = _same_length(_attribute(attributes, "TEXCOORD_0", arrays, 2), len(positions))[faces]
    surface = primitive.get("material", len(surfaces) - 1)
    if isinstance(surface, bool) or not isinstance(surface, int) or not 0 <= surface < len(surfaces):
        broken()
    return corners, normals, places, np.full(len(faces), surface, np.int32)


def _attribute(attributes: dict[str, Any], name: str, arrays: Sequence[Numbers], components: int) -> Array:
    rows = numbers_at(arrays, attributes.get(name)).real()
    if rows.shape[1] != components:
        broken()
    return rows


def _same_length(rows: Array, length: int) -> Array:
    if len(rows) != length:
        broken()
    return rows


def _faces(primitive: dict[str, Any], arrays: Sequence[Numbers], vertices: int) -> Array:
    if "indices" in primitive:
        order = numbers_at(arrays, primitive["indices"]).rows
        if order.shape[1] != 1 or order.dtype.kind != "u" or order.max() >= vertices:
            broken()
        order = order[:, 0].astype(np.int64)
    else:
        order = np.arange(vertices)
    mode = primitive.get("mode", TRIANGLES)
    if mode == TRIANGLES:
        return order[: len(order) // 3 * 3].reshape(-1, 3)
    steps = np.arange(max(len(order) - 2, 0))
    if mode == FAN:
        return order[np.stack([np.zeros_like(steps), steps + 1, steps + 2], axis=1)]
    odd = steps % 2
    return order[np.stack([steps, steps + 1 + odd, steps + 2 - odd], axis=1)]
