"""The words of honours and their rules."""

from __future__ import annotations

from typing import Any

from competition.i18n import lazy_gettext as _l
from competition.results.rules import MOST_HONOURS, HonourKind

KINDS: dict[HonourKind, Any] = {
    HonourKind.grand_prix: _l("Grand prix"),
    HonourKind.category: _l("Award of a category"),
    HonourKind.honourable_mention: _l("Honourable mention"),
    HonourKind.special: _l("Special prize"),
}

REFUSALS: dict[str, Any] = {
    "honour_nameless": _l("Write the name in one language at least."),
    "honour_lacks_category": _l("Choose the category that this award is for."),
    "honour_unknown_giver": _l("Choose an institution that takes part in this call."),
    "honour_bad_rule": _l("A number of this rule is too small or too large. Nothing was saved."),
    "honour_too_many": _l("A call has at most %(most)s prizes.", most=MOST_HONOURS),
}
