"""The words for what an entry and its files can be, may lack and may refuse."""

from competition.entries.labels.checks import LISTS, VERDICT_KINDS, VERDICTS
from competition.entries.labels.checks import REFUSALS as _CHECKS
from competition.entries.labels.deadline import REFUSALS as _DEADLINE
from competition.entries.labels.deadline import SHORT_TIMINGS, TIMINGS
from competition.entries.labels.fees import (
    CHARGE_STATE_KINDS,
    CHARGE_STATES,
    FEE_REFUSALS,
    INVOICE_KINDS,
    METHODS,
    PAYMENT_KINDS,
)
from competition.entries.labels.likeness import REFUSALS as _LIKENESS
from competition.entries.labels.likeness import SAMENESS, SAMENESS_KINDS, nearness
from competition.entries.labels.refusals import FILE_REFUSALS, names_of, refusal_of
from competition.entries.labels.states import (
    FAULTS,
    FILE_STATE_KINDS,
    FILE_STATES,
    FILE_WORDS,
    FINDING_KINDS,
    FINDINGS,
    PROOFS,
    SCANS,
    STATE_KINDS,
    STATES,
    file_words,
)
from competition.entries.labels.states import REFUSALS as _STATES
from competition.entries.labels.team import REFUSALS as _TEAM
from competition.entries.labels.team import RIGHTS
from competition.entries.labels.terms import REFUSALS as _TERMS

REFUSALS = {**_STATES, **_TEAM, **_CHECKS, **_DEADLINE, **_LIKENESS, **FEE_REFUSALS, **_TERMS}

__all__ = [
    "CHARGE_STATES",
    "CHARGE_STATE_KINDS",
    "FAULTS",
    "FILE_REFUSALS",
    "FILE_STATES",
    "FILE_STATE_KINDS",
    "FILE_WORDS",
    "FINDINGS",
    "FINDING_KINDS",
    "INVOICE_KINDS",
    "LISTS",
    "METHODS",
    "PAYMENT_KINDS",
    "PROOFS",
    "REFUSALS",
    "RIGHTS",
    "SAMENESS",
    "SAMENESS_KINDS",
    "SCANS",
    "SHORT_TIMINGS",
    "STATES",
    "STATE_KINDS",
    "TIMINGS",
    "VERDICTS",
    "VERDICT_KINDS",
    "file_words",
    "names_of",
    "nearness",
    "refusal_of",
]
