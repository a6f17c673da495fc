"""The words of results."""

from __future__ import annotations

from typing import Any

from competition.i18n import gettext, ngettext
from competition.i18n import lazy_gettext as _l
from competition.results.engine import CaveatCode
from competition.results.rules import Outcome

OUTCOMES: dict[Outcome, Any] = {Outcome.winner: _l("Winner"), Outcome.withheld: _l("Award withheld")}

REFUSALS: dict[str, Any] = {
    "results_nothing_to_score": _l("No score sheet was handed in yet, so there is nothing to compute."),
    "results_marks_changed": _l(
        "A juror handed in a sheet while this was computed. Nothing was stored: compute again."
    ),
    "results_run_is_old": _l(
        "A newer result was computed meanwhile. Nothing was decided: look at the newer result first."
    ),
    "results_not_of_this_run": _l("An award can go only to an entry of its own category that this result ranks."),
    "results_award_contradicts": _l("An award is either given or withheld. Choose one of the two for each category."),
}


def caveat(code: str, number: int) -> str:
    """Return a warning of the engine in words that a chair understands."""
    return str(_CAVEATS[CaveatCode(code)](number))


def _disconnected(number: int) -> Any:
    return gettext(
        "The jury fell into %(number)s groups that share no entry. Nothing tells whether one group is more "
        "severe than another, so there is no common ranking: entries are ranked inside their group only.",
        number=number,
    )


def _unmarked(number: int) -> Any:
    return ngettext(
        "%(num)s entry has no score sheet and no place.",
        "%(num)s entries have no score sheet and no place.",
        number,
    )


def _few_marks(number: int) -> Any:
    return ngettext(
        "%(num)s entry was marked by fewer than three jurors: its place may be chance.",
        "%(num)s entries were marked by fewer than three jurors: their places may be chance.",
        number,
    )


def _flat(number: int) -> Any:
    return ngettext(
        "%(num)s juror gave every entry the same score and so did not help to order them.",
        "%(num)s jurors gave every entry the same score and so did not help to order them.",
        number,
    )


def _incomplete(number: int) -> Any:
    return ngettext(
        "%(num)s juror did not judge every entry. What needs a complete table is left out.",
        "%(num)s jurors did not judge every entry. What needs a complete table is left out.",
        number,
    )


def _separated(number: int) -> Any:
    return ngettext(
        "%(num)s entry only won or only lost against the others: its strength has no finite estimate, and so no "
        "entry of its group has a place. More duels or a ridge give one.",
        "%(num)s entries are parted from the others by duels that one side always won: strengths have no finite "
        "estimate, and so no entry of their group has a place. More duels or a ridge give one.",
        number,
    )


_CAVEATS = {
    CaveatCode.disconnected: _disconnected,
    CaveatCode.unmarked: _unmarked,
    CaveatCode.few_marks: _few_marks,
    CaveatCode.flat: _flat,
    CaveatCode.incomplete: _incomplete,
    CaveatCode.separated: _separated,
}
