"""The one blueprint of people; each module beside this one adds its pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("people", __name__)
