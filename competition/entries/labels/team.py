"""The words for what co-entrants may do, and for what their verbs refuse."""

from __future__ import annotations

from typing import Any

from competition.entries.rules.team import Rights
from competition.i18n import lazy_gettext as _l

RIGHTS: dict[Rights, Any] = {
    Rights.edit: _l("May write, send files and hand in"),
    Rights.read: _l("May only read"),
}

REFUSALS: dict[str, Any] = {
    "entry_reads_only": _l("You may read this entry, not change it. Its lead can give you the right to."),
    "entry_lead_only": _l("Only the lead of this entry may do that."),
    "entry_team_full": _l(
        "A team has at most %(most)s people, joined or invited. Remove one, or take an invitation back."
    ),
    "entry_on_team_already": _l("This person is on the team already."),
    "entry_lead_stays": _l("The lead cannot go before somebody else leads. Pass the lead on first."),
    "entry_no_lead_offered": _l("The lead is not offered to you, or no longer. Nothing was changed."),
}
