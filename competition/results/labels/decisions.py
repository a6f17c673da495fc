"""The words of what the rules propose and the jury decides."""

from __future__ import annotations

from typing import Any

from competition.i18n import lazy_gettext as _l
from competition.results.engine.prizes import Reason
from competition.results.rules import Departure

REASONS: dict[Reason, Any] = {
    Reason.veto: _l("a juror’s veto stands against it"),
    Reason.threshold: _l("it lies below the least points"),
    Reason.few_jurors: _l("too few jurors marked it"),
    Reason.has_prize: _l("it holds an earlier prize"),
    Reason.quota: _l("its category has received its number already"),
    Reason.tie: _l("it is tied"),
    Reason.not_comparable: _l("no common ranking compares it with the others"),
}

DEPARTURES: dict[Departure, Any] = {
    Departure.more: _l("These are more works than the rule of this prize allows: it takes a motion of the jury."),
    Departure.below: _l("A work chosen here lies below the least points: it takes a motion of the jury."),
    Departure.tie: _l("Here a tie is broken by hand: it takes a motion of the jury."),
    Departure.other: _l("This is not what the rule proposes: it takes a motion of the jury."),
}

REFUSALS: dict[str, Any] = {
    "results_run_is_old": _l(
        "A newer result was computed meanwhile. Nothing was decided: look at the newer result first."
    ),
    "results_not_of_this_run": _l("A prize can go only to a work that it is open to and that this result ranks."),
    "results_award_contradicts": _l("A prize is either given or withheld. Choose one of the two."),
    "results_holds_another": _l(
        "A work chosen here receives an earlier prize, and winners of an earlier prize cannot receive this one."
    ),
    "results_motion_needed": _l("This departs from the rule of the prize: it takes a motion of the jury."),
    "results_bad_motion": _l(
        "A motion has a text, more votes in favour than against, and a day that has come. Correct it."
    ),
}
