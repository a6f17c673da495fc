"""The words for how an entry lies to its deadline, and for what one may ask beyond it."""

from __future__ import annotations

from typing import Any

from competition.entries.rules.deadline import Timing
from competition.i18n import lazy_gettext as _l

TIMINGS: dict[Timing, Any] = {
    Timing.in_time: _l("In time"),
    Timing.extended: _l("In time, by an extension"),
    Timing.late: _l("After the due time, marked as late"),
    Timing.by_code: _l("After the close, by a code for late entry; marked as late"),
}

# Behind the state of an entry in a list.
SHORT_TIMINGS: dict[Timing, Any] = {
    Timing.in_time: "",
    Timing.extended: _l("extended"),
    Timing.late: _l("late"),
    Timing.by_code: _l("late, by code"),
}

REFUSALS: dict[str, Any] = {
    "entry_extension_too_early": _l("An extension gives time: choose a moment after the due time and after now."),
    "entry_reason_missing": _l("Say why; the team reads it, and so does whoever checks the log."),
    "voucher_unknown": _l("We do not know this code. Type it as you were told it, or ask the organisers."),
    "voucher_over": _l("This code was good until a time that has passed. Ask the organisers for another one."),
    "voucher_spent": _l("This code was used as often as it may be. Ask the organisers for another one."),
    "voucher_elsewhere": _l("This code is for another category of this call."),
    "voucher_used": _l("This entry has a code of this kind already."),
}
