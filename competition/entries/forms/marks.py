"""What a control tells its macro."""

from __future__ import annotations

from typing import Any

from wtforms import Form


class Mark:
    """Says something about a field to its macro, and refuses nothing: a draft may be empty or too long."""

    def __init__(self, **flags: Any) -> None:
        self.field_flags = flags

    def __call__(self, form: Form, field: Any) -> None:
        """Accept."""
