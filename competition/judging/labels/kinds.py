"""The words of the kinds of rounds and of their rules."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from competition.i18n import Texts, babel_name, force_locale
from competition.i18n import lazy_gettext as _l
from competition.judging.rules.kinds import OthersRule, RoundHow, RoundKind, worth_of

REFUSALS: dict[str, Any] = {
    "round_how_out_of_bounds": _l("Choose whole numbers that fit: at most %(most)s."),
    "handed_in_stands": _l("In this round a sheet that was handed in stands. This change was not stored."),
    "ruling_needs_reason": _l("Write why, in at most %(most)s characters."),
    "nothing_to_rule": _l("There are not as many vetoes against this entry as the round asks for. Nothing was stored."),
    "not_a_ranking": _l("This round asks for no order. Nothing was stored."),
    "ranking_code_unknown": _l("“%(given)s” is none of the entries before you. Nothing was stored."),
    "ranking_code_twice": _l("%(given)s stands in the order twice. Nothing was stored."),
    "ranking_too_many": _l("There are %(most)s places. Take an entry out first; this change was not stored."),
    "ranking_incomplete": _l("Not handed in yet: places are still open (%(missing)s)."),
    "ranked_in_stays_whole": _l(
        "Your ranking is handed in. You may change it, but not leave places open (%(missing)s). This was not stored."
    ),
    "ranking_lacks_comments": _l("This round asks for a comment on every work. Without one are still: %(codes)s."),
    "ranking_stale": _l("Your ranking was saved elsewhere meanwhile. Nothing was overwritten; both are below."),
    "too_many_votes": _l(
        "All %(most)s votes of yours are given. Take one back from another entry first; this one was not stored."
    ),
    "handed_in_by_ranking": _l("In this round the order of all entries is handed in, on the page of your ranking."),
}

KINDS: dict[RoundKind, Any] = {
    RoundKind.scores: _l("Scores: marks by the criteria of a rubric"),
    RoundKind.eligibility: _l("Eligibility: may it take part, yes or no"),
    RoundKind.screening: _l("Screening: a vote of yes, maybe or no"),
    RoundKind.stars: _l("Stars: one judgement of the whole work"),
    RoundKind.veto: _l("Veto: jurors say what must not win, and why"),
    RoundKind.ranking: _l("Ranking: jurors put the works in order"),
}

QUESTIONS: dict[RoundKind, Any] = {
    RoundKind.eligibility: _l("May this entry take part?"),
    RoundKind.screening: _l("Shall it go on?"),
    RoundKind.stars: _l("Stars"),
    RoundKind.veto: _l("Does anything stand against it?"),
}

ANSWERS: dict[RoundKind, dict[int, Any]] = {
    RoundKind.eligibility: {1: _l("Yes"), 0: _l("No")},
    RoundKind.screening: {2: _l("Yes"), 1: _l("Maybe"), 0: _l("No")},
    RoundKind.veto: {0: _l("Nothing"), 1: _l("Veto")},
}

OTHERS: dict[OthersRule, Any] = {
    OthersRule.never: _l("Never: each judges by himself"),
    OthersRule.after_own: _l("Once he has handed in his own sheet"),
    OthersRule.always: _l("Always"),
}


def question_in(kind: RoundKind, languages: Iterable[str]) -> Texts:
    """Return the question of a kind in these languages."""
    found: Texts = {}
    for code in languages:
        with force_locale(babel_name(code)):
            found[code] = str(QUESTIONS[kind])
    return found


def answer(how: RoundHow, points: int) -> str:
    """Return what points say in this kind of round: a word, a number of stars, or the points."""
    words = ANSWERS.get(how.kind, {}).get(points)
    return str(words) if words is not None else _number(worth_of(how, points))


def _number(worth: int | Fraction) -> str:
    """Return a number of stars or points as one reads it: 3½."""
    whole, rest = divmod(worth, 1)
    return f"{whole}½" if rest else str(whole)
