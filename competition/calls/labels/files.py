"""The words for kinds of file, colours and codecs."""

from __future__ import annotations

from typing import Any

from competition.calls.rules import Codec, ColourSpace
from competition.i18n import lazy_gettext as _l

MEDIA_TYPES: dict[str, Any] = {
    "image/jpeg": _l("Pictures: JPEG"),
    "image/png": _l("Pictures: PNG"),
    "image/webp": _l("Pictures: WebP"),
    "image/tiff": _l("Pictures: TIFF"),
    "image/heic": _l("Pictures: HEIC, as telephones take them"),
    "image/avif": _l("Pictures: AVIF"),
    "application/pdf": _l("Documents: PDF"),
    "video/mp4": _l("Films: MP4"),
    "video/quicktime": _l("Films: QuickTime"),
    "model/gltf-binary": _l("Models: GLB"),
}

# Names of colour spaces and codecs are the same in every language, but for grey.
COLOURS: dict[ColourSpace, Any] = {
    ColourSpace.srgb: "sRGB",
    ColourSpace.rgb: "RGB",
    ColourSpace.cmyk: "CMYK",
    ColourSpace.grey: _l("grey"),
}
COLOURS_ASKED: dict[ColourSpace, Any] = {
    ColourSpace.srgb: _l("sRGB, as screens show it"),
    ColourSpace.rgb: _l("RGB with a profile of its own: Display P3, Adobe RGB"),
    ColourSpace.cmyk: _l("CMYK, as printers take it"),
    ColourSpace.grey: _l("Grey"),
}
CODECS: dict[Codec, str] = {
    Codec.h264: "H.264",
    Codec.hevc: "H.265 (HEVC)",
    Codec.av1: "AV1",
    Codec.vp9: "VP9",
}
