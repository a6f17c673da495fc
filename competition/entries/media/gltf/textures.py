"""The pictures within a model: JPEG, PNG or WebP, decoded and written anew, so that nothing but pixels is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyvips

from competition.entries.media.gltf.accessors import Array
from competition.entries.media.gltf.container import Content, broken, inline, items
from competition.entries.media.report import RefusedError

MOST_PIXELS = 8192 * 8192
SEEN = 1024
_KINDS = {b"\xff\xd8": "image/jpeg", b"\x89P": "image/png", b"RI": "image/webp"}


@dataclass(frozen=True, slots=True)
class Texture:
    """A picture of a model: its clean bytes, its longest side, and a small copy to draw the poster with (0 to 1)."""

    content: bytes
    media_type: str
    longest: int
    small: Array


def read_all(content: Content) -> list[Texture]:
    """Return the pictures of a model in their order."""
    return [_read(content, image) for image in items(content.document, "images")]


def _read(content: Content, image: dict[str, Any]) -> Texture:
    packed = inline(image["uri"]) if "uri" in image else bytes(content.view(image.get("bufferView"))[0])
    media_type = _KINDS.get(packed[:2])
    if media_type is None:
        raise RefusedError("model_texture")
    try:
        picture = pyvips.Image.new_from_buffer(packed, "", fail_on="truncated")
        if picture.width * picture.height > MOST_PIXELS:
            raise RefusedError("texture_too_large", side=max(picture.width, picture.height), most=8192)
        return Texture(_written(picture, media_type), media_type, max(picture.width, picture.height), _small(picture))
    except pyvips.Error as fault:
        raise RefusedError("model_texture") from fault


def _written(picture: Any, media_type: str) -> bytes:
    """Return the same pixels without metadata; a profile says nothing to a renderer, which takes them for sRGB."""
    if media_type == "image/jpeg":
        return bytes(picture.jpegsave_buffer(Q=92, keep="none"))
    if media_type == "image/png":
        return bytes(picture.pngsave_buffer(compression=6, keep="none"))
    return bytes(picture.webpsave_buffer(Q=92, keep="none"))


def _small(picture: Any) -> Array:
    """Return at most 1024 × 1024 pixels as rows of red, green, blue and cover, from 0 to 1."""
    small = picture.thumbnail_image(SEEN, height=SEEN, size="down").colourspace("srgb")
    bands = small.bandjoin(255) if not small.hasalpha() else small
    if bands.bands != 4:
        broken()
    pixels = np.frombuffer(bands.cast("uchar").write_to_memory(), np.uint8)
    return pixels.reshape(bands.height, bands.width, 4).astype(np.float32) / 255
