"""The engine's warnings in words that a chair understands."""

from __future__ import annotations

from typing import Any

from competition.i18n import gettext, ngettext
from competition.results.engine import CaveatCode


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


def _weak_links(number: int) -> Any:
    return ngettext(
        "The comparison hangs on %(num)s juror or entry. Without it the jury falls into groups that share no entry.",
        "The comparison hangs on %(num)s jurors or entries. Without one of them the jury falls into groups that share "
        "no entry.",
        number,
    )


def _trimmed_refused(number: int) -> Any:
    return ngettext(
        "A trimmed mean needs seven jurors for every entry, and %(num)s entry has fewer. No ranking was made.",
        "A trimmed mean needs seven jurors for every entry, and %(num)s entries have fewer. No ranking was made.",
        number,
    )


def _closed_panels(number: int) -> Any:
    return gettext(
        "The jury fell into %(number)s groups that share no entry, and this method would take the better group for the "
        "more lenient one. No ranking was made.",
        number=number,
    )


def _unknown_assignment(_number: int) -> Any:
    return gettext(
        "This method is right only if chance dealt the entries to the jurors: who was given the better entries is "
        "taken for lenient."
    )


def _extreme(number: int) -> Any:
    return ngettext(
        "%(num)s entry, juror or criterion got only the highest or only the lowest points: nothing tells how far out "
        "it lies.",
        "%(num)s entries, jurors or criteria got only the highest or only the lowest points: nothing tells how far out "
        "they lie.",
        number,
    )


def _grouped(number: int) -> Any:
    return gettext(
        "There are too many different points for this method: they were put into %(number)s steps.", number=number
    )


def _not_converged(_number: int) -> Any:
    return gettext("The computation did not come to rest. Do not rely on these figures.")


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


def _below_least(number: int) -> Any:
    return ngettext(
        "%(num)s entry was judged by fewer jurors than the rules of the round ask: it has no place.",
        "%(num)s entries were judged by fewer jurors than the rules of the round ask: they have no place.",
        number,
    )


_CAVEATS = {
    CaveatCode.disconnected: _disconnected,
    CaveatCode.unmarked: _unmarked,
    CaveatCode.few_marks: _few_marks,
    CaveatCode.flat: _flat,
    CaveatCode.weak_links: _weak_links,
    CaveatCode.trimmed_refused: _trimmed_refused,
    CaveatCode.closed_panels: _closed_panels,
    CaveatCode.unknown_assignment: _unknown_assignment,
    CaveatCode.extreme: _extreme,
    CaveatCode.grouped: _grouped,
    CaveatCode.not_converged: _not_converged,
    CaveatCode.incomplete: _incomplete,
    CaveatCode.separated: _separated,
    CaveatCode.below_least: _below_least,
}
