"""Which of a juror's figures are worth a word to the chair. They describe; none of them is a reproach."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

# Of fewer entries nothing is said.
FEWEST_ENTRIES = 5
# Mean squares between these are productive for measurement: Wright & Linacre, *Rasch Measurement Transactions* 8:3
# (1994) 370.
LEAST_FIT, MOST_FIT = 0.5, 1.5
# Our own: a quarter less of the scale than the jury uses, or a third more; hardly any order in common; one verdict.
NARROW, WIDE = 0.75, 1.33
UNLIKE = 0.2
ONE_VERDICT = 0.9
# A slope that chance alone makes in fewer than one jury of twenty.
CLEAR = 0.05


class Remark(StrEnum):
    """What is said of how a juror marks."""

    few = "few"
    narrow = "narrow"
    wide = "wide"
    straying = "straying"
    surprising = "surprising"
    even = "even"
    unlike = "unlike"
    one_verdict = "one_verdict"
    usual = "usual"


def remarks_on(entries: int, figures: Mapping[str, float | None], halo: float | None) -> tuple[Remark, ...]:
    """Return what is said of a juror who marked so many entries; `figures` are those of the engine's `JurorOutcome`."""
    if entries < FEWEST_ENTRIES:
        return (Remark.few,)
    infit, outfit = figures.get("infit"), figures.get("outfit")
    holds = {
        Remark.narrow: _is_below(figures.get("scale"), NARROW),
        Remark.wide: _is_above(figures.get("scale"), WIDE),
        Remark.straying: _is_above(infit, MOST_FIT),
        Remark.surprising: _is_above(outfit, MOST_FIT) and not _is_above(infit, MOST_FIT),
        Remark.even: _is_below(infit, LEAST_FIT),
        Remark.unlike: _is_below(figures.get("spearman_rest"), UNLIKE),
        Remark.one_verdict: _is_above(halo, ONE_VERDICT),
    }
    return tuple(remark for remark, does in holds.items() if does) or (Remark.usual,)


def _is_below(figure: float | None, least: float) -> bool:
    return figure is not None and figure < least


def _is_above(figure: float | None, most: float) -> bool:
    return figure is not None and figure > most
