"""The one blueprint of the desk; each module beside this one adds its pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("desk", __name__)
