"""The only maker of bucket keys. A key says nothing of a file but where it belongs; nobody can guess one."""

from __future__ import annotations

import re
import secrets

PUBLIC_PREFIX = "public/"
CANARY = "canary/written-to-see-whether-the-bucket-keeps-what-it-is-given"

_ID = re.compile(r"[a-z0-9]{1,64}")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)?")


def original(entry_id: str) -> str:
    """Return a new key for a file of this entry as it was sent; it is kept byte for byte."""
    if not _ID.fullmatch(entry_id):
        raise ValueError(f"{entry_id!r} is no entry's id")
    return f"entries/{entry_id}/{_random()}"


def derived_folder() -> str:
    """Return a new folder for all that is made from one file: its levels, poster, blind copy."""
    return f"derived/{_random()}"


def derived(folder: str, name: str) -> str:
    """Return the key of `name` in a folder that `derived_folder` made. `name` is ours, never a person's."""
    if not folder.startswith("derived/") or not _NAME.fullmatch(name):
        raise ValueError(f"{folder!r} and {name!r} make no derived key")
    return f"{folder}/{name}"


def public(ending: str = "webp") -> str:
    """Return a new key that anyone may read who knows it: one per file and use, for cleared pictures only."""
    return f"{PUBLIC_PREFIX}{_random()}.{ending}"


def _random() -> str:
    return secrets.token_hex(16)
