"""The words for the organisers' check."""

from __future__ import annotations

from typing import Any

from competition.entries.rules.checking import Verdict
from competition.i18n import lazy_gettext as _l

VERDICTS: dict[Verdict | None, Any] = {
    None: _l("Not looked at"),
    Verdict.checked: _l("In order"),
    Verdict.changed: _l("Changed since the check"),
    Verdict.to_fix: _l("Asked to mend"),
    Verdict.mended: _l("Mended, to look at"),
    Verdict.not_eligible: _l("Not eligible"),
}
VERDICT_KINDS: dict[Verdict | None, str] = {
    None: "quiet",
    Verdict.checked: "ok",
    Verdict.changed: "active",
    Verdict.to_fix: "caution",
    Verdict.mended: "active",
    Verdict.not_eligible: "error",
}
LISTS: dict[str, Any] = {
    "waiting": _l("To look at"),
    "to_fix": _l("Asked to mend"),
    "checked": _l("In order"),
    "not_eligible": _l("Not eligible"),
}

REFUSALS: dict[str, Any] = {
    "entry_not_asked": _l("Only what the organisers asked you to mend may be changed now."),
    "check_nothing_to_fix": _l("Write at least one sentence, beside the part that should be mended."),
    "check_bad_date": _l("Choose a day and time to come, at most %(days)s days from now."),
    "check_needs_reason": _l("Write the reason: the team reads it in its letter."),
    "check_not_now": _l("This cannot be done with this entry now: it was withdrawn, or decided otherwise meanwhile."),
}
