"""What is left of a receipt once the person who handed in was erased."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KEPT = ("version", "entry", "call", "call_title", "category_name", "clocks", "code", "receipt", "language")
_KEPT_TOO = ("submitted_at", "late", "category")


def blank_manifest(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return a manifest without words, names and fingerprints. Its digest was stored beside it and is kept.

    It no longer hashes to that digest, and says why: whoever kept his own copy can still prove what he handed in.
    """
    kept = {name: manifest[name] for name in (*_KEPT, *_KEPT_TOO) if name in manifest}
    blank = {"title": "", "may_publish": False, "about": {}, "agreed": [], "answers": [], "files": []}
    return {**kept, **{name: value for name, value in blank.items() if name in manifest}, "erased": True}
