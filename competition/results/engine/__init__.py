"""The arithmetic of scores: plain values in, a ranking and its explanation out; no I/O, no clock, seeded chance.

`marks` says what goes in, `values` what is asked and what comes out; both are plain Python.
Everything else works on arrays and is loaded when a computation first asks for it, since numpy and scipy take long
to load: `methods` is its table of contents.
`ballots` ranks by orders and duels, `agreement` compares jurors, `sheets` reads CSV, `answers` puts one question to
any of them.
A change that may change a result raises `ENGINE_VERSION`.
"""

from __future__ import annotations

from collections.abc import Callable

from competition.results.engine.marks import BadMarks, Criterion, Mark, Marks, Scale
from competition.results.engine.values import (
    DECIMALS,
    BadOptions,
    Caveat,
    CaveatCode,
    CriterionOutcome,
    Design,
    EntryOutcome,
    JurorOutcome,
    Options,
    Outcome,
    Uncertainty,
)

ENGINE_VERSION = "4"

Method = Callable[..., Outcome]


def analyse(marks: Marks, method: str, options: Options | None = None) -> Outcome:
    """Return what a method makes of marks. `method` is one of `METHODS`."""
    from competition.results.engine import methods  # noqa: PLC0415 - loads numpy; only a computation pays

    return methods.analyse(marks, method, options or Options())


def _method(name: str) -> Method:
    def method(marks: Marks, options: Options | None = None) -> Outcome:
        return analyse(marks, name, options)

    return method


METHODS: dict[str, Method] = {
    name: _method(name) for name in ("mean", "median", "trimmed", "zscore", "percentile", "additive", "rasch")
}
# What a run of a call holds, each with the options of the run.
RUN_METHODS = ("mean", "additive")

mean, additive = METHODS["mean"], METHODS["additive"]

__all__ = [
    "DECIMALS",
    "ENGINE_VERSION",
    "METHODS",
    "RUN_METHODS",
    "BadMarks",
    "BadOptions",
    "Caveat",
    "CaveatCode",
    "Criterion",
    "CriterionOutcome",
    "Design",
    "EntryOutcome",
    "JurorOutcome",
    "Mark",
    "Marks",
    "Options",
    "Outcome",
    "Scale",
    "Uncertainty",
    "additive",
    "analyse",
    "mean",
]
