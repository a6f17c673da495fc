"""The words for what entering costs."""

from __future__ import annotations

from typing import Any

from competition.calls.rules.fees import FeePer, FeeStatus, FeeTier
from competition.i18n import lazy_gettext as _l

FEE_PER: dict[FeePer, Any] = {
    FeePer.entry: _l("For each entry"),
    FeePer.lead: _l("Once for each lead: further entries in this call are free"),
}

FEE_STATUSES: dict[FeeStatus, Any] = {FeeStatus.professional: _l("Professional"), FeeStatus.student: _l("Student")}

FEE_TIERS: dict[FeeTier, Any] = {
    FeeTier.early: _l("Early"),
    FeeTier.regular: _l("Regular"),
    FeeTier.late: _l("Late fee"),
}

FEE_REFUSALS: dict[str, Any] = {
    "fees_bad": _l("This cannot stand so in a table of fees. Nothing was saved."),
    "fees_currency_stands": _l("Fees are owed in this call already: its currency can no longer change."),
}
