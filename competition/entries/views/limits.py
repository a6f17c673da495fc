"""What a question for files takes: in a sentence for its reader, as rules for the page's scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from competition.calls.rules import FilesOptions
from competition.calls.rules.files import GLB, MOST_TEXTURE, USUAL_PIXELS, USUAL_SECONDS, USUAL_TRIANGLES
from competition.entries.labels import names_of, refusal_of
from competition.entries.rules.uploads import formats
from competition.entries.views.words import size_words
from competition.i18n import decimal_words, ngettext
from competition.i18n import gettext as _

# What systems know by its name's end only, or not by its type.
ENDINGS = {
    "image/heic": (".heic", ".heif"),
    "image/avif": (".avif",),
    GLB: (".glb",),
}
_NUMBERS = (
    *("max_pixels", "min_width", "min_height", "min_ratio", "max_ratio"),
    *("min_seconds", "max_seconds", "max_triangles", "max_texture"),
)
_OF_PICTURES = ("too_many_pixels", "too_few_pixels", "too_tall", "too_wide")
_OF_FILMS = ("too_many_pixels", "too_long", "too_short")
_OF_MODELS = (
    *("too_many_triangles", "texture_too_large", "model_broken", "model_empty", "model_external"),
    *("model_compressed", "model_ktx2"),
)
# What the browser measures stands in the sentence as a {name} that the script fills.
_MEASURED = {name: f"{{{name}}}" for name in ("width", "height", "seconds", "triangles", "side", "method")}


def accepted(options: FilesOptions) -> str:
    """Return what a file chooser offers: types, and the ends of names where types are little known."""
    ends = [end for kind in options.accept for end in ENDINGS.get(kind, ())]
    return ",".join((*options.accept, *ends))


def hint(options: FilesOptions) -> str:
    """Return what a question for files takes, in sentences: kinds, number, size, and what each kind must be."""
    return " ".join((_kinds(options), *_further(options)))


def rules_for_scripts(options: FilesOptions) -> dict[str, Any]:
    """Return the rules that the browser can check, and why it would refuse a file, by code."""
    rules = {name: getattr(options, name) for name in _NUMBERS}
    return {
        "accept": list(options.accept),
        "most": options.most,
        "max_bytes": options.max_bytes,
        **{name: rule for name, rule in rules.items() if rule},
        "refusals": {code: refusal_of(code, _values(code, options)) for code in _codes(options)},
    }


def _codes(options: FilesOptions) -> list[str]:
    found: tuple[str, ...] = _OF_PICTURES if _takes(options, "image/") else ()
    found += _OF_FILMS if _takes(options, "video/") else ()
    found += _OF_MODELS if GLB in options.accept else ()
    ruled = {
        "too_few_pixels": options.min_width or options.min_height,
        "too_tall": options.min_ratio,
        "too_wide": options.max_ratio,
        "too_short": options.min_seconds,
    }
    return [code for code in dict.fromkeys(found) if ruled.get(code, True)]


def _values(code: str, options: FilesOptions) -> dict[str, Any]:
    most = {
        "too_many_pixels": options.max_pixels or USUAL_PIXELS,
        "too_long": options.max_seconds or USUAL_SECONDS,
        "too_many_triangles": options.max_triangles or USUAL_TRIANGLES,
        "texture_too_large": options.max_texture or MOST_TEXTURE,
        "too_wide": options.max_ratio,
    }
    least = {"too_tall": options.min_ratio, "too_short": options.min_seconds}
    sides = {"min_width": options.min_width or 1, "min_height": options.min_height or 1}
    return {**_MEASURED, **sides, "most": most.get(code), "least": least.get(code)}


def _takes(options: FilesOptions, family: str) -> bool:
    return any(kind.startswith(family) for kind in options.accept)


def _kinds(options: FilesOptions) -> str:
    kinds, size = formats(options.accept), size_words(options.max_bytes)
    if options.least == options.most:
        count = ngettext("Exactly %(num)s file", "Exactly %(num)s files", options.most)
    elif options.least > 1:
        count = _("%(least)s to %(most)s files", least=options.least, most=options.most)
    else:
        count = ngettext("At most %(num)s file", "At most %(num)s files", options.most)
    return str(_("%(count)s: %(kinds)s; up to %(size)s each.", count=count, kinds=kinds, size=size))


def _further(options: FilesOptions) -> Iterator[str]:
    if _takes(options, "image/"):
        yield from _of_pictures(options)
    if "application/pdf" in options.accept and options.max_pages:
        yield str(ngettext("Documents: at most %(num)s page.", "Documents: at most %(num)s pages.", options.max_pages))
    if _takes(options, "video/"):
        yield from _of_films(options)
    if GLB in options.accept:
        yield from _of_models(options)


def _of_pictures(options: FilesOptions) -> Iterator[str]:
    if options.min_width or options.min_height:
        width, height = options.min_width or 1, options.min_height or 1
        yield str(_("Pictures need at least %(width)s × %(height)s pixels.", width=width, height=height))
    shapes = {"least": options.min_ratio, "most": options.max_ratio}
    if options.min_ratio and options.max_ratio:
        yield str(_("Width to height lies between %(least)s and %(most)s.", **shapes))
    elif options.min_ratio:
        yield str(_("Width to height is %(least)s at the tallest.", **shapes))
    elif options.max_ratio:
        yield str(_("Width to height is %(most)s at the widest.", **shapes))
    if options.colours:
        yield str(_("Colours: %(spaces)s.", spaces=names_of(options.colours)))


def _of_films(options: FilesOptions) -> Iterator[str]:
    least, most = options.min_seconds, options.max_seconds
    if least and most:
        yield str(_("Films last %(least)s to %(most)s seconds.", least=least, most=most))
    elif most:
        yield str(ngettext("Films last at most %(num)s second.", "Films last at most %(num)s seconds.", most))
    elif least:
        yield str(ngettext("Films last at least %(num)s second.", "Films last at least %(num)s seconds.", least))
    if options.codecs:
        yield str(_("Codec: %(codecs)s.", codecs=names_of(options.codecs)))


def _of_models(options: FilesOptions) -> Iterator[str]:
    if options.max_triangles:
        most = decimal_words(str(options.max_triangles))
        yield str(_("Models have at most %(number)s triangles.", number=most))
    if options.max_texture:
        yield str(_("Their textures are at most %(number)s pixels long.", number=options.max_texture))
