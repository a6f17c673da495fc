"""The words for who goes on into the next round."""

from __future__ import annotations

from typing import Any

from competition.i18n import gettext, ngettext
from competition.i18n import lazy_gettext as _l
from competition.results.rules import AdvanceBy, AdvanceRule

RULES: dict[AdvanceBy, Any] = {
    AdvanceBy.verdict: _l("All that the votes let go on"),
    AdvanceBy.places: _l("The first places of the ranking; those who tie for the last of them too"),
    AdvanceBy.threshold: _l("All from a number of points on"),
    AdvanceBy.hand: _l("Chosen by hand, with a reason"),
}

REFUSALS: dict[str, Any] = {
    "results_no_next_round": _l("No round follows this one. Add one first, or decide the prizes."),
    "results_nobody_advances": _l("Choose one entry at least. Nothing was saved."),
    "results_bad_advance_rule": _l("Write a whole number of places from 1 on, or a number of points."),
    "results_departure_needs_reason": _l("This is not what the rule says. Write down why; it stays in the log."),
}


def rule_in_words(rule: AdvanceRule, points: str) -> str:
    """Return a rule as a phrase; `points` is its number as the reader writes numbers."""
    if rule.by == AdvanceBy.hand:
        return str(gettext("by hand"))
    if rule.by == AdvanceBy.verdict:
        return str(gettext("as the votes decide"))
    if rule.by == AdvanceBy.threshold:
        return str(gettext("from %(points)s points on", points=points))
    number = int(rule.value or 0)
    if rule.is_per_category:
        return str(ngettext("the first of each category", "the first %(num)d of each category", number))
    return str(ngettext("the first", "the first %(num)d", number))
