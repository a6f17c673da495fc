"""Why a file that was sent is refused: said by the request that ends its upload, or by the worker that reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from competition.calls.labels import CODECS, COLOURS
from competition.i18n import decimal_words
from competition.i18n import lazy_gettext as _l

FILE_REFUSALS: dict[str, Any] = {
    "erased": _l("This file was erased with the account of its maker."),
    "malware": _l(
        "Our scanner found malware in this file (%(name)s). Nobody has opened it here. Check your computer, save the"
        " file anew and send that copy."
    ),
    "type_mismatch": _l("This file is not what its name says. Export it again in one of the accepted formats."),
    "damaged": _l("This file is damaged or cut short. Open it on your computer, save it anew and send it again."),
    "hash_differs": _l("This file changed on its way: what arrived is not what you chose. Send it again."),
    "hash_differs_awaited": _l(
        "What arrived is not the file whose fingerprint the receipt names. What you handed in stands without it."
    ),
    "never_arrived": _l("This file did not arrive in time. What you handed in stands without it."),
    "incomplete": _l("This file did not arrive whole. Send it again."),
    "abandoned": _l("This upload was not finished within two days and was cleared away. Choose the file again."),
    "given_up": _l(
        "We tried several times and could not read this file. Save it again in a usual program and send that copy."
    ),
    "unreadable": _l("We could not open this file. Save it again in a usual program and send that copy."),
    # Pictures
    "too_many_pixels": _l(
        "This picture is %(width)s × %(height)s pixels, more than this call takes. Send a smaller one."
    ),
    "too_few_pixels": _l(
        "This picture is %(width)s × %(height)s pixels; at least %(min_width)s × %(min_height)s are needed."
        " Send a larger one."
    ),
    "too_tall": _l(
        "This picture is too tall for its width: %(width)s × %(height)s pixels. At the tallest, width to height is"
        " %(least)s. Crop it, or send another one."
    ),
    "too_wide": _l(
        "This picture is too wide for its height: %(width)s × %(height)s pixels. At the widest, width to height is"
        " %(most)s. Crop it, or send another one."
    ),
    "wrong_colours": _l(
        "The colours of this picture are %(space)s; taken here: %(accepted)s. Convert it and send it again."
    ),
    # Documents
    "too_many_pages": _l("This document has %(pages)s pages; at most %(most)s are taken."),
    "protected": _l("This document asks for a password. Save it without one and send it again."),
    # Films
    "too_long": _l("This film lasts %(seconds)s seconds; at most %(most)s are taken. Send a shorter cut."),
    "too_short": _l("This film lasts %(seconds)s seconds; at least %(least)s are needed. Send a longer cut."),
    "codec": _l("Browsers cannot play this film. Export it as MP4 with H.264 and send it again."),
    "codec_not_accepted": _l("This film is in %(codec)s; taken here: %(accepted)s. Export it anew and send it again."),
    "no_picture": _l("There is no picture track in this film. Send one that can be looked at."),
    # Models
    "too_many_triangles": _l(
        "This model has %(triangles)s triangles; at most %(most)s are taken. Reduce its mesh and export it again."
    ),
    "texture_too_large": _l(
        "A texture of this model is %(side)s pixels long; at most %(most)s are taken. Make it smaller and export the"
        " model again."
    ),
    "model_broken": _l("The parts of this model do not fit together. Export it again as glTF 2.0 binary (.glb)."),
    "model_version": _l("This model is not in glTF 2.0. Export it again as glTF 2.0 binary (.glb)."),
    "model_empty": _l("There is no surface in this model: it has not one triangle. Export its meshes too."),
    "model_external": _l(
        "Parts of this model lie in other files or at other addresses. Export it as one binary file (.glb) with all"
        " textures inside."
    ),
    "model_compressed": _l(
        "This model is compressed by %(method)s, which not every screen can undo. Export it without compression."
    ),
    "model_ktx2": _l(
        "The textures of this model are in KTX2, which not every screen can read. Export them as JPEG, PNG or WebP."
    ),
    "model_extension": _l("This model cannot be shown without %(extension)s, which we do not have. Export it without."),
    "model_texture": _l("A texture of this model cannot be opened. Export the model again with JPEG or PNG textures."),
    "model_too_heavy": _l("This model unfolds into more numbers than a screen can show. Reduce its mesh."),
}

_NAMES: dict[str, Mapping[Any, Any]] = {"space": COLOURS, "codec": CODECS}
_GROUPED = frozenset({"triangles", "most"})


def refusal_of(code: str | None, values: Mapping[str, Any] | None) -> str:
    """Return the sentence for the reader of a refused file; an unknown reason is said to be damage."""
    if code is None:
        return ""
    code = f"{code}_awaited" if (values or {}).get("awaited") else code
    words = str(FILE_REFUSALS.get(code, FILE_REFUSALS["damaged"]))
    try:
        return words % {name: _said(name, value) for name, value in (values or {}).items()}
    except KeyError:
        return str(FILE_REFUSALS["damaged"])


def names_of(kinds: object) -> str:
    """Return colour spaces or codecs as people call them: `sRGB, CMYK`."""
    known: dict[Any, Any] = {**COLOURS, **CODECS}
    return ", ".join(str(known.get(kind, kind)) for kind in kinds) if isinstance(kinds, list | tuple) else str(kinds)


def _said(name: str, value: Any) -> str:
    if name == "accepted":
        return names_of(value)
    if isinstance(value, float):
        return decimal_words(f"{value:g}")
    if name in _GROUPED and isinstance(value, int):
        return decimal_words(str(value))
    return str(_NAMES.get(name, {}).get(value, value))
