"""The application's scanner: `app.py` attaches it, services ask for it here."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app

from competition.scanning.interface import Scanner


def init_app(app: Flask, scanner: Scanner | None) -> None:
    """Attach a scanner, or none: then files are said not to have been scanned."""
    app.extensions["facet_scanner"] = scanner


def scanner() -> Scanner | None:
    """Return the scanner, if there is one."""
    return cast("Scanner | None", current_app.extensions["facet_scanner"])
