"""The words of results: `words` of runs, `advancing`, `caveats` that the engine has, `honours`, `decisions`,
the `jury`.
"""

from competition.results.labels import advancing, decisions, honours, minutes, words
from competition.results.labels.caveats import caveat
from competition.results.labels.jury import REMARKS
from competition.results.labels.words import (
    AGREEMENT,
    METHODS,
    METHODS_HELP,
    METHODS_SHORT,
    NO_TIE_RULE,
    SHARED,
    TIE_RULES,
    interval,
    tie_by_criterion,
)

REFUSALS = {**words.REFUSALS, **advancing.REFUSALS, **honours.REFUSALS, **decisions.REFUSALS, **minutes.REFUSALS}

__all__ = [
    "AGREEMENT",
    "METHODS",
    "METHODS_HELP",
    "METHODS_SHORT",
    "NO_TIE_RULE",
    "REFUSALS",
    "REMARKS",
    "SHARED",
    "TIE_RULES",
    "caveat",
    "interval",
    "tie_by_criterion",
]
