"""The one blueprint of entries; each module beside this one adds its pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("entries", __name__)
