"""The numbers of a model: each accessor as an array of rows, with what the buffer hides between them left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from competition.entries.media.gltf.container import Content, broken, items, number
from competition.entries.media.report import RefusedError

Array = NDArray[Any]
TYPES = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
COMPONENTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
MOST_BYTES = 800_000_000


@dataclass(frozen=True, slots=True)
class Numbers:
    """An accessor: `rows` of shape (count, components) as they are stored, and how glTF names their shape."""

    rows: Array
    shape: str
    is_normalised: bool

    def real(self) -> Array:
        """Return the rows as float32; normalised integers become -1 to 1 or 0 to 1."""
        rows = self.rows.astype(np.float32)
        if not self.is_normalised or self.rows.dtype.kind == "f":
            return rows
        return np.maximum(rows / np.iinfo(self.rows.dtype).max, -1)


def read_all(content: Content) -> list[Numbers]:
    """Return all accessors; refuse one that lies outside its bytes, or all of them if they unfold into too many."""
    found, size = [], 0
    for accessor in items(content.document, "accessors"):
        _layout, components = _layout_of(accessor)
        size += number(accessor, "count") * components * 4
        if size > MOST_BYTES:
            raise RefusedError("model_too_heavy")
        found.append(_read(content, accessor))
    return found


def numbers_at(arrays: Sequence[Numbers], index: Any) -> Numbers:
    """Return the accessor of an index, or refuse."""
    if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < len(arrays):
        broken()
    return arrays[index]


def _layout_of(accessor: dict[str, Any]) -> tuple[np.dtype[Any], int]:
    code, shape = accessor.get("componentType"), accessor.get("type")
    if code not in TYPES or shape not in COMPONENTS:
        broken()
    return np.dtype(TYPES[code]), COMPONENTS[shape]


def _read(content: Content, accessor: dict[str, Any]) -> Numbers:
    layout, components = _layout_of(accessor)
    count = number(accessor, "count")
    if count == 0:
        broken()
    if "bufferView" in accessor:
        rows = _rows(content, accessor, layout, components, count)
    else:
        rows = np.zeros((count, components), layout)
    if "sparse" in accessor:
        rows = _with_sparse(content, accessor["sparse"], rows)
    if layout.kind == "f" and not np.isfinite(rows).all():
        broken()
    return Numbers(rows, accessor["type"], accessor.get("normalized") is True)


def _rows(content: Content, place: dict[str, Any], layout: np.dtype[Any], components: int, count: int) -> Array:
    """Return the rows at a place of a buffer view, out of whatever they are interleaved with."""
    view, stride = content.view(place.get("bufferView"))
    width = layout.itemsize * components
    stride, start = stride or width, number(place, "byteOffset", 0)
    if stride < width or start + stride * (count - 1) + width > len(view):
        broken()
    spread = np.ndarray((count, components), layout, view, start, (stride, layout.itemsize))
    return spread.copy()


def _with_sparse(content: Content, sparse: Any, rows: Array) -> Array:
    if not isinstance(sparse, dict) or not all(isinstance(sparse.get(part), dict) for part in ("indices", "values")):
        broken()
    count, code = number(sparse, "count"), sparse["indices"].get("componentType")
    if code not in TYPES or not 0 < count <= len(rows):
        broken()
    places = _rows(content, sparse["indices"], np.dtype(TYPES[code]), 1, count)[:, 0]
    if places.dtype.kind != "u" or places.max() >= len(rows):
        broken()
    rows[places] = _rows(content, sparse["values"], rows.dtype, rows.shape[1], count)
    return rows
