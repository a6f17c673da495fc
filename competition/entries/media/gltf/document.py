"""Which models can be shown: our viewer loads no decoders from elsewhere, and nothing from any address."""

from __future__ import annotations

from typing import Any

from competition.entries.media.gltf.container import DATA, broken, items
from competition.entries.media.report import RefusedError

# Extensions that compress; a viewer needs a decoder for each.
COMPRESSED = {
    "KHR_draco_mesh_compression": "Draco",
    "EXT_meshopt_compression": "Meshopt",
    "KHR_meshopt_compression": "Meshopt",
}
KTX2 = "KHR_texture_basisu"
# Extensions that we keep: materials, and how numbers and pictures are laid out.
KNOWN = frozenset(
    {
        "EXT_texture_webp",
        "KHR_materials_anisotropy",
        "KHR_materials_clearcoat",
        "KHR_materials_dispersion",
        "KHR_materials_emissive_strength",
        "KHR_materials_ior",
        "KHR_materials_iridescence",
        "KHR_materials_sheen",
        "KHR_materials_specular",
        "KHR_materials_transmission",
        "KHR_materials_unlit",
        "KHR_materials_volume",
        "KHR_mesh_quantization",
        "KHR_texture_transform",
    }
)


def require_showable(document: dict[str, Any]) -> None:
    """Raise `RefusedError` for another version, compression, unknown needs, and parts that lie elsewhere."""
    version = document["asset"].get("version")
    if version not in {"2.0", "2.1"}:
        raise RefusedError("model_version")
    used, needed = _names(document, "extensionsUsed"), _names(document, "extensionsRequired")
    for name in (*used, *needed):
        if name in COMPRESSED:
            raise RefusedError("model_compressed", method=COMPRESSED[name])
        if name == KTX2:
            raise RefusedError("model_ktx2")
    unknown = [name for name in needed if name not in KNOWN]
    if unknown:
        raise RefusedError("model_extension", extension=unknown[0][:60])
    if any("uri" in one and not str(one["uri"]).startswith(DATA) for one in items(document, "images")):
        raise RefusedError("model_external")


def _names(document: dict[str, Any], key: str) -> list[str]:
    found = document.get(key, [])
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        broken()
    return found
