"""The clean copy: only words of glTF's own vocabulary, only numbers that something uses, packed anew.

Names, extras, copyright, generator, unknown extensions, unused accessors and the gaps in the buffer are left behind by
not being on the list, not by being looked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from competition.entries.media.gltf import container
from competition.entries.media.gltf.accessors import TYPES, Array, Numbers, numbers_at
from competition.entries.media.gltf.container import broken, items
from competition.entries.media.gltf.document import KNOWN
from competition.entries.media.gltf.textures import Texture

ARRAYS = 34962, 34963
# Without these nothing is seen, or something else.
_NEEDED = frozenset({"KHR_mesh_quantization", "EXT_texture_webp"})
_CODES = {np.dtype(layout): code for code, layout in TYPES.items()}
_ATTRIBUTE = re.compile(r"POSITION|NORMAL|TANGENT|(TEXCOORD|COLOR|JOINTS|WEIGHTS)_\d")
_TOP = ("scene", "scenes", "nodes", "meshes", "materials", "textures", "samplers", "skins", "animations")
_VOCABULARY = (
    # Structure
    "nodes children skin mesh matrix rotation scale translation weights primitives attributes indices material mode"
    " targets joints skeleton inverseBindMatrices channels samplers sampler target node path input output interpolation"
    # Materials and textures
    " pbrMetallicRoughness baseColorFactor baseColorTexture metallicFactor roughnessFactor metallicRoughnessTexture"
    " normalTexture occlusionTexture emissiveTexture emissiveFactor alphaMode alphaCutoff doubleSided index texCoord"
    " strength source magFilter minFilter wrapS wrapT extensions"
    # Extensions
    " offset anisotropyStrength anisotropyRotation anisotropyTexture clearcoatFactor clearcoatTexture"
    " clearcoatRoughnessFactor clearcoatRoughnessTexture clearcoatNormalTexture dispersion emissiveStrength ior"
    " iridescenceFactor iridescenceTexture iridescenceIor iridescenceThicknessMinimum iridescenceThicknessMaximum"
    " iridescenceThicknessTexture sheenColorFactor sheenColorTexture sheenRoughnessFactor sheenRoughnessTexture"
    " specularFactor specularTexture specularColorFactor specularColorTexture transmissionFactor transmissionTexture"
    " thicknessFactor thicknessTexture attenuationDistance attenuationColor"
)
_KEYS = frozenset(_VOCABULARY.split())
_WORDS = frozenset({"OPAQUE", "MASK", "BLEND", "LINEAR", "STEP", "CUBICSPLINE", *_KEYS})


@dataclass
class _Packing:
    """The buffer that grows, with its views and accessors."""

    arrays: Sequence[Numbers]
    body: bytearray = field(default_factory=bytearray)
    views: list[dict[str, Any]] = field(default_factory=list)
    accessors: list[dict[str, Any]] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)

    def take(self, index: Any, *, bounds: bool = False, target: int | None = None) -> int:
        """Return the place of an accessor in the copy; it is packed when it is first asked for."""
        numbers = numbers_at(self.arrays, index)
        if index not in self.places:
            self.places[index] = len(self.accessors)
            self.accessors.append(self._accessor(numbers, target))
        placed = self.accessors[self.places[index]]
        if bounds:
            placed |= {"min": _plain(numbers.rows.min(axis=0)), "max": _plain(numbers.rows.max(axis=0))}
        return self.places[index]

    def _accessor(self, numbers: Numbers, target: int | None) -> dict[str, Any]:
        rows = numbers.rows
        width = rows.dtype.itemsize * rows.shape[1]
        padding = -width % 4 if target == ARRAYS[0] else 0
        content = np.pad(rows.view(np.uint8).reshape(len(rows), width), ((0, 0), (0, padding))).tobytes()
        view = {"target": target} if target else {}
        if padding:
            view["byteStride"] = width + padding
        found = {"bufferView": self.view(content, view), "componentType": _CODES[rows.dtype], "count": len(rows)}
        return {**found, "type": numbers.shape} | ({"normalized": True} if numbers.is_normalised else {})

    def view(self, content: bytes, more: dict[str, Any]) -> int:
        """Add bytes, and return the place of their view."""
        self.body.extend(b"\0" * (-len(self.body) % 4))
        self.views.append({"buffer": 0, "byteOffset": len(self.body), "byteLength": len(content), **more})
        self.body.extend(content)
        return len(self.views) - 1


def clean(document: dict[str, Any], arrays: Sequence[Numbers], pictures: Sequence[Texture]) -> bytes:
    """Return the model as a GLB that shows the same and tells nothing else."""
    kept = {name: _scrubbed(document[name]) for name in _TOP if document.get(name) not in (None, [])}
    packing = _Packing(arrays)
    for mesh in items(kept, "meshes"):
        for primitive in items(mesh, "primitives"):
            _pack_primitive(primitive, packing)
    for skin in items(kept, "skins"):
        if "inverseBindMatrices" in skin:
            skin["inverseBindMatrices"] = packing.take(skin["inverseBindMatrices"])
    for animation in items(kept, "animations"):
        for sampler in items(animation, "samplers"):
            sampler["input"] = packing.take(sampler.get("input"), bounds=True)
            sampler["output"] = packing.take(sampler.get("output"))
    images = [{"bufferView": packing.view(one.content, {}), "mimeType": one.media_type} for one in pictures]
    return container.write(_document(kept, packing, images), bytes(packing.body))


def _document(kept: dict[str, Any], packing: _Packing, images: list[dict[str, Any]]) -> dict[str, Any]:
    used = _extensions_in(kept) | ({"KHR_mesh_quantization"} if _is_quantised(kept, packing) else set())
    parts = {
        "asset": {"version": "2.0"},
        "extensionsUsed": sorted(used),
        "extensionsRequired": sorted(used & _NEEDED),
        **kept,
        "images": images,
        "accessors": packing.accessors,
        "bufferViews": packing.views,
        "buffers": [{"byteLength": len(packing.body)}] if packing.body else [],
    }
    return {name: part for name, part in parts.items() if part != []}


def _is_quantised(kept: dict[str, Any], packing: _Packing) -> bool:
    """Tell whether a position or a normal is kept as integers, which only an extension allows."""
    attributes = [
        primitive["attributes"].get(name)
        for mesh in items(kept, "meshes")
        for primitive in items(mesh, "primitives")
        for name in ("POSITION", "NORMAL", "TANGENT")
    ]
    return any(packing.accessors[one]["componentType"] != 5126 for one in attributes if one is not None)


def _pack_primitive(primitive: dict[str, Any], packing: _Packing) -> None:
    attributes = primitive.get("attributes")
    if not isinstance(attributes, dict) or "POSITION" not in attributes:
        broken()
    primitive["attributes"] = _packed(attributes, packing)
    if "indices" in primitive:
        primitive["indices"] = packing.take(primitive["indices"], target=ARRAYS[1])
    if "targets" in primitive:
        primitive["targets"] = [_packed(one, packing) for one in items(primitive, "targets")]


def _packed(attributes: dict[str, Any], packing: _Packing) -> dict[str, int]:
    return {
        name: packing.take(index, bounds=name == "POSITION", target=ARRAYS[0]) for name, index in attributes.items()
    }


def _scrubbed(value: Any) -> Any:
    """Return what glTF's vocabulary allows of a value; what is not known is gone, whatever it says."""
    if isinstance(value, dict):
        found = {key: _scrubbed(one) for key, one in value.items() if key in _KEYS or _may_stay(key)}
        return {key: one for key, one in found.items() if one is not None}
    if isinstance(value, list):
        return [one for one in map(_scrubbed, value) if one is not None]
    if isinstance(value, str):
        return value if value in _WORDS else None
    return value


def _may_stay(key: str) -> bool:
    return key in KNOWN or _ATTRIBUTE.fullmatch(key) is not None


def _extensions_in(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = set(value.get("extensions") or ())
        return own.union(*(_extensions_in(one) for one in value.values()))
    if isinstance(value, list):
        return set().union(*(_extensions_in(one) for one in value))
    return set()


def _plain(row: Array) -> list[float | int]:
    found: list[float | int] = row.tolist()
    return found
