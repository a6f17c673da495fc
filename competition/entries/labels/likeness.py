"""The words for works that look alike."""

from __future__ import annotations

from typing import Any

from competition.entries.rules.likeness import Sameness
from competition.i18n import lazy_gettext as _l

SAMENESS: dict[Sameness | None, Any] = {
    None: _l("Nobody has looked yet"),
    Sameness.same: _l("The same work"),
    Sameness.different: _l("Not the same work"),
}
SAMENESS_KINDS: dict[Sameness | None, str] = {
    None: "active",
    Sameness.same: "caution",
    Sameness.different: "quiet",
}
REFUSALS: dict[str, Any] = {
    "likeness_reason_missing": _l("Say in a sentence how you know. The reason stands in the log."),
    "likeness_reason_too_long": _l("This reason is too long: at most %(most)s characters are kept."),
}


def nearness(distance: int) -> str:
    """Return in words how near two pictures are, by the bits in which their hashes differ."""
    if distance == 0:
        return str(_l("The pictures are the same to the eye."))
    return str(_l("The pictures are nearly the same to the eye."))
