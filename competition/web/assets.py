"""Bundled files under hashed names, from the manifest that the build wrote."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from flask import Flask

from config import ROOT

FOLDER = ROOT / "static" / "dist"


class AssetMissingError(LookupError):
    """A template names a bundle that the build did not make: run `make setup`."""


@cache
def _manifest(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    names: dict[str, str] = json.loads(path.read_text())
    return names


def asset(name: str) -> str:
    """Return the address of a bundled file: `site.css` → `/static/dist/site-5KJ2.css`."""
    names = _manifest(FOLDER / "manifest.json")
    if name not in names:
        message = f"{name}: not in the bundle; run `make setup`"
        raise AssetMissingError(message)
    return f"/static/dist/{names[name]}"


def init_app(app: Flask) -> None:
    """Give templates `asset()`."""
    app.jinja_env.globals["asset"] = asset
