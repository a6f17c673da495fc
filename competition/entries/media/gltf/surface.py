"""What a poster needs to know of a material: its colour, metal, roughness, how much light passes, what glows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from competition.entries.media.gltf.container import broken, item


@dataclass(frozen=True, slots=True)
class Surface:
    """Factors from 0 to 1, and the indices of textures, None for none. A material without words is white and dull."""

    colour: tuple[float, ...] = (1, 1, 1, 1)
    metal: float = 1
    rough: float = 1
    passes: float = 0
    glow: tuple[float, ...] = (0, 0, 0)
    colour_map: int | None = None
    metal_map: int | None = None
    is_cut_out: bool = False


def surface_of(material: dict[str, Any], document: dict[str, Any]) -> Surface:
    """Return the surface of a glTF material; its maps are indices of the document's images."""
    if not material:
        return Surface(colour=(0.8, 0.8, 0.8, 1), metal=0)
    look = _part(material, "pbrMetallicRoughness")
    extensions = _part(material, "extensions")
    strength = _factor(_part(extensions, "KHR_materials_emissive_strength"), "emissiveStrength", 1)
    return Surface(
        colour=_factors(look, "baseColorFactor", 4, 1),
        metal=_factor(look, "metallicFactor", 1),
        rough=_factor(look, "roughnessFactor", 1),
        passes=_factor(_part(extensions, "KHR_materials_transmission"), "transmissionFactor", 0),
        glow=tuple(one * min(strength, 8) for one in _factors(material, "emissiveFactor", 3, 0)),
        colour_map=_map(look, "baseColorTexture", document),
        metal_map=_map(look, "metallicRoughnessTexture", document),
        is_cut_out=material.get("alphaMode") in {"MASK", "BLEND"},
    )


def _part(whole: dict[str, Any], name: str) -> dict[str, Any]:
    found = whole.get(name, {})
    if not isinstance(found, dict):
        broken()
    return found


def _factor(part: dict[str, Any], name: str, usual: float) -> float:
    value = part.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
        broken()
    return float(value)


def _factors(part: dict[str, Any], name: str, length: int, usual: float) -> tuple[float, ...]:
    values = part.get(name, [usual] * length)
    if not isinstance(values, list) or len(values) != length:
        broken()
    return tuple(_factor({name: value}, name, usual) for value in values)


def _map(part: dict[str, Any], name: str, document: dict[str, Any]) -> int | None:
    if name not in part:
        return None
    texture = item(document, "textures", _part(part, name).get("index"))
    newer = _part(_part(texture, "extensions"), "EXT_texture_webp")
    image = newer.get("source", texture.get("source"))
    if image is None:
        return None
    item(document, "images", image)
    return int(image)
