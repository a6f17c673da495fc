"""The blueprint of the pages, and that of the addresses that have no language."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("publication", __name__)
fixed = Blueprint("publication_fixed", __name__)
