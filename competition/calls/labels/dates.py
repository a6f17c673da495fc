"""The words for the dates of a call."""

from __future__ import annotations

from typing import Any

from competition.i18n import lazy_gettext as _l

DATES: dict[str, Any] = {
    "opens_at": _l("Entries open"),
    "due_at": _l("Entries are due"),
    "closes_at": _l("Hard close"),
    "fix_by_at": _l("Corrections are due"),
    "pay_by_at": _l("Fees are due"),
    "ship_by_at": _l("Works have arrived"),
    "judging_opens_at": _l("Judging opens"),
    "judging_closes_at": _l("Judging closes"),
    "announcement_at": _l("Winners are announced"),
}

ROUND_DATES: dict[str, Any] = {
    "entries_open_at": _l("Entrants are asked from"),
    "entries_due_at": _l("Their answers are due"),
    "opens_at": DATES["judging_opens_at"],
    "closes_at": DATES["judging_closes_at"],
}

ROUND_DATES_HELP: dict[str, Any] = {
    "entries_open_at": _l("Empty: from the moment at which they go on. They get a letter then."),
    "entries_due_at": _l("Empty: when the jury of this round begins. Nothing is taken after it."),
    "opens_at": _l("Jurors see their entries from here on."),
    "closes_at": _l("Score sheets can no longer be changed after this."),
}

# Heads of the narrow columns of a table.
SHORT_DATES: dict[str, Any] = {
    "due_at": _l("Due"),
    "closes_at": _l("Hard close"),
    "fix_by_at": _l("Corrections"),
    "pay_by_at": _l("Fees"),
    "ship_by_at": _l("Arrival"),
}

DATES_HELP: dict[str, Any] = {
    "opens_at": _l("From this moment designers can begin an entry."),
    "due_at": _l("The deadline that the brief states. Entries received at this very moment are in time."),
    "closes_at": _l("The last moment at which a late entry is still taken. It may be the due time itself."),
    "fix_by_at": _l("Until when a team mends what your check has found. Empty where you give each its own time."),
    "pay_by_at": _l("Until when a fee has to be paid. Who pays later is shown as overdue; nothing more happens."),
    "ship_by_at": _l("Until when works that the jury handles have to be with you."),
    "judging_opens_at": _l("Jurors see their entries from here on."),
    "judging_closes_at": _l("Score sheets can no longer be changed after this."),
    "announcement_at": _l("The planned day. Nothing is published by the clock alone: you release the results."),
}
