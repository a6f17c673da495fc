"""The words for what an entry and its files can be, may lack and may refuse."""

from competition.entries.labels.states import (
    FAULTS,
    FILE_REFUSALS,
    FILE_STATE_KINDS,
    FILE_STATES,
    FINDING_KINDS,
    FINDINGS,
    PROOFS,
    REFUSALS,
    SCANS,
    STATE_KINDS,
    STATES,
    file_words,
    refusal_of,
)

__all__ = [
    "FAULTS",
    "FILE_REFUSALS",
    "FILE_STATES",
    "FILE_STATE_KINDS",
    "FINDINGS",
    "FINDING_KINDS",
    "PROOFS",
    "REFUSALS",
    "SCANS",
    "STATES",
    "STATE_KINDS",
    "file_words",
    "refusal_of",
]
