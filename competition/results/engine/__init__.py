"""The arithmetic of scores: plain values in, a ranking and its explanation out; no I/O, no clock, no chance.

`values` says what goes in and comes out, `scores` weighs criteria, `components` finds who can be compared,
`ranks` orders with ties kept; `mean` and `additive` are the methods, and `solver` alone imports numpy and
scipy, when a computation first asks for it. A change that may change a result raises `ENGINE_VERSION`.
"""

from competition.results.engine.additive import additive
from competition.results.engine.mean import mean
from competition.results.engine.values import (
    DECIMALS,
    BadMarks,
    Caveat,
    CaveatCode,
    Criterion,
    EntryOutcome,
    JurorOutcome,
    Mark,
    Marks,
    Outcome,
    Scale,
)

ENGINE_VERSION = "1"

METHODS = {"mean": mean, "additive": additive}

__all__ = [
    "DECIMALS",
    "ENGINE_VERSION",
    "METHODS",
    "BadMarks",
    "Caveat",
    "CaveatCode",
    "Criterion",
    "EntryOutcome",
    "JurorOutcome",
    "Mark",
    "Marks",
    "Outcome",
    "Scale",
    "additive",
    "mean",
]
