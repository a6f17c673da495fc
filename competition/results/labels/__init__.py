"""The words of results: `words` for what there is to choose and to refuse, `caveats` for what the engine warns of."""

from competition.results.labels.caveats import caveat
from competition.results.labels.words import (
    AGREEMENT,
    METHODS,
    METHODS_HELP,
    METHODS_SHORT,
    NO_TIE_RULE,
    OUTCOMES,
    REFUSALS,
    TIE_RULES,
    interval,
    tie_by_criterion,
)

__all__ = [
    "AGREEMENT",
    "METHODS",
    "METHODS_HELP",
    "METHODS_SHORT",
    "NO_TIE_RULE",
    "OUTCOMES",
    "REFUSALS",
    "TIE_RULES",
    "caveat",
    "interval",
    "tie_by_criterion",
]
